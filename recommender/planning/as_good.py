"""Which plan is as good as the best at every level, and as far as can be from all that are known (D6)?

Every level of the best plan becomes a row, and the steps differ most from those of the most alike plan before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from recommender.catalogue.objects import Catalogue
from recommender.errors import CheckFailed
from recommender.ledger.record import Record
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.vocabulary import ItemId


def next_as_good(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    best: Plan,
    known: tuple[frozenset[ItemId], ...],
    answer: Callable[[Catalogue, Record, PlanRequest], Plan],
) -> Plan | None:
    """The plan farthest from those that are known, as good as the best at each level; None: not found in time.

    Raises:
        CheckFailed: the checker refused what the planner made; a defect, never shown as an answer.
    """
    assert best.length is not None
    reached = {level.objective: level.value for level in best.levels if level.objective != "change"}
    asked = replace(
        request,
        objectives=("apart", "length"),
        at_most={**request.at_most, "length": best.length, **reached},
        apart_from=known,
        count_ties=0,
    )
    found = answer(catalogue, record.passing(catalogue.grade_schemes, catalogue.valid_years), asked)
    if found.status is not Status.OPTIMAL:
        return None
    told = tuple(one for one in found.assumptions if _is_asked(request, one.code))
    plan = replace(
        found,
        assumptions=told,
        levels=best.levels,
        lower_bound=best.lower_bound,
        ties=best.ties,
        proof=best.proof,
    )
    violations = check(catalogue, record, request, plan)
    if violations:
        raise CheckFailed(tuple(str(violation) for violation in violations))
    return plan


def _is_asked(request: PlanRequest, code: str) -> bool:
    """That a fee is not stated is told where the caller has a budget, not where we hold the level of the best plan."""
    return code != "unstated_fee" or "fee" in request.at_most
