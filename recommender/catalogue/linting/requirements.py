"""Which requirements of a version ask for the same twice?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.supply import all_needed
from recommender.catalogue.objects import Finding, Qualification
from recommender.rules.registry import LIMITS, Leaf, Requirement, below, kind_of, walk


def check(book: Book) -> Iterator[Finding]:
    """The trees of all versions in which credit adds up."""
    for version in book.versions:
        if not any(LIMITS[type(limit)].KIND == "sharing" for limit in version.limits):
            yield from _of_version(book, version)


def _of_version(book: Book, version: Qualification) -> Iterator[Finding]:
    for node in walk(version.requirement):
        if all_needed(node):
            for one, other in combinations(below(node), 2):
                if _same(one, other):
                    path = book.path_of(version, other.id)
                    values = {"node": other.id, "other": one.id}
                    yield book.found("requirement_twice", "qualification", version.key, path, **values)


def _same(one: Requirement, other: Requirement) -> bool:
    """Leaves of one kind over one set."""
    return (
        isinstance(one, Leaf)
        and isinstance(other, Leaf)
        and kind_of(one) == kind_of(other)
        and one.of == other.of
    )
