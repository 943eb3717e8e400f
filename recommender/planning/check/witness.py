"""What does a key of a plan stand for towards one goal, rebuilt from catalogue and record alone?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import Granted, GrantedOutput
from recommender.planning.check.amounts import (
    converted,
    output_attributes,
    output_units,
    sent,
    source_amounts,
)
from recommender.planning.check.chain import beginnings, feeds, grant
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.check.used_credit import gone, used_by
from recommender.planning.plan import Standing
from recommender.rules.claims import Attributes, Origin
from recommender.rules.outputs import ExemptionOutput, PrerequisiteOutput
from recommender.rules.recognition import Recognition
from recommender.vocabulary import EntryId, Grade, InstitutionId, ItemId, ItemKind, RuleId

_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Achievement:
    """Credit that may be claimed towards a goal, with everything that rules ask about it."""

    key: str
    item: ItemId | None
    attributes: Attributes
    units: int | None
    """None where it cannot be expressed on the goal's scheme."""
    origin: Origin
    lineage: str | None
    standing: Standing
    rule: RuleId | None = None
    grade: Grade | None = None
    """Of a result in the ledger."""
    earned: date | None = None
    """Day of the result or of the decision; for what is still to come the last day of its term."""
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Of a result in the ledger."""
    exemption: bool = False
    """Frees from a requirement that names its item, and is no credit."""


@once
def achievement(facts: Facts, goal: Qualification, key: str) -> Achievement | str:
    """What the key stands for, or the reason why it stands for nothing."""
    kind, _, rest = key.partition(":")
    if kind in {"held", "new"}:
        return _as_itself(facts, goal, key, kind)
    owner, _, text = rest.rpartition("#")
    if kind not in {"granted", "out"} or not _NUMBER.fullmatch(text):
        return "is no key of a result, a step or an output"
    if kind == "granted":
        granted = facts.granted.get(owner)
        return _granted(facts, goal, key, granted, int(text)) if granted else "is not granted in the ledger"
    rule = facts.catalogue.rules.get(RuleId(owner))
    return _applied(facts, goal, key, rule, int(text)) if rule else "is an output of no known rule"


def _as_itself(facts: Facts, goal: Qualification, key: str, kind: str) -> Achievement | str:
    found = facts.source(key)
    if found is None:
        return "is no result that stands" if kind == "held" else "is no step of the plan"
    item, result, step = found
    if against := gone(facts, key, goal):
        return against
    if not goal.takes(item.issuer):
        return f"is of {item.issuer}, which {goal.institution} takes by recognition only"
    own = facts.wording(goal).itself(item)
    awarded = _awarded(facts, goal, result.entry if result else None)
    return Achievement(
        key,
        item.id,
        own.attributes,
        sent(facts.catalogue, item, result, goal.scheme),
        replace(own.origin, awarded=True) if awarded else own.origin,
        own.lineage,
        Standing.STUDY if result is None else Standing.GRANTED,
        grade=facts.grade(result, goal) if result else None,
        earned=facts.completed(result, step),
        measures=result.measures if result else {},
    )


def _granted(facts: Facts, goal: Qualification, key: str, granted: Granted, number: int) -> Achievement | str:
    if number >= len(granted.outputs):
        return "is an output that the recognition does not have"
    if against := gone(facts, key, goal):
        return against
    if granted.recogniser != goal.institution:
        return f"was granted by {granted.recogniser}, not by {goal.institution}"
    output = granted.outputs[number]
    if output.type == "prerequisite":
        return "meets prerequisites, and counts nowhere"
    rule = facts.catalogue.rules.get(granted.rule)
    withdrawn = facts.withdrawing(rule) or (rule and sorted(rule.withdrawn_by & facts.steps.keys()))
    if withdrawn:
        return f"is taken away: {withdrawn}"
    item = facts.catalogue.items.get(output.item) if output.item is not None else None
    if output.item is not None and item is None:
        return "is credit for an item that the catalogue lacks"
    return Achievement(
        key,
        output.item,
        item.attributes if item else _elective(goal, output),
        0
        if output.type == "exemption"
        else converted(facts.catalogue, output.units, output.scheme, goal.scheme),
        replace(
            recognised_from(_granted_sources(facts, granted), granted.agreement, granted.rule),
            awarded=_awarded(facts, goal, granted.entry),
        ),
        item.lineage_key if item else None,
        Standing.GRANTED,
        granted.rule,
        earned=granted.decided,
        exemption=output.type == "exemption",
    )


def _granted_sources(facts: Facts, granted: Granted) -> list[Item]:
    """What was studied for it: by the ledger, results that no longer stand too; else what its rule starts from."""
    named = {lost.entry: lost.item for lost in facts.record.dropped}
    named.update((result.entry, result.item) for result in facts.record.results)
    wanted = [named[entry] for entry in granted.sources if entry in named]
    if not any(item in facts.catalogue.items for item in wanted) and granted.rule in facts.catalogue.rules:
        wanted = [source.item for source in facts.catalogue.rules[granted.rule].sources]
    return [facts.catalogue.items[item] for item in wanted if item in facts.catalogue.items]


def _applied(
    facts: Facts, goal: Qualification, key: str, rule: Recognition, number: int
) -> Achievement | str:
    application = facts.applications.get((goal.key, rule.id))
    if application is None:
        return "is an output of a rule that the plan does not apply"
    if number >= len(rule.outputs):
        return "is an output that the rule does not have"
    output = rule.outputs[number]
    if output.option not in (None, application.option):
        return f"is of another option than {application.option}, which the plan takes"
    if isinstance(output, PrerequisiteOutput):
        return "meets prerequisites, and counts nowhere"
    attributes = output_attributes(facts.catalogue, rule, output)
    if attributes is None:
        return "is credit for an item that the catalogue lacks"
    item = facts.catalogue.items[attributes.item] if attributes.item is not None else None
    if rule.recogniser != goal.institution and feeds(facts, application):  # else it is refused as a whole
        return f"is what {rule.recogniser} recognises, and counts only through a further recognition"
    below = beginnings(facts, application)
    parts = [part for part in map(facts.source, below) if part]
    granted = [found[0] for key in below if (found := grant(facts, key))]
    items = [part[0] for part in parts] + [i for one in granted for i in _granted_sources(facts, one)]
    origin = recognised_from(items, rule.agreement, rule.id)
    entries = (*(part[1].entry for part in parts if part[1]), *(one.entry for one in granted))
    awarded = any(_awarded(facts, goal, entry) for entry in entries)
    return Achievement(
        key,
        item.id if item else None,
        attributes,
        output_units(facts, goal, rule, output, source_amounts(facts, goal, application)),
        replace(origin, awarded=True) if awarded else origin,
        item.lineage_key if item else None,
        Standing.STUDY if any(part[2] for part in parts) else Standing.AVAILABLE,
        rule.id,
        earned=_decided(facts, application.after_term),
        exemption=isinstance(output, ExemptionOutput),
    )


def _awarded(facts: Facts, goal: Qualification, entry: EntryId | None) -> bool:
    """Whether an earlier award of another qualification has used it (B16)."""
    return entry is not None and bool(used_by(facts, entry, goal))


def _decided(facts: Facts, after: int | None) -> date | None:
    """The day of a decision: the as-of day, or the last day of the term that it waits for."""
    if after is None:
        return facts.request.as_of
    term = facts.term(after)
    return term.end if term else None


def _elective(goal: Qualification, output: GrantedOutput) -> Attributes:
    return Attributes(
        None, goal.institution, output.kind, output.subject, output.level, frozenset(output.tags)
    )


def recognised_from(sources: Iterable[Item], agreement: str | None, rule: RuleId) -> Origin:
    """Where recognised credit comes from: from all that was really studied for it."""
    items = tuple(sources)
    kinds = frozenset(item.kind for item in items) or frozenset({ItemKind.EXPERIENCE})
    # Where nothing tells whose results they were, they were not those of the awarding institution.
    issuers = frozenset(item.issuer for item in items) or frozenset({InstitutionId("")})
    return Origin(kinds, issuers, True, agreement, rule)
