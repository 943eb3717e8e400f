"""Rows of `count_from`: enough items (and credit, where stated) at a chosen leaf, none at one that does not hold."""

from __future__ import annotations

from recommender.planning.lower.context import Goal, pieces, units
from recommender.planning.lower.credits_from import close_unless
from recommender.rules.count_from import CountFrom


def lower(goal: Goal, node: CountFrom, chosen: int | None) -> None:
    """The number of claims at the leaf reaches `least` where it must hold, and never passes `most`."""
    name = goal.name(node.id)
    count, credit = pieces(goal.at(node.id)), units(goal.at(node.id))
    if chosen is None:
        goal.model.at_least(count, node.least, name)
        if node.least_units:
            goal.model.at_least(credit, node.least_units, name)
    else:
        goal.model.at_least({**count, chosen: -node.least}, 0, name)
        if node.least_units:
            goal.model.at_least({**credit, chosen: -node.least_units}, 0, name)
        close_unless(goal, node.id, chosen)
    if node.most is not None and count:
        goal.model.at_most(count, node.most, name)
