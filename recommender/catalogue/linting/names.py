"""Which ids in a rule name nothing, or a qualification that is no longer awarded?  Sets are checked when read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recommender.catalogue.canonical import item_data, qualification_data
from recommender.catalogue.linting.book import Book
from recommender.catalogue.objects import Finding
from recommender.catalogue.rules_data import rule_data
from recommender.vocabulary import QualificationId

_QUALIFICATIONS = frozenset({"qualification", "qualifications", "enrolled_in"})
_ITEMS = frozenset({"withdrawn_by"})
"""Items of conditions and exclusions are told when the catalogue is read."""
_RULES = frozenset({"rules"})
_ASKED = frozenset({"takers", "prerequisite", "corequisite"})
_INSTITUTIONS = frozenset({"issued_by", "enrolled_at"})


def check(book: Book) -> Iterator[Finding]:
    """Every version, item and rule."""
    for version in book.versions:
        data = {name: part for name, part in qualification_data(version).items() if name != "id"}
        yield from _of(book, "qualification", version.key, data)
    for item in book.catalogue.items.values():
        data = {name: part for name, part in item_data(item).items() if name in _ASKED}
        yield from _of(book, "item", item.id, data)
    for rule in book.catalogue.rules.values():
        yield from _of(book, "rule", rule.id, rule_data(rule))


def _of(book: Book, kind: str, key: str, data: Mapping[str, Any]) -> Iterator[Finding]:
    catalogue = book.catalogue
    known: tuple[tuple[frozenset[str], Mapping[Any, Any]], ...] = (
        (_QUALIFICATIONS, catalogue.qualifications),
        (_ITEMS, catalogue.items),
        (_RULES, catalogue.rules),
        (_INSTITUTIONS, catalogue.institutions),
    )
    for path, name in _named(data, ""):
        field = path.rstrip("0123456789").rstrip("/").rsplit("/", 1)[-1]
        for fields, objects in known:
            if field not in fields:
                continue
            if name not in objects:
                yield book.found("unknown_reference", kind, key, path, name=name, field=field)
            elif fields is _QUALIFICATIONS and (end := _ended(book, name)):
                yield book.found("expired_qualification", kind, key, path, name=name, end=end)


def _named(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """(path, text) of every text in the data."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _named(part, f"{path}/{name}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _named(part, f"{path}/{place}")
    elif isinstance(value, str):
        yield path, value


def _ended(book: Book, name: str) -> str:
    """The last day on which any version was awarded, where that has passed."""
    lasts = [one.last_award for one in book.catalogue.qualifications[QualificationId(name)]]
    stated = [last for last in lasts if last is not None]
    return f"{max(stated)}" if len(stated) == len(lasts) and max(stated) < book.day else ""
