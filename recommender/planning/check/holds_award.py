"""Check of `holds_award`: the award is in the ledger, or another goal of the plan (A8)."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row
from recommender.planning.check.violation import Violation
from recommender.rules.claims import NodeResult
from recommender.rules.holds_award import KIND, HoldsAward
from recommender.rules.registry import evaluate_tree


def needed_below(node: HoldsAward, result: NodeResult, *, needed: bool) -> tuple[bool, ...]:
    """It has no parts."""
    return ()


def check(goal: str, node: HoldsAward, result: NodeResult, *, needed: bool) -> tuple[Violation, ...]:
    """No claim can stand in for an award."""
    if not needed or result.satisfied:
        return ()
    wanted = node.award.award or ", ".join(sorted(node.award.qualifications))
    return (Violation(KIND, node.id, goal, f"is not awarded: {wanted}"),)


def rows(columns: GoalColumns, node: HoldsAward) -> Iterator[tuple[Name, Row]]:
    """No study brings an award that is neither in the ledger nor among the goals."""
    if not evaluate_tree(node, (), columns.circumstances).satisfied:
        yield (), columns.asked({}, 1, node.id)
