"""In which exact ways can each rule be applied by this learner: which sources, giving what, when (A3-A5)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from recommender.catalogue.objects import Catalogue
from recommender.planning.outputs import lineage_of, output_units, output_view
from recommender.planning.problem import NEVER, GoalProblem, Held, NewStudy, Output, Variant
from recommender.planning.request import PlanRequest
from recommender.rules.claims import Origin
from recommender.rules.outputs import CreditOutput, opens, type_of
from recommender.rules.recognition import Recognition, Source, source_fits, years_later
from recommender.vocabulary import Grade, ItemId, RuleId, Term, reaches

MOST_VARIANTS = 400
"""A rule with more choices of sources than this is refused by name rather than cut short."""


class TooManyVariants(Exception):
    """A rule whose choices of sources cannot be listed."""

    def __init__(self, rule: RuleId) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Supplies:
    """What sources can be: the held result of an item, or its new study."""

    catalogue: Catalogue
    request: PlanRequest
    scheme: str
    goals: Sequence[GoalProblem]
    held: Mapping[ItemId, Held]
    new: Mapping[ItemId, NewStudy]
    terms: Sequence[Term]

    def sources(self, goal: int, rule: Recognition, source: Source) -> tuple[Held | NewStudy, ...]:
        """The held result where it is free and good enough, and new study where that is open beside it.

        New study is seldom open beside a result; where it is made for any reason, the result counts no more (B11), and
        the new study has to serve every rule that the result would have served.
        """
        item = self.catalogue.items.get(source.item)
        if item is None or not source.suits(item.issuer, item.level):
            return ()
        held, new = self.held.get(source.item), self.new.get(source.item)
        found: list[Held | NewStudy] = []
        if held and self.goals[goal].leaves_open(held):
            schemes = self.catalogue.grade_schemes
            if source_fits(rule, source, held.grade, held.completed, schemes):
                found.append(held)
        return (*found, new) if new else tuple(found)

    def decidable(self, rule: Recognition, last: date) -> tuple[int, ...]:
        """Terms after which an application may be decided under the rule (A4), up to a day."""
        days = ((term.ordinal, term.end + timedelta(days=1)) for term in self.terms)
        return tuple(ordinal for ordinal, day in days if day in rule.applied_within and day <= last)


def variants(
    supplies: Supplies, goal: int, rule: Recognition, pending: frozenset[RuleId]
) -> Iterable[Variant]:
    """Every way to apply the rule towards the goal; raises TooManyVariants."""
    slots = [[one for source in slot for one in supplies.sources(goal, rule, source)] for slot in rule.slots]
    filled = [slot for slot in slots if slot]
    ways = (
        (chosen, option)
        for some in combinations(filled, rule.need)
        for chosen in product(*some)
        for option in rule.options
    )
    for number, (chosen, option) in enumerate(ways):
        if number == MOST_VARIANTS:
            raise TooManyVariants(rule.id)
        variant = _variant(Way(supplies, goal, rule, chosen, option), rule.id in pending)
        if variant is not None:
            yield variant


@dataclass(frozen=True)
class Way:
    """One choice of sources and of an option."""

    supplies: Supplies
    goal: int
    rule: Recognition
    chosen: Sequence[Held | NewStudy]
    option: int | None

    @property
    def held(self) -> tuple[Held, ...]:
        """The results among the sources."""
        return tuple(one for one in self.chosen if isinstance(one, Held))

    @property
    def new(self) -> tuple[NewStudy, ...]:
        """The new study among them."""
        return tuple(one for one in self.chosen if isinstance(one, NewStudy))

    @property
    def units(self) -> tuple[int, ...] | None:
        """The credit of each source; None where one is no amount of the goal's scheme."""
        exact = all(supply.exact for supply in self.chosen)
        return tuple(supply.units for supply in self.chosen) if exact else None

    @property
    def origin(self) -> Origin:
        """Where its credit was really earned."""
        kinds = frozenset(kind for supply in self.chosen for kind in supply.origin.kinds)
        issuers = frozenset(issuer for supply in self.chosen for issuer in supply.origin.issuers)
        goal = self.supplies.goals[self.goal]
        awarded = any(goal.origin_of(one).awarded for one in self.held)
        return Origin(kinds, issuers, True, self.rule.agreement, self.rule.id, awarded)

    def last_day(self, completed: Iterable[date]) -> date:
        """The last day on which results of these days are fresh enough for the rule."""
        years = self.rule.shelf_life_years
        return min((years_later(day, years) for day in completed), default=date.max) if years else date.max


def _variant(way: Way, pending: bool) -> Variant | None:
    supplies, rule = way.supplies, way.rule
    last = way.last_day(one.completed for one in way.held)
    decidable = supplies.decidable(rule, last)
    as_of = supplies.request.as_of
    now = as_of in rule.applied_within and as_of <= last
    lasts = _lasts(way, decidable)
    when = {supply.key: _when(way, supply, decidable, lasts) for supply in way.new}
    if not all(when.values()) or not (decidable or (now and not way.new)):
        return None
    outputs = _outputs(way)
    if outputs is None:
        return None
    left = sum(way.units or ()) - sum(output.units for output in outputs)
    return Variant(
        way.goal,
        rule,
        tuple(supply.key for supply in way.held),
        tuple(supply.key for supply in way.new),
        outputs,
        way.origin,
        when,
        decidable,
        now,
        pending,
        way.option,
        max(0, left) if rule.partial else 0,
        lasts,
    )


def _lasts(way: Way, decidable: Sequence[int]) -> dict[int, int]:
    """For each term the last one after which a source of it is still fresh; nothing where nothing grows old."""
    if not way.rule.shelf_life_years:
        return {}
    terms = way.supplies.terms
    days = {ordinal: terms[ordinal].end + timedelta(days=1) for ordinal in decidable}
    ends = {term.ordinal: way.last_day([term.end]) for term in terms}
    return {one: max((o for o in decidable if days[o] <= last), default=-1) for one, last in ends.items()}


def _when(way: Way, supply: NewStudy, decidable: Sequence[int], lasts: Mapping[int, int]) -> frozenset[int]:
    """Terms of the source that suit completed-within, and after which there is still a day for the decision."""
    terms = way.supplies.terms
    first = {
        ordinal: next((one for one in decidable if one >= ordinal), NEVER) for ordinal in supply.ordinals
    }
    return frozenset(
        ordinal
        for ordinal in supply.ordinals
        if first[ordinal] <= lasts.get(ordinal, NEVER - 1) and terms[ordinal].end in way.rule.completed_within
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
                opens(output) is not None and _reached(way, floor),
                floor,
            )
        )
    return tuple(found)


def _reached(way: Way, floor: Grade | None) -> bool:
    """Whether the results among the sources are good enough to meet a prerequisite; new study can be asked to be."""
    schemes = way.supplies.catalogue.grade_schemes
    return all(reaches(one.grade, floor, schemes) for one in way.held)
