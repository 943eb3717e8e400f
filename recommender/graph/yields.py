"""What does a record already yield through recognition, and how is each derived?

One rule deep: what could be recognised is not yet the basis of a further recognition; a plan follows such chains (A7).
A refusal on record yields nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.catalogue.objects import Catalogue
from recommender.graph.model import CreditGraph, rules_from
from recommender.ledger.attempts import best_attempts
from recommender.ledger.record import Record, Result
from recommender.rules.recognition import Output, Recognition, Source, source_fits, usable_on, years_later
from recommender.vocabulary import (
    DEFAULT_ASSURANCE,
    Assurance,
    EntryId,
    Grade,
    Interval,
    ItemId,
    RuleId,
)


@dataclass(frozen=True, slots=True)
class SourceUsed:
    """A result that a rule can start from, with what was asked of it."""

    entry: EntryId
    item: ItemId
    completed: date
    grade: Grade | None
    min_grade: Grade | None


@dataclass(frozen=True, slots=True)
class Yield:
    """A recognition that could be applied for on a day, with its derivation."""

    rule: RuleId
    version: str
    on: date
    """The day of the decision, inside `applied_within`."""
    applied_within: Interval
    completed_within: Interval
    """Where every completion lies."""
    need: int
    sources: tuple[SourceUsed, ...]
    """As many as the rule needs, the earliest in the text of the rule."""
    spare: tuple[SourceUsed, ...]
    """Further results that would do instead."""
    outputs: tuple[Output, ...]
    pending: bool
    """Applied for already, and not decided."""


def yields(
    graph: CreditGraph,
    record: Record,
    on: date,
    assurance: frozenset[Assurance] = DEFAULT_ASSURANCE,
) -> tuple[Yield, ...]:
    """Every rule whose sources are held and good enough that day, in order of rule id."""
    catalogue = graph.catalogue
    usable = usable_results(catalogue, record)
    named = {rule for item in usable for rule in rules_from(graph, item)}
    closed = {granted.rule for granted in record.granted} | _refused(catalogue, record)
    found = []
    for rule in (catalogue.rules[key] for key in sorted(named - closed)):
        if usable_on(rule, on, assurance) and _for_learner(catalogue, record, rule):
            fitting = _fitting(catalogue, rule, usable, on)
            if len(fitting) >= rule.need:
                found.append(_yield(catalogue, record, rule, fitting, on))
    return tuple(found)


def _refused(catalogue: Catalogue, record: Record) -> set[RuleId]:
    """Refused under the version that the rule still has: not proposed again (A5)."""
    return {one.rule for one in record.refused if one.rule_version == catalogue.version_of("rule", one.rule)}


def usable_results(catalogue: Catalogue, record: Record) -> dict[ItemId, Result]:
    """The result of each item that may still be used: the best attempt (B21), unless one of them is spent (A3)."""
    spent = {entry for granted in record.granted if not granted.reuse for entry in granted.sources}
    closed = {result.item for result in record.results if result.entry in spent}
    repeatable = catalogue.repeatable_items
    closed -= repeatable  # of these another result is another achievement (A1)
    kept = [one for one in record.results if one.item not in repeatable or one.entry not in spent]
    best = best_attempts(kept, catalogue.grade_schemes)
    return {item: result for item, result in best.items() if item not in closed and item in catalogue.items}


def _for_learner(catalogue: Catalogue, record: Record, rule: Recognition) -> bool:
    """Whether the rule is for the learner, and nothing that they passed or study takes away what it gives."""
    enrolled = frozenset(one.qualification for one in record.enrolments)
    homes = {version.institution for one in enrolled for version in catalogue.qualifications.get(one, ())}
    taken = {one.item for one in record.results} | {one.item for one in record.in_progress}
    admitted = rule.learner.admits(record.region, frozenset(homes), enrolled)
    return admitted and taken.isdisjoint(rule.withdrawn_by)


def _fitting(
    catalogue: Catalogue, rule: Recognition, usable: Mapping[ItemId, Result], on: date
) -> list[tuple[SourceUsed, ...]]:
    """For each slot that can be filled, what can fill it."""
    slots = (
        tuple(
            SourceUsed(result.entry, source.item, result.completed, result.grade, source.min_grade)
            for source in slot
            if (result := usable.get(source.item)) is not None and _fits(catalogue, rule, source, result, on)
        )
        for slot in rule.slots
    )
    return [slot for slot in slots if slot]


def _fits(catalogue: Catalogue, rule: Recognition, source: Source, result: Result, on: date) -> bool:
    item, years = catalogue.items[source.item], rule.shelf_life_years
    fresh = years is None or on <= years_later(result.completed, years)
    good = source_fits(rule, source, result.grade, result.completed, catalogue.grade_schemes)
    return fresh and good and source.suits(item.issuer, item.level)


def _yield(
    catalogue: Catalogue,
    record: Record,
    rule: Recognition,
    fitting: Sequence[tuple[SourceUsed, ...]],
    on: date,
) -> Yield:
    sources = tuple(slot[0] for slot in fitting)
    others = tuple(one for slot in fitting for one in slot[1:])
    return Yield(
        rule.id,
        catalogue.version_of("rule", rule.id),
        on,
        rule.applied_within,
        rule.completed_within,
        rule.need,
        sources[: rule.need],
        sources[rule.need :] + others,
        rule.outputs,
        any(one.rule == rule.id for one in record.applied),
    )
