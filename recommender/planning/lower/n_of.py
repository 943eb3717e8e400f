"""Rows of `n_of`: a chosen node asks for n of its children, each with a column that says whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.lower import truth as truths
from recommender.planning.lower.context import Below, Goal
from recommender.rules.n_of import NOf


def lower(goal: Goal, node: NOf, chosen: int | None, below: Below) -> None:
    """`chosen` is the column that says whether the node must hold; None: it must."""
    columns = [goal.model.column(goal.name(f"holds {child.id}")) for child in node.children]
    holding = dict.fromkeys(columns, 1)
    if chosen is None:
        goal.model.at_least(holding, node.n, goal.name(node.id))
    else:
        goal.model.at_least({**holding, chosen: -node.n}, 0, goal.name(node.id))
    for child, column in zip(node.children, columns, strict=True):
        below(child, column)


def truth(goal: Goal, node: NOf, parts: Sequence[int]) -> int:
    """Whether it is satisfied; `parts` say so of each child."""
    return truths.at_least(goal, parts, node.n)
