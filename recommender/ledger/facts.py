"""What do the visible entries of an account say, each understood as its type means it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from recommender.errors import Quarantined
from recommender.ledger.chain import broken
from recommender.ledger.entry import SCHEMA, Entry
from recommender.ledger.payloads import EntryType, PayloadProblem, check_payload
from recommender.vocabulary import EntryId, Grade, LearnerId, parse_date, parse_units

__all__ = [
    "Fact",
    "Facts",
    "consents",
    "day_of",
    "of_type",
    "read_grade",
    "referred",
    "undone",
    "units_of",
    "visible",
]

day_of = lru_cache(maxsize=1 << 14)(parse_date)
"""A date; a bank has few different ones."""


@lru_cache(maxsize=1 << 12)
def units_of(said: str | int) -> int:
    """Units of an amount as a payload states it."""
    return parse_units(str(said))


class Fact(NamedTuple):
    """What folding needs of an entry."""

    type: str
    on: date
    number: int
    id: EntryId
    payload: Mapping[str, Any]


def visible(learner: LearnerId, entries: Sequence[Entry], as_of: date) -> list[Fact]:
    """What the entries up to the day say, each understood.

    Raises:
        Quarantined: an entry is of a newer schema, of a type that is unknown or not executed, or its payload was
            erased or is not what its type says, or it refers to an entry that the account does not have.
    """
    types = {entry.id: entry.type for entry in entries}
    return [_understood(learner, entry, types) for entry in entries if entry.on <= as_of]


def _understood(learner: LearnerId, entry: Entry, types: Mapping[EntryId, str]) -> Fact:
    if entry.schema != SCHEMA:
        raise _refused(learner, entry, f"is of schema {entry.schema}; this program reads schema {SCHEMA}")
    if entry.payload is None:
        raise broken(learner, f"the payload of {_name(entry)} was erased")
    try:
        spec = check_payload(entry.type, entry.on, entry.payload)
    except PayloadProblem as problem:
        raise _refused(learner, entry, f"cannot be executed: {problem}") from None
    for field, wanted in spec.refers.items():
        for target in referred(entry.payload, field):
            if types.get(EntryId(target)) not in wanted:
                reason = f"refers in {field} to {target}, which is no {_any(wanted)} here"
                raise _refused(learner, entry, reason)
    return Fact(entry.type, entry.on, entry.number, entry.id, entry.payload)


def _name(entry: Entry) -> str:
    return f"entry {entry.id} of type {entry.type!r}"


def _refused(learner: LearnerId, entry: Entry, reason: str) -> Quarantined:
    return broken(learner, f"{_name(entry)} {reason}")


def referred(payload: Mapping[str, Any], field: str) -> Sequence[str]:
    """The ids of entries that a field names."""
    value = payload.get(field)
    return () if value is None else (value,) if isinstance(value, str) else value


def _any(wanted: Iterable[EntryType]) -> str:
    return " or ".join(sorted(wanted))


class Facts(list[Fact]):
    """Facts that are asked again and again for those of some type, and of most types have none."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        super().__init__(facts)
        self._by_type: dict[str, list[Fact]] = {}
        for fact in self:
            self._by_type.setdefault(fact.type, []).append(fact)

    def some(self, types: Sequence[str]) -> Sequence[Fact]:
        """Those of the types, in the same order."""
        if len(types) == 1:
            return self._by_type.get(types[0], ())
        there = [kind for kind in types if kind in self._by_type]
        if len(there) == 1:
            return self._by_type[there[0]]
        return [fact for fact in self if fact.type in there] if there else ()


def of_type(facts: Iterable[Fact], *types: EntryType) -> Iterator[Fact]:
    """Those of the types named, in the same order."""
    if isinstance(facts, Facts):
        return iter(facts.some(types))
    return (fact for fact in facts if fact.type in types)


def undone(facts: Iterable[Fact], kind: EntryType, field: str) -> dict[str, Fact]:
    """What took an entry back, by the entry that its `field` names."""
    return {fact.payload[field]: fact for fact in of_type(facts, kind)}


_grade = lru_cache(maxsize=1 << 14)(Grade)


def read_grade(said: Mapping[str, str] | None) -> Grade | None:
    """A mark, where there is one; a bank has few different ones."""
    return _grade(said["scheme"], said["mark"]) if said else None


def consents(facts: Iterable[Fact]) -> bool:
    """The learner's latest word on the use of histories for order; without one, yes."""
    said = of_type(facts, EntryType.CONSENT_CHANGED)
    latest = max(said, key=lambda fact: (fact.on, fact.number), default=None)
    return latest is None or bool(latest.payload["personalised"])
