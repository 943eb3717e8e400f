"""Stage 1: what has this learner already earned and had recognised?

What needs a database is looked up when first used: a record handed in as a file needs none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from recommender.ledger.entry import Entry, NewEntry
from recommender.ledger.file import RecordFile, RecordFinding, read_record_file, record_from_data
from recommender.ledger.fold import fold
from recommender.ledger.history import History
from recommender.ledger.reader import LedgerReader, Moment, Page
from recommender.ledger.record import Record

if TYPE_CHECKING:
    from recommender.ledger.embedded import Appended, EmbeddedLedger
    from recommender.ledger.opening import open_ledger

__all__ = [
    "Appended",
    "EmbeddedLedger",
    "Entry",
    "History",
    "LedgerReader",
    "Moment",
    "NewEntry",
    "Page",
    "Record",
    "RecordFile",
    "RecordFinding",
    "fold",
    "open_ledger",
    "read_record_file",
    "record_from_data",
]

_HOME = {"Appended": "embedded", "EmbeddedLedger": "embedded", "open_ledger": "opening"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
