"""Rows of `breadth`: enough areas are covered, not too many are touched, and none holds too much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from recommender.planning.lower.context import Flow, Goal, pieces, units
from recommender.planning.model import plus
from recommender.rules.breadth import Breadth


def lower(goal: Goal, limit: Breadth) -> None:
    """The areas are those of the achievements that could be claimed; fillers of an audit lie in none."""
    areas: dict[Hashable, list[Flow]] = defaultdict(list)
    for flow in goal.once(limit.within):
        for area in limit.areas_of(flow.attributes) if flow.attributes is not None else ():
            areas[area].append(flow)
    if limit.least_areas:
        _covered(goal, limit, areas)
    if limit.most_areas is not None:
        columns = [touched(goal, limit.id, f"{area} touched", flows) for area, flows in areas.items()]
        goal.model.at_most(dict.fromkeys(columns, 1), limit.most_areas, goal.name(limit.id))
    for flows in areas.values():
        if limit.each_most_units is not None:
            goal.model.at_most(units(flows), limit.each_most_units, goal.name(limit.id))
        if limit.each_most_count is not None:
            goal.model.at_most(pieces(flows), limit.each_most_count, goal.name(limit.id))


def _covered(goal: Goal, limit: Breadth, areas: Mapping[Hashable, list[Flow]]) -> None:
    """An area may be called covered only when it holds enough; so many must be, where the part carries claims."""
    columns = []
    for area, flows in areas.items():
        column = goal.model.column(goal.name(f"{limit.id} covers {area}"))
        columns.append(column)
        goal.model.at_least(plus(pieces(flows), {column: -limit.each_least_count}), 0, goal.name(limit.id))
        if limit.each_least_units:
            goal.model.at_least(plus(units(flows), {column: -limit.each_least_units}), 0, goal.name(limit.id))
    when = None
    if limit.within is not None:
        when = touched(goal, limit.id, "carries claims", goal.once(limit.within))
    goal.need(dict.fromkeys(columns, 1), limit.least_areas, limit.id, when)


def touched(goal: Goal, limit: str, what: str, flows: list[Flow]) -> int:
    """A column that is 1 where any of the flows carries something."""
    column = goal.model.column(goal.name(f"{limit} {what}"))
    for flow in flows:
        upper = goal.model.columns[flow.column].upper
        goal.model.at_most({flow.column: 1, column: -upper}, 0, goal.name(limit))
    return column
