"""Which other plans are as good, each as different as can be from those before (D6)?

One after the other: the levels of the best plan become rows, and the next plan is the one whose steps differ most from
the steps of that earlier plan to which they are most alike. Each is exact for the plans before it, and each is judged
by the checker; where no further choice of study is as good, there are fewer than asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from recommender.catalogue.objects import Catalogue
from recommender.errors import CheckFailed
from recommender.ledger.record import Record
from recommender.planning.check.kernel import check
from recommender.planning.make import answer, make_plan
from recommender.planning.plan import Plan, Status, Step
from recommender.planning.request import PlanRequest
from recommender.vocabulary import ItemId


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
        found = _next(catalogue, record, request, best, tuple(known))
        if found is None:
            return Alternatives(best, tuple(others))
        mine = studied(found.steps)
        differs = min(len(mine ^ one) for one in known)
        if not differs:
            return Alternatives(best, tuple(others), all_told=True)
        known.append(mine)
        others.append(Alternative(found, differs))
    return Alternatives(best, tuple(others))


def studied(steps: Iterable[Step]) -> frozenset[ItemId]:
    """The items of the steps that ask for study."""
    return frozenset(step.item for step in steps if step.study_units)


def _next(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    best: Plan,
    known: tuple[frozenset[ItemId], ...],
) -> Plan | None:
    """The plan farthest from those that are known, as good as the best at each level; None: not found in time."""
    assert best.length is not None
    reached = {level.objective: level.value for level in best.levels if level.objective != "change"}
    asked = replace(
        request,
        objectives=("apart", "length"),
        at_most={**request.at_most, "length": best.length, **reached},
        apart_from=known,
    )
    found = answer(catalogue, record.passing(catalogue.grade_schemes, catalogue.valid_years), asked)
    if found.status is not Status.OPTIMAL:
        return None
    told = tuple(one for one in found.assumptions if _is_asked(request, one.code))
    plan = replace(
        found, assumptions=told, levels=best.levels, lower_bound=best.lower_bound, proof=best.proof
    )
    violations = check(catalogue, record, request, plan)
    if violations:
        raise CheckFailed(tuple(str(violation) for violation in violations))
    return plan


def _is_asked(request: PlanRequest, code: str) -> bool:
    """That a fee is not stated is told where the caller has a budget, not where we hold the level of the best plan."""
    return code != "unstated_fee" or "fee" in request.at_most
