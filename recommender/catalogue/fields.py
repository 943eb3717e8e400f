"""How are the values read that catalogues have and rules do not: labels, amounts of time, a choice of known words?"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction

from recommender.rules.fields import Fields
from recommender.vocabulary import Interval

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?|\d{1,9}/0*[1-9]\d{0,8}")


def number(fields: Fields, name: str) -> Fraction | None:
    """A number above 0, exact: a whole number, or text such as '1.5' or '1/2'; None when absent."""
    value = fields.data.get(name)
    if value is None:
        return None
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not _NUMBER.fullmatch(text) or not Fraction(text):
        raise fields.fail(name, f"expected a number above 0 as text such as '1.5' or '1/2', found {value!r}")
    return Fraction(text)


def labels(fields: Fields, name: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """A list of words, each once and none blank; empty when absent. An empty list says nothing and is refused."""
    found = fields.texts(name)
    if fields.has(name) and not found:
        raise fields.fail(name, "expected at least one, or the field left out, found an empty list")
    for value in found:
        if not value or value != value.strip():
            raise fields.fail(name, f"expected words without blanks around them, found {value!r}")
        if found.count(value) > 1:
            raise fields.fail(name, f"expected each once, found {value!r} twice")
        if known and value not in known:
            raise fields.fail(name, f"expected of {', '.join(sorted(known))}, found {value!r}")
    return found


def one_of(fields: Fields, name: str, known: Collection[str]) -> str:
    """A required word out of a known set."""
    value = fields.text(name)
    if value not in known:
        choice = ", ".join(sorted(known)) or "those that could be read, which are none"
        raise fields.fail(name, f"expected one of {choice}, found {value!r}")
    return value


def titled(fields: Fields) -> dict[str, str]:
    """Titles by language, at least one."""
    found = fields.titles()
    if not found:
        raise fields.fail("titles", "expected a title in at least one language, found nothing")
    return found


def optional(fields: Fields, name: str) -> str | None:
    """A text, None when absent."""
    return fields.text(name) if fields.has(name) else None


def life(fields: Fields) -> Interval:
    """The half-open interval that `from` and `to` beside the other fields say."""
    start, end = fields.day("from"), fields.day("to")
    if start is not None and end is not None and end <= start:
        raise fields.fail("to", f"expected a date after {start}, found {end}")
    return Interval(start, end)
