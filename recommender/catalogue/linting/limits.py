"""Which limits, of whatever kind, are about nothing, or leave no room for anything?"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.supply import Supply, supply_of
from recommender.catalogue.objects import Finding, Qualification
from recommender.rules.average import Average
from recommender.rules.breadth import Breadth
from recommender.rules.claims import Origin
from recommender.rules.sets import ItemSet
from recommender.rules.window import Window
from recommender.vocabulary import format_units


def check(book: Book) -> Iterator[Finding]:
    """The limits of every version."""
    for version in book.versions:
        supply = supply_of(book, version)
        yield from _on_nothing(book, version, supply)
        yield from _windows(book, version, supply)
        yield from _areas(book, version, supply)
        yield from _averages(book, version)


def _on_nothing(book: Book, version: Qualification, supply: Supply) -> Iterator[Finding]:
    """A limit on a set, where nothing that could count is in the set."""
    for limit in version.limits:
        of = getattr(limit, "of", None)
        if not isinstance(of, ItemSet):
            continue
        views = [item.attributes for item in supply.own] + [one.view for one in supply.given]
        if not any(view in of for view in views):
            path = f"{book.path_of(version, limit.id)}/of"
            yield book.found("limit_on_nothing", "qualification", version.key, path, limit=limit.id)


def _windows(book: Book, version: Qualification, supply: Supply) -> Iterator[Finding]:
    """A window through which not even the smallest thing fits that it looks at."""
    for limit in version.limits:
        if not isinstance(limit, Window):
            continue
        inside = [
            supply.least(item)
            for item in supply.own
            if item.studyable
            and item.units_most
            and limit.selects(Origin(frozenset({item.kind}), frozenset({item.issuer})))
        ]
        least = min(inside, default=0)
        if least > limit.most_units:
            values = {
                "limit": limit.id,
                "most": format_units(limit.most_units),
                "least": format_units(least),
            }
            path = book.path_of(version, limit.id)
            yield book.found("window_too_narrow", "qualification", version.key, path, **values)


def _areas(book: Book, version: Qualification, supply: Supply) -> Iterator[Finding]:
    """More areas than there are with anything in them."""
    views = [item.attributes for item in supply.own] + [one.view for one in supply.given]
    for limit in version.limits:
        if isinstance(limit, Breadth) and limit.least_areas:
            there = {area for view in views for area in limit.areas_of(view)}
            if len(there) < limit.least_areas:
                values = {"limit": limit.id, "least": str(limit.least_areas), "have": str(len(there))}
                path = book.path_of(version, limit.id)
                yield book.found("areas_out_of_reach", "qualification", version.key, path, **values)


def _averages(book: Book, version: Qualification) -> Iterator[Finding]:
    """More points than the best mark of the scale has."""
    for limit in version.limits:
        scale = book.catalogue.scales.get(limit.scale) if isinstance(limit, Average) else None
        if not isinstance(limit, Average) or scale is None or any(row.mark is None for row in scale.rows):
            continue
        best = max(row.points for row in scale.rows)
        if best < limit.least:
            values = {"limit": limit.id, "least": str(limit.least), "have": str(best)}
            path = book.path_of(version, limit.id)
            yield book.found("average_out_of_reach", "qualification", version.key, path, **values)
