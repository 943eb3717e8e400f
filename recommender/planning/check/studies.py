"""Which new study is on offer, and which of it can no rule tell apart (D5)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from recommender.catalogue.objects import Item
from recommender.planning.check.amounts import sent
from recommender.planning.check.length import study_units, takes_its_yield
from recommender.planning.check.recognitions import Recognitions
from recommender.planning.check.streams import Group, Stream, Way
from recommender.rules.claims import Attributes, Origin
from recommender.rules.registry import seen_by_leaf, seen_by_limit
from recommender.vocabulary import ItemId, NodeId, RuleId


@dataclass(frozen=True)
class Studies(Recognitions):
    """New study towards some goals on a day, by the texts alone."""

    @cached_property
    def sources(self) -> dict[ItemId, tuple[Way, ...]]:
        """By item the ways that may start from it."""
        found: dict[ItemId, list[Way]] = defaultdict(list)
        for ways in self.ways:
            for way in ways.values():
                for item in way.items:
                    found[item].append(way)
        return {item: tuple(some) for item, some in found.items()}

    @cached_property
    def studyable(self) -> frozenset[ItemId]:
        """Items that somebody may study anew."""
        unread, homes = self.texts.unread, self.request.institutions
        return frozenset(
            item.id
            for item in self.catalogue.items.values()
            if item.studyable
            and item.id not in unread
            and (homes is None or item.issuer in homes)
            and (item.life.end is None or item.life.end > self.request.as_of)
        )

    def single(self, item: ItemId, *, alone: bool) -> Group | None:
        """New study of one item; `alone`: with its one recognition taken in. None where it has no exact length."""
        one = self.catalogue.items[item]
        load = self._load(one)
        if load is None:
            return None
        own = tuple(self._own(goal, one) for goal in range(len(self.goals)))
        way = self._only_way(one) if alone and not any(own) else None
        if way is None:
            return Group(f"new:{one.id}", (one.id,), load, own)
        # What it gives has its name from the study: the recognition may stand by itself where a record touches it.
        here = tuple(replace(one_of, key=f"new:{one.id}#{n}") for n, one_of in enumerate(way.given))
        given = tuple(here if way.goal == goal else () for goal in range(len(self.goals)))
        return Group(f"new:{one.id}", (one.id,), load, own, given, way.opens)

    def _load(self, one: Item) -> int | None:
        """How much study it asks for; where that hangs on the goals, as little as it may."""
        if takes_its_yield(self.facts, one):
            found = study_units(self.facts, one)
            return found[0] if found else None
        about, known = (self.facts.plan.scheme, one.id), self.texts.loads
        if about not in known:
            found = study_units(self.facts, one)
            known[about] = found[0] if found else None
        return known[about]

    def _own(self, goal: int, one: Item) -> Stream | None:
        version = self.goals[goal]
        places = self.fits(goal, one.attributes) if version.takes(one.issuer) else ()
        units = sent(self.catalogue, one, None, version.scheme) if places else None
        if units is None:
            return None
        return Stream(
            f"new:{one.id}",
            units,
            units,
            one.attributes,
            Origin(frozenset({one.kind}), frozenset({one.issuer})),
            places,
            one.lineage_key,
            shared=self.is_shared(goal, places),
        )

    def _only_way(self, one: Item) -> Way | None:
        """The recognition by which alone it serves the goals, if it is that of no other item and of no chain."""
        ways = self.sources.get(one.id, ())
        rule = self.catalogue.rules[RuleId(ways[0].rule)] if len(ways) == 1 else None
        if rule is None or not self._plain(one) or ways[0].chain or ways[0].credits:
            return None
        simple = ways[0].fixed and ways[0].need == 1 and ways[0].new and rule.options == (None,)
        return ways[0] if simple and not rule.withdrawn_by else None

    def _plain(self, one: Item) -> bool:
        """Whether nothing but its sets, its credit and its recognitions tells it from others."""
        return one.id in self.texts.plain and one.lineage_key not in self.given_lineages

    @cached_property
    def given_lineages(self) -> frozenset[str]:
        """Lineages of what recognitions give."""
        streams = (stream for ways in self.ways for way in ways.values() for stream in way.given)
        return frozenset(stream.lineage for stream in streams if stream.lineage is not None)

    @cached_property
    def merged(self) -> tuple[Group, ...]:
        """New study in groups that rules cannot tell apart; of what matters to the goals at all."""
        found: dict[Hashable, list[ItemId]] = defaultdict(list)
        for item in sorted(self.studyable):
            sort = self._sort(self.catalogue.items[item]) if self._matters(item) else None
            if sort is not None:
                found[sort].append(item)
        first = ((self.single(some[0], alone=True), some) for some in found.values())
        return tuple(Group(g.key, tuple(some), g.cost, g.own, g.given, g.opens) for g, some in first if g)

    def _sort(self, one: Item) -> Hashable | None:
        """All that rules can tell of new study, without a group of its own being made; None where it is of no use."""
        load = self._load(one)
        if load is None:
            return None
        own = [self._own_look(goal, one) for goal in range(len(self.goals))]
        way = None if any(own) else self._only_way(one)
        if not any(own) and one.id not in self.texts.named and one.id not in self.sources:
            return None
        given = way.given if way else ()
        special = not self._plain(one) or (self._feeds(one.id) and not given)
        if special or takes_its_yield(self.facts, one):
            return one.id
        # What a recognition gives and what counts as itself are kept apart.
        opens = way.opens if way else frozenset[ItemId]()
        looks = (self._seen(way.goal, stream) for stream in given) if way else filter(None, own)
        return (load, opens, bool(given), *looks)

    def _own_look(self, goal: int, one: Item) -> Hashable | None:
        """What rules see of it as itself; None where it has no place."""
        version = self.goals[goal]
        places = self.fits(goal, one.attributes) if version.takes(one.issuer) else ()
        units = sent(self.catalogue, one, None, version.scheme) if places else None
        if units is None:
            return None
        about = (goal, self.alike[goal].in_rules(one.attributes))
        if about not in self._sights:
            origin = Origin(frozenset({one.kind}), frozenset({one.issuer}))
            seen = self._seen_by_rules(goal, one.attributes, origin, places)
            self._sights[about] = (goal, places, self.is_shared(goal, places), seen)
        return units, self._sights[about]

    def _matters(self, item: ItemId) -> bool:
        """Whether it may: it is named, feeds a recognition, or fits a place."""
        if item in self.sources or item in self.texts.named:
            return True
        one = self.catalogue.items[item]
        goals = enumerate(self.goals)
        return any(goal.takes(one.issuer) and self.fits(index, one.attributes) for index, goal in goals)

    @cached_property
    def apart_from_study(self) -> frozenset[RuleId]:
        """Recognitions that no study alone can bring about: they wait for a record that holds a source."""
        return frozenset(
            rule
            for ways in self.ways
            for rule, way in ways.items()
            if not way.chain
            and not (way.new and sum(not self.studyable.isdisjoint(slot) for slot in way.slots) >= way.need)
        )

    def _feeds(self, item: ItemId) -> bool:
        """Whether new study of it may be the source of a recognition."""
        aside = self.apart_from_study
        return any(RuleId(way.rule) not in aside for way in self.sources.get(item, ()))

    def _seen(self, goal: int, stream: Stream) -> Hashable:
        if stream.origin is None:
            return stream.key
        seen = self._seen_by_rules(goal, stream.attributes, stream.origin, stream.places)
        return (goal, stream.least, stream.most, stream.places, stream.shared, stream.lineage, seen)

    def _seen_by_rules(
        self, goal: int, look: Attributes, origin: Origin, places: tuple[NodeId, ...]
    ) -> Hashable:
        """What leaves and limits tell apart."""
        version = self.goals[goal]
        inside = (leaf for leaf in self.leaves[goal] if leaf.id in places)
        limits = (seen_by_limit(one, look, origin, version.institution) for one in version.limits)
        return (*(seen_by_leaf(leaf, look) for leaf in inside), *limits)

    @cached_property
    def _sights(self) -> dict[Hashable, Hashable]:
        """What rules see of what counts as itself, by sort."""
        return {}
