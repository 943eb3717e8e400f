"""Which plan has each of many learners, and what came of all of them together?

One after the other, each read when its turn comes: what is held at a time does not grow with their number. An error is
the answer about the learner whose record or goal it concerns.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from recommender.errors import CreditpathError
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.cohort import Came, Planned, plan_one
from recommender.planning.plan import Plan
from recommender.planning.stop import Cancelled, never
from recommender.recommend import view
from recommender.recommend.bank import Bank
from recommender.recommend.record import read_record
from recommender.recommend.view import Json
from recommender.vocabulary import LearnerId, format_units

PAGE = 1000
"""So many ids are read at a time."""

Asked = Callable[[Record], PlanRequest]
"""What is asked for a learner: goals may be their own."""


@dataclass
class Tally:
    """What came of the learners so far."""

    came: Counter[str] = field(default_factory=Counter)
    """By status of the plan; `failed` where there is none."""
    reused: int = 0
    certified: int = 0

    def add(self, one: Planned) -> None:
        """Count one more."""
        self.came[_status(one)] += 1
        self.reused += one.reused
        self.certified += one.plan is not None and one.plan.proof is not None

    @property
    def learners(self) -> int:
        """How many there were."""
        return self.came.total()

    def to_json(self) -> Json:
        """As plain data; the share is of those that have a plan."""
        planned = self.learners - self.came["failed"]
        return {
            "learners": self.learners,
            "came": dict(sorted(self.came.items())),
            "certified": self.certified,
            "reused": self.reused,
            "reused_share": round(self.reused / planned, 4) if planned else None,
        }


def learners_in(bank: Bank, most: int | None = None) -> Iterator[str]:
    """Ids of the ledger in their order, as many as are wanted; None: all."""
    last: LearnerId | None = None
    while most is None or most > 0:
        page = bank.ledger.learners(PAGE if most is None else min(PAGE, most), last)
        if not page:
            return
        yield from map(str, page)
        last = page[-1]
        most = None if most is None else most - len(page)


def plan_learners(
    bank: Bank, learners: Iterable[str], asked: Asked, as_of: date | None = None, cancelled: Cancelled = never
) -> Iterator[Planned]:
    """Each learner's plan, in the order in which they are named; ends with the one at whom it is cancelled."""
    for learner in learners:
        if cancelled():
            return
        try:
            record = read_record(bank, learner, as_of)
            request = asked(record)
        except CreditpathError as error:
            yield Planned(LearnerId(learner), Came.FAILED, error=error)
        else:
            yield plan_one(bank.catalogue, record, request, bank.plans, cancelled)


def write_plans(found: Iterable[Planned], file: IO[str], on_progress: Callable[[int], None]) -> Tally:
    """One JSON object a line, written as each is made."""
    tally = Tally()
    for one in found:
        file.write(json.dumps(plan_row(one), ensure_ascii=False, separators=(",", ":")) + "\n")
        tally.add(one)
        on_progress(tally.learners)
    return tally


def plan_row(one: Planned) -> Json:
    """One learner's line: what to study and when, how far it is proven, or why there is no plan."""
    head: Json = {"learner": one.learner, "status": _status(one), "reused": one.reused}
    if one.plan is None:
        return {**head, "error": str(one.error)}
    return {**head, **_found(one.plan)}


def _found(plan: Plan) -> Json:
    terms: dict[int | None, str] = {one.ordinal: one.label for one in plan.terms}
    return {
        "goals": [goal.key for goal in plan.goals],
        "length": None if plan.length is None else format_units(plan.length),
        "lower_bound": None if plan.lower_bound is None else format_units(plan.lower_bound),
        "levels": [view.level(one) for one in plan.levels],
        "certified": plan.proof is not None,
        "steps": [{"item": step.item, "term": terms[step.term]} for step in plan.steps],
        "applications": [
            {"rule": one.rule, "sources": list(one.sources), "after_term": terms.get(one.after_term)}
            for one in plan.applications
        ],
        "causes": [{"code": one.code, "about": one.about} for one in plan.causes],
    }


def _status(one: Planned) -> str:
    return one.plan.status.value if one.plan is not None else "failed"
