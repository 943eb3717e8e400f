"""Check of `credits_from`: enough credit of its set is claimed there, and never more than its most (B2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row, credit, least_credit
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


def rows(columns: GoalColumns, node: CreditsFrom) -> Iterator[tuple[Name, Row]]:
    """Credit claimed at the leaf: enough where it holds, and never more than its most."""
    yield ("least",), columns.asked(credit(columns.at(node.id), node.least_units), node.least_units, node.id)
    if node.most_units is not None:
        terms = least_credit(columns.at(node.id))
        yield ("most",), Row({column: -units for column, units in terms.items()}, -node.most_units)
