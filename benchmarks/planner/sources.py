"""Where do the questions come from: which data sets and demo banks are here, each read once for a run?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.datasets import rpi, utd
from benchmarks.datasets.command import Read, convert
from recommender.catalogue import load, read_directory
from recommender.catalogue.objects import Catalogue
from recommender.demo import DemoBank, build

__all__ = ["Sources", "data_folder", "imported"]

ROOT = Path(__file__).resolve().parents[2]
RPI, UTD, CASES = "rpi", "utd-catalogue-exams-degrees", "planner-cases"
LEARNERS = 400
"""Accounts in a demo bank of the benchmark: enough to draw from, made in seconds."""


def data_folder() -> Path:
    """The folder of public data sets: the environment says where, else it lies beside the checkout."""
    return Path(os.environ.get("CREDITPATH_REAL_DATA") or ROOT.parent / "shared" / "data")


def imported(read: Read, source: Path) -> Catalogue:
    """The catalogue as the product reads it after an import."""
    with TemporaryDirectory() as folder:
        directory = Path(folder) / "native"
        convert(read, source, directory)
        return read_directory(directory).catalogue


@dataclass
class Sources:
    """Everything is read when the first family asks for it."""

    folder: Path
    work: Path
    """A folder for what is made on the way."""
    banks: dict[str, tuple[Catalogue, DemoBank]] = field(default_factory=dict)

    def absent(self, needed: Sequence[str]) -> tuple[str, ...]:
        """Which of the data sets are not here."""
        return tuple(name for name in needed if not (self.folder / name).is_dir())

    @cached_property
    def rpi(self) -> Catalogue:
        """The degrees of Rensselaer, and what 388 institutions send there."""
        return imported(rpi.read, self.folder / RPI)

    @cached_property
    def utd(self) -> Catalogue:
        """The degrees of the University of Texas at Dallas, with exam credit."""
        return imported(utd.read, self.folder / UTD)

    @property
    def learners(self) -> int:
        """How many accounts a demo bank has here."""
        return LEARNERS

    def bank(self, name: str, seed: int) -> tuple[Catalogue, DemoBank]:
        """A demo bank of the product, by its name."""
        if name not in self.banks:
            made = build(self.work / name, learners=LEARNERS, seed=seed, bank=name)
            self.banks[name] = load(made.catalogue_file).catalogue, made
        return self.banks[name]
