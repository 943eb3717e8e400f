"""What would a careful registrar object to in a rule book that can be read?  One file for each sort of objection.

What shows only in the graph (circles of prerequisites, chains of recognitions) or only to the solver (a qualification
that nobody can complete) is added by `recommender.recommend.rulebook`, with texts of the same table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from recommender.catalogue.assemble import Loaded
from recommender.catalogue.linting import (
    caps,
    limits,
    names,
    ratios,
    recognitions,
    references,
    requirements,
    totals,
)
from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.words import TEXTS, Words, placed, said, severity_of
from recommender.catalogue.objects import Finding

__all__ = ["TEXTS", "Book", "Words", "book_of", "lint_book", "ordered", "placed", "said", "severity_of"]

CHECKS = (totals, caps, limits, names, references, recognitions, ratios, requirements)
_GRAVEST_FIRST: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}


def book_of(loaded: Loaded, day: date) -> Book:
    """What the checks look at, on a day."""
    return Book(loaded.catalogue, day, loaded.rows)


def lint_book(book: Book) -> tuple[Finding, ...]:
    """Everything that the catalogue alone shows."""
    return tuple(one for module in CHECKS for one in module.check(book))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Gravest first, then by place."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda one: (
                _GRAVEST_FIRST.get(one.severity, 0),
                one.object_kind,
                one.object_id,
                one.code,
                one.row or 0,
            ),
        )
    )
