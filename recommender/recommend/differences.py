"""In what do two answers differ, place by place?

A place is a JSON pointer. Rows of a list are told apart by what they are about (their item, their rule), not by where
they stand: a step more does not make every step after it another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from recommender.recommend.view import Json

__all__ = ["Difference", "differences"]

Difference = tuple[str, Any, Any]
"""Place, before, after; None where there is nothing."""

_ABOUT = (
    "key",
    "item",
    "entry",
    "rule",
    "limit",
    "requirement",
    "objective",
    "code",
    "label",
    "goal",
    "id",
    "term",
)
"""Fields that say what a row is about; the first one that a row has."""


def differences(before: Json, after: Json) -> Sequence[Difference]:
    """Every place that holds another value, in order."""
    one, two = dict(_leaves("", before)), dict(_leaves("", after))
    places = [*one, *(place for place in two if place not in one)]
    return [
        (place, one.get(place), two.get(place))
        for place in places
        if place not in one or place not in two or one[place] != two[place]
    ]


def _leaves(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for name, part in value.items():
            yield from _leaves(f"{place}/{_escaped(name)}", part)
    elif isinstance(value, list) and value:
        for name, part in _named(value):
            yield from _leaves(f"{place}/{name}", part)
    else:
        yield place, value


def _named(rows: list[Any]) -> Iterator[tuple[str, Any]]:
    """Each row with its name, and with a number where another row has the same; a plain value is its own name."""
    seen: dict[str, int] = {}
    for row in rows:
        name = _escaped(_name(row))
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}:{seen[name]}"), row


def _name(row: Any) -> str:
    if not isinstance(row, dict):
        return "-" if isinstance(row, list) else str(row)
    return next((str(row[name]) for name in _ABOUT if isinstance(row.get(name), str | int)), "-")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
