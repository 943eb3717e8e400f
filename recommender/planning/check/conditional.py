"""Check of `conditional`: the part that applies is satisfied, and nothing is claimed in the other (B12)."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Circumstances, NodeResult
from recommender.rules.conditional import KIND, Conditional
from recommender.rules.conditions import Chose, Condition, Every, Holds, Not, Some, truth
from recommender.rules.registry import Requirement


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
    """The part that applies holds; where that hangs on the plan one of both does, and without `else` maybe none."""
    known = _known(node.when, columns.circumstances)
    parts: list[Requirement | None] = [node.then, node.otherwise]
    if known is not None:
        parts = parts[:1] if known else parts[1:]
    if None not in parts:
        held = [columns.holds(part.id) for part in parts if part is not None]
        yield (), columns.asked({column: 1 for column in held if column}, 1, node.id)


def _known(condition: Condition, facts: Circumstances) -> bool | None:
    """Whether it holds whatever the plan; None where a plan can change it. What is held stays held."""
    match condition:
        case Chose():
            return None
        case Holds():
            return True if truth(condition, facts) else None
        case Every(parts) | Some(parts):
            found = [_known(part, facts) for part in parts]
            settles = isinstance(condition, Some)
            return settles if settles in found else None if None in found else not settles
        case Not(part):
            known = _known(part, facts)
            return None if known is None else not known
        case _:
            return truth(condition, facts)
