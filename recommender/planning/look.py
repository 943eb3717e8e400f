"""What do the rules of a version see of an item, whoever studies it?

It hangs on the item and on the text of the version alone, so it is worked out once for a snapshot: the places of each
item, what leaves and limits can tell apart about it, and what it asks for itself. Nothing of a learner is in it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations, count

from recommender.catalogue.objects import Item, Qualification
from recommender.rules.claims import Origin
from recommender.rules.prerequisite import asks_more, atoms
from recommender.rules.registry import Leaf, ground_of, seen_by_leaf, seen_by_limit
from recommender.rules.sharing import may_share
from recommender.vocabulary import ItemId, NodeId


@dataclass(frozen=True, slots=True)
class First:
    """What an item asks for before, or beside, its study."""

    items: tuple[ItemId, ...]
    """All that its prerequisites and corequisites name."""
    anything: bool


def asked_first(item: Item) -> First:
    """By its text, whatever a learner has."""
    named = (*atoms(item.prerequisites), *atoms(item.corequisites))
    more = asks_more(item.prerequisites) or asks_more(item.corequisites)
    return First(tuple(atom.item for atom in named), bool(named) or more)


@dataclass(frozen=True, slots=True)
class Look:
    """One item as a version sees it; two items with equal `places` and `seen` differ to none of its rules."""

    item: Item
    places: tuple[NodeId, ...]
    """Where new study of it may stand as itself, where its credit is an amount of the version's scheme."""
    seen: int
    """A number for all that the rules tell apart about it, beside its credit and its places."""
    seen_without_credit: int
    """The same where its credit is no such amount, so that it stands at no place: what limits alone tell apart."""
    at: tuple[Hashable, ...]
    """At each of its places what the leaf there tells apart."""
    shared: bool
    """Whether it may stand at several of its places at once (B6)."""
    first: First
    """What it asks for."""


class Looks:
    """The looks of one version, made when they are first asked for."""

    def __init__(self, version: Qualification, places: Mapping[NodeId, Leaf | None]) -> None:
        self.version = version
        self._places = places
        self._below = ground_of(version.institution, version.requirement).below
        self._known: dict[ItemId, Look] = {}
        self._numbers: dict[Hashable, int] = {}
        self._next = count()

    def of(self, item: Item) -> Look:
        """The look of an item of the snapshot."""
        known = self._known.get(item.id)
        if known is None or known.item is not item:
            known = self._known[item.id] = self._look(item)
        return known

    def _look(self, item: Item) -> Look:
        places = self._fits(item)
        return Look(
            item,
            places,
            self._number(self._seen(item, places)),
            self._number(self._seen(item, ())),
            self._at(item, places),
            any(
                may_share(self.version.limits, self._below, one, other)
                for one, other in combinations(places, 2)
            ),
            asked_first(item),
        )

    def _fits(self, item: Item) -> tuple[NodeId, ...]:
        if not self.version.takes(item.issuer):
            return ()
        look, electives = item.attributes, self.version.electives
        return tuple(
            place
            for place, leaf in self._places.items()
            if (look in leaf.of if leaf is not None else electives is not None and look in electives)
        )

    def _at(self, item: Item, places: tuple[NodeId, ...]) -> tuple[Hashable, ...]:
        leaves = (self._places[place] for place in places)
        return tuple(None if leaf is None else seen_by_leaf(leaf, item.attributes) for leaf in leaves)

    def _seen(self, item: Item, places: tuple[NodeId, ...]) -> tuple[Hashable, ...]:
        origin = Origin(frozenset({item.kind}), frozenset({item.issuer}))
        home = self.version.institution
        limits = (seen_by_limit(limit, item.attributes, origin, home) for limit in self.version.limits)
        return *self._at(item, places), *limits

    def _number(self, seen: Hashable) -> int:
        # Counted, not measured: two threads of a service never give two looks one number.
        return self._numbers.setdefault(seen, next(self._next))
