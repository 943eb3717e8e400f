"""Rows of `cap`: at most so much credit, or so many achievements, from a source."""

from __future__ import annotations

from recommender.planning.lower.context import Goal, pieces, units
from recommender.rules.cap import Cap


def lower(goal: Goal, limit: Cap) -> None:
    """One row for the credit and one for the count, each where stated."""
    awarding = goal.problem.version.institution
    capped = [
        flow
        for flow in goal.once(limit.within)
        if not flow.missing and limit.source.selects(flow.origin, awarding)
    ]
    if limit.most_units is not None:
        goal.model.at_most(units(capped), limit.most_units, goal.name(limit.id))
    if limit.most_count is not None:
        goal.model.at_most(pieces(capped), limit.most_count, goal.name(limit.id))
