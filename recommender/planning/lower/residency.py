"""Rows of `residency`: at least so much credit earned in residence."""

from __future__ import annotations

from recommender.planning.lower.context import Goal, units
from recommender.rules.residency import Residency


def lower(goal: Goal, limit: Residency) -> None:
    """One row over the flows that were, or will be, earned in residence."""
    awarding = goal.problem.version.institution
    resident = [flow for flow in goal.once() if flow.missing or limit.counts(flow.origin, awarding)]
    goal.model.at_least(units(resident), limit.least_units, goal.name(limit.id))
