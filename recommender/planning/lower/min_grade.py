"""Rows of `min_grade`: a result that is too low is claimed nowhere in the part; new study says what it needs."""

from __future__ import annotations

from recommender.planning.lower.context import Goal
from recommender.rules.min_grade import MinGrade


def lower(goal: Goal, limit: MinGrade) -> None:
    """One row for each claim of a result that does not pass."""
    schemes = goal.problem.facts.schemes
    for flow in goal.once(limit.within):
        held = goal.held.get(flow.supply)
        if held is None or held.rule is not None or not limit.covers(held.attributes):
            continue
        if not limit.passes(held.grade, held.measures, schemes):
            goal.model.at_most({flow.column: 1}, 0, goal.name(limit.id))
