"""How do deposits that come from elsewhere enter a ledger of the reference format, whose accounts may not exist yet?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from recommender.ledger.embedded import Appended, EmbeddedLedger
from recommender.ledger.entry import Entry, NewEntry
from recommender.ledger.ids import made_id
from recommender.ledger.reader import TOGETHER
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import LearnerId

__all__ = ["deposit"]


def deposit(entries: Sequence[NewEntry], file: Path) -> Appended:
    """Append what the ledger does not have, each new account opened before; all of it, or nothing.

    What it has under the same id is there already, on whatever day it was deposited: it is counted as repeated.

    Raises:
        InputError: an entry is refused, such as one of an account that is closed.
        Unavailable: the ledger cannot be written.
    """
    with EmbeddedLedger(file) as ledger:
        known = _known(sorted({one.account for one in entries}), file)
        there = {entry.id for some in known.values() for entry in some}
        new = [one for one in entries if one.id not in there]
        done = ledger.append([*_openings(new, known.keys()), *new])
    return Appended(done.written, done.repeated + len(entries) - len(new))


def _openings(entries: Sequence[NewEntry], known: Collection[LearnerId]) -> list[NewEntry]:
    """For each account that the ledger lacks, on the day of its first entry."""
    first: dict[LearnerId, date] = {}
    for one in entries:
        if one.account not in known:
            first[one.account] = min(one.on, first.get(one.account, one.on))
    return [
        NewEntry(made_id(on, account), account, "account.opened", on, {})
        for account, on in sorted(first.items())
    ]


def _known(accounts: Sequence[LearnerId], file: Path) -> dict[LearnerId, tuple[Entry, ...]]:
    """Those that the ledger has; a thousand are asked for at a time."""
    ledger = SqlLedger(file)
    try:
        found: dict[LearnerId, tuple[Entry, ...]] = {}
        for start in range(0, len(accounts), TOGETHER):
            found |= ledger.snapshot(accounts[start : start + TOGETHER]).entries
        return found
    finally:
        ledger.close()
