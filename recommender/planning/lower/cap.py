"""Rows of `cap`: at most so much credit, or so many achievements, from a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from recommender.planning.lower.context import Flow, Goal, pieces, units
from recommender.planning.model import Expr
from recommender.rules.cap import Cap


def lower(goal: Goal, limit: Cap) -> None:
    """For each value that the cap holds for, one row for the credit and one for the count, each where stated."""
    awarding = goal.problem.version.institution
    capped: dict[Hashable, list[Flow]] = defaultdict(list)
    for flow in goal.once(limit.within):
        if flow.attributes is not None and limit.covers(flow.attributes, flow.origin, awarding, flow.grade):
            for value in limit.values(flow.attributes, flow.origin):
                capped[value].append(flow)
    for flows in capped.values():
        if limit.most_units is not None:
            goal.model.at_most(units(flows), limit.most_units, goal.name(limit.id))
        if limit.most_share is not None:
            goal.model.at_most(_over_share(goal, limit, flows), 0, goal.name(limit.id))
        if limit.most_count is not None:
            goal.model.at_most(pieces(flows), limit.most_count, goal.name(limit.id))


def _over_share(goal: Goal, limit: Cap, flows: list[Flow]) -> Expr:
    """By how much the credit from the source exceeds its share, in parts of a unit; a part's own credit is counted."""
    assert limit.most_share is not None
    found = {column: amount * limit.most_share.denominator for column, amount in units(flows).items()}
    for column, amount in units(goal.once(limit.share_of)).items():
        found[column] = found.get(column, 0) - amount * limit.most_share.numerator
    return found
