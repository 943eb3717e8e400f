"""Which recognitions stand, which wait for a decision, which were refused and which were taken back?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from recommender.ledger.facts import Fact, day_of, of_type, undone, units_of
from recommender.ledger.payloads import EntryType
from recommender.ledger.record import Applied, Dropped, Granted, GrantedOutput, Refused
from recommender.ledger.results import Lives
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, RuleId

__all__ = ["applied", "granted", "read_output", "refused", "taken_back"]


def granted(facts: Sequence[Fact], lives: Lives) -> Iterator[Granted]:
    reversals = _reversals(facts, lives)
    for fact in _grants(facts, lives):
        if fact.id not in reversals:
            yield _grant(fact, lives)


def _grants(facts: Sequence[Fact], lives: Lives) -> Iterator[Fact]:
    """Each grant once: what was posted of a decision that has its own entry is a copy of that."""
    kinds = EntryType.RECOGNITION_GRANTED, EntryType.CONVERSION_POSTED
    return (fact for fact in of_type(facts, *kinds) if fact.id not in lives.copies)


def _reversals(facts: Sequence[Fact], lives: Lives) -> dict[str, Fact]:
    """What took a grant back, by the entry that stands for it."""
    named = undone(facts, EntryType.RECOGNITION_REVERSED, "recognition")
    return {lives.now(entry): fact for entry, fact in named.items()}


def _grant(fact: Fact, lives: Lives) -> Granted:
    said = fact.payload
    return Granted(
        fact.id,
        RuleId(said["rule"]),
        said["rule_version"],
        InstitutionId(said["recogniser"]),
        tuple(lives.now(source) for source in said["sources"]),
        tuple(map(read_output, said["outputs"])),
        day_of(said["decided"]),
        said.get("agreement"),
        said.get("reuse", False),
    )


def read_output(said: Mapping[str, Any]) -> GrantedOutput:
    """What a recognition gave; an exemption or a mere prerequisite is no credit."""
    return GrantedOutput(
        ItemId(said["item"]) if "item" in said else None,
        units_of(said.get("credits", 0)),
        said.get("scheme", ""),
        ItemKind(said.get("kind", ItemKind.COURSE)),
        said.get("subject"),
        said.get("level"),
        tuple(said.get("tags", ())),
        said.get("type", "credit"),
        said.get("prerequisite", True),
    )


def taken_back(facts: Sequence[Fact], lives: Lives) -> Iterator[tuple[date, Dropped]]:
    """A reversed recognition is listed under what it gave, or what it took where it gave electives alone."""
    reversals = _reversals(facts, lives)
    for fact in _grants(facts, lives):
        if fact.id in reversals:
            granted = _grant(fact, lives)
            named = [output.item for output in granted.outputs if output.item is not None]
            schemes = {output.scheme for output in granted.outputs if output.type == "credit"}
            units = sum(output.units for output in granted.outputs) if len(schemes) == 1 else 0
            item = named[0] if named else lives.item(granted.sources[0])
            yield (
                reversals[fact.id].on,
                Dropped(fact.id, item, "reversed", units, min(schemes) if units else ""),
            )


def applied(facts: Sequence[Fact], lives: Lives) -> Iterator[Applied]:
    """Applications without a decision.

    A decision that names no application decides those of its rule made by its day: a refusal all of them, since it
    is about the rule (A5), a grant those with its sources.
    """
    decisions = [*_grants(facts, lives), *of_type(facts, EntryType.RECOGNITION_REFUSED)]
    for fact in of_type(facts, EntryType.RECOGNITION_APPLIED):
        if not any(_decides(decision, fact, lives) for decision in decisions):
            sources = tuple(lives.now(source) for source in fact.payload["sources"])
            yield Applied(fact.id, RuleId(fact.payload["rule"]), sources, fact.on)


def _decides(decision: Fact, application: Fact, lives: Lives) -> bool:
    named = decision.payload.get("application")
    if named is not None:
        return bool(named == application.id)
    if decision.payload["rule"] != application.payload["rule"] or application.on > decision.on:
        return False
    taken = decision.payload.get("sources")
    return taken is None or set(map(lives.now, taken)) == set(map(lives.now, application.payload["sources"]))


def refused(facts: Sequence[Fact]) -> Iterator[Refused]:
    for fact in of_type(facts, EntryType.RECOGNITION_REFUSED):
        yield Refused(fact.id, RuleId(fact.payload["rule"]), fact.payload["rule_version"], fact.on)
