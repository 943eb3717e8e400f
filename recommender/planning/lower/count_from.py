"""Rows of `count_from`: enough items (and credit, where stated) at a chosen leaf, none at one that does not hold."""

from __future__ import annotations

from recommender.planning.lower.context import Flow, Goal
from recommender.planning.lower.credits_from import close_unless
from recommender.rules.count_from import CountFrom


def lower(goal: Goal, node: CountFrom, chosen: int | None) -> None:
    """The number of claims at the leaf reaches `least` where it must hold, and never passes `most`."""

    def here(flow: Flow) -> bool:
        return flow.place == node.id

    name = goal.name(node.id)
    count, units = goal.count(here), goal.units(here)
    if chosen is None:
        goal.model.at_least(count, node.least, name)
        if node.least_units:
            goal.model.at_least(units, node.least_units, name)
    else:
        goal.model.at_least({**count, chosen: -node.least}, 0, name)
        if node.least_units:
            goal.model.at_least({**units, chosen: -node.least_units}, 0, name)
        close_unless(goal, node.id, chosen)
    if node.most is not None and count:
        goal.model.at_most(count, node.most, name)
