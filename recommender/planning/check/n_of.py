"""Check of `n_of`: at least n of the children are satisfied by the plan's claims (B1)."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row
from recommender.planning.check.violation import Violation
from recommender.rules.claims import NodeResult
from recommender.rules.n_of import KIND, NOf


def needed_below(node: NOf, result: NodeResult, *, needed: bool) -> tuple[bool, ...]:
    """With n of n there is no choice: each child is needed, and each says what it lacks."""
    return (needed and node.n == len(node.children),) * len(node.children)


def check(goal: str, node: NOf, result: NodeResult, *, needed: bool) -> tuple[Violation, ...]:
    """No child alone is at fault, so the children are not named one by one."""
    done = sum(child.satisfied for child in result.children)
    if not needed or done >= node.n:
        return ()
    message = f"{done} of its {len(node.children)} parts are satisfied, expected at least {node.n}"
    return (Violation(KIND, node.id, goal, message),)


def rows(columns: GoalColumns, node: NOf) -> Iterator[tuple[Name, Row]]:
    """As many children hold as are asked for, where the node does."""
    held = [columns.holds(child.id) for child in node.children]
    terms = {column: 1 for column in held if column}
    if terms:
        yield (), columns.asked(terms, node.n, node.id)
