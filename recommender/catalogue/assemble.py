"""How do rows become one catalogue: read, joined by their ids, and left out where they cannot be understood (D4)?

A permission that was not read (an item, a recognition rule) is left out and named. An unread prerequisite marks its
item, an unread part of a qualification the version: planning refuses what they touch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from recommender.catalogue.before import attach
from recommender.catalogue.canonical import (
    canonical,
    digest,
    head_data,
    institution_data,
    item_data,
    qualification_data,
    version,
)
from recommender.catalogue.findings import Notes
from recommender.catalogue.head import Head, check_grade, read_head
from recommender.catalogue.lint import Whole, lint
from recommender.catalogue.objects import Catalogue, Finding, Institution, Item, Qualification
from recommender.catalogue.qualification import read_qualification, unknown_institutions
from recommender.catalogue.read import read_institution, read_item
from recommender.catalogue.rows import Row
from recommender.catalogue.rules_data import rule_data
from recommender.rules import recognition
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.outputs import CreditOutput, item_of
from recommender.rules.recognition import Recognition
from recommender.vocabulary import InstitutionId, ItemId, QualificationId, RuleId

T = TypeVar("T")
K = TypeVar("K", bound=str)


@dataclass(frozen=True)
class Loaded:
    """A catalogue, and everything that was wrong in the data it was made from."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    rows: Mapping[tuple[str, str], Row] = field(default_factory=dict, compare=False, repr=False)
    """Where each object stands, by (kind, id); prerequisites by (`prerequisite`, item). Empty from a database."""


@dataclass
class Material:
    """The rows of a catalogue, wherever they come from."""

    head: Row
    institutions: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    prerequisites: list[Row] = field(default_factory=list)
    rules: list[Row] = field(default_factory=list)
    qualifications: list[Row] = field(default_factory=list)
    prerequisites_whole: bool = True
    """False where rows of prerequisites may be missing, nobody knows of which items."""


def assemble(material: Material, notes: Notes, hashes: Mapping[tuple[str, str], str] | None = None) -> Loaded:
    """Read everything; `hashes` of the objects where they are known already, else they are computed.

    Raises:
        Unreadable: the head says that this is no catalogue.
    """
    head = read_head(material.head, notes)
    homes = _gather(
        "institution", material.institutions, lambda f: read_institution(f, head), lambda one: one.id, notes
    )
    institutions = _objects(homes)
    plain = _gather(
        "item", material.items, lambda f: read_item(f, head, institutions), lambda one: one.id, notes
    )
    items = attach(material, _objects(plain), head, notes)
    rules = _gather("rule", material.rules, recognition.read, lambda one: one.id, notes)
    _check_rules(rules, items, institutions, head, notes)
    versions = _gather(
        "qualification",
        material.qualifications,
        lambda f: read_qualification(f, head, institutions),
        lambda one: one.key,
        notes,
    )
    _check_institutions_of(versions, institutions, notes)
    if hashes is None:  # what was stored has been looked at already
        lint(Whole(head, institutions, plain, items, rules, versions), notes)
    catalogue = _catalogue(head, institutions, items, _objects(rules), _objects(versions), notes, hashes)
    rows = {} if hashes is not None else _rows(material, homes, plain, rules, versions)
    findings = tuple(sorted(notes.findings, key=lambda one: (one.file, one.row or 0)))
    return Loaded(catalogue, findings, rows)


def _rows(
    material: Material,
    homes: Mapping[InstitutionId, tuple[Institution, Row]],
    items: Mapping[ItemId, tuple[Item, Row]],
    rules: Mapping[RuleId, tuple[Recognition, Row]],
    versions: Mapping[str, tuple[Qualification, Row]],
) -> dict[tuple[str, str], Row]:
    """The row of each object that was read, so that whoever looks at the whole can say where something stands."""
    kinds: tuple[tuple[str, Mapping[Any, tuple[Any, Row]]], ...] = (
        ("institution", homes),
        ("item", items),
        ("rule", rules),
        ("qualification", versions),
    )
    found = {(kind, str(key)): row for kind, objects in kinds for key, (_, row) in objects.items()}
    for row in material.prerequisites:
        found.setdefault(("prerequisite", str((row.data or {}).get("item"))), row)
    return found | {("catalogue", str((material.head.data or {}).get("id"))): material.head}


def _catalogue(
    head: Head,
    institutions: Mapping[InstitutionId, Institution],
    items: Mapping[ItemId, Item],
    rules: Mapping[RuleId, Recognition],
    versions: Mapping[str, Qualification],
    notes: Notes,
    hashes: Mapping[tuple[str, str], str] | None,
) -> Catalogue:
    kinds: tuple[tuple[str, Mapping[Any, Any], Callable[[Any], dict[str, Any]]], ...] = (
        ("catalogue", {head.id: head}, head_data),
        ("institution", institutions, institution_data),
        ("item", items, item_data),
        ("rule", rules, rule_data),
        ("qualification", versions, qualification_data),
    )
    known = {
        (kind, str(key)): (hashes or {}).get((kind, str(key))) or digest(canonical(data_of(one)))
        for kind, objects, data_of in kinds
        for key, one in sorted(objects.items())
    }
    unread = tuple(one for _, one in sorted(notes.unread.items()))
    return Catalogue(
        head.id,
        head.titles,
        version(known, unread),
        head.synthetic,
        head.schemes,
        head.ratios,
        head.grade_schemes,
        head.calendars,
        dict(sorted(institutions.items())),
        dict(sorted(items.items())),
        dict(sorted(rules.items())),
        _by_year(versions.values()),
        known,
        unread,
        head.scales,
    )


def _by_year(versions: Iterable[Qualification]) -> dict[QualificationId, tuple[Qualification, ...]]:
    """Versions of each qualification in order of their first entry date, then of their year."""
    found: dict[QualificationId, list[Qualification]] = {}
    for one in sorted(versions, key=lambda v: (v.id, str(v.entrants.start or ""), v.year)):
        found.setdefault(one.id, []).append(one)
    return {key: tuple(several) for key, several in found.items()}


def _gather(
    kind: str, rows: Iterable[Row], read: Callable[[Fields], T], key_of: Callable[[T], K], notes: Notes
) -> dict[K, tuple[T, Row]]:
    """The readable objects by id; of two that differ under one id none can be trusted."""
    found: dict[K, tuple[T, Row]] = {}
    twice: dict[K, str] = {}
    for row in rows:
        one = notes.attempt(row, read, kind)
        if one is None:
            continue
        key = key_of(one)
        if key not in found:
            found[key] = (one, row)
        else:
            same = found[key][0] == one
            said = f"the id of {found[key][1].place} again, {'the same' if same else 'and it says otherwise'}"
            severity = "warning" if same else "error"
            code = "row_twice" if same else ""
            first = found[key][1].place
            finding = notes.say(
                row,
                "/id",
                "each id once",
                said,
                kind=kind,
                key=key,
                severity=severity,
                code=code,
                first=first,
            )
            if not same:
                twice[key] = str(finding)
    for key, reason in twice.items():
        del found[key]
        notes.leave_out(kind, key, reason)
    return found


def _check_rules(
    rules: dict[RuleId, tuple[Recognition, Row]],
    items: Mapping[ItemId, Item],
    institutions: Mapping[InstitutionId, Institution],
    head: Head,
    notes: Notes,
) -> None:
    """Leave out what gives nothing that is known; a source that is not known can merely never be held."""
    for key, (rule, row) in list(rules.items()):
        problems = list(_rule_problems(rule, row, items, institutions, head))
        for problem in problems:
            notes.refuse(row, problem, "rule", key)
        if problems:
            del rules[key]
            continue
        for source in rule.sources:
            if source.item not in items:
                expected = "an item of this catalogue; nobody can hold this one"
                path = f"{recognition.source_path(rule, source)}/item"
                notes.say(
                    row,
                    path,
                    expected,
                    repr(source.item),
                    kind="rule",
                    key=key,
                    severity="warning",
                    code="unknown_source",
                    item=source.item,
                )


def _rule_problems(
    rule: Recognition,
    row: Row,
    items: Mapping[ItemId, Item],
    institutions: Mapping[InstitutionId, Institution],
    head: Head,
) -> Iterable[RuleDataError]:
    if rule.recogniser not in institutions:
        expected = "expected the id of an institution of this catalogue"
        yield RuleDataError("/recogniser", f"{expected}, found {rule.recogniser!r}")
    for place, output in enumerate(rule.outputs):
        named = item_of(output)
        if named is not None and named not in items:
            expected = "expected the id of an item of this catalogue"
            yield RuleDataError(
                f"{recognition.output_path(rule, place)}/item", f"{expected}, found {named!r}"
            )
        floor = output.prerequisite_grade if isinstance(output, CreditOutput) else None
        try:
            there = Fields(row.data or {}, f"{recognition.output_path(rule, place)}/prerequisite")
            check_grade(there, "min_grade", floor, head.grade_schemes)
        except RuleDataError as error:
            yield error
    for source in rule.sources:
        try:
            fields = Fields(row.data or {}, recognition.source_path(rule, source))
            check_grade(fields, "min_grade", source.min_grade, head.grade_schemes)
        except RuleDataError as error:
            yield error


def _check_institutions_of(
    versions: dict[str, tuple[Qualification, Row]],
    institutions: Mapping[InstitutionId, Institution],
    notes: Notes,
) -> None:
    """A limit on an institution that is not known would let credit past it; elsewhere such a name is harmless."""
    for key, (one, row) in list(versions.items()):
        for path, name, matters in unknown_institutions(one, Fields(row.data or {}), institutions):
            finding = notes.say(
                row,
                path,
                "the id of an institution of this catalogue",
                repr(name),
                kind="qualification",
                key=key,
                severity="error" if matters else "warning",
                code="" if matters else "unknown_institution",
                institution=name,
            )
            if matters:
                versions.pop(key, None)
                notes.leave_out("qualification", key, str(finding))


def _objects(gathered: Mapping[K, tuple[T, Row]]) -> dict[K, T]:
    return {key: one for key, (one, _) in gathered.items()}
