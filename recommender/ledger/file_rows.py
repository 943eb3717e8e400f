"""How is one row of a handed-in record read: a result, study in progress, a recognition, an enrolment, an award?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from recommender.ledger.checks import evidence, measures, waiver, waiver_kind
from recommender.ledger.record import Award, Enrolment, Granted, GrantedOutput, InProgress, Result
from recommender.rules.fields import Fields
from recommender.rules.waiver import Waiver
from recommender.vocabulary import EntryId, InstitutionId, ItemId, ItemKind, NodeId, QualificationId, RuleId

__all__ = ["AWARD", "ENROLMENT", "GRANTED", "IN_PROGRESS", "RESULT", "WAIVER", "RowKind", "named_item"]

Row = TypeVar("Row", Result, InProgress, Granted, Enrolment, Award, Waiver)

_UNNAMED = EntryId("")


@dataclass(frozen=True)
class RowKind(Generic[Row]):
    """One list of the format: how its rows are read, and what dates and names a row that has no id."""

    name: str
    read: Callable[[Fields], Row]
    subject: Callable[[Row], str]
    when: Callable[[Row], date]


def _day(row: Fields, name: str) -> date:
    found = row.day(name)
    if found is None:
        raise row.fail(name, "expected a date YYYY-MM-DD, found nothing")
    return found


def _result(row: Fields) -> Result:
    row.only("id", "item", "credits", "scheme", "grade", "completed", "measures", "evidence")
    # Evidence is for whoever decides about an application: no answer depends on it.
    if row.has("evidence") and (problem := evidence(row.data["evidence"])):
        raise row.fail("evidence", problem)
    return Result(
        _UNNAMED,
        ItemId(row.ident("item")),
        row.units("credits"),
        row.text("scheme"),
        row.grade("grade"),
        _day(row, "completed"),
        _measures(row),
    )


def _measures(row: Fields) -> dict[str, str]:
    """Numbers by name, in the order of the names."""
    value = row.data.get("measures", {})
    if problem := measures(value):
        raise row.fail("measures", problem)
    return dict(sorted(value.items()))


def _in_progress(row: Fields) -> InProgress:
    row.only("id", "item", "since")
    return InProgress(_UNNAMED, ItemId(row.ident("item")), _day(row, "since"))


def _granted(row: Fields) -> Granted:
    row.only(
        "id", "rule", "rule_version", "recogniser", "sources", "outputs", "decided", "agreement", "reuse"
    )
    sources = tuple(map(EntryId, row.texts("sources")))
    if not sources:
        raise row.fail("sources", "expected a list of at least one result, found nothing")
    return Granted(
        _UNNAMED,
        RuleId(row.ident("rule")),
        row.text("rule_version") if row.has("rule_version") else "",
        InstitutionId(row.ident("recogniser")),
        sources,
        row.each("outputs", _output),
        _day(row, "decided"),
        row.text("agreement") if row.has("agreement") else None,
        row.flag("reuse"),
    )


def _output(row: Fields) -> GrantedOutput:
    """Credit for a named item, elective credit that names none, or no credit: their fields never mix (A3)."""
    sort = row.text("type", "credit")
    if sort not in ("credit", "exemption", "prerequisite"):
        raise row.fail("type", f"expected one of credit, exemption, prerequisite, found {sort!r}")
    if sort != "credit":
        row.only("item", "type")
        return GrantedOutput(ItemId(row.ident("item")), 0, "", type=sort)
    if row.has("item"):
        row.only("item", "credits", "scheme", "type", "prerequisite")
        meets = row.flag("prerequisite") if row.has("prerequisite") else True
        item, units = ItemId(row.ident("item")), row.units("credits")
        return GrantedOutput(item, units, row.text("scheme"), prerequisite=meets)
    row.only("type", "credits", "scheme", "kind", "subject", "level", "tags")
    kind = row.text("kind", ItemKind.COURSE)
    if kind not in set(ItemKind):
        raise row.fail("kind", f"expected one of {', '.join(ItemKind)}, found {kind!r}")
    return GrantedOutput(
        None,
        row.units("credits"),
        row.text("scheme"),
        ItemKind(kind),
        row.text("subject") if row.has("subject") else None,
        row.integer("level") if row.has("level") else None,
        row.texts("tags"),
    )


def _enrolment(row: Fields) -> Enrolment:
    row.only("id", "qualification", "year", "since")
    return Enrolment(
        _UNNAMED, QualificationId(row.ident("qualification")), row.text("year"), _day(row, "since")
    )


def _award(row: Fields) -> Award:
    row.only("id", "qualification", "year", "on", "uses")
    uses = tuple(map(EntryId, row.texts("uses")))
    qualification = QualificationId(row.ident("qualification"))
    return Award(_UNNAMED, qualification, row.text("year"), _day(row, "on"), uses)


def _waiver(row: Fields) -> Waiver:
    row.only("id", "qualification", "requirement", "kind", "by", "why", "on", "proposed", "item", "for")
    one = Waiver(
        _UNNAMED,
        QualificationId(row.ident("qualification")),
        NodeId(row.ident("requirement")),
        row.text("kind"),
        row.text("by"),
        row.text("why"),
        _day(row, "on"),
        not row.flag("proposed"),
        ItemId(row.ident("item")) if row.has("item") else None,
        ItemId(row.ident("for")) if row.has("for") else None,
    )
    if problem := waiver_kind(one.kind):
        raise row.fail("kind", problem)
    if problem := waiver(row.data):
        raise row.fail("", problem)
    return one


RESULT: RowKind[Result] = RowKind("results", _result, lambda one: one.item, lambda one: one.completed)
IN_PROGRESS: RowKind[InProgress] = RowKind(
    "in_progress", _in_progress, lambda one: one.item, lambda one: one.since
)
GRANTED: RowKind[Granted] = RowKind("granted", _granted, lambda one: one.rule, lambda one: one.decided)
ENROLMENT: RowKind[Enrolment] = RowKind(
    "enrolments", _enrolment, lambda one: one.qualification, lambda one: one.since
)
AWARD: RowKind[Award] = RowKind("awards", _award, lambda one: one.qualification, lambda one: one.on)
WAIVER: RowKind[Waiver] = RowKind("waivers", _waiver, lambda one: one.requirement, lambda one: one.on)


def named_item(row: object) -> ItemId:
    """The item that a row which cannot be read seems to be about; "" where even that cannot be seen."""
    data: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
    item = data.get("item")
    return ItemId(item if isinstance(item, str) else "")
