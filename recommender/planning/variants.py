"""In which exact ways can each rule be applied by this learner: which sources, giving what, when (A3-A5)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, product
from math import comb

from recommender.catalogue.objects import Catalogue
from recommender.planning.problem import GoalProblem, Held, NewStudy, Output, Variant
from recommender.planning.relevance import output_units, output_view
from recommender.planning.request import PlanRequest
from recommender.rules.claims import Origin
from recommender.rules.recognition import Recognition, Source, source_fits
from recommender.vocabulary import ItemId, RuleId, Term

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
        held, new = self.held.get(source.item), self.new.get(source.item)
        found: list[Held | NewStudy] = []
        if held and self.goals[goal].leaves_open(held):
            schemes = self.catalogue.grade_schemes
            if source_fits(rule, source, held.grade, held.completed, schemes):
                found.append(held)
        return (*found, new) if new else tuple(found)

    def decidable(self, rule: Recognition) -> tuple[int, ...]:
        """Terms after which an application may be decided under the rule (A4)."""
        days = ((term.ordinal, term.end + timedelta(days=1)) for term in self.terms)
        return tuple(ordinal for ordinal, day in days if day in rule.applied_within)


def variants(
    supplies: Supplies, goal: int, rule: Recognition, pending: frozenset[RuleId]
) -> Iterable[Variant]:
    """Every way to apply the rule towards the goal; raises TooManyVariants."""
    found = [supply for source in rule.sources if (supply := supplies.sources(goal, rule, source))]
    if len(found) < rule.need:
        return
    if comb(len(found), rule.need) * 2 ** sum(len(some) > 1 for some in found) > MOST_VARIANTS:
        raise TooManyVariants(rule.id)
    for some in combinations(found, rule.need):
        for chosen in product(*some):
            variant = _variant(supplies, goal, rule, chosen, rule.id in pending)
            if variant is not None:
                yield variant


def _variant(
    supplies: Supplies, goal: int, rule: Recognition, chosen: Sequence[Held | NewStudy], pending: bool
) -> Variant | None:
    new = [supply for supply in chosen if isinstance(supply, NewStudy)]
    decidable, now = supplies.decidable(rule), supplies.request.as_of in rule.applied_within
    when = {supply.key: _when(supplies, rule, supply, decidable) for supply in new}
    if not all(when.values()) or not (decidable or (now and not new)):
        return None
    exact = all(supply.exact for supply in chosen)
    outputs = _outputs(supplies, rule, sum(supply.units for supply in chosen) if exact else None)
    if outputs is None:
        return None
    kinds = frozenset(kind for supply in chosen for kind in supply.origin.kinds)
    issuers = frozenset(issuer for supply in chosen for issuer in supply.origin.issuers)
    return Variant(
        goal,
        rule,
        tuple(supply.key for supply in chosen if isinstance(supply, Held)),
        tuple(supply.key for supply in new),
        outputs,
        Origin(kinds, issuers, True, rule.agreement, rule.id),
        when,
        decidable,
        now,
        pending,
    )


def _when(
    supplies: Supplies, rule: Recognition, supply: NewStudy, decidable: Sequence[int]
) -> frozenset[int]:
    """Terms of the source that suit completed-within, and after which there is still a day for the decision."""
    last = max(decidable, default=-1)
    return frozenset(
        ordinal
        for ordinal in supply.ordinals
        if ordinal <= last and supplies.terms[ordinal].end in rule.completed_within
    )


def _outputs(supplies: Supplies, rule: Recognition, source_units: int | None) -> tuple[Output, ...] | None:
    """The outputs in the goal's scheme; None where one cannot be expressed exactly."""
    catalogue = supplies.catalogue
    found = []
    for number, output in enumerate(rule.outputs):
        view = output_view(catalogue, rule, output)
        if view is None:
            return None
        lineage = catalogue.items[view.item].lineage_key if view.item is not None else None
        units = output_units(catalogue, rule, output, source_units, supplies.scheme)
        if units is None:
            return None
        found.append(Output(f"out:{rule.id}#{number}", view.item, view, units, lineage))
    return tuple(found)
