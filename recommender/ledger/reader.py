"""What may the rest of the program ask a ledger?  The port that every adapter serves, and none can write through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from recommender.ledger.entry import Entry
from recommender.ledger.history import History
from recommender.ledger.record import Record
from recommender.vocabulary import LearnerId

__all__ = ["LedgerReader"]


class LedgerReader(Protocol):
    """Reads a ledger; each call sees one closed position (C3)."""

    def record(self, learner: LearnerId, as_of: date) -> Record:
        """The record of one learner: one indexed read, then the fold.

        Raises:
            NotFound: there is no such learner, or the account is closed on that day.
            Quarantined: the account's entries cannot be trusted or executed.
        """
        ...

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        """The entries of one account as they were recorded, by number, unchecked; NotFound where there are none."""
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

    def position(self) -> str:
        """The closed position up to which a read would see now; opaque."""
        ...

    def close(self) -> None:
        """Give back what was opened."""
        ...
