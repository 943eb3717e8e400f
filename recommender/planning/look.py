"""What do the rules of a version see of an item, whoever studies it?

It hangs on the item and on the text of the version alone, so it is worked out once for a snapshot: the places of each
item, what leaves and limits can tell apart about it, and what it asks for itself. Nothing of a learner is in it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Sight:
    """Of a look what all items have that the version's text cannot tell apart."""

    places: tuple[NodeId, ...]
    seen: int
    seen_without_credit: int
    at: tuple[Hashable, ...]
    shared: bool


def words_of(text: object) -> Iterator[str]:
    """Every word that stands anywhere in the parts of a version: ids of items among them."""
    if isinstance(text, str):
        yield text
    elif is_dataclass(text) and not isinstance(text, type):
        for one in fields(text):
            yield from words_of(getattr(text, one.name))
    elif isinstance(text, Mapping):
        for key, value in text.items():
            yield from words_of(key)
            yield from words_of(value)
    elif isinstance(text, Iterable):
        for part in text:
            yield from words_of(part)


class Looks:
    """The looks of one version, made when they are first asked for."""

    def __init__(self, version: Qualification, places: Mapping[NodeId, Leaf | None]) -> None:
        self.version = version
        self._places = places
        self._below = ground_of(version.institution, version.requirement).below
        self._known: dict[ItemId, Look] = {}
        self._words = frozenset(words_of((version.requirement, version.limits, version.electives)))
        self._alike: dict[Hashable, _Sight] = {}
        self._numbers: dict[Hashable, int] = {}
        self._next = count()

    def of(self, item: Item) -> Look:
        """The look of an item of the snapshot."""
        known = self._known.get(item.id)
        if known is None or known.item is not item:
            known = self._known[item.id] = self._look(item)
        return known

    def _look(self, item: Item) -> Look:
        # An item whose id stands nowhere in the version's text is seen as any other of its sort.
        look = item.attributes
        sort = look if item.id in self._words else replace(look, item=None)
        sight = self._alike.get(sort)
        if sight is None:
            sight = self._alike[sort] = self._sight(item)
        return Look(
            item,
            sight.places,
            sight.seen,
            sight.seen_without_credit,
            sight.at,
            sight.shared,
            asked_first(item),
        )

    def _sight(self, item: Item) -> _Sight:
        places = self._fits(item)
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
