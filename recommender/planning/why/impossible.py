"""Why is there no path, in as few rules as can be, and what is the cheapest way out (D4)?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.planning.plan import Plan
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.members import Member, without
from recommender.planning.why.relaxations import Relaxation, relaxations
from recommender.planning.why.smallest import Conflict, least_given_up, smallest_conflict


@dataclass(frozen=True, slots=True)
class Impossible:
    """A conflict, and for its members what of each would have to change."""

    conflict: Conflict
    relaxations: tuple[Relaxation, ...]
    """The shortest path that each makes possible first."""
    together: tuple[Member, ...]
    """Where no single member suffices: some that suffice together, and of which none can be spared."""
    together_plan: Plan | None
    """The shortest path without these."""
    complete: bool
    """Whether every member was tried to the end."""


def why_impossible(case: Case, budget: Budget) -> Impossible | None:
    """The smallest conflict with its ways out; None where there is a path, or no rule stands in its way."""
    case = case.shortest()
    conflict = smallest_conflict(case, budget)
    if conflict is None:
        return None
    found = [one for member in conflict.members for one in relaxations(case, member, budget)]
    ordered = sorted(
        found, key=lambda one: (one.plan.length or 0, one.member.kind, one.member.about, one.field)
    )
    together = () if ordered else least_given_up(case, budget)
    plan = without(case, together).plan(budget.left) if together else None
    return Impossible(conflict, tuple(ordered), together, plan, not budget.ended)
