"""What does a record already yield through recognition, and how is each derived?

One rule deep: what a recognition gives is no source of the next one (A7). A refusal on record yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from recommender.catalogue.objects import Catalogue
from recommender.graph.model import CreditGraph, Role, item_key
from recommender.ledger.attempts import best_attempts
from recommender.ledger.record import Record, Result
from recommender.rules.recognition import Output, Recognition, source_fits, usable_on
from recommender.vocabulary import (
    DEFAULT_ASSURANCE,
    Assurance,
    EntryId,
    Grade,
    GradeScheme,
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
    named = {
        RuleId(edge.target[1])
        for item in usable
        if item_key(item) in graph
        for edge in graph.out_of(item_key(item))
        if edge.role == Role.SOURCE.value
    }
    closed = {granted.rule for granted in record.granted} | _refused(catalogue, record)
    found = []
    for rule in (catalogue.rules[key] for key in sorted(named - closed)):
        if usable_on(rule, on, assurance):
            fitting = _fitting(rule, usable, catalogue.grade_schemes)
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
    best = best_attempts(record.results, catalogue.grade_schemes)
    return {item: result for item, result in best.items() if item not in closed and item in catalogue.items}


def _fitting(
    rule: Recognition, usable: Mapping[ItemId, Result], schemes: Mapping[str, GradeScheme]
) -> list[SourceUsed]:
    return [
        SourceUsed(result.entry, source.item, result.completed, result.grade, source.min_grade)
        for source in rule.sources
        if (result := usable.get(source.item)) is not None
        and source_fits(rule, source, result.grade, result.completed, schemes)
    ]


def _yield(
    catalogue: Catalogue, record: Record, rule: Recognition, fitting: Iterable[SourceUsed], on: date
) -> Yield:
    sources = tuple(fitting)
    return Yield(
        rule.id,
        catalogue.version_of("rule", rule.id),
        on,
        rule.applied_within,
        rule.completed_within,
        rule.need,
        sources[: rule.need],
        sources[rule.need :],
        rule.outputs,
        any(one.rule == rule.id for one in record.applied),
    )
