"""Each check of the contract passes a ledger that keeps it, and fails one that breaks just that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from recommender.ledger import Entry, LedgerReader, Moment, Page
from recommender.ledger.conformance import CHECKS, Effort, conformance
from recommender.vocabulary import LearnerId
from tests.fakes.ledger import FakeLedger
from tests.ledger.conftest import Opener
from tests.ledger.pen import TODAY, Pen, sealed

NAMES = [LearnerId(f"demo/{letter}") for letter in "abcdefgh"]


def bank() -> list[Pen]:
    pens = [Pen(name) for name in NAMES]
    for turn, item in enumerate(("river/A", "river/B", "river/C")):
        for pen in pens:
            pen.deposit(item, 10 * turn + 5)
    return pens


def failed(ledger: LedgerReader) -> set[str]:
    return {one.name for one in conformance(ledger, TODAY, Effort(10, 500)) if not one.passed}


def test_every_reader_of_ours_passes(opened: Opener) -> None:
    found = list(conformance(opened([new for pen in bank() for new in pen.new]), TODAY))
    assert [one.name for one in found] == list(CHECKS)
    assert [one for one in found if not one.passed] == []


class Broken(FakeLedger):
    """A ledger that breaks the contract in one way."""

    def __init__(self) -> None:
        super().__init__(sealed(new for pen in bank() for new in pen.new))


class Unordered(Broken):
    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        return super().learners(limit, after)[::-1]


class Gap(Broken):
    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        return super().entries(learner)[:-2] + super().entries(learner)[-1:]


class Changed(Broken):
    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        first, *rest = super().entries(learner)
        return (replace(first, on=TODAY), *rest)


class Anybody(Broken):
    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        return super().entries(learner) if learner in NAMES else ()


class Twice(Broken):
    def feed(self, after: str = "", limit: int = 1000) -> Page:
        page = super().feed(str(max(0, int(after or "0") - 1)) if after.isdigit() else after, limit)
        return page


class Loses(Broken):
    def feed(self, after: str = "", limit: int = 1000) -> Page:
        page = super().feed(after, limit)
        return Page(page.entries[:1] + page.entries[2:], page.cursor, page.more) if limit > 50 else page


class TakesAnyCursor(Broken):
    def feed(self, after: str = "", limit: int = 1000) -> Page:
        return super().feed(after if after.isdigit() else "", limit)


class Forgets(Broken):
    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        found = super().snapshot(learners, position)
        return Moment(found.position, dict(list(found.entries.items())[1:]))


class TakesAnyNumber(Broken):
    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        return super().snapshot(learners[:1000], position)


class Shrinks(Broken):
    asked = 0

    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        self.asked += 1
        found = super().snapshot(learners, position)
        last = {name: some[:-1] for name, some in found.entries.items()} if self.asked > 4 else found.entries
        return Moment(found.position, last)


class Newer(Broken):
    def __init__(self) -> None:
        super().__init__()
        pen = Pen(LearnerId("demo/i"))
        pen.write("credit.minted", 3)
        self.delivered += sealed(pen.new)


@pytest.mark.parametrize(
    ("broken", "checks"),
    [
        (Unordered, {"accounts"}),
        (Gap, {"entries"}),
        (Changed, {"entries"}),
        (Anybody, {"unknown account"}),
        (Twice, {"feed"}),
        (Loses, {"feed"}),
        (TakesAnyCursor, {"bad cursor"}),
        (Forgets, {"snapshot"}),
        (TakesAnyNumber, {"too many accounts"}),
        (Shrinks, {"later moment"}),
        (Newer, {"executed"}),
    ],
)
def test_what_is_broken_is_named(broken: Callable[[], LedgerReader], checks: set[str]) -> None:
    assert checks <= failed(broken())


def test_a_ledger_without_accounts_keeps_it() -> None:
    assert failed(FakeLedger()) == set()
