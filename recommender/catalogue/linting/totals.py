"""Can the tree of a version give the total that is stated, and enough of it in residence?"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.supply import Supply, mandatory, supply_of
from recommender.catalogue.objects import Finding, Qualification
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.registry import LIMITS, Leaf, leaves
from recommender.rules.residency import Residency
from recommender.vocabulary import format_units


def check(book: Book) -> Iterator[Finding]:
    """The totals of every version."""
    for version in book.versions:
        supply = supply_of(book, version)
        yield from _total(book, version, supply)
        yield from _residency(book, version, supply)


def _total(book: Book, version: Qualification, supply: Supply) -> Iterator[Finding]:
    total = format_units(version.total_units)
    most = _most(version, supply)
    if most is not None and most < version.total_units:
        values = {"total": total, "have": format_units(most)}
        yield book.found("total_out_of_reach", "qualification", version.key, "/total", **values)
    if any(LIMITS[type(limit)].KIND == "sharing" for limit in version.limits):
        return  # what may be shared does not add up
    need = sum(leaf.least_units for leaf in mandatory(version.requirement) if isinstance(leaf, CreditsFrom))
    if need > version.total_units:
        values = {"total": total, "need": format_units(need)}
        yield book.found("total_below_tree", "qualification", version.key, "/total", **values)


def _most(version: Qualification, supply: Supply) -> int | None:
    """Upper bound of everything that can count: over the whole, and over the places one by one."""
    whole = supply.most(supply.places)
    if version.electives is not None:
        return whole
    parts = [_most_in(leaf, supply) for leaf in leaves(version.requirement)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return whole
    return sum(known) if whole is None else min(whole, sum(known))


def _most_in(leaf: Leaf, supply: Supply) -> int | None:
    """Upper bound of what one leaf can take."""
    inside = supply.most([leaf.of])
    if isinstance(leaf, CreditsFrom) and leaf.most_units is not None:
        return leaf.most_units if inside is None else min(inside, leaf.most_units)
    if isinstance(leaf, CountFrom) and leaf.most is not None and inside is not None:
        members = [
            supply.units(one, None) or 0
            for one in supply.own
            if one.attributes in leaf.of
            for _ in range(leaf.most if one.repeatable is not None else 1)
        ]
        stated = [supply.units(g.item, g.units) or 0 for g in supply.given if g.item and g.view in leaf.of]
        return min(inside, sum(sorted(members + stated)[-leaf.most :]))
    return inside


def _residency(book: Book, version: Qualification, supply: Supply) -> Iterator[Finding]:
    for limit in version.limits:
        if not isinstance(limit, Residency):
            continue
        path = book.path_of(version, limit.id)
        least = format_units(limit.least_units)
        if limit.least_units > version.total_units:
            values = {"limit": limit.id, "least": least, "total": format_units(version.total_units)}
            yield book.found("residency_above_total", "qualification", version.key, path, **values)
        have = supply.resident(limit.institutions or frozenset({version.institution}))
        if have < limit.least_units:
            values = {"limit": limit.id, "least": least, "have": format_units(have)}
            yield book.found("residency_out_of_reach", "qualification", version.key, path, **values)
