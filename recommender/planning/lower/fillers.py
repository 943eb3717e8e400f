"""What is still missing at each place, in the model of an audit: study that nobody has chosen yet, at its price.

Credit is filled in by the finest amount in play, pieces at the price of the cheapest item that could still be studied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd

from recommender.planning.lower.context import Flow, Goal
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
    amounts = [*(flow.units for flow in goal.flows), *asked, whole, *stated]
    grain = gcd(*amounts, *(piece.price for piece in pieces)) or 1
    for piece in pieces:
        _filler(goal, piece.place, piece.most, piece.price, piece.parts)
        credit = sum(part.least_units for leaf in leaves if leaf.id == piece.place for part in _parts(leaf))
        _filler(goal, piece.place, -(-credit // grain), grain, piece.parts, piece=False)
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
