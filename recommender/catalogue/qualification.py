"""How does a document become one version of a qualification, every limit of the law included?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from recommender.catalogue.fields import one_of, titled
from recommender.catalogue.head import Head, positive
from recommender.catalogue.limit_fields import check_marks, named_issuers, parts_named, wide_limits
from recommender.catalogue.objects import Institution, Qualification
from recommender.catalogue.read import read_expression
from recommender.catalogue.timing_fields import read_timing
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.prerequisite import NOTHING
from recommender.rules.registry import (
    Limit,
    Requirement,
    check_tree,
    leaves,
    read_limit,
    read_requirement,
    scales_asked,
    walk,
)
from recommender.rules.sets import read_set
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import InstitutionId, QualificationId, Repeats

COUNTS_AGAIN = "counts-again"
"""Id of the cap on credit that earlier awards have used (B16)."""
TOTAL = "total"
"""Id of the limit that the stated total becomes."""
_FIELDS = (
    "id",
    "year",
    "institution",
    "titles",
    "award",
    "scheme",
    "total",
    "load",
    "accepts",
    "requirement",
    "limits",
    "electives",
    "entrants",
    "last_award",
    "time",
    "awards",
    "load_least",
    "unread",
    "major",
    "programme",
    "entry",
    "repeats",
    "consumes",
    "counts_again",
)
_PLACE_OF_NO_REQUIREMENT = "*"


@dataclass(frozen=True, slots=True)
class _Around:
    """What the limits of a version stand in: the head of the catalogue, and who awards it."""

    head: Head
    home: Institution


def read_qualification(
    fields: Fields, head: Head, institutions: Mapping[InstitutionId, Institution]
) -> Qualification:
    """One version; raises RuleDataError."""
    fields.only(*_FIELDS)
    _refuse_unread(fields)
    key, year = QualificationId(fields.ident("id")), _year(fields)
    titles, award = titled(fields), fields.text("award")
    total, load = positive(fields, "total"), head.load_units
    if fields.has("load"):
        load = positive(fields, "load")
    requirement = _requirement(fields.sub("requirement"), head)
    again = _counts_again(fields)
    home = InstitutionId(one_of(fields, "institution", institutions))
    limits = _limits(fields, total, requirement, again, _Around(head, institutions[home]))
    electives = read_set(fields.sub("electives")) if fields.has("electives") else None
    accepts, entrants = _accepts(fields), fields.interval("entrants")
    last_award = fields.day("last_award")
    if last_award is not None and entrants.start is not None and last_award < entrants.start:
        raise fields.fail("last_award", f"expected a date not before {entrants.start}, found {last_award}")
    scheme = one_of(fields, "scheme", head.schemes) if fields.has("scheme") else institutions[home].scheme
    return Qualification(
        key,
        year,
        home,
        titles,
        award,
        scheme,
        total,
        requirement,
        limits,
        electives,
        accepts,
        entrants,
        last_award,
        load,
        fields.text("major") if fields.has("major") else "",
        fields.text("programme") if fields.has("programme") else "",
        read_timing(fields, load),
        Repeats(one_of(fields, "repeats", frozenset(Repeats))) if fields.has("repeats") else Repeats.BEST,
        fields.flag("consumes"),
        again,
        read_expression(fields.sub("entry"), head) if fields.has("entry") else NOTHING,
    )


def unknown_institutions(
    version: Qualification, fields: Fields, institutions: Mapping[InstitutionId, Institution]
) -> Iterator[tuple[str, str, bool]]:
    """(path, id, whether a limit could be evaded by it) of each institution that the catalogue lacks."""
    for name in sorted((version.accepts or frozenset()) - institutions.keys()):
        yield "/accepts", name, False
    stated = {limit.id: limit for limit in version.limits}
    for name in named_issuers(institutions[version.institution]):
        if name not in institutions:
            yield "/institution", name, True
    for place, data in enumerate(fields.data.get("limits") or ()):
        source = data.get("source") or {}
        for name in source.get("issuers") or ():
            if name not in institutions:
                yield f"/limits/{place}/source/issuers", name, True
        of = getattr(stated.get(data.get("id")), "of", None)
        for name in sorted(of.issuers - institutions.keys()) if of is not None else ():
            yield f"/limits/{place}/of", name, True
        for name in data.get("institutions") or ():
            if name not in institutions:
                yield f"/limits/{place}/institutions", name, False
    for node in leaves(version.requirement):
        for name in sorted(node.of.issuers - institutions.keys()):
            yield "/requirement", name, False


def _refuse_unread(fields: Fields) -> None:
    """A version of which an importer could not say every clause is refused by name, never executed without them."""
    if not fields.has("unread"):
        return
    clauses = fields.each("unread", _unread)
    more = f" (and {len(clauses) - 1} more)" if len(clauses) > 1 else ""
    raise fields.fail("unread/0/text", f"expected every clause to be executed, found {clauses[0]!r}{more}")


def _unread(clause: Fields) -> str:
    clause.only("place", "text", "reason")
    return clause.text("text")


def _year(fields: Fields) -> str:
    """A catalogue year; `year: 2025` is a number in YAML and means the same."""
    value = fields.data.get("year")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return fields.ident("year")


def _requirement(fields: Fields, head: Head) -> Requirement:
    root = read_requirement(fields)
    check_tree(root)
    for scale in scales_asked(root):
        if scale not in head.scales:
            known = ", ".join(head.scales) or "none"
            raise fields.fail("", f"expected conditions on a scale of {known}, found {scale!r}")
    for node in walk(root):
        if node.id == _PLACE_OF_NO_REQUIREMENT:
            raise fields.fail(
                "", f"expected another id than {node.id!r}, which is where free electives count"
            )
    return root


def _limits(
    fields: Fields, total: int, requirement: Requirement, again: int | None, around: _Around
) -> tuple[Limit, ...]:
    """The stated limits, then the total, the law of single use and what counts again, where they are not stated."""
    stated: tuple[Limit, ...] = ()
    if fields.has("limits"):
        stated = fields.each("limits", lambda one: read_limit(one, total), least=0)
    nodes = {node.id for node in walk(requirement)}
    used = (Cap(COUNTS_AGAIN, SourceSelector(awarded=True), again),) if again else ()
    law: tuple[Limit, ...] = (Total(TOTAL, total), SingleUse(), *used)
    seen: set[str] = set()
    for place, limit in enumerate(stated):
        if isinstance(limit, Total) and limit.least_units != total:
            raise fields.fail(f"limits/{place}/least", "expected the same as `total`")
        check_marks(fields, f"limits/{place}", limit, around.head)
        for name, part in parts_named(limit):
            if part not in nodes:
                raise fields.fail(
                    f"limits/{place}/{name}", f"expected the id of a requirement, found {part!r}"
                )
        taken = (
            limit.id in seen
            or limit.id in nodes
            or (limit not in law and limit.id in {one.id for one in law})
        )
        if taken:
            raise fields.fail(f"limits/{place}/id", f"expected an id of its own, found {limit.id!r}")
        seen.add(limit.id)
    for one in law:
        if one.id in nodes:
            raise RuleDataError("/requirement", f"expected no requirement with the id {one.id!r} of a limit")
    kept = tuple(one for one in stated if one not in law)
    once = (one for one in law if one in used or not any(type(one) is type(other) for other in kept))
    return kept + _wide(around.home, stated, total, nodes) + tuple(once)


def _wide(home: Institution, own: tuple[Limit, ...], total: int, nodes: Collection[str]) -> tuple[Limit, ...]:
    """The limits of the awarding institution; an id of theirs is no requirement of the version."""
    found = wide_limits(home, own, total)
    for name in sorted(limit.id for limit in found if limit.id in nodes):
        raise RuleDataError(
            "/requirement", f"expected no requirement with the id {name!r} of a limit of {home.id}"
        )
    return found


def _counts_again(fields: Fields) -> int | None:
    """Most credit that earlier awards have used and that counts: true is all of it, false none."""
    value = fields.data.get("counts_again")
    if isinstance(value, Mapping):
        nested = fields.sub("counts_again")
        nested.only("most")
        return nested.units("most")
    if value is not None and not isinstance(value, bool):
        raise fields.fail("counts_again", f"expected true, false or {{most: credit}}, found {value!r}")
    return 0 if value is False else None


def _accepts(fields: Fields) -> frozenset[InstitutionId] | None:
    """Whose items count as themselves: a list of institutions, or `all`."""
    if fields.data.get("accepts") == "all":
        return None
    return frozenset(map(InstitutionId, fields.texts("accepts")))
