"""Processes that write to a ledger, and that follow one, until they are killed."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from recommender.ledger import EmbeddedLedger, NewEntry
from recommender.ledger.copied import LedgerCopy, copy_from
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import EntryId, LearnerId
from tests.ledger.pen import Pen

TOGETHER = 3
"""Entries of one call: an account with two results."""


def call(number: int) -> list[NewEntry]:
    """What is written in the call of that number; the same whenever it is made."""
    pen = Pen(LearnerId(f"demo/{number:06d}"))
    pen.deposit("river/A", 10)
    pen.deposit("river/B", 20)
    ids = (EntryId(f"01900000-0000-7000-8000-{number:08d}{place:04d}") for place in range(TOGETHER))
    return [replace(new, id=id) for new, id in zip(pen.new, ids, strict=True)]


def write(url: str, first: int, said: Connection) -> None:
    """Call after call, each told when the ledger has it."""
    with EmbeddedLedger(url) as ledger:
        for number in range(first, first + 100_000):
            ledger.append(call(number))
            said.send(number)


def follow(url: str, copy: str, said: Connection) -> None:
    """Copy what is new, a few entries at a time, each page told."""
    ledger = SqlLedger(url)
    with LedgerCopy(Path(copy), "the ledger of the test") as into:
        while True:
            copy_from(ledger, into, said.send, size=2)
