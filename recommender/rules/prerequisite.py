"""Rule kind `prerequisite`: what must be passed before (or with) new study of an item (B17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from recommender.rules.fields import Fields
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


Prerequisite: TypeAlias = Passed | Every | Either | Unknown

NOTHING = Every(())


def read(fields: Fields) -> Prerequisite:
    """Read `{item, min_grade}`, `{all: [...]}`, `{any: [...]}` or `{unknown: text}`."""
    for name in ("all", "any"):
        if fields.has(name):
            fields.only(name)
            parts = fields.each(name, read)
            return Every(parts) if name == "all" else Either(parts)
    if fields.has("unknown"):
        fields.only("unknown")
        return Unknown(fields.text("unknown"))
    if not fields.has("item"):
        known = ", ".join(sorted(fields.data)) or "nothing"
        raise fields.fail("", f"expected one of item, all, any, unknown; found {known}")
    fields.only("item", "min_grade")
    return Passed(ItemId(fields.ident("item")), fields.grade("min_grade"))


def holds(rule: Prerequisite, passed: Callable[[Passed], bool]) -> bool:
    """Evaluate directly; `passed` answers for one item."""
    match rule:
        case Passed():
            return passed(rule)
        case Every(parts):
            return all(holds(part, passed) for part in parts)
        case Either(parts):
            return any(holds(part, passed) for part in parts)
        case Unknown():
            return True


def atoms(rule: Prerequisite) -> tuple[Passed, ...]:
    """Every item that the rule names, in order of the text."""
    match rule:
        case Passed():
            return (rule,)
        case Every(parts) | Either(parts):
            return tuple(atom for part in parts for atom in atoms(part))
        case Unknown():
            return ()


def unknown_texts(rule: Prerequisite) -> tuple[str, ...]:
    """The texts that were not understood."""
    match rule:
        case Unknown(text):
            return (text,)
        case Every(parts) | Either(parts):
            return tuple(text for part in parts for text in unknown_texts(part))
        case Passed():
            return ()
