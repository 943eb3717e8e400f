"""Which plan is it now, changed as little as possible against the one before (D7)?

After a new entry of the ledger, a failed or cancelled course, or a new version of the catalogue. The least length comes
first, unless the caller would rather keep the steps; then the fewest steps that are new or gone; then the other levels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.make import make_plan
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest
from recommender.planning.reuse.cache import PlanCache
from recommender.vocabulary import ItemId


@dataclass(frozen=True, slots=True)
class Dropped:
    """A step of the old plan that the new one lacks.

    Reasons: gone (the catalogue has it no more), passed, excluded (by the caller), closed (open to new study no more),
    not_needed (the new plan does without it), without_a_plan (there is no new plan).
    """

    item: ItemId
    reason: str


@dataclass(frozen=True)
class Steady:
    """The new plan against the old one."""

    plan: Plan
    kept: tuple[ItemId, ...]
    dropped: tuple[Dropped, ...]
    added: tuple[ItemId, ...]


def steady(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    old: Iterable[ItemId],
    *,
    keep_first: bool = False,
    cache: PlanCache | None = None,
) -> Steady:
    """Plan again, near to the items of the old plan; the request may have other choices than its had.

    Raises:
        CheckFailed: the checker refused what the planner made; a defect, never shown as an answer.
    """
    before = frozenset(old)
    passed = {one.item for one in record.results}
    still = frozenset(item for item in before if item in catalogue.items and item not in passed)
    asked = replace(request, before=still, objectives=_order(request.objectives, keep_first))
    plan = make_plan(catalogue, record, asked, cache)
    now = {step.item for step in plan.steps}
    return Steady(
        plan,
        tuple(sorted(before & now)),
        tuple(
            Dropped(item, _reason(catalogue, record, request, plan, item)) for item in sorted(before - now)
        ),
        tuple(sorted(now - before)),
    )


def _order(objectives: tuple[str, ...], keep_first: bool) -> tuple[str, ...]:
    """The change comes first, or right after the length; where no length is asked for after the first level."""
    place = 0 if keep_first else objectives.index("length") + 1 if "length" in objectives else 1
    return (*objectives[:place], "change", *objectives[place:])


def _reason(catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan, item: ItemId) -> str:
    if item not in catalogue.items:
        return "gone"
    if any(one.item == item for one in record.results):
        return "passed"
    if item in request.exclude:
        return "excluded"
    one = catalogue.items[item]
    if not one.studyable or request.as_of not in one.life:
        return "closed"
    return "not_needed" if plan.length is not None else "without_a_plan"
