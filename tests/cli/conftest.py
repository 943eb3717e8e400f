"""What do the tests of the command line share: a way to run it, a tiny bank, and a small demo bank?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recommender.cli import main
from tests.cli import tiny
from tests.suites import ROOT


@dataclass(frozen=True, slots=True)
class Said:
    """What one run said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Stdout as the one object that it has to be."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    def sentence(self) -> str:
        """The one line on stderr of a run that ended with a mistake; never a traceback, and nothing on stdout."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert "Traceback" not in self.out + self.err
        assert self.out == ""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, as 80 columns that are no terminal."""
    for name in [name for name in os.environ if name.startswith("CREDITPATH_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return ran


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a bank are."""

    directory: Path
    store: Path
    ledger: Path
    model: Path

    def words(self, *names: str) -> list[str]:
        """As options of a command: the parts named, or all."""
        return [
            word
            for name in names or ("store", "ledger", "model")
            for word in (f"--{name}", str(getattr(self, name)))
        ]


@pytest.fixture(scope="session")
def tiny_bank(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The tiny bank: its catalogue stays a directory, and there is no model."""
    folder = tmp_path_factory.mktemp("tiny")
    directory = tiny.write(folder / "catalogue")
    return Places(directory, directory, tiny.write_ledger(folder / "ledger.db"), folder / "no-model")


@pytest.fixture(scope="session")
def demo_bank(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A small demo bank with its model, made by the command itself in a process of its own."""
    directory = tmp_path_factory.mktemp("bank") / "demo"
    said = process("demo", "--dir", directory, *SMALL, "--no-serve", "--lang", "en")
    assert said.code == 0, said.err
    return Places(
        directory, directory / "creditpath.db", directory / "ledger.db", directory / "models" / "champion"
    )


SMALL = ("--learners", "60", "--scale", "0.05")


def process(*words: object, **environment: str) -> Said:
    """Run a command line in a process of its own."""
    command = [sys.executable, "-m", "recommender.cli", *map(str, words)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CREDITPATH_")}
    ended = subprocess.run(
        command, cwd=ROOT, env=plain | environment, capture_output=True, encoding="utf-8", check=False
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)
