"""Is a document a requirement list at all: objects within objects, each field of its kind?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recommender.errors import Unreadable

DEEPEST = 30
_KINDS: Mapping[str, tuple[type, str]] = {
    "title": (str, "text"),
    "desc": (str, "text"),
    "reqs": (list, "a list"),
    "threshold": (dict, "an object"),
    "distinct-threshold": (dict, "an object"),
}


def checked(data: Any, file: str, place: str = "", depth: int = 0) -> dict[str, Any]:
    """The list itself, as it was read.

    Raises:
        Unreadable: it is none; the file, the place in it, and what was expected there.
    """
    if not isinstance(data, dict):
        raise Unreadable(f"expected an object, found {_shown(data)}", place=f"{file}:{place or '/'}")
    if depth > DEEPEST:
        raise Unreadable(f"expected lists within each other at most {DEEPEST} deep", place=f"{file}:{place}")
    for name, (kind, said) in _KINDS.items():
        optional = name in ("title", "desc", "reqs") and data.get(name) is None
        if name in data and not optional and not isinstance(data[name], kind):
            found = _shown(data[name])
            raise Unreadable(f"expected {said}, found {found}", place=f"{file}:{place}/{name}")
    for number, child in enumerate(data.get("reqs") or ()):
        checked(child, file, f"{place}/reqs/{number}", depth + 1)
    return data


def _shown(value: object) -> str:
    return repr(value)[:60]
