"""How does frozen data of ours become plain JSON, and how is it read again when nobody vouches for it?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from recommender.errors import InputError

T = TypeVar("T")
LONGEST = 60
"""How much of a wrong value a message repeats."""


def plain(value: object) -> Any:
    """The value as JSON can hold it: sets in order, days as text, every field stated."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, frozenset):
        return [plain(one) for one in sorted(value)]
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """What reads a list of one of the kind: every field of exactly its sort, and none that is unknown."""
    # In a list, because there the configuration is ours to state; a dataclass alone would have to carry its own.
    row: Any = tuple[kind]  # type: ignore[valid-type]
    return TypeAdapter(row, config=ConfigDict(strict=True, extra="forbid", allow_inf_nan=False))


def read(kind: type[T], data: object, place: str) -> T:
    """The inverse of `plain`; a field that is not stated has its default.

    Raises:
        InputError: a field that is missing, unknown, or of another sort, with its place.
    """
    whole: Any = kind
    try:
        found: T = adapter(whole).validate_json(json.dumps([data]))[0]
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        parts = (_part(part, place) for part in first["loc"][1:])
        repeated = "" if first["type"] == "missing" else f", found {short(first['input'])}"
        message = first["msg"][0].lower() + first["msg"][1:]
        raise InputError(message + repeated, place="/".join((place, *parts))) from None
    return found


def _part(part: int | str, place: str) -> str:
    """A step of a place; in a JSON pointer a name that has a slash of its own is written as RFC 6901 says."""
    return str(part).replace("~", "~0").replace("/", "~1") if place.startswith("#") else str(part)


def short(value: object) -> str:
    """A value in a message: as much of it as one can read."""
    said = repr(value)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}..."
