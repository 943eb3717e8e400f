"""Which items give the same as an item: another number of it, or something recognised as just it?

Recognition is asked of the institutions in `at`; None asks everyone's.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from recommender.graph.model import CreditGraph, Role, item_key, rules_from
from recommender.rules.recognition import CreditOutput, Recognition, usable_on
from recommender.vocabulary import DEFAULT_ASSURANCE, Assurance, InstitutionId, ItemId, RuleId


def equivalents(
    graph: CreditGraph,
    item: ItemId,
    on: date,
    assurance: frozenset[Assurance] = DEFAULT_ASSURANCE,
    at: Collection[InstitutionId] | None = None,
) -> frozenset[ItemId]:
    """Items that bring nothing beside `item`: of its lineage, or recognised as it, and as nothing else, that day.

    Whether a learner's own result is good enough for the rule is another question: `yields`.
    """
    found = set(_lineage(graph, item))
    if item_key(item) in graph:
        for edge in graph.into(item_key(item)):
            if edge.role == Role.GIVES.value:
                rule = graph.catalogue.rules[RuleId(edge.source[1])]
                if len(rule.outputs) == 1 and _alone(rule, on, assurance, at):
                    found |= {source.item for source in rule.sources}
    return frozenset(found - {item})


def gives_alone(
    graph: CreditGraph,
    item: ItemId,
    on: date,
    assurance: frozenset[Assurance] = DEFAULT_ASSURANCE,
    at: Collection[InstitutionId] | None = None,
) -> frozenset[ItemId]:
    """Items that `item` alone is recognised as, by rules in force that day."""
    if item_key(item) not in graph:
        return frozenset()
    return frozenset(
        output.item
        for rule in map(graph.catalogue.rules.__getitem__, rules_from(graph, item))
        if _alone(rule, on, assurance, at)
        for output in rule.outputs
        if isinstance(output, CreditOutput) and output.option is None
    )


def _lineage(graph: CreditGraph, item: ItemId) -> tuple[ItemId, ...]:
    known = graph.catalogue.items.get(item)
    return graph.lineages[known.lineage_key] if known else ()


def _alone(
    rule: Recognition, on: date, assurance: frozenset[Assurance], at: Collection[InstitutionId] | None
) -> bool:
    """Whether one source is enough for the rule, which is in force there and then."""
    return rule.need == 1 and (at is None or rule.recogniser in at) and usable_on(rule, on, assurance)
