"""Rows of `cap`: at most so much credit, or so many achievements, from a source."""

from __future__ import annotations

from recommender.planning.lower.context import Flow, Goal
from recommender.rules.cap import Cap
from recommender.rules.registry import leaf_ids, walk


def lower(goal: Goal, limit: Cap) -> None:
    """One row for the credit and one for the count, each where stated."""
    version = goal.problem.version
    places = None
    if limit.within is not None:
        nodes = [node for node in walk(version.requirement) if node.id == limit.within]
        places = leaf_ids(nodes[0]) if nodes else frozenset()

    def capped(flow: Flow) -> bool:
        inside = places is None or flow.place in places
        return inside and not flow.missing and limit.source.selects(flow.origin, version.institution)

    if limit.most_units is not None:
        goal.model.at_most(goal.units(capped), limit.most_units, goal.name(limit.id))
    if limit.most_count is not None:
        goal.model.at_most(goal.count(capped), limit.most_count, goal.name(limit.id))
