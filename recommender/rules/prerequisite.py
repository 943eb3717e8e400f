"""Rule kind `prerequisite`: what must be passed before (or with) new study of an item (B17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from recommender.rules import learner
from recommender.rules.fields import Fields
from recommender.rules.learner import Asked
from recommender.rules.sets import EVERYTHING, ItemSet, read_set
from recommender.vocabulary import Grade, ItemId

KIND = "prerequisite"
MONOTONE = True
WHY_MONOTONE = "a further passed item can only open study"


@dataclass(frozen=True, slots=True)
class Passed:
    """One item passed, with at least `min_grade` where stated; a recognition that grants the item passes it."""

    item: ItemId
    min_grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Completed:
    """So much credit completed, of a set: results and earlier study, each item once; recognised credit adds none."""

    units: int
    """In credit of the scheme of whoever asks."""
    of: ItemSet = EVERYTHING


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; without parts it always holds."""

    parts: tuple[Prerequisite, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Prerequisite, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A published text that was not understood: taken to hold, and named among the assumptions."""

    text: str


Atom: TypeAlias = Passed | Completed | Asked
Prerequisite: TypeAlias = Atom | Every | Either | Unknown

NOTHING = Every(())


def read(fields: Fields) -> Prerequisite:
    """Read `{item, min_grade}`, `{all: [...]}`, `{any: [...]}`, `{unknown: text}` or what is asked of the learner."""
    for name in ("all", "any"):
        if fields.has(name):
            fields.only(name)
            parts = fields.each(name, read)
            return Every(parts) if name == "all" else Either(parts)
    if fields.has("unknown"):
        fields.only("unknown")
        return Unknown(fields.text("unknown"))
    if fields.has("credits"):
        return _read_completed(fields)
    if any(fields.has(form) for form in learner.FORMS):
        return learner.read(fields)
    if not fields.has("item"):
        known = ", ".join(sorted(fields.data)) or "nothing"
        forms = ", ".join(("item", "all", "any", "unknown", "credits", *learner.FORMS))
        raise fields.fail("", f"expected one of {forms}; found {known}")
    fields.only("item", "min_grade")
    return Passed(ItemId(fields.ident("item")), fields.grade("min_grade"))


def _read_completed(fields: Fields) -> Completed:
    fields.only("credits", "of")
    units = fields.units("credits")
    if not units:
        raise fields.fail("credits", "expected more than 0, found 0")
    return Completed(units, read_set(fields.sub("of")) if fields.has("of") else EVERYTHING)


def holds(rule: Prerequisite, answer: Callable[[Atom], bool]) -> bool:
    """Evaluate directly; `answer` says of one item whether it is passed, and of a fact whether it is known to be so."""
    match rule:
        case Every(parts):
            return all(holds(part, answer) for part in parts)
        case Either(parts):
            return any(holds(part, answer) for part in parts)
        case Unknown():
            return True
        case _:
            return answer(rule)


def judged(rule: Prerequisite, answer: Callable[[Atom], bool | None]) -> bool | None:
    """Whether it holds; None where that hangs on what nobody knows."""
    match rule:
        case Every(parts):
            found = {judged(part, answer) for part in parts}
            return False if False in found else None if None in found else True
        case Either(parts):
            found = {judged(part, answer) for part in parts}
            return True if True in found else None if None in found else False
        case Unknown():
            return None
        case _:
            return answer(rule)


def atoms(rule: Prerequisite) -> tuple[Passed, ...]:
    """Every item that the rule names, in order of the text."""
    match rule:
        case Passed():
            return (rule,)
        case Every(parts) | Either(parts):
            return tuple(atom for part in parts for atom in atoms(part))
        case _:
            return ()


def facts_asked(rule: Prerequisite) -> tuple[Asked, ...]:
    """What it asks of the learner beside items, in order of the text."""
    match rule:
        case Every(parts) | Either(parts):
            return tuple(one for part in parts for one in facts_asked(part))
        case Passed() | Completed() | Unknown():
            return ()
        case _:
            return (rule,)


def asks_more(rule: Prerequisite) -> bool:
    """Whether it asks for anything beside items."""
    return bool(facts_asked(rule) or credit_asked(rule))


def credit_asked(rule: Prerequisite) -> tuple[Completed, ...]:
    """The amounts of completed credit that it asks for, in order of the text."""
    match rule:
        case Completed():
            return (rule,)
        case Every(parts) | Either(parts):
            return tuple(one for part in parts for one in credit_asked(part))
        case _:
            return ()


def unknown_texts(rule: Prerequisite) -> tuple[str, ...]:
    """The texts that were not understood."""
    match rule:
        case Unknown(text):
            return (text,)
        case Every(parts) | Either(parts):
            return tuple(text for part in parts for text in unknown_texts(part))
        case _:
            return ()
