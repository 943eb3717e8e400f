"""What was wrong in the data, and what had to be left out for it: every finding with its place, in one wording?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from recommender.catalogue.objects import Finding, Unread
from recommender.catalogue.rows import Row
from recommender.catalogue.schemas import mistakes
from recommender.rules.fields import Fields, RuleDataError

T = TypeVar("T")

_WORDINGS = (
    (r"unknown field; known are (?P<expected>.+)", "one of {expected}", "unknown field {name!r}"),
    (r"(?P<found>unknown .+); known are (?P<expected>.+)", "one of {expected}", "{found}"),
    (r"(?:.*; )?expected (?P<expected>.+?)[,;] found (?P<found>.+)", "{expected}", "{found}"),
    (r"(?:.*; )?expected (?P<expected>.+)", "{expected}", "{value}"),
    (r"(?:id )?(?P<found>.+) is not (?P<expected>.+)", "{expected}", "{found}"),
    (r"(?P<found>.+) is outside (?P<expected>.+)", "{expected}", "{found}"),
    (r"(?:id )?(?P<found>.+) is longer than (?P<expected>.+)", "no more than {expected}", "{found}"),
    (r"(?:id )?(?P<found>.+) has (?P<expected>surrounding blanks.+)", "no {expected}", "{found}"),
    (r"the id (?P<found>.+) stands twice in one tree", "each id once", "{found} twice"),
    (r"(?P<found>.+)", "something that can be used", "{found}"),
)
"""How the messages of readers part into what was expected and what was found."""
SHOWN = 80
"""Characters of a wrong value that a finding repeats."""


@dataclass
class Notes:
    """Collects while reading; nothing is raised for a mistake in the data."""

    findings: list[Finding] = field(default_factory=list)
    unread: dict[tuple[str, str], Unread] = field(default_factory=dict)

    def say(
        self,
        row: Row,
        path: str,
        expected: str,
        found: str,
        *,
        kind: str = "",
        key: str = "",
        severity: str = "error",
        code: str = "",
        **values: str,
    ) -> Finding:
        """Add one finding at a field of a row; `values` are what the sentences of its code say."""
        place = row.file, row.line_of(path), row.field_of(path)
        one = Finding(*place, expected, found, kind, key, severity, code, values)
        self.findings.append(one)
        return one

    def attempt(self, row: Row, read: Callable[[Fields], T], kind: str, *, left_out: bool = True) -> T | None:
        """What the reader makes of a row; None, and everything said, when it cannot."""
        try:
            return read(Fields.of(row.data, ""))
        except RuleDataError as error:
            self.refuse(row, error, kind, left_out=left_out)
        except RecursionError:
            key = name_of(row, kind)
            finding = self.say(row, "", "fewer levels", "more than can be read", kind=kind, key=key)
            if left_out:
                self.leave_out(kind, key, str(finding))
        return None

    def refuse(
        self, row: Row, error: RuleDataError, kind: str, key: str = "", *, left_out: bool = True
    ) -> None:
        """A row, or part of one, cannot be read: every mistake that shows in it, and its name among the unread.

        The reader stops at its first mistake, which it words best; the published schema tells the others.
        """
        key = key or name_of(row, kind)
        first = self.say(row, error.path, *wording(error, row.data), kind=kind, key=key)
        if row.data is not None:
            for path, expected, found in mistakes(kind, row.data):
                if row.field_of(path) != first.field:
                    self.say(row, path, expected, found, kind=kind, key=key)
        if left_out:
            self.leave_out(kind, key, str(first))

    def leave_out(self, kind: str, key: str, reason: str) -> None:
        """Name an object, or a part of one, that is not in the catalogue because it could not be understood."""
        self.unread.setdefault((kind, key), Unread(kind, key, reason))


def name_of(row: Row, kind: str) -> str:
    """How an object that cannot be read is called: its id where that much can be seen, else its place."""
    data: Mapping[str, Any] = row.data or {}
    key = data.get("item" if kind == "prerequisite" else "id")
    if not isinstance(key, str) or not key:
        return row.place
    return f"{key}@{data.get('year')}" if kind == "qualification" else key


def wording(error: RuleDataError, data: object) -> tuple[str, str]:
    """What was expected, and what was found instead."""
    name = error.path.rsplit("/", 1)[1]
    value = shown(at(data, error.path))
    for pattern, expected, found in _WORDINGS:
        if match := re.fullmatch(pattern, error.message, re.DOTALL):
            parts = {"name": name, "value": value} | match.groupdict()
            return expected.format(**parts), cut(found.format(**parts))
    return "something that can be used", "an empty message"


def at(data: object, path: str) -> object:
    """The value at a place such as `/sources/0/item`; None where there is none."""
    for part in path.strip("/").split("/") if path.strip("/") else ():
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data


def shown(value: object) -> str:
    """A wrong value, as a finding repeats it."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping | list):
        return f"{'a list' if isinstance(value, list) else 'a mapping'} of {len(value)}"
    return cut(repr(value))


def cut(text: str) -> str:
    """Not more of it than a reader wants to see."""
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
