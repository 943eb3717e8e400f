"""A ledger in memory, built on the fold alone: what every other reader is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from recommender.errors import NotFound, Quarantined
from recommender.ledger.chain import chained
from recommender.ledger.entry import Entry
from recommender.ledger.facts import visible
from recommender.ledger.fold import fold
from recommender.ledger.history import History, history_of
from recommender.ledger.record import Record
from recommender.vocabulary import LearnerId


class FakeLedger:
    """Holds the entries it was given, in whatever order and however often."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.delivered = list(entries)
        self.closed = False

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        own = {entry.id: entry for entry in self.delivered if entry.account == learner}
        if not own:
            raise NotFound("learner", learner)
        return tuple(sorted(own.values(), key=lambda entry: entry.number))

    def record(self, learner: LearnerId, as_of: date) -> Record:
        return fold(learner, self.entries(learner), as_of, self.position())

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        accounts = sorted({entry.account for entry in self.delivered})
        return tuple([one for one in accounts if one > (after or "")][:limit])

    def histories(self, as_of: date) -> Iterator[History]:
        for learner in self.learners(len(self.delivered)):
            try:
                facts = visible(learner, chained(learner, self.entries(learner)), as_of)
            except Quarantined:
                continue
            if (history := history_of(learner, facts)) is not None:
                yield history

    def is_empty(self) -> bool:
        return not self.delivered

    def count(self) -> int:
        return len({entry.id for entry in self.delivered})

    def position(self) -> str:
        return str(self.count())

    def close(self) -> None:
        self.closed = True
