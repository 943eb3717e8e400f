"""Check of `pool`: enough is claimed in it and in each of its parts, and nowhere too much (B5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row, credit, least_credit
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.pool import KIND, Part, Pool
from recommender.vocabulary import format_units


def check(
    goal: str, node: Pool, result: NodeResult, claims: Sequence[Claim], *, needed: bool
) -> tuple[Violation, ...]:
    """`needed` is False under a choice that is met without it: then it may be empty, but not half full."""
    mine = [claim for claim in claims if claim.place == node.id and claim.attributes in node.of]
    needed = needed or bool(mine)
    messages = list(_bounds(node, mine, "", needed=needed))
    for part in node.parts:
        inside = [claim for claim in mine if claim.attributes in part.of]
        messages.extend(_bounds(part, inside, f" in part {part.id}", needed=needed))
    return tuple(Violation(KIND, node.id, goal, message) for message in messages)


def _bounds(part: Part, claims: Sequence[Claim], where: str, *, needed: bool) -> Iterator[str]:
    units, count = sum(claim.units for claim in claims), len(claims)
    have = f"{format_units(units)} credits are claimed{where}"
    if needed and units < part.least_units:
        yield f"{have}, expected at least {format_units(part.least_units)}"
    if part.most_units is not None and units > part.most_units:
        yield f"{have}, expected at most {format_units(part.most_units)}"
    have = f"{count} items are claimed{where}"
    if needed and count < part.least:
        yield f"{have}, expected at least {part.least}"
    if part.most is not None and count > part.most:
        yield f"{have}, expected at most {part.most}"


def rows(columns: GoalColumns, node: Pool) -> Iterator[tuple[Name, Row]]:
    """The whole pool and each of its parts, over what is claimed in the pool."""
    for part in (node, *node.parts):
        mine = [(column, one) for column, one in columns.at(node.id) if one.attributes in part.of]
        named = "" if part is node else part.id
        pieces = {column: 1 for column, _ in mine}
        if part.least_units:
            terms = credit(iter(mine), part.least_units)
            yield ("least", named), columns.asked(terms, part.least_units, node.id)
        if part.least:
            yield ("count", named), columns.asked(pieces, part.least, node.id)
        if part.most_units is not None:
            lowest = least_credit(iter(mine))
            yield ("most", named), Row({column: -units for column, units in lowest.items()}, -part.most_units)
        if part.most is not None:
            yield ("most count", named), Row(dict.fromkeys(pieces, -1), -part.most)
