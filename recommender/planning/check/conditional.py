"""Check of `conditional`: the part that applies is satisfied, and nothing is claimed in the other (B12)."""

from __future__ import annotations

from recommender.planning.check.violation import Violation
from recommender.rules.claims import NodeResult
from recommender.rules.conditional import KIND, Conditional


def needed_below(node: Conditional, result: NodeResult, *, needed: bool) -> tuple[bool, ...]:
    """Only the part that applies; the condition itself is judged by the facts of record and plan."""
    return tuple(needed and part.applies for part in result.children)


def check(goal: str, node: Conditional, result: NodeResult, *, needed: bool) -> tuple[Violation, ...]:
    """What the part that applies lacks is said by its own kind."""
    found = [
        Violation(KIND, node.id, goal, f"does not ask for {part.node} of this learner, yet it carries claims")
        for part in result.children
        if not part.applies and result.applies and _carries(part)
    ]
    missing = [part.node for part in result.children if part.applies and not part.satisfied]
    if needed and missing:
        found.append(Violation(KIND, node.id, goal, f"not satisfied: {', '.join(missing)}"))
    return tuple(found)


def _carries(result: NodeResult) -> bool:
    """Whether claims stand in a part: at a leaf, which alone takes them."""
    if result.children:
        return any(map(_carries, result.children))
    return result.have_count > 0
