"""Check of `holds_award`: the award is in the ledger, or another goal of the plan (A8)."""

from __future__ import annotations

from recommender.planning.check.violation import Violation
from recommender.rules.claims import NodeResult
from recommender.rules.holds_award import KIND, HoldsAward


def needed_below(node: HoldsAward, result: NodeResult, *, needed: bool) -> tuple[bool, ...]:
    """It has no parts."""
    return ()


def check(goal: str, node: HoldsAward, result: NodeResult, *, needed: bool) -> tuple[Violation, ...]:
    """No claim can stand in for an award."""
    if not needed or result.satisfied:
        return ()
    wanted = node.award.award or ", ".join(sorted(node.award.qualifications))
    return (Violation(KIND, node.id, goal, f"is not awarded: {wanted}"),)
