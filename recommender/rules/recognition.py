"""Rule kind `recognition`: which results give which credit at which institution (A3-A7)?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from recommender.rules.fields import Fields
from recommender.vocabulary import (
    ALWAYS,
    Assurance,
    Grade,
    GradeScheme,
    InstitutionId,
    Interval,
    ItemId,
    ItemKind,
    RuleId,
    RuleStatus,
    reaches,
)

KIND = "recognition"
MONOTONE = True
WHY_MONOTONE = "a recognition that is merely available may be left unapplied"

_FIELDS = (
    "id",
    "recogniser",
    "agreement",
    "assurance",
    "status",
    "sources",
    "need",
    "completed_within",
    "applied_within",
    "outputs",
    "refusal",
    "reuse",
    "note",
    "titles",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One item that the rule starts from, with the least grade that it asks for."""

    item: ItemId
    min_grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class CreditOutput:
    """Credit for a named item; `units` None means the item's own credit."""

    item: ItemId
    units: int | None = None


@dataclass(frozen=True, slots=True)
class ElectiveOutput:
    """Credit of a subject, level or category without a named item.

    `units` None means the credit of the results that it comes from, at their sending value.
    """

    units: int | None = None
    subject: str | None = None
    level: int | None = None
    tags: frozenset[str] = frozenset()
    kind: ItemKind = ItemKind.COURSE
    titles: dict[str, str] = field(default_factory=dict, hash=False)


Output: TypeAlias = CreditOutput | ElectiveOutput


@dataclass(frozen=True, slots=True)
class Recognition:
    """`need` of the sources together give all the outputs at `recogniser`; no outputs is a refusal on record."""

    id: RuleId
    recogniser: InstitutionId
    sources: tuple[Source, ...]
    need: int
    outputs: tuple[Output, ...]
    assurance: Assurance = Assurance.AGREEMENT
    status: RuleStatus = RuleStatus.APPROVED
    agreement: str | None = None
    completed_within: Interval = ALWAYS
    applied_within: Interval = ALWAYS
    reuse: bool = False
    note: str = ""
    titles: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_refusal(self) -> bool:
        """Evaluated, gives nothing: not the same as unknown (A3)."""
        return not self.outputs


def read(fields: Fields) -> Recognition:
    """Read one rule; a field or output type that nobody knows is refused by name."""
    fields.only(*_FIELDS)
    sources = fields.each("sources", _read_source)
    if len({source.item for source in sources}) != len(sources):
        raise fields.fail("sources", "expected each source item once")
    need = fields.integer("need", least=1) if fields.has("need") else len(sources)
    if need > len(sources):
        raise fields.fail("need", f"expected at most the {len(sources)} sources, found {need}")
    refusal = fields.flag("refusal")
    outputs = fields.each("outputs", _read_output, least=0) if fields.has("outputs") else ()
    if refusal == bool(outputs):
        raise fields.fail("outputs", "expected outputs, or `refusal: true` without any")
    return Recognition(
        RuleId(fields.ident("id")),
        InstitutionId(fields.ident("recogniser")),
        sources,
        need,
        outputs,
        Assurance(_one_of(fields, "assurance", list(Assurance), Assurance.AGREEMENT)),
        RuleStatus(_one_of(fields, "status", list(RuleStatus), RuleStatus.APPROVED)),
        fields.text("agreement") if fields.has("agreement") else None,
        fields.interval("completed_within"),
        fields.interval("applied_within"),
        fields.flag("reuse"),
        fields.text("note") if fields.has("note") else "",
        fields.titles(),
    )


def _one_of(fields: Fields, name: str, known: list[str], default: str) -> str:
    value = fields.text(name, default)
    if value not in known:
        raise fields.fail(name, f"expected one of {', '.join(known)}, found {value!r}")
    return value


def _read_source(fields: Fields) -> Source:
    fields.only("item", "min_grade")
    return Source(ItemId(fields.ident("item")), fields.grade("min_grade"))


def _read_output(fields: Fields) -> Output:
    kind = fields.text("type")
    units = fields.units("credits") if fields.has("credits") else None
    if kind == "credit":
        fields.only("type", "item", "credits")
        return CreditOutput(ItemId(fields.ident("item")), units)
    if kind == "elective":
        fields.only("type", "credits", "subject", "level", "tags", "item_kind", "titles")
        item_kind = _one_of(fields, "item_kind", list(ItemKind), ItemKind.COURSE)
        return ElectiveOutput(
            units,
            fields.text("subject") if fields.has("subject") else None,
            fields.integer("level") if fields.has("level") else None,
            frozenset(fields.texts("tags")),
            ItemKind(item_kind),
            fields.titles(),
        )
    raise fields.fail("type", f"unknown output type {kind!r}; known are credit, elective")


def usable_on(rule: Recognition, decided: date, allowed: frozenset[Assurance]) -> bool:
    """Whether an application decided on that day may rest on the rule: status, assurance, applied-within (A4-A6)."""
    return (
        rule.status is RuleStatus.APPROVED
        and not rule.is_refusal
        and rule.assurance in allowed
        and decided in rule.applied_within
    )


def source_fits(
    rule: Recognition,
    source: Source,
    grade: Grade | None,
    completed: date,
    schemes: Mapping[str, GradeScheme],
) -> bool:
    """Whether a result with this grade and date of completion may serve as `source` of the rule."""
    return completed in rule.completed_within and reaches(grade, source.min_grade, schemes)
