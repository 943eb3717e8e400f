"""Check of `credits_from`: enough credit of its set is claimed there, and never more than its most (B2)."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.credits_from import KIND, CreditsFrom
from recommender.vocabulary import format_units


def check(
    goal: str, node: CreditsFrom, result: NodeResult, claims: Sequence[Claim], *, needed: bool
) -> tuple[Violation, ...]:
    """`needed` is False under a choice that is met without it: then it may be empty, but not half full."""
    needed = needed or result.have_count > 0
    have = format_units(result.have_units)
    if needed and result.have_units < node.least_units:
        least = format_units(node.least_units)
        return (Violation(KIND, node.id, goal, f"{have} credits are claimed, expected at least {least}"),)
    if node.most_units is not None and result.have_units > node.most_units:
        most = format_units(node.most_units)
        return (Violation(KIND, node.id, goal, f"{have} credits are claimed, expected at most {most}"),)
    return ()
