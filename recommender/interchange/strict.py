"""What does a JSON document of a stranger say, where nothing in it may surprise whoever reads it?

One text in UTF-8, nothing said twice, no number that JSON does not know, and bounds on size, depth and count that are
looked at before anything is built: a hostile document costs no more than a long one.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from recommender.errors import Unreadable

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_VALUES", "Written", "json_of_stranger"]

MOST_BYTES = 10_000_000
MOST_DEPTH = 48
MOST_VALUES = 200_000
MOST_DIGITS = 40
"""Characters of a number: more than any amount, date or index has."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_STRUCTURE = re.compile(r"[\[\]{},]")


class Written(float):
    """A decimal number with the text that it was written as, so that an amount stays exact."""

    text: str

    def __new__(cls, text: str) -> Written:
        made = super().__new__(cls, text)
        made.text = text
        return made


def json_of_stranger(content: bytes, place: str) -> Any:
    """The document.

    Raises:
        Unreadable: one sentence about the first thing that is not as it should be.
    """
    text = _text(content, place)
    _bounded(text, place)
    try:
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_constant, parse_float=_decimal, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"expected JSON, found a mistake in line {error.lineno}: {error.msg}", place=place
        ) from None
    except ValueError as error:
        raise Unreadable(f"expected JSON as everybody reads it: {error}", place=place) from None
    _sayable(found, place)
    return found


def _text(content: bytes, place: str) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(f"expected at most {MOST_BYTES} bytes, found {len(content)}", place=place)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"expected text in UTF-8, found another byte at {error.start}", place=place
        ) from None
    if not text.strip():
        raise Unreadable("expected a document, found nothing", place=place)
    return text


def _bounded(text: str, place: str) -> None:
    """Depth and count by the brackets and commas outside of strings."""
    depth = values = 0
    for sign in _STRUCTURE.findall(_STRING.sub("", text)):
        values += sign in ",[{"
        depth += (sign in "[{") - (sign in "]}")
        if depth > MOST_DEPTH:
            raise Unreadable(f"expected at most {MOST_DEPTH} levels inside each other", place=place)
        if values > MOST_VALUES:
            raise Unreadable(f"expected at most {MOST_VALUES} values", place=place)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the field {key!r} stands twice")
        found[key] = value
    return found


def _constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number that JSON knows")


def _short(text: str) -> str:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a number of {len(text)} characters is longer than any that is meant")
    return text


def _decimal(text: str) -> Written:
    made = Written(_short(text))
    if made in (float("inf"), float("-inf")):
        raise ValueError(f"the number {text} is larger than can be told")
    return made


def _whole(text: str) -> int:
    return int(_short(text))


def _sayable(found: Any, place: str) -> None:
    """No text holds half of a character, or a zero: neither can be written down again."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and not _is_text(one):
            raise Unreadable("expected text, found half a character or a zero in it", place=place)
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def _is_text(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
