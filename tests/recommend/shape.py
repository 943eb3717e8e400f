"""Which keys does an answer have, and which texts?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

OPEN = {"versions", "meta"}
"""Mappings whose keys are data."""


def paths(value: Any, at: str = "") -> set[str]:
    """Every key as a path; the rows of a list are one, and so are the levels of a tree."""
    if isinstance(value, list):
        return set().union(*(paths(one, f"{at}[]") for one in value)) if value else set()
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, inner in value.items():
        path = f"{at}.{key}".removeprefix(".").replace("children[].children", "children")
        found.add(path)
        if key not in OPEN:
            found |= paths(inner, path)
    return found


def texts(value: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text in both languages, with its place; lists of sentences that are empty in both are no texts."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from texts(one, f"{at}/{number}")
    elif isinstance(value, dict):
        if value.keys() == {"zh", "en"}:
            if value["zh"] != [] or value["en"] != []:
                yield at, value
            return
        for key, one in value.items():
            yield from texts(one, f"{at}/{key}")
