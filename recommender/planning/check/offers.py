"""What do catalogue and qualification versions offer, whoever learns: study, recognitions, places (D5)?

The part of a proof's columns that is the same for every learner of the same goals on the same day, worked out once.
Everything is taken as widely as any reading allows: a column too many weakens a bound, a missing one would falsify it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.planning.check.amounts import output_units
from recommender.planning.check.book import Book, book_of
from recommender.planning.check.layout import Layout
from recommender.planning.check.length import takes_its_yield
from recommender.planning.check.row import Name, Row
from recommender.planning.check.streams import Group, Way, block_of_group, block_of_way
from recommender.planning.check.studies import Studies
from recommender.planning.request import PlanRequest
from recommender.rules.average import Average
from recommender.rules.min_grade import MinGrade
from recommender.vocabulary import Grade, ItemId, RuleId


@dataclass(frozen=True)
class Offers(Studies):
    """Everything on offer towards some goals on a day, by the texts alone."""

    key: tuple[str, ...] | None = None
    """By what it is kept with its snapshot; None: it is not, since it is one learner's."""
    _rows: dict[Name, dict[Name, Row]] = field(default_factory=dict)

    @cached_property
    def floors(self) -> frozenset[Grade] | None:
        """Grades that limits of the goals ask of new study; None where that hangs on the plan."""
        limits = [limit for goal in self.goals for limit in goal.limits]
        if any(isinstance(limit, Average) for limit in limits):
            return None
        return frozenset(grade for one in limits if isinstance(one, MinGrade) for grade in one.grades[:1])

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

    @cached_property
    def group_of(self) -> dict[ItemId, Group]:
        """By item the group that it is in."""
        return {item: group for group in self.merged for item in group.members}

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
