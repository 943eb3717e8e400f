"""Rows of `all_of`: a chosen node asks for every child."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.lower import truth as truths
from recommender.planning.lower.context import Below, Goal
from recommender.rules.all_of import AllOf


def lower(goal: Goal, node: AllOf, chosen: int | None, below: Below) -> None:
    """`chosen` is the column that says whether the node must hold; None: it must."""
    for child in node.children:
        if chosen is None:
            below(child, None)
            continue
        column = goal.model.column(goal.name(f"holds {child.id}"))
        goal.model.at_least({column: 1, chosen: -1}, 0, goal.name(node.id))
        below(child, column)


def truth(goal: Goal, node: AllOf, parts: Sequence[int]) -> int:
    """Whether it is satisfied; `parts` say so of each child."""
    return truths.every(goal, parts)
