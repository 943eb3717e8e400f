"""How does canonical data become words, and which of its values does a sentence not show yet?

The sentences of rule kinds are written by hand and may leave a detail out. A text that somebody signs may not: whatever
of the data its sentence does not show is added behind it, field by field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from recommender.catalogue.objects import Catalogue
from recommender.explanation import names
from recommender.explanation.render import label
from recommender.explanation.whole_words import code_name, field_name, phrase
from recommender.explanation.words import Language, say
from recommender.vocabulary import ItemId, parse_date

SAID_BY_WORDS = frozenset({"awarded", "recognised", "transferred"})
"""Fields whose yes or no stands in the words of a source."""
_GENERIC = frozenset({"agreement"})
"""Names of codes that stand in other sentences as well."""
_NUMBER = re.compile(r"\d+([./]\d+)?")
_GROUPS = ("kind", "assurance", "season")
_CODED = {"assurance": "assurance", "item_kind": "kind", "kinds": "kind", "seasons": "season"}
"""Which field holds codes of which closed list."""


def values(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """(path, value) of every value; places in lists are no part of a path, titles in other languages are left out."""
    if isinstance(data, Mapping):
        for name, part in data.items():
            yield from values(part, (*path, str(name)))
    elif isinstance(data, list | tuple):
        for part in data:
            yield from values(part, path)
    elif data is not None:
        yield path, data


def shows(text: str, path: tuple[str, ...], value: Any, language: Language) -> bool:
    """Whether a value stands in the text: as it is, as its name, or as a day in words."""
    if isinstance(value, bool):
        return bool(path) and path[-1] in SAID_BY_WORDS
    if len(path) > 1 and path[-2] == "titles" and path[-1] != language:
        return True  # told in its own language
    raw = str(value)
    if _NUMBER.fullmatch(raw):
        return re.search(rf"(?<![\w./-]){re.escape(raw)}(?![\w/-]|\.\d)", text) is not None
    if re.search(rf"(?<![A-Za-z0-9]){re.escape(raw)}(?![A-Za-z0-9])", text):
        return True
    spoken = text.casefold()
    names_of = (label(group, raw, language).casefold() for group in _GROUPS)
    if any(name != raw and name in spoken for name in names_of if name not in _GENERIC):
        return True
    day = _day(raw)
    return day is not None and say(day, language) in text


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def unsaid(data: Any, text: str, language: Language, base: tuple[str, ...] = ()) -> str:
    """The values that the text does not show, as `field value; ...`; empty where it shows them all.

    `base` is where the data stands; it is not repeated in front of the values.
    """
    lacking: dict[tuple[str, ...], list[str]] = {}
    for path, value in values(data, base):
        if not shows(text, path, value, language):
            lacking.setdefault(path, []).append(word(path, value, language))
    separator = "；" if language == "zh" else "; "
    shown = (
        f"{_path(path[len(base) :], language)} {', '.join(found)}".strip() for path, found in lacking.items()
    )
    return separator.join(shown)


def _path(path: tuple[str, ...], language: Language) -> str:
    return " / ".join(field_name(name, language) for name in path if name not in {"titles", language})


def word(path: tuple[str, ...], value: Any, language: Language) -> str:
    """One value; a code of a closed list with its name."""
    if isinstance(value, bool):
        return phrase("yes" if value else "no", language)
    group = _CODED.get(path[-1], "") if path else ""
    code = str(value)
    name = label(group, code, language) if group else code_name(path[-1] if path else "", code, language)
    return str(value) if name in {str(value), f"{group}.{value}"} else f"{value} ({name})"


def completed(sentence: str, data: Any, language: Language) -> str:
    """The sentence, with whatever of the data it does not show behind it."""
    more = unsaid(data, sentence, language)
    if not more:
        return sentence
    also = phrase("also", language)
    return f"{sentence}（{also}：{more}）" if language == "zh" else f"{sentence} ({also}: {more})"


def stated(data: Any, language: Language, base: tuple[str, ...] = ()) -> str:
    """Data as `field value; ...`."""
    return unsaid(data, "", language, base)


def items_in(data: Any) -> tuple[str, ...]:
    """Every item that the data names, in order, each once."""
    found = [
        str(v) for path, v in values(data) if path and path[-1] in {"item", "items"} and isinstance(v, str)
    ]
    return tuple(dict.fromkeys(found))


def item_line(catalogue: Catalogue, key: str, language: Language) -> str:
    """An item with its id, title and credit."""
    known = catalogue.items.get(ItemId(key))
    if known is None:
        return key
    title = say(names.item(catalogue, key), language)
    return f"{key} {title}"
