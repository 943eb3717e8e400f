"""Make the whole demo bank in a folder: catalogue directory, catalogue file and ledger; or find it made already."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeAlias

import recommender
from recommender.catalogue import Catalogue, read_directory, save
from recommender.demo.account import Account
from recommender.demo.banks import BANKS, Bank
from recommender.demo.entries import AS_OF
from recommender.errors import InputError
from recommender.ledger import EmbeddedLedger, NewEntry
from recommender.vocabulary import EntryId, FrozenClock, LearnerId

__all__ = ["DemoBank", "build"]

Progress: TypeAlias = Callable[[str, int, int], None] | None
"""Called with (what is being done, how much is done, how much there is)."""

FORMAT = "creditpath-demo-bank/1"
CATALOGUE = "catalogue"
MARKER = "bank.json"
"""Written first without, and last with the number of entries: a bank without that number is only half made."""
_TOLD_EVERY = 100
"""Accounts."""
_SOURCES = ("demo/**/*.py", "ledger/*.py", "catalogue/storage.py")
"""The code that decides what is in the files of a bank."""


@dataclass(frozen=True, slots=True)
class DemoBank:
    """A complete demo bank."""

    catalogue_file: Path
    ledger_file: Path
    entries: int
    directory: Path
    as_of: date
    """The day on which its ledger ends."""


def build(
    directory: Path,
    learners: int | None = None,
    seed: int = 7,
    scale: float = 1.0,
    progress: Progress = None,
    bank: str = "delta",
) -> DemoBank:
    """The bank of this seed, scale and number of learners in `directory`; one that is there already is used again.

    Args:
        directory: gets the folder `catalogue`, `creditpath.db`, `ledger.db` and a marker.
        learners: how many simulated ones, besides the named people; None: as many as the bank has by itself.
        seed, scale: as of `generate_catalogue`.
        progress: told what is being done.
        bank: which of `recommender.demo.banks`.

    Raises:
        InputError: a catalogue or ledger file is there that no demo bank put there; it is not touched.
            The bank has one size, and another scale is asked for.
    """
    kind = BANKS[bank]
    if scale != 1 and not kind.scales:
        raise InputError(
            f"expected 1 for the bank {bank}, which has one size; found {scale}", place="--scale"
        )
    learners = kind.learners if learners is None else learners
    wish = {
        "format": FORMAT,
        "bank": bank,
        "learners": learners,
        "seed": seed,
        "scale": scale,
        "as_of": AS_OF.isoformat(),
        "version": recommender.__version__,
        "sources": _sources(),
    }
    marker = directory / MARKER
    there = DemoBank(directory / "creditpath.db", directory / "ledger.db", 0, directory, AS_OF)
    made = _read(marker)
    if made is not None and made == wish | {"entries": made.get("entries")} and _complete(there, made):
        return _counted(there, made["entries"])
    _clear(there, made)
    _write(marker, wish)
    catalogue = _catalogue(kind, there, seed, scale, progress)
    entries = _ledger(kind, there, catalogue, learners, seed, scale, progress)
    _write(marker, wish | {"entries": entries})
    return _counted(there, entries)


def _counted(bank: DemoBank, entries: int) -> DemoBank:
    return DemoBank(bank.catalogue_file, bank.ledger_file, entries, bank.directory, bank.as_of)


def _complete(bank: DemoBank, made: dict[str, Any]) -> bool:
    return (
        isinstance(made.get("entries"), int) and bank.catalogue_file.is_file() and bank.ledger_file.is_file()
    )


def _clear(bank: DemoBank, made: dict[str, Any] | None) -> None:
    """Remove the files of another or a half-made bank."""
    source = bank.directory / CATALOGUE
    for file in (source, bank.catalogue_file, bank.ledger_file):
        if made is None and file.exists():
            raise InputError("this is of no demo bank; choose another folder", place=str(file))
    shutil.rmtree(source, ignore_errors=True)
    for file in (bank.catalogue_file, bank.ledger_file):
        for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            part.unlink(missing_ok=True)


def _catalogue(kind: Bank, bank: DemoBank, seed: int, scale: float, progress: Progress) -> Catalogue:
    _tell(progress, "catalogue", 0, 2)
    source = bank.directory / CATALOGUE
    kind.write(source, seed, scale)
    _tell(progress, "catalogue", 1, 2)
    loaded = read_directory(source)
    save(loaded, bank.catalogue_file)
    _tell(progress, "catalogue", 2, 2)
    return loaded.catalogue


def _ledger(
    kind: Bank,
    bank: DemoBank,
    catalogue: Catalogue,
    learners: int,
    seed: int,
    scale: float,
    progress: Progress,
) -> int:
    clock = FrozenClock(datetime.combine(bank.as_of, time(), UTC))
    accounts = kind.accounts(catalogue, seed, learners, bank.as_of, scale)
    with _uncollected(), EmbeddedLedger(bank.ledger_file, clock, _salts(seed)) as ledger:
        return ledger.append(_entries(accounts, learners + len(kind.people), progress)).written


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles among millions of objects that have none: a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _entries(accounts: Iterable[Account], total: int, progress: Progress) -> Iterator[NewEntry]:
    """Account by account, telling how far it is; nothing is held back."""
    _tell(progress, "ledger", 0, total)
    for done, account in enumerate(accounts, 1):
        for draft in account.entries():
            yield NewEntry(EntryId(draft.id), LearnerId(draft.account), draft.type, draft.on, draft.payload)
        if done % _TOLD_EVERY == 0 or done == total:
            _tell(progress, "ledger", done, total)


def _salts(seed: int) -> Callable[[EntryId], str]:
    """Salts that the same seed gives again: there is nobody behind this data to be protected."""
    return lambda entry: hashlib.sha256(f"{seed}:{entry}".encode()).hexdigest()[:32]


def _tell(progress: Progress, label: str, done: int, total: int) -> None:
    if progress is not None:
        progress(label, done, total)


def _sources() -> str:
    """One hash of the code that makes banks: a bank made by other code is made again."""
    root = Path(recommender.__file__).parent
    total = hashlib.sha256()
    for file in sorted(file for pattern in _SOURCES for file in root.glob(pattern)):
        total.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes())
    return total.hexdigest()


def _read(marker: Path) -> dict[str, Any] | None:
    """What the marker says; None where there is none, or one that is not ours."""
    try:
        content = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    ours = isinstance(content, dict) and str(content.get("format", "")).startswith("creditpath-demo-bank/")
    return content if ours else None


def _write(marker: Path, content: dict[str, Any]) -> None:
    """Write the marker as a whole or not at all."""
    marker.parent.mkdir(parents=True, exist_ok=True)
    part = marker.with_name(marker.name + ".part")
    part.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    os.replace(part, marker)
