"""The use case: what is wrong with a rule book, as far as text, graph and solver can tell?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from recommender.catalogue import Finding, Loaded
from recommender.catalogue.linting import Book, book_of, lint_book, ordered, said
from recommender.graph import circles, gains
from recommender.recommend.satisfiable import Verdict, verdict
from recommender.recommend.view import Json

Told = Callable[[str, int, int], None]
"""What long work calls: (what is being done, how much is done, how much there is)."""


def lint_for(loaded: Loaded, day: date, told: Told, *, solve: bool = True) -> tuple[Finding, ...]:
    """Everything that reading and linting find, gravest first; without `solve` no version is planned."""
    book = book_of(loaded, day)
    found = [*loaded.findings, *lint_book(book), *_circles(book)]
    versions = book.versions if solve else ()
    for place, version in enumerate(versions):
        told("planning", place, len(versions))
        code, causes = verdict(loaded.catalogue, version, day)
        if code is not Verdict.POSSIBLE:
            values = {"causes": causes["en"], "causes_zh": causes["zh"]}
            found.append(book.found(code.value, "qualification", version.key, "/requirement", **values))
    if versions:
        told("planning", len(versions), len(versions))
    return ordered(found)


def _circles(book: Book) -> Iterator[Finding]:
    for circle in circles(book.catalogue):
        code = "prerequisite_cycle_open" if circle.open else "prerequisite_cycle"
        text = " → ".join(circle.items)
        yield book.found(code, "prerequisite", circle.items[0], "/prerequisite", circle=text)
    for gain in gains(book.catalogue):
        text, factor = " → ".join(gain.items), str(gain.factor)
        yield book.found("chain_cycle", "rule", gain.rules[0], "/chain", circle=text, factor=factor)


def finding_json(finding: Finding) -> Json:
    """A finding as plain data, with its sentence in both languages."""
    return {
        "code": finding.code or "unread",
        "severity": finding.severity,
        "file": finding.file,
        "row": finding.row,
        "field": finding.field,
        "object_kind": finding.object_kind,
        "object_id": finding.object_id,
        "text": {"zh": said(finding, "zh"), "en": said(finding, "en")},
    }
