"""In which exact ways can each rule be applied by this learner: which sources, giving what, when (A3-A5)?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, product
from typing import TypeAlias

from recommender.catalogue.objects import Catalogue
from recommender.planning.outputs import lineage_of, output_units, output_view
from recommender.planning.problem import NEVER, Fed, GoalProblem, Held, NewStudy, Output, Variant
from recommender.planning.request import PlanRequest
from recommender.rules.claims import Origin
from recommender.rules.outputs import CreditOutput, opens, type_of
from recommender.rules.recognition import Recognition, Source, source_fits, years_later
from recommender.vocabulary import Grade, Interval, ItemId, RuleId, Term, day_after, reaches

Supply: TypeAlias = Held | NewStudy | Fed
MOST_VARIANTS = 400
"""A rule with more choices of sources than this is refused by name rather than cut short."""


class TooManyVariants(Exception):
    """A rule whose choices of sources cannot be listed."""

    def __init__(self, rule: RuleId) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Supplies:
    """What sources can be: the held results of an item, of most items one, or its new study."""

    catalogue: Catalogue
    request: PlanRequest
    scheme: str
    goals: Sequence[GoalProblem]
    held: Mapping[ItemId, Sequence[Held]]
    new: Mapping[ItemId, NewStudy]
    terms: Sequence[Term]
    granted: Sequence[Held] = ()
    """What recognitions in the ledger gave."""
    _decidable: dict[tuple[Interval, date], tuple[int, ...]] = field(default_factory=dict)
    in_time: dict[Hashable, frozenset[int]] = field(default_factory=dict)
    """Terms in which a source is in time, by all that they hang on where nothing grows old or rests on a chain."""

    def sources(self, goal: int, rule: Recognition, source: Source) -> tuple[Held | NewStudy, ...]:
        """The held results that are free and good enough, and new study where that is open beside them.

        New study is seldom open beside a result; where it is made for any reason, the result counts no more (B11), and
        the new study has to serve every rule that the result would have served.
        """
        item = self.catalogue.items.get(source.item)
        if item is None or not source.suits(item.issuer, item.level):
            return ()
        new, schemes = self.new.get(source.item), self.catalogue.grade_schemes
        found = [
            held
            for held in self.held.get(source.item, ())
            if self.goals[goal].leaves_open(held)
            and source_fits(rule, source, held.grade, held.completed, schemes)
        ]
        return (*found, new) if new else tuple(found)

    def decidable(self, rule: Recognition, last: date) -> tuple[int, ...]:
        """Terms after which an application may be decided under the rule (A4), up to a day."""
        asked = (rule.applied_within, last)
        if asked not in self._decidable:
            days = ((term.ordinal, day_after(term.end)) for term in self.terms)
            inside = (ordinal for ordinal, day in days if day in rule.applied_within and day <= last)
            self._decidable[asked] = tuple(inside)
        return self._decidable[asked]


def variants(
    supplies: Supplies,
    goal: int,
    rule: Recognition,
    pending: frozenset[RuleId],
    below: Sequence[Variant],
    ids: Iterator[int],
) -> Iterable[Variant]:
    """Every way to apply the rule towards the goal, each with an id of its own; raises TooManyVariants.

    Where recognitions `below` are handed in: every way that rests on one of the deepest of them.
    """
    deep = max((one.depth for one in below), default=0)
    slots = [
        [one for source in slot for one in _fill(supplies, goal, rule, source, below)] for slot in rule.slots
    ]
    ways = (
        Way(supplies, goal, rule, chosen, option)
        for some in combinations([slot for slot in slots if slot], rule.need)
        for chosen in product(*some)
        if max((one.feeder.depth for one in chosen if isinstance(one, Fed)), default=0) == deep
        for option in rule.options
    )
    for number, way in enumerate(ways):
        if number == MOST_VARIANTS:
            raise TooManyVariants(rule.id)
        variant = _variant(way, rule.id in pending, ids) if way.consistent else None
        if variant is not None:
            yield variant


def _fill(
    supplies: Supplies, goal: int, rule: Recognition, source: Source, below: Sequence[Variant]
) -> Iterable[Supply]:
    """What can be a source: a result, new study, and where the rule allows a chain what a recognition gave or gives."""
    yield from supplies.sources(goal, rule, source)
    item = supplies.catalogue.items.get(source.item)
    if (
        rule.chain < 2
        or item is None
        or source.min_grade is not None
        or not source.suits(item.issuer, item.level)
    ):
        return  # what was recognised has no grade, and what cannot be compared is not enough (A2)
    for held in supplies.granted:
        open_here = supplies.goals[goal].leaves_open_to_chains(held)
        if held.item == item.id and open_here and held.completed in rule.completed_within:
            yield held
    for feeder in below:
        if all(one.rule.id != rule.id for one in feeder.chain()):
            yield from (Fed(feeder, o) for o in feeder.outputs if o.type == "credit" and o.item == item.id)


@dataclass(frozen=True)
class Way:
    """One choice of sources and of an option; what hangs on it is worked out when it is first asked for."""

    supplies: Supplies
    goal: int
    rule: Recognition
    chosen: Sequence[Supply]
    option: int | None

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The results among the sources."""
        return tuple(one for one in self.chosen if isinstance(one, Held))

    @cached_property
    def new(self) -> tuple[NewStudy, ...]:
        """The new study among them."""
        return tuple(one for one in self.chosen if isinstance(one, NewStudy))

    @cached_property
    def fed(self) -> tuple[Fed, ...]:
        """What other recognitions give among them."""
        return tuple(one for one in self.chosen if isinstance(one, Fed))

    @property
    def consistent(self) -> bool:
        """Whether each rule of the chain is applied in one way, and no result is used twice in it."""
        if len(self.new) == len(self.chosen) == 1:
            return True
        ways = {one.id: one for fed in self.fed for one in fed.feeder.chain()}
        used = [key for one in ways.values() if not one.rule.reuse for key in (*one.held, *one.new)]
        if not self.rule.reuse:
            used += [*(one.key for one in self.held), *(one.key for one in self.new)]
        longest = 1 + max((any(one.rule for one in self.held), *(one.feeder.length for one in self.fed)))
        once = len({one.rule.id for one in ways.values()}) == len(ways) and len(set(used)) == len(used)
        return once and longest <= max(1, self.rule.chain)

    @property
    def dates(self) -> tuple[date, ...]:
        """Days of the results at the beginning of the chain."""
        return (*(one.completed for one in self.held), *(day for one in self.fed for day in one.feeder.dates))

    @property
    def studied(self) -> Mapping[str, NewStudy]:
        """All the new study at the beginning of the chain."""
        own = {one.key: one for one in self.new}
        if not self.fed:
            return own
        below = {key for one in self.fed for key in one.feeder.when}
        return {one.key: one for one in self.supplies.new.values() if one.key in below} | own

    @property
    def units(self) -> tuple[int, ...] | None:
        """The credit of each source; None where one is no amount of the goal's scheme."""
        exact = all(supply.exact for supply in self.chosen)
        return tuple(supply.units for supply in self.chosen) if exact else None

    @property
    def origin(self) -> Origin:
        """Where its credit was really earned."""
        origins = [supply.origin for supply in self.chosen]
        first, goal = origins[0], self.supplies.goals[self.goal]
        one = len(origins) == 1
        kinds = first.kinds if one else frozenset(kind for some in origins for kind in some.kinds)
        issuers = first.issuers if one else frozenset(issuer for some in origins for issuer in some.issuers)
        awarded = any(goal.origin_of(one).awarded for one in self.held)
        awarded = awarded or any(one.origin.awarded for one in self.fed)
        return Origin(kinds, issuers, True, self.rule.agreement, self.rule.id, awarded)

    def last_day(self, completed: Iterable[date]) -> date:
        """The last day on which results of these days are fresh enough for the rule."""
        years = self.rule.shelf_life_years
        return min((years_later(day, years) for day in completed), default=date.max) if years else date.max


def _variant(way: Way, pending: bool, ids: Iterator[int]) -> Variant | None:
    supplies, rule = way.supplies, way.rule
    if not all(day in rule.completed_within for day in way.dates):
        return None
    outputs = _outputs(way)
    if outputs is None:
        return None
    last = way.last_day(way.dates)
    decidable = supplies.decidable(rule, last)
    as_of = supplies.request.as_of
    now = as_of in rule.applied_within and as_of <= last
    lasts = _lasts(way, decidable)
    left = sum(way.units or ()) - sum(output.units for output in outputs)
    when: dict[
        str, frozenset[int]
    ] = {}  # filled in below: when a source is in time hangs on the rest of the variant
    variant = Variant(
        way.goal,
        rule,
        tuple(supply.key for supply in way.held),
        tuple(one.key for one in way.new),
        outputs,
        way.origin,
        when,
        decidable,
        now,
        pending,
        way.option,
        max(0, left) if rule.partial else 0,
        lasts,
        way.fed,
        way.dates,
        next(ids),
        _credited(way, outputs),
    )
    when |= {key: _when(way, variant, supply) for key, supply in way.studied.items()}
    if not all(when.values()) or (not when and variant.decided({}) == NEVER):
        return None
    return variant


def _credited(way: Way, outputs: Iterable[Output]) -> tuple[ItemId, ...]:
    """What another institution recognises is the basis of a further recognition, and no credit here (A7)."""
    if way.rule.recogniser != way.supplies.goals[way.goal].version.institution:
        return ()
    return tuple(one.item for one in outputs if one.type == "credit" and one.item is not None)


def _lasts(way: Way, decidable: Sequence[int]) -> dict[int, int]:
    """For each term the last one after which a source of it is still fresh; nothing where nothing grows old."""
    if not way.rule.shelf_life_years:
        return {}
    terms = way.supplies.terms
    days = {ordinal: day_after(terms[ordinal].end) for ordinal in decidable}
    ends = {term.ordinal: way.last_day([term.end]) for term in terms}
    return {one: max((o for o in decidable if days[o] <= last), default=-1) for one, last in ends.items()}


def _when(way: Way, variant: Variant, supply: NewStudy) -> frozenset[int]:
    """Terms of the source that suit completed-within, and after which there is still a day for each decision."""
    known, rule = way.supplies.in_time, way.rule
    if way.fed or variant.lasts:
        return _in_time(way, variant, supply)
    about = (rule.completed_within, variant.decidable, supply.ordinals)
    if about not in known:
        known[about] = _in_time(way, variant, supply)
    return known[about]


def _in_time(way: Way, variant: Variant, supply: NewStudy) -> frozenset[int]:
    terms, rule = way.supplies.terms, way.rule
    inside = [
        ordinal
        for ordinal in supply.ordinals
        if terms[ordinal].end in rule.completed_within
        and all(ordinal in one.feeder.when.get(supply.key, supply.ordinals) for one in way.fed)
    ]
    return frozenset(
        ordinal
        for ordinal in inside
        if variant.after(supply.key, ordinal) <= variant.lasts.get(ordinal, NEVER - 1)
    )


def _outputs(way: Way) -> tuple[Output, ...] | None:
    """The outputs in the goal's scheme; None where one cannot be expressed exactly."""
    catalogue, rule = way.supplies.catalogue, way.rule
    version = way.supplies.goals[way.goal].version
    found = []
    for number, output in rule.given(way.option):
        view = output_view(catalogue, rule, output)
        units = output_units(catalogue, rule, output, way.units, version)
        if view is None or units is None:
            return None
        floor = output.prerequisite_grade if isinstance(output, CreditOutput) else None
        found.append(
            Output(
                f"out:{rule.id}#{number}",
                view.item,
                view,
                units,
                lineage_of(catalogue, output),
                type_of(output),
                opens(output) is not None and rule.recogniser == version.institution and _reached(way, floor),
                floor,
            )
        )
    return tuple(found)


def _reached(way: Way, floor: Grade | None) -> bool:
    """Whether the results among the sources are good enough to meet a prerequisite; new study can be asked to be."""
    schemes = way.supplies.catalogue.grade_schemes
    return all(reaches(one.grade, floor, schemes) for one in way.held) and (floor is None or not way.fed)
