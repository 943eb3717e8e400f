"""Check of `all_of`: every child is satisfied by the plan's claims (B1)."""

from __future__ import annotations

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
