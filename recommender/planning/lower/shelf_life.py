"""Rows of `shelf_life`: what does not last until its day counts nowhere.

Days of enrolment and of now are known. The award is not: the model without terms takes the earliest that there can be,
the timed model lets each claim stand only where the goal waits for no term too late for it.
"""

from __future__ import annotations

from datetime import date

from recommender.planning.award import award_day
from recommender.planning.lower.context import Goal
from recommender.planning.lower.dated import claims_in, waits
from recommender.rules.shelf_life import AWARD, ShelfLife


def lower(goal: Goal, limit: ShelfLife) -> None:
    """Rows over what is held, and in the timed model over what is studied long before the award."""
    name, facts = goal.name(limit.id), goal.problem.facts
    for flow in goal.once():
        if flow.attributes is None or flow.earned is None or not limit.judges(flow.attributes, flow.origin):
            continue
        if not limit.lasts(flow.earned, limit.day(facts)):
            goal.model.at_most({flow.column: 1}, 0, name)
        elif goal.shared.timed and limit.since == AWARD:
            _until(goal, limit, flow.column, flow.earned)
    if goal.shared.timed and limit.since == AWARD:
        for flow, columns in claims_in(goal):
            if flow.attributes is not None and limit.judges(flow.attributes, flow.origin):
                for ordinal, column in columns.items():
                    _until(goal, limit, column, goal.shared.problem.terms[ordinal].end)


def _until(goal: Goal, limit: ShelfLife, column: int, earned: date) -> None:
    """No claim where the goal still waits for a term after which the award comes too late for it."""
    for term in goal.shared.problem.terms:
        if not limit.lasts(earned, award_day(goal.problem.version, goal.problem.facts, term.end)):
            most = goal.model.columns[column].upper
            row = {column: 1, waits(goal)[term.ordinal]: most}
            goal.model.at_most(row, most, goal.name(limit.id))
            return
