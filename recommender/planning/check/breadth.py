"""Check of `breadth`: does the credit spread over enough areas, not too many, and not too much in one (B14)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.streams import Stream
from recommender.planning.check.violation import Violation
from recommender.rules.breadth import KIND, Breadth
from recommender.rules.claims import Attributes, Claim, claims_in, once
from recommender.rules.registry import leaf_ids, walk
from recommender.vocabulary import format_units

if TYPE_CHECKING:
    from recommender.planning.check.columns import GoalColumns


def check(
    facts: Facts, goal: Qualification, limit: Breadth, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Areas are counted by what counts in them, once for each achievement."""
    if limit.within is not None:
        parts = [node for node in walk(goal.requirement) if node.id == limit.within]
        claims = claims_in(claims, leaf_ids(parts[0]) if parts else frozenset())
        if not claims:
            return ()
    mine = [one for one in once(claims) if limit.of is None or one.attributes in limit.of]
    return tuple(Violation(KIND, limit.id, goal.key, message) for message in _messages(limit, mine))


def _messages(limit: Breadth, claims: Sequence[Claim]) -> Iterator[str]:
    areas = {
        area: [one for one in claims if area in _areas(limit, one.attributes)] for area in _all(limit, claims)
    }
    areas = {area: inside for area, inside in areas.items() if inside}
    covered = [
        area
        for area, inside in areas.items()
        if sum(one.units for one in inside) >= limit.each_least_units
        and len(inside) >= limit.each_least_count
    ]
    if len(covered) < limit.least_areas:
        yield f"covers {len(covered)} areas, expected at least {limit.least_areas}"
    if limit.most_areas is not None and len(areas) > limit.most_areas:
        yield f"lies in {len(areas)} areas, expected at most {limit.most_areas}"
    for area, inside in areas.items():
        credit = sum(one.units for one in inside)
        if limit.each_most_units is not None and credit > limit.each_most_units:
            most = format_units(limit.each_most_units)
            yield f"has {format_units(credit)} credits in {area}, expected at most {most}"
        if limit.each_most_count is not None and len(inside) > limit.each_most_count:
            yield f"has {len(inside)} achievements in {area}, expected at most {limit.each_most_count}"


def _all(limit: Breadth, claims: Sequence[Claim]) -> list[str]:
    return sorted({area for claim in claims for area in _areas(limit, claim.attributes)})


def _areas(limit: Breadth, look: Attributes) -> set[str]:
    """The named areas whose set holds it, else the one value of the attribute."""
    if limit.areas:
        return {area.id for area in limit.areas if look in area.of}
    if limit.by == "level":
        return set() if look.level is None else {str(look.level)}
    found = {"subject": look.subject, "issuer": look.issuer, "item_kind": look.kind.value}[limit.by]
    return set() if found is None else {str(found)}


def rows(columns: GoalColumns, limit: Breadth) -> Iterator[tuple[Name, Row]]:
    """Areas that are covered hold enough, and there are so many; what lies in an area touches it, and takes room."""
    if limit.least_areas and _asks(columns, limit):
        most: dict[str, list[tuple[dict[str, int], Stream]]] = defaultdict(list)
        for terms, stream in columns.at_most(limit.within):
            for area in _areas_under(limit, stream):
                most[area].append((terms, stream))
        yield from _covered(columns, limit, most)
    least: dict[str, list[tuple[dict[str, int], Stream]]] = defaultdict(list)
    for terms, stream in columns.at_least(limit.within):
        for area in _areas_under(limit, stream):
            least[area].append((terms, stream))
    if limit.most_areas is not None:
        yield from _touched(columns, limit, limit.most_areas, least)
    for area, some in least.items():
        if limit.each_most_units is not None:
            lowest = summed((terms, -stream.least) for terms, stream in some)
            yield ("most", area), Row(lowest, -limit.each_most_units)
        if limit.each_most_count is not None:
            yield ("most count", area), Row(summed((terms, -1) for terms, _ in some), -limit.each_most_count)


def _areas_under(limit: Breadth, stream: Stream) -> set[str]:
    return _areas(limit, stream.attributes) if limit.of is None or stream.attributes in limit.of else set()


def _asks(columns: GoalColumns, limit: Breadth) -> bool:
    """Whether the part is in every plan, and carries claims in each."""
    return limit.within is None or (limit.within in columns.needed and columns.carries(limit.within))


def covers(goal: int, limit: str, area: str) -> str:
    """The column that is 1 where an area holds as much as it has to."""
    return f"covers {goal} {limit} {area}"


def touches(goal: int, limit: str, area: str) -> str:
    """The column that is 1 where an area holds anything."""
    return f"touches {goal} {limit} {area}"


def _covered(
    columns: GoalColumns, limit: Breadth, areas: Mapping[str, Sequence[tuple[dict[str, int], Stream]]]
) -> Iterator[tuple[Name, Row]]:
    enough = {covers(columns.goal, limit.id, area): 1 for area in areas}
    yield ("least",), Row(enough, limit.least_areas)
    for area, some in areas.items():
        column, least, count = (
            covers(columns.goal, limit.id, area),
            limit.each_least_units,
            limit.each_least_count,
        )
        pieces = summed((terms, 1) for terms, _ in some)
        yield ("count", area), Row({**pieces, column: -count}, 0)
        if least:
            amount = summed((terms, min(stream.most, least)) for terms, stream in some)
            yield ("credit", area), Row({**amount, column: -least}, 0)


def _touched(
    columns: GoalColumns,
    limit: Breadth,
    most: int,
    areas: Mapping[str, Sequence[tuple[dict[str, int], Stream]]],
) -> Iterator[tuple[Name, Row]]:
    yield ("areas",), Row({touches(columns.goal, limit.id, area): -1 for area in areas}, -most)
    for area, some in areas.items():
        for terms, stream in some:
            # Of a group no more are claimed than there are, in whichever places.
            size = max(columns.means.bounds(column)[1] for column in terms)
            row = {column: -value for column, value in terms.items()}
            yield ("touched", area, stream.key), Row({**row, touches(columns.goal, limit.id, area): size}, 0)
