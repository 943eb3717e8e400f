"""How does a row become an institution or an item, and a line of prerequisites what it says?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from recommender.catalogue.fields import labels, life, number, one_of, optional, titled
from recommender.catalogue.head import Head, check_grade
from recommender.catalogue.limit_fields import read_wide
from recommender.catalogue.objects import Institution, Item
from recommender.rules import prerequisite, repeatable
from recommender.rules.fields import Fields
from recommender.rules.learner import read_takers
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite
from recommender.vocabulary import InstitutionId, ItemId, ItemKind

MOST_YEARS = 100
"""What stands longer stands for good."""
_ITEM_FIELDS = (
    "id",
    "kind",
    "issuer",
    "titles",
    "credits",
    "credits_most",
    "study_credits",
    "hours",
    "level",
    "subject",
    "tags",
    "fee",
    "modes",
    "languages",
    "seasons",
    "valid_years",
    "from",
    "to",
    "studyable",
    "lineage",
    "takers",
    "excludes",
    "repeatable",
    "scheme",
)
_KINDS = frozenset(ItemKind)
NEVER_STUDIED = frozenset({ItemKind.EXPERIENCE, ItemKind.UNIT})


class Before(NamedTuple):
    """What one line of the prerequisites says of an item; None is nothing said."""

    item: ItemId
    prerequisite: Prerequisite | None
    corequisite: Prerequisite | None


def read_institution(fields: Fields, head: Head) -> Institution:
    """An institution; raises RuleDataError."""
    fields.only("id", "titles", "region", "calendar", "scheme", "limits")
    key, titles = InstitutionId(fields.ident("id")), titled(fields)
    region = fields.text("region") if fields.has("region") else ""
    return Institution(
        key,
        titles,
        one_of(fields, "calendar", head.calendars),
        one_of(fields, "scheme", head.schemes),
        region,
        read_wide(fields, head),
    )


def read_item(fields: Fields, head: Head, institutions: Mapping[InstitutionId, Institution]) -> Item:
    """An item without its prerequisites; raises RuleDataError."""
    fields.only(*_ITEM_FIELDS)
    kind = ItemKind(one_of(fields, "kind", _KINDS))
    units, most = _credit(fields, kind)
    seasons = frozenset(labels(fields, "seasons")) if fields.has("seasons") else None
    item = Item(
        ItemId(fields.ident("id")),
        kind,
        InstitutionId(fields.ident("issuer")),
        titled(fields),
        optional(fields, "scheme") or "",
        units,
        most,
        _study_units(fields, kind),
        number(fields, "hours"),
        fields.integer("level") if fields.has("level") else None,
        optional(fields, "subject"),
        frozenset(labels(fields, "tags")),
        fields.integer("fee") if fields.has("fee") else None,
        labels(fields, "modes"),
        labels(fields, "languages"),
        seasons,
        lineage=fields.ident("lineage") if fields.has("lineage") else None,
        life=life(fields),
        studyable=_studyable(fields, kind, seasons),
        valid_years=_valid_years(fields),
        takers=read_takers(fields.sub("takers")) if fields.has("takers") else (),
        excludes=frozenset(map(ItemId, labels(fields, "excludes"))),
        repeatable=repeatable.read(fields.sub("repeatable"), most) if fields.has("repeatable") else None,
    )
    if item.id in item.excludes:
        raise fields.fail("excludes", f"expected other items, found {item.id!r} itself")
    return _on_scheme(item, fields, head, institutions)


def _valid_years(fields: Fields) -> int | None:
    if not fields.has("valid_years"):
        return None
    years = fields.integer("valid_years", 1)
    if years > MOST_YEARS:
        raise fields.fail("valid_years", f"expected {MOST_YEARS} years at most, found {years}")
    return years


def _credit(fields: Fields, kind: ItemKind) -> tuple[int, int]:
    if kind is ItemKind.MILESTONE and not fields.has("credits"):
        return 0, 0
    units = fields.units("credits")
    most = fields.units("credits_most") if fields.has("credits_most") else units
    if most < units:
        raise fields.fail(
            "credits_most", f"expected no less than `credits`, found {fields.data['credits_most']!r}"
        )
    if kind is ItemKind.MILESTONE and most:
        raise fields.fail("credits", f"expected no credit for a milestone, found {fields.data['credits']!r}")
    return units, most


def _study_units(fields: Fields, kind: ItemKind) -> int | None:
    """Study of length 0 would be a shortcut, so that it takes a milestone to state it (D1)."""
    if not fields.has("study_credits"):
        return None
    units = fields.units("study_credits")
    if not units and kind is not ItemKind.MILESTONE:
        raise fields.fail("study_credits", "expected more than 0, or nothing where it is not known, found 0")
    return units


def _studyable(fields: Fields, kind: ItemKind, seasons: frozenset[str] | None) -> bool:
    """Whether new study is open, by default as the kind says (A1)."""
    if kind in NEVER_STUDIED:
        if fields.flag("studyable"):
            raise fields.fail("studyable", f"expected false for kind {kind}, found True")
        return False
    return (
        fields.flag("studyable")
        if fields.has("studyable")
        else kind is not ItemKind.EXAM or seasons is not None
    )


def _on_scheme(
    item: Item, fields: Fields, head: Head, institutions: Mapping[InstitutionId, Institution]
) -> Item:
    """The item on its issuer's scheme, unless it states one."""
    if item.issuer not in institutions:
        raise fields.fail(
            "issuer", f"expected the id of an institution of this catalogue, found {item.issuer!r}"
        )
    scheme = one_of(fields, "scheme", head.schemes) if item.scheme else institutions[item.issuer].scheme
    return item if scheme == item.scheme else replace(item, scheme=scheme)


def read_before(fields: Fields, head: Head) -> Before:
    """A line of prerequisites; raises RuleDataError."""
    fields.only("item", "prerequisite", "corequisite")
    item = ItemId(fields.ident("item"))
    if not fields.has("prerequisite") and not fields.has("corequisite"):
        raise fields.fail("", "expected `prerequisite` or `corequisite`, found neither")
    found = [
        read_expression(fields.sub(name), head) if fields.has(name) else None
        for name in ("prerequisite", "corequisite")
    ]
    return Before(item, *found)


def read_expression(fields: Fields, head: Head) -> Prerequisite:
    """An expression over items; a mark that no scheme knows is refused."""
    rule = prerequisite.read(fields)
    _check_marks(rule, fields, head)
    return rule


def _check_marks(rule: Prerequisite, fields: Fields, head: Head) -> None:
    if isinstance(rule, Passed):
        check_grade(fields, "min_grade", rule.min_grade, head.grade_schemes)
    elif isinstance(rule, Every | Either):
        name = "all" if isinstance(rule, Every) else "any"
        for place, part in enumerate(rule.parts):
            _check_marks(part, Fields(fields.data[name][place], f"{fields.path}/{name}/{place}"), head)
