"""Rows of `credits_from`: enough credit at a chosen leaf, none at one that does not hold."""

from __future__ import annotations

from recommender.planning.lower.context import Goal, units
from recommender.rules.credits_from import CreditsFrom
from recommender.vocabulary import NodeId


def lower(goal: Goal, node: CreditsFrom, chosen: int | None) -> None:
    """Credit at the leaf reaches `least` where it must hold, and never passes `most`."""
    credit = units(goal.at(node.id))
    name = goal.name(node.id)
    if chosen is None:
        goal.model.at_least(credit, node.least_units, name)
    else:
        goal.model.at_least({**credit, chosen: -node.least_units}, 0, name)
        close_unless(goal, node.id, chosen)
    if node.most_units is not None and credit:
        goal.model.at_most(credit, node.most_units, name)


def close_unless(goal: Goal, place: NodeId, chosen: int) -> None:
    """A leaf that carries claims must be satisfied: no flow into it unless it is chosen to hold."""
    for flow in goal.at(place):
        upper = goal.model.columns[flow.column].upper
        goal.model.at_most({flow.column: 1, chosen: -upper}, 0, goal.name(place))
