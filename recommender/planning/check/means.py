"""By what can this learner come to credit towards the goals: what is held, new study, recognitions (D5)?

What is on offer to everyone, cut down to one record: only items and rules that the record touches are looked at one by
one. Nothing is left out unless the checker refuses every plan that rests on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from recommender.catalogue.objects import Item
from recommender.ledger.record import Result
from recommender.planning.check.amounts import sent
from recommender.planning.check.as_held import as_held
from recommender.planning.check.book import Book, Owner, book_of
from recommender.planning.check.claims import displaced
from recommender.planning.check.facts import Facts
from recommender.planning.check.learner import is_so
from recommender.planning.check.length import study_units, takes_its_yield
from recommender.planning.check.offers import Offers
from recommender.planning.check.repeatable import may_repeat
from recommender.planning.check.retaken import outdone_by_new
from recommender.planning.check.streams import Group, Stream, Way
from recommender.planning.check.terms import horizon, load_limit
from recommender.planning.check.witness import achievement
from recommender.vocabulary import ItemId, RuleId, reaches


@dataclass(frozen=True)
class Means:
    """The columns of one learner's proof; `facts` holds catalogue, record and request, and a plan of nothing."""

    offers: Offers
    facts: Facts

    # -- what is held ----------------------------------------------------------------------------------------

    @cached_property
    def results(self) -> dict[ItemId, list[Result]]:
        """The results of the record by item."""
        found: dict[ItemId, list[Result]] = defaultdict(list)
        for result in self.facts.record.results:
            found[result.item].append(result)
        return found

    @cached_property
    def held(self) -> tuple[tuple[Stream, ...], ...]:
        """By goal what the ledger holds, as far as it may be claimed at all."""
        return tuple(tuple(self._held(goal)) for goal in range(len(self.facts.goals)))

    def _held(self, goal: int) -> Iterator[Stream]:
        record = self.facts.record
        # In the order of entries: a proof is found along it, and is to be the same in any order of the record.
        for result in sorted(record.results, key=lambda one: one.entry):
            if self.usable(goal, result):
                yield from self._stream(goal, f"held:{result.entry}")
        for granted in sorted(record.granted, key=lambda one: one.entry):
            for number in range(len(granted.outputs)):
                yield from self._stream(goal, f"granted:{granted.entry}#{number}")

    def usable(self, goal: int, result: Result) -> bool:
        """Whether a result is neither used up in the ledger nor set aside for another attempt."""
        version = self.facts.goals[goal]
        return result.entry not in self._fixed[goal] and not displaced(self.facts, version, result)

    @cached_property
    def _fixed(self) -> tuple[frozenset[str], ...]:
        return tuple(
            frozenset(
                entry
                for one in self.facts.record.granted
                if one.recogniser == goal.institution and not one.reuse
                for entry in one.sources
            )
            for goal in self.facts.goals
        )

    def _stream(self, goal: int, key: str) -> Iterator[Stream]:
        version, offers = self.facts.goals[goal], self.offers
        found = achievement(self.facts, version, key)
        if isinstance(found, str) or found.units is None:
            return
        places = (offers.naming if found.exemption else offers.fits)(goal, found.attributes)
        if places:
            yield Stream(
                key,
                found.units,
                found.units,
                found.attributes,
                found.origin,
                places,
                found.lineage,
                frozenset(),
                found.grade,
                found.earned,
                found.measures,
                offers.is_shared(goal, places),
                found.origin.recognised,
            )

    # -- recognitions ----------------------------------------------------------------------------------------

    @cached_property
    def ways(self) -> tuple[dict[str, Way], ...]:
        """By goal the recognitions of which the record says more than their text: these stand in its own book."""
        inner, touched, offers = self.offers.inner, self.touched, self.offers
        held = {way.rule for item in self._held_items for way in offers.sources.get(item, ())}
        opened = {rule for rule, item in inner.items() if item in touched} | (offers.apart_from_study & held)
        found: list[dict[str, Way]] = []
        for ways in offers.ways:
            mine = {rule: ways[rule] for rule in sorted(opened) if rule in ways}
            mine |= {
                rule: self._as_held(ways[rule]) for rule in sorted(offers.varying & held) if rule in ways
            }
            found.append({way.key: way for rule, way in mine.items() if rule not in self.barred})
        return tuple(found)

    @cached_property
    def _held_items(self) -> frozenset[ItemId]:
        """Items of which there is a result, credit that was granted, or study in progress."""
        granted = {output.item for one in self.facts.record.granted for output in one.outputs}
        granted |= self.facts.in_progress  # a step of every plan, whoever else may study it
        return frozenset(self.results) | {item for item in granted if item is not None}

    @cached_property
    def gone(self) -> frozenset[str]:
        """Rules of the common book that are not open to this learner, or stand in the own book."""
        return self.barred | {RuleId(way.rule) for ways in self.ways for way in ways.values()}

    @cached_property
    def barred(self) -> frozenset[RuleId]:
        """Rules under which this learner may not apply."""
        record = self.facts.record
        near = {one.rule for one in record.granted} | {one.rule for one in record.refused}
        rules = self.facts.catalogue.rules
        near |= self.offers.texts.personal
        return frozenset(rule for rule in near if rule in rules and self.facts.barred(rules[rule]))

    def _as_held(self, way: Way) -> Way:
        """With the amounts that results of its sources can have, which are not those of new study."""
        catalogue, scheme = self.facts.catalogue, self.facts.goals[way.goal].scheme
        amounts: tuple[int, ...] | None = None
        if not way.chain and len(way.items) == 1:
            item = catalogue.items[way.items[0]]
            sums = (sent(catalogue, item, one, scheme) for one in self.results.get(item.id, ()))
            amounts = tuple(sorted({one for one in sums if one is not None}))
        return as_held(self.offers, way, amounts)

    # -- new study -------------------------------------------------------------------------------------------

    @cached_property
    def touched(self) -> frozenset[ItemId]:
        """Items of which the record or the request says something: each is looked at by itself."""
        record, request, offers = self.facts.record, self.facts.request, self.offers
        items = {one.item for one in record.results} | {one.item for one in record.in_progress}
        lineages = {stream.lineage for streams in self.held for stream in streams}
        known = self.facts.catalogue.items
        lineages |= {known[item].lineage_key for item in items if item in known}
        items |= {item for lineage in lineages if lineage for item in offers.texts.kin.get(lineage, ())}
        items |= request.pins | request.exclude | offers.texts.asking
        for rule in self.barred | offers.texts.personal:
            items |= {source.item for source in self.facts.catalogue.rules[rule].sources}
        items |= offers.yielding if self.barred or offers.texts.personal else frozenset()
        return frozenset(item for item in items if item in known)

    @cached_property
    def left(self) -> dict[str, int]:
        """Members that touched items leave to a group."""
        gone: dict[str, int] = defaultdict(int)
        for item in self.touched:
            group = self.offers.group_of.get(item)
            if group is not None:
                gone[group.key] += 1
        return gone

    @cached_property
    def singles(self) -> dict[ItemId, Group]:
        """New study of the items that the record touches, under a key of their own."""
        found = {}
        for item in sorted(self.touched):
            group = self._single(self.facts.catalogue.items[item])
            if group is not None:
                found[item] = group
        return found

    def _single(self, item: Item) -> Group | None:
        running = item.id in self.facts.in_progress
        if not running and not self.may_be_new(item):
            return None
        group = self.offers.single(item.id, alone=False)
        if group is None:
            return None
        if takes_its_yield(self.facts, item):
            load = study_units(self.facts, item)
            group = replace(group, cost=load[0]) if load else group
        forced = running or item.id in self.facts.request.pins
        key = f"one:{item.id}"
        own = tuple(replace(stream, key=key) if stream else None for stream in group.own)
        return replace(group, key=key, own=own, lower=int(forced))

    @cached_property
    def most_load(self) -> int:
        """The most study that any term holds: what asks for more can be begun in none (B19)."""
        facts = self.facts
        terms = horizon(facts.catalogue, facts.record, facts.goals, facts.request)
        labels = [term.label for term in (terms if facts.request.loads else terms[:1])]
        return max((load_limit(facts, label) for label in labels), default=0)

    def size(self, group: Group) -> int:
        """How many of a group can be studied anew."""
        mine = group.key.startswith("one:")
        if group.cost > self.most_load and not (mine and group.members[0] in self.facts.in_progress):
            return 0
        return len(group.members) - (0 if mine else self.left.get(group.key, 0))

    def size_of(self, key: str) -> int:
        """The same of a group that is on offer to everyone, by its key."""
        return self.size(self.offers.by_key[key])

    def study_of(self, item: ItemId) -> Group | None:
        """The group in which an item can be studied anew; None where it cannot."""
        if item in self.touched:
            return self.singles.get(item)
        return self.offers.group_of.get(item)

    def may_be_new(self, item: Item) -> bool:
        """Whether some plan may have it as a new step."""
        facts = self.facts
        if item.id not in self.offers.studyable or item.id in facts.request.exclude:
            return False
        if any(not is_so(facts, one) for one in item.takers):
            return False
        return item.id in facts.request.pins or not self._passed(item)

    def _passed(self, item: Item) -> bool:
        """Whether the one result of it is as good as new study for whatever a plan can use it for (B11, B21)."""
        facts, results = self.facts, self.results.get(item.id, [])
        if len(results) != 1 or may_repeat(facts.catalogue, item) or self.offers.floors is None:
            return False
        result = results[0]
        used = facts.entries.recognised | facts.entries.awarded
        if result.entry in used or outdone_by_new(facts, item, result):
            return False
        names = (*self.offers.texts.starting.get(item.id, ()), *self.offers.texts.chaining)
        rules = [facts.catalogue.rules[name] for name in names]
        if any(rule.shelf_life_years or result.completed not in rule.completed_within for rule in rules):
            return False
        scheme, schemes = facts.plan.scheme, facts.catalogue.grade_schemes
        same = sent(facts.catalogue, item, result, scheme) == (sent(facts.catalogue, item, None, scheme) or 0)
        floors = self.offers.texts.asked.get(item.id, frozenset()) | self.offers.floors
        return same and all(reaches(result.grade, grade, schemes) for grade in floors)

    # -- books -----------------------------------------------------------------------------------------------

    @cached_property
    def own(self) -> Book:
        """What the record adds to what is on offer to everyone."""
        ways = (way for ways in self.ways for way in ways.values())
        return book_of(len(self.facts.goals), self.singles.values(), ways, self.held)

    @property
    def books(self) -> tuple[Book, Book]:
        """The common book and the own one."""
        return self.offers.book, self.own

    def owner(self, column: str) -> Owner:
        """Whose column it is."""
        return self.own.owners[column] if column in self.own.owners else self.offers.book.owners.get(column)

    def about(self, column: str) -> tuple[int, Stream] | None:
        """Of which claims a column is, towards which goal."""
        return self.own.about.get(column) or self.offers.book.about.get(column)

    def bounds(self, column: str) -> tuple[int, int]:
        """The least and the most of a column."""
        owner = self.owner(column)
        if isinstance(owner, Group):
            return (owner.lower if column == owner.column else 0), self.size(owner)
        away = isinstance(owner, Way) and column not in self.own.owners and owner.rule in self.gone
        return 0, (0 if away else 1)

    # -- what rows ask ---------------------------------------------------------------------------------------

    def way(self, goal: int, key: str) -> Way | None:
        """A recognition by the name that rows have for it."""
        mine = self.ways[goal].get(key)
        aside = (self.gone, self.offers.inner, self.offers.apart_from_study)
        if mine is not None or any(key in some for some in aside):
            return mine
        return self.offers.ways[goal].get(RuleId(key))

    def ways_from(self, goal: int, item: ItemId) -> list[Way]:
        """The recognitions towards a goal that start from an item."""
        aside = (self.gone, self.offers.inner, self.offers.apart_from_study)
        common = [
            way
            for way in self.offers.sources.get(item, ())
            if way.goal == goal and not any(way.rule in some for some in aside)
        ]
        return [*common, *(way for way in self.ways[goal].values() if item in way.items)]

    def group(self, key: str) -> Group | None:
        """New study by the name that rows have for it."""
        column = f"study {key}"
        found = self.owner(column)
        return found if isinstance(found, Group) else None

    def held_of(self, goal: int, item: ItemId) -> list[Stream]:
        """Results of an item that may be claimed as themselves."""
        keys = [f"held:{result.entry}" for result in self.results.get(item, ())]
        return [stream for key in keys for stream in self._held_by_key[goal].get(key, ())]

    @cached_property
    def _held_by_key(self) -> tuple[dict[str, list[Stream]], ...]:
        found: tuple[dict[str, list[Stream]], ...] = tuple({} for _ in self.held)
        for mine, streams in zip(found, self.held, strict=True):
            for stream in streams:
                mine.setdefault(stream.key, []).append(stream)
        return found

    def results_of(self, goal: int, item: ItemId) -> int:
        """How many results of an item are free for anything at all."""
        return sum(self.usable(goal, result) for result in self.results.get(item, ()))

    def fitting(self, way: Way, item: ItemId) -> int:
        """How many results, and grants where the rule allows a chain, may serve it with this source."""
        rule = self.facts.catalogue.rules[RuleId(way.rule)]
        floor = next(source.min_grade for source in rule.sources if source.item == item)
        version, schemes = self.facts.goals[way.goal], self.facts.catalogue.grade_schemes
        found = sum(
            self.usable(way.goal, result)
            and result.completed in rule.completed_within
            and reaches(self.facts.grade(result, version), floor, schemes)
            for result in self.results.get(item, ())
        )
        return found + (self.granted_of(way.goal, item) if way.chain else 0)

    def granted_of(self, goal: int, item: ItemId) -> int:
        """How many outputs of the ledger are credit for an item."""
        return sum(output.item == item for one in self.facts.record.granted for output in one.outputs)

    def crediting(self, goal: int, item: ItemId) -> list[str]:
        """Columns of recognitions that give credit for an item, as the basis of a further one."""
        return [column for book in self.books for column in book.crediting.get((goal, item), ())]

    def opening(self, item: ItemId) -> list[str]:
        """Columns of recognitions that let an item pass for a prerequisite."""
        return [column for book in self.books for column in book.opening.get(item, ())]

    def given_of(self, goal: int, lineage: str) -> list[Stream]:
        """What recognitions give of a lineage, with new study too."""
        return [stream for book in self.books for stream in book.kin.get((goal, lineage), ())]

    @cached_property
    def joined(self) -> frozenset[str]:
        """Lineages of results that a recognition in the ledger has joined: those are not judged again."""
        entries = {entry for one in self.facts.record.granted for entry in one.sources}
        items = self.facts.catalogue.items
        named = (one.item for one in self.facts.record.results if one.entry in entries)
        return frozenset(items[item].lineage_key for item in named if item in items)

    def judged(self, goal: int, lineage: str) -> bool:
        """Whether of a lineage one counts at most."""
        return lineage not in self.offers.texts.often
