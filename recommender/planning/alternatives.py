"""Which other plans are as good, each as different as can be from those before (D6)?

One after the other: the levels of the best plan become rows, and the next plan is the one whose steps differ most from
the steps of that earlier plan to which they are most alike. Each is exact for the plans before it, and each is judged
by the checker; where no further choice of study is as good, there are fewer than asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.as_good import next_as_good
from recommender.planning.make import answer, make_plan
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.planning.ties import studied


@dataclass(frozen=True)
class Alternative:
    """A plan, and by how many steps it differs from the most alike of those before."""

    plan: Plan
    differs: int


@dataclass(frozen=True)
class Alternatives:
    """The best plan first; `all_told`: no other choice of study is as good."""

    best: Plan
    others: tuple[Alternative, ...] = ()
    all_told: bool = False


def alternatives(catalogue: Catalogue, record: Record, request: PlanRequest, k: int) -> Alternatives:
    """The best plan and up to k others that are equal to it at every level.

    Raises:
        CheckFailed: the checker refused what the planner made; a defect, never shown as an answer.
    """
    best = make_plan(catalogue, record, request)
    if best.status is not Status.OPTIMAL:
        return Alternatives(best)
    others: list[Alternative] = []
    known = [studied(best.steps)]
    while len(others) < k:
        found = next_as_good(catalogue, record, request, best, tuple(known), answer)
        if found is None:
            return Alternatives(best, tuple(others))
        mine = studied(found.steps)
        differs = min(len(mine ^ one) for one in known)
        if not differs:
            return Alternatives(best, tuple(others), all_told=True)
        known.append(mine)
        others.append(Alternative(found, differs))
    return Alternatives(best, tuple(others))
