"""Check of `sharing`: what serves several requirements does so within the bounds of the law that allows it (B6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.violation import Violation
from recommender.rules.claims import FREE, Claim
from recommender.rules.sharing import KIND, Sharing
from recommender.vocabulary import NodeId, format_units

if TYPE_CHECKING:
    from recommender.planning.check.columns import GoalColumns

PARTS = 12
"""In so many parts the places are weighed that an achievement has beside its first: it has most divisors."""
MANY = 8
"""Of more places than these any number may be together: what is possible is not looked for."""


def check(
    facts: Facts, goal: Qualification, limit: Sharing, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Each bound for itself; that a pair of places may be shared at all is the law of single use."""
    below = facts.wording(goal).below
    at: dict[str, list[Claim]] = {}
    for claim in claims:
        at.setdefault(claim.key, []).append(claim)
    shared = {
        key: some[0]
        for key, some in at.items()
        if any(allows(limit, below, one.place, other.place) for one, other in combinations(some, 2))
    }
    keys, found = ", ".join(sorted(shared)), []
    if limit.most_count is not None and len(shared) > limit.most_count:
        message = f"{len(shared)} achievements are shared, expected at most {limit.most_count}"
        found.append(Violation(KIND, limit.id, keys, message))
    units = sum(claim.units for claim in shared.values())
    if limit.most_units is not None and units > limit.most_units:
        message = (
            f"{format_units(units)} credits are shared, expected at most {format_units(limit.most_units)}"
        )
        found.append(Violation(KIND, limit.id, keys, message))
    places = {place for name in _named(limit, below) for place in below.get(name, ())}
    for key, some in sorted(at.items()):
        uses = sum(claim.place in places for claim in some)
        if limit.most_uses is not None and uses > limit.most_uses:
            message = f"serves {uses} requirements, expected at most {limit.most_uses}"
            found.append(Violation(KIND, limit.id, key, message))
    return tuple(found)


def allows(limit: Sharing, below: Mapping[NodeId, frozenset[NodeId]], one: NodeId, other: NodeId) -> bool:
    """Whether the limit lets one achievement stand at both places."""
    if FREE in {one, other} or one == other:
        return False
    if not limit.between:
        return True
    sides = [(below.get(left, frozenset()), below.get(right, frozenset())) for left, right in limit.between]
    return any((one in a and other in b) or (one in b and other in a) for a, b in sides)


def _named(limit: Sharing, below: Mapping[NodeId, frozenset[NodeId]]) -> set[NodeId]:
    return {name for pair in limit.between for name in pair} if limit.between else set(below)


def rows(columns: GoalColumns, limit: Sharing) -> Iterator[tuple[Name, Row]]:
    """Places beside the first are taken by what is shared alone, and by each as many as may be together less one."""
    below = columns.facts.wording(columns.version).below
    others = [one for one in columns.version.limits if isinstance(one, Sharing) and one is not limit]
    weights: dict[tuple[NodeId, ...], int] = {}
    beside: list[tuple[dict[str, int], int, int]] = []
    for stream in columns.book.streams[columns.goal]:
        if not stream.shared or any(_opens(one, limit, below, stream.places) for one in others):
            continue  # it may stand at several places and be shared under the other limit alone
        if stream.places not in weights:
            weights[stream.places] = PARTS // max(1, _most_together(limit, below, stream.places) - 1)
        terms = {stream.column(columns.goal, place): -1 for place in stream.places}
        beside.append(({**terms, stream.counted(columns.goal): 1}, weights[stream.places], stream.least))
    if limit.most_count is not None:
        many = summed((terms, weight) for terms, weight, _ in beside)
        yield ("count",), Row(many, -PARTS * limit.most_count)
    if limit.most_units is not None:
        credit = summed((terms, weight * units) for terms, weight, units in beside)
        yield ("most",), Row(credit, -PARTS * limit.most_units)


def _opens(
    other: Sharing, limit: Sharing, below: Mapping[NodeId, frozenset[NodeId]], places: Sequence[NodeId]
) -> bool:
    """Whether another limit lets an achievement stand at two of the places at which this one does not."""
    pairs = combinations(places, 2)
    return any(allows(other, below, *pair) and not allows(limit, below, *pair) for pair in pairs)


def _most_together(
    limit: Sharing, below: Mapping[NodeId, frozenset[NodeId]], places: Sequence[NodeId]
) -> int:
    """At how many of the places one achievement may stand at the most."""
    for size in range(len(places), 1, -1):
        if size > MANY or any(
            all(allows(limit, below, one, other) for one, other in combinations(some, 2))
            for some in combinations(places, size)
        ):
            return size
    return 1
