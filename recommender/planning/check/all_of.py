"""Check of `all_of`: every child is satisfied by the plan's claims (B1)."""

from __future__ import annotations

from recommender.planning.check.violation import Violation
from recommender.rules.all_of import KIND, AllOf
from recommender.rules.claims import NodeResult


def check(goal: str, node: AllOf, result: NodeResult) -> tuple[Violation, ...]:
    """Names the children that are open; what each of them lacks is said by its own kind."""
    missing = [child.node for child in result.children if not child.satisfied]
    if not missing:
        return ()
    return (Violation(KIND, node.id, goal, f"not satisfied: {', '.join(missing)}"),)
