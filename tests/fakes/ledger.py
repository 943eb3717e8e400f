"""A ledger in memory, built on the fold alone: what every other reader is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from recommender.errors import NotFound, Quarantined
from recommender.ledger.alarms import Lag
from recommender.ledger.chain import chained
from recommender.ledger.entry import Entry
from recommender.ledger.facts import visible
from recommender.ledger.fold import fold
from recommender.ledger.history import History, history_of
from recommender.ledger.reader import TOGETHER, Moment, Page, accounts_asked, no_such_position, page_size
from recommender.ledger.record import Record
from recommender.vocabulary import LearnerId


class FakeLedger:
    """Holds the entries it was given, in whatever order and however often."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.delivered = list(entries)
        self.closed = False

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        return self._entries(learner, self.count())

    def _entries(self, learner: LearnerId, until: int) -> tuple[Entry, ...]:
        own = [entry for entry in self._recorded()[:until] if entry.account == learner]
        if not own:
            raise NotFound("learner", learner)
        return tuple(sorted(own, key=lambda entry: entry.number))

    def _recorded(self) -> list[Entry]:
        """Each entry once, where it was delivered first: its place is its position."""
        return list({entry.id: entry for entry in self.delivered}.values())

    def _closed(self, said: str, what: str) -> int:
        if not said.isdigit() or int(said) > self.count():
            raise no_such_position(said, what)
        return int(said)

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        until = self._closed(self.position() if position is None else position, "position")
        return fold(learner, self._entries(learner, until), as_of, str(until))

    def feed(self, after: str = "", limit: int = TOGETHER) -> Page:
        start = self._closed(after or "0", "cursor")
        left = self._recorded()[start:]
        page = tuple(left[: page_size(limit)])
        return Page(page, str(start + len(page)), len(left) > limit)

    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        until = self._closed(self.position() if position is None else position, "position")
        there = {entry.account for entry in self._recorded()[:until]}
        asked = [one for one in accounts_asked(learners) if one in there]
        return Moment(str(until), {one: self._entries(one, until) for one in asked})

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

    def lag(self) -> Lag:
        return Lag()

    def position(self) -> str:
        return str(self.count())

    def close(self) -> None:
        self.closed = True
