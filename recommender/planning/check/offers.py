"""What do catalogue and qualification versions offer, whoever learns: study, recognitions, places (D5)?

The part of a proof's columns that is the same for every learner of the same goals on the same day, worked out once.
Everything is taken as widely as any reading allows: a column too many weakens a bound, a missing one would falsify it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.planning.check.amounts import output_units, sent
from recommender.planning.check.book import Book, book_of
from recommender.planning.check.layout import Layout
from recommender.planning.check.length import study_units, takes_its_yield
from recommender.planning.check.recognitions import Recognitions
from recommender.planning.check.row import Name, Row
from recommender.planning.check.streams import Group, Stream, Way, block_of_group, block_of_way
from recommender.planning.request import PlanRequest
from recommender.rules.average import Average
from recommender.rules.claims import Origin
from recommender.rules.min_grade import MinGrade
from recommender.rules.registry import seen_by_leaf, seen_by_limit
from recommender.vocabulary import Grade, ItemId, RuleId


@dataclass(frozen=True)
class Offers(Recognitions):
    """Everything on offer towards some goals on a day, by the texts alone."""

    key: tuple[str, ...] | None = None
    """By what it is kept with its snapshot; None: it is not, since it is one learner's."""
    _sights: dict[Hashable, tuple[Hashable, ...]] = field(default_factory=dict)
    _rows: dict[Name, dict[Name, Row]] = field(default_factory=dict)

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
    def floors(self) -> frozenset[Grade] | None:
        """Grades that limits of the goals ask of new study; None where that hangs on the plan."""
        limits = [limit for goal in self.goals for limit in goal.limits]
        if any(isinstance(limit, Average) for limit in limits):
            return None
        return frozenset(grade for one in limits if isinstance(one, MinGrade) for grade in one.grades[:1])

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
        found: dict[Hashable, list[Group]] = defaultdict(list)
        named = self.texts.named
        for item in sorted(self.studyable):
            group = self.single(item, alone=True) if self._matters(item) else None
            if group is None or not (any(group.own) or item in named or item in self.sources):
                continue
            plain = self._plain(self.catalogue.items[item])
            special = not plain or (self._feeds(item) and not any(group.given))
            special = special or takes_its_yield(self.facts, self.catalogue.items[item])
            found[item if special else self._looks(group)].append(group)
        return tuple(
            Group(g.key, tuple(one.members[0] for one in some), g.cost, g.own, g.given, g.opens)
            for some in found.values()
            for g in some[:1]
        )

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

    @cached_property
    def common_ways(self) -> tuple[Way, ...]:
        """The recognitions in the book of everyone."""
        aside = self.inner.keys() | self.apart_from_study
        return tuple(way for ways in self.ways for rule, way in ways.items() if rule not in aside)

    @cached_property
    def by_key(self) -> dict[str, Group]:
        """The groups by their keys."""
        return {group.key: group for group in self.merged}

    @cached_property
    def inner(self) -> dict[RuleId, ItemId]:
        """The recognitions that new study takes in, by the item that they start from."""
        return {
            RuleId(self.sources[item][0].rule): item
            for group in self.merged
            if any(group.given) or group.opens
            for item in group.members
        }

    @cached_property
    def book(self) -> Book:
        """Everything on offer, the recognitions apart that new study takes in."""
        return book_of(len(self.goals), self.merged, self.common_ways)

    @cached_property
    def varying(self) -> frozenset[RuleId]:
        """Rules of which an amount hangs on the credit of their sources."""
        return frozenset(
            rule
            for goal, ways in enumerate(self.ways)
            for rule, way in ways.items()
            for output in self.catalogue.rules[rule].outputs
            if way.given
            and output_units(self.facts, self.goals[goal], self.catalogue.rules[rule], output, None) is None
        )

    @cached_property
    def yielding(self) -> frozenset[ItemId]:
        """Items that ask for as much study as they yield, if that hangs on chains of recognitions (D1)."""
        if not self.texts.chained:
            return frozenset()
        return frozenset(one.id for one in self.catalogue.items.values() if takes_its_yield(self.facts, one))

    def _feeds(self, item: ItemId) -> bool:
        """Whether new study of it may be the source of a recognition."""
        aside = self.apart_from_study
        return any(RuleId(way.rule) not in aside for way in self.sources.get(item, ()))

    @cached_property
    def group_of(self) -> dict[ItemId, Group]:
        """By item the group that it is in."""
        return {item: group for group in self.merged for item in group.members}

    def _looks(self, group: Group) -> Hashable:
        return (
            group.cost,
            group.opens,
            any(group.given),  # what a recognition gives and what counts as itself are kept apart
            *(self._seen(goal, one) for goal in range(len(self.goals)) for one in group.streams(goal)),
        )

    def _seen(self, goal: int, stream: Stream) -> Hashable:
        if stream.origin is None:
            return stream.key
        lineage = stream.lineage if stream.recognised else None
        seen = self._seen_by_rules(goal, stream, stream.origin)
        return (goal, stream.least, stream.most, stream.places, stream.shared, lineage, seen)

    def _seen_by_rules(self, goal: int, stream: Stream, origin: Origin) -> Hashable:
        """What leaves and limits tell apart; of what counts as itself worked out for one of each sort."""
        look = stream.attributes
        about = (goal, self.alike[goal].in_rules(look), stream.places)
        found = None if stream.recognised else self._sights.get(about)
        if found is None:
            version = self.goals[goal]
            inside = (leaf for leaf in self.leaves[goal] if leaf.id in stream.places)
            limits = (seen_by_limit(one, look, origin, version.institution) for one in version.limits)
            found = (*(seen_by_leaf(leaf, look) for leaf in inside), *limits)
            if not stream.recognised:
                self._sights[about] = found
        return found

    @cached_property
    def layout(self) -> Layout:
        """Everything on offer as blocks, in arrays."""
        groups = (block_of_group(one, len(one.members)) for one in self.merged)
        return Layout([*groups, *map(block_of_way, self.common_ways)])

    def rows(self, goal: int, kind: str, about: str, make: Callable[[], dict[Name, Row]]) -> dict[Name, Row]:
        """What a rule of a version says of everything on offer, derived once: apart what is in the layout."""
        key = (str(goal), kind, about)
        if key not in self._rows:
            self._rows[key] = {rest: self._laid_out(row) for rest, row in make().items()}
        return self._rows[key]

    def _laid_out(self, row: Row) -> Row:
        number = self.layout.number
        mine = {column: value for column, value in row.terms.items() if column not in number}
        common = {column: value for column, value in row.terms.items() if column in number}
        return Row(mine, row.least, self.layout.terms(common))


def offers_of(catalogue: Catalogue, goals: tuple[Qualification, ...], request: PlanRequest) -> Offers:
    """What is on offer, kept for the next question about the same goals on the same day."""
    plain = PlanRequest(
        request.goals, request.as_of, assurance=request.assurance, institutions=request.institutions
    )
    printed = all(any(goal is one for one in catalogue.qualifications.get(goal.id, ())) for goal in goals)
    if not printed:
        return Offers(catalogue, goals, plain)  # what was waived for one learner is nobody else's
    homes = "*" if request.institutions is None else " ".join(sorted(request.institutions))
    about = (*(goal.key for goal in goals), str(request.as_of), *sorted(request.assurance), homes)
    return catalogue.kept("offers", about, lambda: Offers(catalogue, goals, plain, key=about))
