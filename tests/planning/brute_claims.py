"""Can these achievements be claimed so that a qualification is complete?  Every assignment to places, by totals.

Part of the oracle: one achievement after another is left out or put at one of its places, and of all assignments so
far only the totals are kept that rules look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from recommender.catalogue.objects import Qualification
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.residency import Residency
from recommender.rules.total import Total
from tests.planning import naive
from tests.planning.naive import Piece

FREE = "*"
Group: TypeAlias = tuple[tuple[Piece, tuple[str, ...]], ...]
"""Pieces of one lineage, of which one may be claimed, each with the places that it fits."""
Tally: TypeAlias = dict[object, int]


def leaves(node: object) -> list[CreditsFrom | CountFrom]:
    """The requirements that claims can serve."""
    if isinstance(node, AllOf | NOf):
        return [leaf for child in node.children for leaf in leaves(child)]
    assert isinstance(node, CreditsFrom | CountFrom)
    return [node]


def nodes(node: object) -> list[object]:
    """Every requirement of a tree."""
    below = [one for child in node.children for one in nodes(child)] if isinstance(node, AllOf | NOf) else []
    return [node, *below]


def places_of(goal: Qualification, piece: Piece) -> tuple[str, ...]:
    """The leaves whose set holds the piece, and the free electives where they do."""
    found = [str(leaf.id) for leaf in leaves(goal.requirement) if naive.member(leaf.of, piece.look)]
    if goal.electives is not None and naive.member(goal.electives, piece.look):
        found.append(FREE)
    return tuple(found)


def claims_exist(goal: Qualification, groups: Sequence[Group]) -> bool:
    """Whether some assignment satisfies the tree and every limit."""
    if not _could(goal, groups):
        return False
    keys = [*_counters(goal)]
    reached = {tuple(0 for _ in keys)}
    for group in groups:
        moves = [
            tuple(tally.get(key, 0) for key in keys)
            for piece, places in group
            for place in places
            for tally in [_tally(goal, piece, place)]
        ]
        more = {tuple(map(int.__add__, state, move)) for state in reached for move in moves}
        reached |= {state for state in more if _allowed(goal, dict(zip(keys, state, strict=True)))}
    return any(_complete(goal, dict(zip(keys, state, strict=True))) for state in reached)


def _counters(goal: Qualification) -> list[object]:
    """What is counted: credit and pieces at each place, and under each limit."""
    found: list[object] = [FREE, "all"]
    for leaf in leaves(goal.requirement):
        found += [leaf.id, (leaf.id, "count")]
    for limit in goal.limits:
        if isinstance(limit, Cap | Residency):
            found += [limit.id, (limit.id, "count")]
    return found


def _tally(goal: Qualification, piece: Piece, place: str) -> Tally:
    """What one claim adds to each counter."""
    found: Tally = {"all": piece.units, place: piece.units}
    if place != FREE:
        found[place, "count"] = 1
    for limit in goal.limits:
        if isinstance(limit, Cap):
            inside = limit.within is None or place in [
                leaf.id
                for node in nodes(goal.requirement)
                if node.id == limit.within
                for leaf in leaves(node)
            ]
            if inside and naive.under(limit.source, piece, goal.institution):
                found[limit.id], found[limit.id, "count"] = piece.units, 1
        elif isinstance(limit, Residency):
            homes = limit.institutions or {goal.institution}
            if not piece.recognised and piece.issuers <= homes:
                found[limit.id] = piece.units
    return found


def _allowed(goal: Qualification, tally: Tally) -> bool:
    """No cap and no most is passed; more claims never mend that."""
    for leaf in leaves(goal.requirement):
        if isinstance(leaf, CreditsFrom) and leaf.most_units is not None and tally[leaf.id] > leaf.most_units:
            return False
        if isinstance(leaf, CountFrom) and leaf.most is not None and tally[leaf.id, "count"] > leaf.most:
            return False
    for limit in goal.limits:
        if isinstance(limit, Cap):
            if limit.most_units is not None and tally[limit.id] > limit.most_units:
                return False
            if limit.most_count is not None and tally[limit.id, "count"] > limit.most_count:
                return False
    return True


def _complete(goal: Qualification, tally: Tally) -> bool:
    """Every least is reached, and what is claimed at a requirement serves one that is satisfied (B6)."""
    for leaf in leaves(goal.requirement):
        if tally[leaf.id, "count"] and not _satisfied(leaf, tally):
            return False
    for limit in goal.limits:
        if isinstance(limit, Total) and tally["all"] < limit.least_units:
            return False
        if isinstance(limit, Residency) and tally[limit.id] < limit.least_units:
            return False
    return _satisfied(goal.requirement, tally)


def _satisfied(node: object, tally: Tally) -> bool:
    if isinstance(node, AllOf):
        return all(_satisfied(child, tally) for child in node.children)
    if isinstance(node, NOf):
        return sum(_satisfied(child, tally) for child in node.children) >= node.n
    if isinstance(node, CountFrom):
        return tally[node.id, "count"] >= node.least and tally[node.id] >= node.least_units
    assert isinstance(node, CreditsFrom)
    return tally[node.id] >= node.least_units


def _could(goal: Qualification, groups: Sequence[Group]) -> bool:
    """A quick no: even with every achievement counted at every place that it fits, something lacks."""
    tally: Tally = dict.fromkeys(_counters(goal), 0)
    for group in groups:
        tally["all"] += max(piece.units for piece, _ in group)
        for piece, places in group:
            for place in places:
                for key, value in _tally(goal, piece, place).items():
                    if key != "all":
                        tally[key] += value
    for limit in goal.limits:
        if isinstance(limit, Total) and tally["all"] < limit.least_units:
            return False
        if isinstance(limit, Residency) and tally[limit.id] < limit.least_units:
            return False
    return _satisfied(goal.requirement, tally)
