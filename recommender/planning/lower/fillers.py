"""What is still missing at each place, in the model of an audit: study that nobody has chosen yet, at its price.

Credit is filled in by the finest amount in play, pieces at the price of the cheapest item that could still be studied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import TypeAlias

from recommender.planning.lower.context import Flow, Goal
from recommender.planning.problem import NewStudy
from recommender.rules.claims import FREE, Origin
from recommender.rules.count_from import CountFrom
from recommender.rules.pool import Part, Pool
from recommender.rules.registry import Leaf
from recommender.rules.residency import Residency
from recommender.rules.total import Total
from recommender.vocabulary import UNITS_PER_CREDIT, NodeId

NO_ORIGIN = Origin(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Piece:
    """One sort of item that may be missing at a place."""

    place: NodeId
    price: int
    most: int
    parts: frozenset[NodeId] = frozenset()


def add(goal: Goal) -> None:
    """Flows for all that may be missing."""
    version = goal.problem.version
    stated = [limit.least_units for limit in version.limits if isinstance(limit, Total | Residency)]
    whole = max(version.total_units, *stated, 0)
    leaves = [leaf for leaf in goal.problem.places.values() if leaf is not None]
    asked = [part.least_units for leaf in leaves for part in _parts(leaf)]
    pieces = [piece for leaf in leaves for piece in _pieces(goal, leaf)]
    joint = _joint(goal)
    amounts = [*(flow.units for flow in goal.flows), *asked, whole, *stated]
    grain = gcd(*amounts, *(piece.price for piece in pieces), *joint.values()) or 1
    for piece in pieces:
        _filler(goal, piece.place, piece.most, piece.price, piece.parts)
        credit = sum(part.least_units for leaf in leaves if leaf.id == piece.place for part in _parts(leaf))
        _filler(goal, piece.place, -(-credit // grain), grain, piece.parts, piece=False)
    for together, price in joint.items():
        _shared(goal, together, price, grain)
    _filler(goal, FREE, -(-whole // grain), grain, piece=False)


def _parts(leaf: Leaf) -> tuple[Leaf | Part, ...]:
    return (leaf, *leaf.parts) if isinstance(leaf, Pool) else (leaf,)


def _pieces(goal: Goal, leaf: Leaf) -> Iterator[Piece]:
    """The sorts of items to tell apart: in a pool by the parts in which they count, elsewhere one."""
    most = sum(part.least for part in _parts(leaf) if isinstance(part, CountFrom | Part))
    sorts: dict[frozenset[NodeId], int] = {}
    for one in goal.shared.problem.new.values():
        if leaf.id not in goal.problem.new_fits(one):
            continue
        inside = frozenset(part.id for part in _parts(leaf)[1:] if one.item.attributes in part.of)
        # Beside what it really is, an item can stand for any one part: another may be full already.
        for sort in (inside, *(frozenset({part}) for part in inside), frozenset[NodeId]()):
            sorts[sort] = min(sorts.get(sort, one.units), one.units)
    for part in _parts(leaf)[1:]:
        sorts.setdefault(frozenset({part.id}), UNITS_PER_CREDIT)
    sorts.setdefault(frozenset(), UNITS_PER_CREDIT)
    for sort, price in sorts.items():
        yield Piece(leaf.id, price if most else 0, most, sort)


def _filler(
    goal: Goal,
    place: NodeId,
    most: int,
    units: int,
    parts: frozenset[NodeId] = frozenset(),
    *,
    piece: bool = True,
) -> None:
    if most:
        column = goal.model.column(goal.name(f"missing at {place}"), most)
        goal.flows.append(Flow(column, "", place, units, NO_ORIGIN, missing=True, piece=piece, parts=parts))


Together: TypeAlias = tuple[tuple[NodeId, frozenset[NodeId]], ...]
"""Places that one item may serve at once, each with the parts of a pool in which it counts there."""


def _joint(goal: Goal) -> dict[Together, int]:
    """What could still be studied for several places at once, by the widest choices of places: the cheapest price."""
    found: dict[Together, int] = {}
    for one in goal.shared.problem.new.values():
        places = [place for place in goal.problem.new_fits(one) if goal.problem.places[place] is not None]
        for some in _widest(goal, frozenset(), places):
            if len(some) > 1:
                together = tuple((place, _inside(goal, place, one)) for place in sorted(some))
                found[together] = min(found.get(together, one.units), one.units)
    return found


def _widest(goal: Goal, chosen: frozenset[NodeId], rest: Sequence[NodeId]) -> set[frozenset[NodeId]]:
    """Every choice of places that go together in pairs, to which no other can be added."""
    fitting = [place for place in rest if all(goal.problem.shares(place, other) for other in chosen)]
    if not fitting:
        return {chosen}
    first, others = fitting[0], fitting[1:]
    with_it = _widest(goal, chosen | {first}, others)
    if all(goal.problem.shares(first, other) for other in others):
        return with_it  # nothing that could come instead of it
    without = _widest(goal, chosen, others)
    return with_it | {some for some in without if not any(some < other for other in with_it)}


def _inside(goal: Goal, place: NodeId, one: NewStudy) -> frozenset[NodeId]:
    leaf = goal.problem.places[place]
    parts = leaf.parts if isinstance(leaf, Pool) else ()
    return frozenset(part.id for part in parts if one.item.attributes in part.of)


def _shared(goal: Goal, together: Together, price: int, grain: int) -> None:
    """A piece, and mere credit, that may stand at all of these places or at some of them."""
    asked = [part for place, _ in together for part in _parts_at(goal, place)]
    count = sum(part.least for part in asked if isinstance(part, CountFrom | Part))
    credit = -(-sum(part.least_units for part in asked) // grain)
    for most, units, piece in ((count, price, True), (credit, grain, False)):
        if not most:
            continue
        supply = f"missing {'piece' if piece else 'credit'} at {together}"
        for place, parts in together:
            column = goal.model.column(goal.name(supply), most)
            flow = Flow(column, supply, place, units, NO_ORIGIN, missing=True, piece=piece, parts=parts)
            goal.flows.append(flow)


def _parts_at(goal: Goal, place: NodeId) -> tuple[Leaf | Part, ...]:
    leaf = goal.problem.places[place]
    return () if leaf is None else _parts(leaf)
