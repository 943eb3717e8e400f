"""Check of `conditional`: the part that applies is satisfied, and nothing is claimed in the other (B12)."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row
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


def rows(columns: GoalColumns, node: Conditional) -> Iterator[tuple[Name, Row]]:
    """Which part applies may hang on the plan; one of them does, and holds. Without `else` it may ask for nothing."""
    if node.otherwise is not None:
        held = [columns.holds(node.then.id), columns.holds(node.otherwise.id)]
        yield (), columns.asked({column: 1 for column in held if column}, 1, node.id)
