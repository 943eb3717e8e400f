"""What can contribute to a qualification at all?  The backward closure through leaves, rules and prerequisites."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.errors import NotFound
from recommender.graph.model import CreditGraph, Key, Kind, qualification_key, rule_key
from recommender.rules.outputs import item_of
from recommender.vocabulary import InstitutionId, ItemId, QualificationId, RuleId, RuleStatus


@dataclass(frozen=True, slots=True)
class Reach:
    """Items and rules outside of this can be left out of every plan: a safe superset of what any plan uses."""

    items: frozenset[ItemId]
    rules: frozenset[RuleId]


def reaching(graph: CreditGraph, goal: str) -> Reach:
    """The reach of a qualification version `id@year`.

    Raises:
        NotFound: there is no such version.
    """
    top = qualification_key(goal)
    if top not in graph:
        raise NotFound("qualification version", goal)
    awarding, bases = _awarding(graph, goal), _bases(graph)
    known: set[Key] = set()
    front = [top]
    while front:
        key = front.pop()
        if key in known or not _may_serve(graph, key, awarding, bases):
            continue
        known.add(key)
        front += [edge.source for edge in graph.into(key) if edge.source not in known]
    rules = frozenset(RuleId(name) for kind, name in known if kind == Kind.RULE.value)
    # What a rule gives may count by recognition alone, where its issuer is not taken: no way leads through the item.
    given = {edge.target for rule in rules for edge in graph.out_of(rule_key(rule))}
    return Reach(frozenset(ItemId(name) for kind, name in known | given if kind == Kind.ITEM.value), rules)


def _awarding(graph: CreditGraph, goal: str) -> InstitutionId:
    name, _, year = goal.rpartition("@")
    versions = graph.catalogue.qualifications[QualificationId(name)]
    return next(version.institution for version in versions if version.year == year)


def _bases(graph: CreditGraph) -> frozenset[ItemId]:
    """Items that a rule may start from where they were recognised themselves, at whatever institution (A7)."""
    rules = graph.catalogue.rules.values()
    return frozenset(source.item for rule in rules if rule.chain > 1 for source in rule.sources)


def _may_serve(graph: CreditGraph, key: Key, awarding: InstitutionId, bases: frozenset[ItemId]) -> bool:
    """A rule serves only the qualifications of its own recogniser, or a chain, and only while it is approved (A5)."""
    if key[0] != Kind.RULE.value:
        return True
    rule = graph.catalogue.rules[RuleId(key[1])]
    serves = rule.recogniser == awarding or any(item_of(output) in bases for output in rule.outputs)
    return serves and rule.status is RuleStatus.APPROVED and not rule.is_refusal
