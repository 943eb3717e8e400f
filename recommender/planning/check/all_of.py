"""Check of `all_of`: every child is satisfied by the plan's claims (B1)."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row
from recommender.planning.check.violation import Violation
from recommender.rules.all_of import KIND, AllOf
from recommender.rules.claims import NodeResult


def needed_below(node: AllOf, result: NodeResult, *, needed: bool) -> tuple[bool, ...]:
    """Which children are needed: all, where the node is."""
    return (needed,) * len(node.children)


def check(goal: str, node: AllOf, result: NodeResult, *, needed: bool) -> tuple[Violation, ...]:
    """Names the children that are open; what each of them lacks is said by its own kind."""
    missing = [child.node for child in result.children if not child.satisfied]
    if not needed or not missing:
        return ()
    return (Violation(KIND, node.id, goal, f"not satisfied: {', '.join(missing)}"),)


def rows(columns: GoalColumns, node: AllOf) -> Iterator[tuple[Name, Row]]:
    """Where the node holds under a choice, every child does; where it is in every plan, so is each child."""
    column = columns.holds(node.id)
    for child in node.children if column else ():
        below = columns.holds(child.id)
        if column and below:
            yield (child.id,), Row({below: 1, column: -1}, 0)
