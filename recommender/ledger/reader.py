"""What may the rest of the program ask a ledger?  The port that every adapter serves, and none can write through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from recommender.errors import InputError
from recommender.ledger.alarms import Lag
from recommender.ledger.entry import Entry
from recommender.ledger.history import History
from recommender.ledger.record import Record
from recommender.vocabulary import LearnerId

__all__ = [
    "PAGE",
    "TOGETHER",
    "LedgerReader",
    "Moment",
    "Page",
    "accounts_asked",
    "no_such_position",
    "page_size",
]

PAGE = 10_000
"""Entries of one page, at most."""
TOGETHER = 1_000
"""Accounts of one moment, at most."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of the feed, in the order of positions."""

    entries: tuple[Entry, ...]
    cursor: str
    """Where the next page begins; opaque. It stays good: whoever kept it goes on there, after a crash as well."""
    more: bool
    """Whether there was more below the closed position."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Several accounts, all as they were at one closed position."""

    position: str
    entries: Mapping[LearnerId, tuple[Entry, ...]]
    """By account its entries by number, unchecked; accounts that are not there are absent."""


class LedgerReader(Protocol):
    """Reads a ledger; each call sees one closed position (C3)."""

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        """The record of one learner: one indexed read, then the fold.

        Args:
            learner: whose.
            as_of: the valid date; what is dated later is not seen.
            position: a closed position that this ledger gave; what was recorded after it is not seen either, so that
                the record never changes (C3). None: the newest closed one.

        Raises:
            InputError: the position is none of this ledger's, or not closed yet.
            NotFound: there is no such learner, or the account is closed on that day.
            Quarantined: the account's entries cannot be trusted or executed.
        """
        ...

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        """The entries of one account as they were recorded, by number, unchecked; NotFound where there are none."""
        ...

    def feed(self, after: str = "", limit: int = TOGETHER) -> Page:
        """The entries after a cursor in the order of positions, only below the closed position, unchecked.

        Whoever reads page after page meets every entry once: nothing can appear later before a cursor already given.

        Raises:
            InputError: the cursor is none of this ledger's, or the limit is not from 1 to 10,000.
        """
        ...

    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        """Up to 1,000 accounts at one moment: now, or at a closed position that this ledger gave before.

        Raises:
            InputError: more accounts are asked for, or the position is none of this ledger's, or not closed yet.
        """
        ...

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        """Ids of accounts in ascending order, those after `after`."""
        ...

    def histories(self, as_of: date) -> Iterator[History]:
        """What learners completed by that day, by learner in ascending order: one pass over the whole ledger.

        Left out are accounts that are closed, withdrew consent or completed nothing, and those that are quarantined
        as far as such a pass sees it: by a broken chain, an erased payload or a type that is not executed.
        """
        ...

    def is_empty(self) -> bool:
        """Whether there are no entries at all."""
        ...

    def count(self) -> int:
        """How many entries there are."""
        ...

    def lag(self) -> Lag:
        """What is recorded and cannot be read yet, since something may still be recorded below it."""
        ...

    def position(self) -> str:
        """The closed position up to which a read would see now; opaque, and the same while nothing new is closed."""
        ...

    def close(self) -> None:
        """Give back what was opened."""
        ...


def page_size(limit: int) -> int:
    """The limit, if a page may have it."""
    if not 1 <= limit <= PAGE:
        raise InputError(f"expected from 1 to {PAGE:,} entries, found {limit}", place="limit")
    return limit


def accounts_asked(learners: Sequence[LearnerId]) -> list[LearnerId]:
    """Each account asked for, once and in order, if they are not too many."""
    asked = sorted(set(learners))
    if len(asked) > TOGETHER:
        raise InputError(f"expected at most {TOGETHER:,} accounts, found {len(asked):,}", place="learners")
    return asked


def no_such_position(position: str, what: str = "position") -> InputError:
    """The refusal of a position or cursor that is not this ledger's, or not closed yet."""
    return InputError(f"{position!r} is no closed position of this ledger", place=what)
