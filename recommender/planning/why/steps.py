"""What would a plan be without one of its steps, and what could stand in its place (D8)?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.planning.plan import Plan, Status
from recommender.planning.why.case import Budget, Case, measured
from recommender.planning.why.never import not_studied
from recommender.vocabulary import ItemId

MOST_SWAPS = 5
"""How many swaps are looked for: each is one more solve."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Steps that stand in the place of others, in a plan of equal length."""

    instead: tuple[ItemId, ...]
    of: tuple[ItemId, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class Without:
    """The shortest path without a step, solved again with any pin on it lifted."""

    status: Status
    added_units: int | None
    """How much longer it is; None where there is none, or it is not known."""
    added_terms: int | None
    plan: Plan
    swaps: tuple[Swap, ...] = ()
    complete: bool = False
    """Whether there is no further swap that shares no item with those found."""


def without_step(
    case: Case, plan: Plan, item: ItemId, budget: Budget, most: int = MOST_SWAPS
) -> Without | None:
    """The shortest path without the item and, where that is as short, what can stand in its place; None: no budget.

    Where length comes first the objectives stay: of paths that are as short the same kind is chosen, so that few steps
    differ. Else both paths are the shortest, and nothing of other objectives is compared.
    """
    case, plan = measured(case, plan, budget.left)
    out = not_studied(case, {item})
    if not budget.take():
        return None
    first = out.plan(budget.left)
    proven = first.status is Status.OPTIMAL is plan.status
    if not proven or first.length is None or plan.length is None:
        status = Status.BOUNDED if first.length is not None and not proven else first.status
        return Without(status, None, None, first, complete=status is Status.INFEASIBLE)
    added = first.length - plan.length
    terms = first.busy_terms - plan.busy_terms
    used = any(step.item == item for step in plan.steps)
    swaps, complete = _swaps(case, plan, item, first, budget, most) if used and added == 0 else ((), True)
    return Without(Status.OPTIMAL, added, terms, first, swaps, complete)


def _swaps(
    case: Case, plan: Plan, item: ItemId, first: Plan, budget: Budget, most: int
) -> tuple[tuple[Swap, ...], bool]:
    """Swaps that have nothing in common, each found with those before it excluded."""
    mine = {step.item for step in plan.steps}
    found: list[Swap] = []
    tried: frozenset[ItemId] = frozenset({item})
    known = first
    while known.status is Status.OPTIMAL and known.length == plan.length:
        steps = {step.item for step in known.steps}
        instead, gone = steps - mine, mine - steps
        found.append(Swap(tuple(sorted(instead)), tuple(sorted(gone)), known))
        if not instead:
            return tuple(found), True
        tried |= instead
        if len(found) >= most or not budget.take():
            return tuple(found), False
        known = not_studied(case, tried).plan(budget.left)
    settled = known.status in (Status.OPTIMAL, Status.INFEASIBLE)
    return tuple(found), settled
