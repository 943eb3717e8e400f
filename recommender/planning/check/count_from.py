"""Check of `count_from`: enough items of its set are claimed there, and never more than its most (B3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row, credit
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.count_from import KIND, CountFrom
from recommender.vocabulary import format_units


def check(
    goal: str, node: CountFrom, result: NodeResult, claims: Sequence[Claim], *, needed: bool
) -> tuple[Violation, ...]:
    """`needed` is False under a choice that is met without it: then it may be empty, but not half full."""
    needed = needed or result.have_count > 0
    found: list[Violation] = []
    have = result.have_count
    if needed and have < node.least:
        found.append(
            Violation(KIND, node.id, goal, f"{have} items are claimed, expected at least {node.least}")
        )
    if needed and result.have_units < node.least_units:
        units, least = format_units(result.have_units), format_units(node.least_units)
        found.append(
            Violation(KIND, node.id, goal, f"{units} credits are claimed, expected at least {least}")
        )
    if node.most is not None and have > node.most:
        found.append(
            Violation(KIND, node.id, goal, f"{have} items are claimed, expected at most {node.most}")
        )
    return tuple(found)


def rows(columns: GoalColumns, node: CountFrom) -> Iterator[tuple[Name, Row]]:
    """Items claimed at the leaf: enough, with enough credit, where it holds; and never more than its most."""
    pieces = {column: 1 for column, _ in columns.at(node.id)}
    yield ("least",), columns.asked(pieces, node.least, node.id)
    if node.least_units:
        terms = credit(columns.at(node.id), node.least_units)
        yield ("credit",), columns.asked(terms, node.least_units, node.id)
    if node.most is not None:
        yield ("most",), Row(dict.fromkeys(pieces, -1), -node.most)
