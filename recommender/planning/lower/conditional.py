"""Rows of `conditional`: one part must hold where the condition does, the other where it does not."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.lower import truth as truths
from recommender.planning.lower.context import Below, Goal
from recommender.rules.conditional import Conditional


def lower(goal: Goal, node: Conditional, chosen: int | None, below: Below) -> None:
    """`chosen` is the column that says whether the node must hold; None: it must.

    The part that does not apply is never chosen, so that its leaves take no claims.
    """
    when = truths.holds(goal, node.when)
    goal.applies[node.id] = when
    columns = [when, truths.opposite(goal, when)]
    for part, applies in zip((node.then, node.otherwise), columns, strict=True):
        if part is None:
            continue
        if chosen is None:
            below(part, applies)
            continue
        column = goal.model.column(goal.name(f"holds {part.id}"))
        goal.model.at_most({column: 1, applies: -1}, 0, goal.name(node.id))
        goal.model.at_least({column: 1, applies: -1, chosen: -1}, -1, goal.name(node.id))
        below(part, column)


def truth(goal: Goal, node: Conditional, parts: Sequence[int]) -> int:
    """Whether the part that applies is satisfied."""
    when = goal.applies[node.id]
    then = truths.every(goal, [when, parts[0]])
    idle = truths.opposite(goal, when)
    other = truths.every(goal, [idle, *parts[1:]])
    return truths.some(goal, [then, other])
