"""What do the rules of a version see of an item, whoever studies it?

It hangs on the item and on the text of the version alone, so it is worked out once for a snapshot: the places of each
item, what leaves and limits can tell apart about it, and what it asks for itself. Nothing of a learner is in it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import combinations, count

from recommender.catalogue.objects import Item, Qualification
from recommender.rules.alike import Alike
from recommender.rules.claims import Attributes, Origin
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


@dataclass(frozen=True, slots=True)
class _Sight:
    """Of a look what all items have that the version's text cannot tell apart."""

    places: tuple[NodeId, ...]
    seen: int
    seen_without_credit: int
    at: tuple[Hashable, ...]
    shared: bool


class Looks:
    """The looks of one version, made when they are first asked for."""

    def __init__(
        self,
        version: Qualification,
        places: Mapping[NodeId, Leaf | None],
        firsts: MutableMapping[ItemId, First] | None = None,
    ) -> None:
        """`firsts`: what items of the snapshot ask for, as far as another version has looked at them."""
        self.version = version
        self._places = places
        self._firsts = {} if firsts is None else firsts
        self._below = ground_of(version.institution, version.requirement).below
        self._known: dict[ItemId, Look] = {}
        self._alike = Alike(version.requirement, version.limits, version.electives)
        self._sights: dict[Hashable, _Sight] = {}
        self._fitting: dict[Hashable, tuple[NodeId, ...]] = {}
        self._numbers: dict[Hashable, int] = {}
        self._next = count()

    def of(self, item: Item) -> Look:
        """The look of an item of the snapshot."""
        known = self._known.get(item.id)
        if known is None or known.item is not item:
            known = self._known[item.id] = self._look(item)
        return known

    def fits(self, look: Attributes) -> tuple[NodeId, ...]:
        """The places whose set holds such an achievement, whoever issues it."""
        sort = self._alike.in_sets(look)
        found = self._fitting.get(sort)
        if found is None:
            electives = self.version.electives
            found = self._fitting[sort] = tuple(
                place
                for place, leaf in self._places.items()
                if (look in leaf.of if leaf is not None else electives is not None and look in electives)
            )
        return found

    def own_fits(self, item: Item) -> tuple[NodeId, ...]:
        """The places of an item as itself."""
        return self.fits(item.attributes) if self.version.takes(item.issuer) else ()

    def _look(self, item: Item) -> Look:
        sort = self._alike.in_rules(item.attributes)
        sight = self._sights.get(sort)
        if sight is None:
            sight = self._sights[sort] = self._sight(item)
        return Look(
            item,
            sight.places,
            sight.seen,
            sight.seen_without_credit,
            sight.at,
            sight.shared,
            self._first(item),
        )

    def _first(self, item: Item) -> First:
        known = self._firsts.get(item.id)
        if known is None:
            known = self._firsts[item.id] = asked_first(item)
        return known

    def _sight(self, item: Item) -> _Sight:
        places = self.own_fits(item)
        return _Sight(
            places,
            self._number(self._seen(item, places)),
            self._number(self._seen(item, ())),
            self._at(item, places),
            any(
                may_share(self.version.limits, self._below, one, other)
                for one, other in combinations(places, 2)
            ),
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
