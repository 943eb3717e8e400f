"""Which limits of a version contradict each other or its requirements, and which can never matter?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import combinations

from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.supply import Supply, mandatory, source_items, supply_of
from recommender.catalogue.objects import Finding, Qualification
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.claims import Origin
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.registry import Limit, leaf_ids, walk
from recommender.rules.residency import Residency
from recommender.vocabulary import NodeId, format_units

_PLAIN = {"id", "source", "most_units", "most_count", "within"}
"""What a cap has in its simplest form: one that says more is not judged here."""


def check(book: Book) -> Iterator[Finding]:
    """The limits of every version."""
    for version in book.versions:
        supply = supply_of(book, version)
        for limit in version.limits:
            if isinstance(limit, Cap):
                yield from _cap(book, version, supply, limit)
        yield from _dominated(book, version)


def _plain(cap: Cap) -> bool:
    return not any(getattr(cap, one.name) for one in fields(cap) if one.name not in _PLAIN)


def _cap(book: Book, version: Qualification, supply: Supply, cap: Cap) -> Iterator[Finding]:
    path = book.path_of(version, cap.id)

    def found(code: str, **values: str) -> Finding:
        return book.found(code, "qualification", version.key, path, limit=cap.id, **values)

    missing = _of_nothing(supply, cap.source)
    if missing:
        yield found("cap_on_nothing", source=missing)
    if cap.most_units is None or not _plain(cap):
        return
    most, total = format_units(cap.most_units), format_units(version.total_units)
    if cap.within is None and cap.source == SourceSelector() and cap.most_units < version.total_units:
        yield found("cap_against_total", most=most, total=total)
    elif cap.within is None and cap.most_units >= version.total_units:
        yield found("cap_without_effect", most=most, total=total)
    for limit in version.limits:
        if not isinstance(limit, Residency) or cap.within is not None:
            continue
        if cap.most_units < limit.least_units and _of_home(cap, limit, version):
            least = format_units(limit.least_units)
            yield found("cap_against_residency", most=most, other=limit.id, least=least)
    yield from _against_requirements(version, supply, cap, found)


def _against_requirements(
    version: Qualification, supply: Supply, cap: Cap, found: Callable[..., Finding]
) -> Iterator[Finding]:
    inside = _leaves_of(version, cap.within)
    assert cap.most_units is not None
    for leaf in mandatory(version.requirement):
        if leaf.id not in inside or not isinstance(leaf, CreditsFrom) or leaf.least_units <= cap.most_units:
            continue
        origins = list(_origins(supply, leaf))
        if origins and all(cap.source.selects(origin, version.institution) for origin in origins):
            values = {
                "node": leaf.id,
                "least": format_units(leaf.least_units),
                "most": format_units(cap.most_units),
            }
            yield found("cap_against_requirement", **values)


def _leaves_of(version: Qualification, within: NodeId | None) -> frozenset[NodeId]:
    root = next((one for one in walk(version.requirement) if one.id == within), version.requirement)
    return leaf_ids(root)


def _origins(supply: Supply, leaf: CreditsFrom) -> Iterator[Origin]:
    """Where credit for a leaf could come from: as itself, or by a rule from any one or all of its sources."""
    for item in supply.own:
        if item.attributes in leaf.of:
            yield Origin(frozenset({item.kind}), frozenset({item.issuer}))
    items = supply.book.catalogue.items
    for one in supply.given:
        if one.view in leaf.of:
            known = [items[key] for key in source_items(one.rule) if key in items]
            for some in [[item] for item in known] + [known]:
                kinds, issuers = {item.kind for item in some}, {item.issuer for item in some}
                yield Origin(frozenset(kinds), frozenset(issuers), True, one.rule.agreement, one.rule.id)


def _of_home(cap: Cap, residency: Residency, version: Qualification) -> bool:
    """Whether everything that counts as residence falls under the cap, whatever its kind."""
    homes = residency.institutions or frozenset({version.institution})
    source = cap.source
    return (
        not source.kinds
        and not source.agreements
        and (not source.issuers or homes <= source.issuers)
        and source.recognised is not True
        and (source.transferred is None or (not source.transferred and homes == {version.institution}))
        and _simple(source)
    )


def _simple(source: SourceSelector) -> bool:
    known = {"kinds", "issuers", "agreements", "recognised", "transferred"}
    rest = [getattr(source, one.name) for one in fields(source) if one.name not in known]
    return all(value is None or value == frozenset() for value in rest)


def _of_nothing(supply: Supply, source: SourceSelector) -> str:
    """What a source names and nobody can have: agreements without a rule, institutions without an item."""
    catalogue = supply.book.catalogue
    agreements = {rule.agreement for rule in catalogue.rules.values()}
    issuers = {item.issuer for item in catalogue.items.values()}
    kinds = {item.kind for item in catalogue.items.values()}
    lacking: list[str] = []
    if source.agreements and not source.agreements & agreements:
        lacking += sorted(source.agreements)
    if source.issuers and not source.issuers & issuers:
        lacking += sorted(source.issuers)
    if source.kinds and not source.kinds & kinds:
        lacking += sorted(source.kinds)
    if source.rules and not source.rules & catalogue.rules.keys():
        lacking += sorted(source.rules)
    return ", ".join(lacking)


def _dominated(book: Book, version: Qualification) -> Iterator[Finding]:
    """Of two limits of one kind about the same, the one that is no stricter."""
    for one, other in combinations(version.limits, 2):
        for weak, strong in ((other, one), (one, other)):
            if _covers(strong, weak):
                path = book.path_of(version, weak.id)
                values = {"limit": weak.id, "other": strong.id}
                yield book.found("limit_dominated", "qualification", version.key, path, **values)
                break


def _covers(strong: Limit, weak: Limit) -> bool:
    if isinstance(strong, Cap) and isinstance(weak, Cap):
        rest = [one.name for one in fields(Cap) if one.name not in {"id", "most_units", "most_count"}]
        same = all(getattr(strong, name) == getattr(weak, name) for name in rest)
        return (
            same
            and _no_looser(strong.most_units, weak.most_units)
            and _no_looser(strong.most_count, weak.most_count)
        )
    if isinstance(strong, Residency) and isinstance(weak, Residency):
        rest = [one.name for one in fields(Residency) if one.name not in {"id", "least_units"}]
        same = all(getattr(strong, name) == getattr(weak, name) for name in rest)
        return same and strong.least_units >= weak.least_units
    return False


def _no_looser(strong: int | None, weak: int | None) -> bool:
    """Whether a maximum is at least as strict; none is no maximum."""
    return weak is None or (strong is not None and strong <= weak)
