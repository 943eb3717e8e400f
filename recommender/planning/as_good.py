"""Which plan is as good as the best at every level, and as far as can be from all that are known (D6)?

Every level of the best plan becomes a row, and the steps differ most from those of the most alike plan before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from recommender.catalogue.objects import Catalogue
from recommender.errors import CheckFailed
from recommender.ledger.record import Record
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.planning.slack import NO_SLACK, Slack, held, known_by
from recommender.vocabulary import ItemId


def next_as_good(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    best: Plan,
    known: tuple[frozenset[ItemId], ...],
    answer: Callable[[Catalogue, Record, PlanRequest], Plan],
    slack: Slack = NO_SLACK,
) -> Plan | None:
    """The plan farthest from those that are known, as good as the best at each level; None: not found in time.

    With a slack it is the one that keeps the fewest steps of the most alike, and then the best in the order asked for.

    Raises:
        CheckFailed: the checker refused what the planner made; a defect, never shown as an answer.
    """
    asked = replace(
        request,
        objectives=("apart", "length") if slack.is_none else ("alike", *_by_length(request)),
        at_most={**request.at_most, **_least(request.at_most, held(best, slack))},
        apart_from=known,
        count_ties=0,
    )
    found = answer(catalogue, record.passing(catalogue.grade_schemes, catalogue.valid_years), asked)
    if found.status is not Status.OPTIMAL:
        return None
    told = tuple(one for one in found.assumptions if _is_asked(request, one.code))
    plan = replace(known_by(best, found, slack), assumptions=told)
    violations = check(catalogue, record, request, plan)
    if violations:
        raise CheckFailed(tuple(str(violation) for violation in violations))
    return plan


def _by_length(request: PlanRequest) -> tuple[str, ...]:
    """The objectives of the request, in its order and length among them: a plan is not padded in order to differ."""
    return request.objectives if "length" in request.objectives else (*request.objectives, "length")


def _least(allowed: Mapping[str, int], most: Mapping[str, int]) -> dict[str, int]:
    """What a slack allows, and no more than the caller allows."""
    return {name: min(value, allowed.get(name, value)) for name, value in most.items()}


def _is_asked(request: PlanRequest, code: str) -> bool:
    """That a fee is not stated is told where the caller has a budget, not where we hold the level of the best plan."""
    return code != "unstated_fee" or "fee" in request.at_most
