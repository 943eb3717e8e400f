"""How does canonical data become words, and which of its values does a sentence not show yet?

The sentences of rule kinds are written by hand and may leave a detail out. A text that somebody signs may not: whatever
of the data its sentence does not show is added behind it, field by field, with its structure. A word of the sentence
shows one value and no second one, and what stands in a title shows none: otherwise two rules could read alike.
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
NESTED = frozenset({"union", "intersection", "except", "all", "any", "not"})
"""Fields that join parts: a sentence has no brackets for them, so that they are always stated."""
SETS = frozenset({"of", "electives", "union", "intersection", "except"})
_CODED = {"assurance": "assurance", "item_kind": "kind", "kinds": "kind", "seasons": "season"}
"""Which field holds codes of which closed list."""
_QUOTED = re.compile("「[^」]*」|“[^”]*”")


class _Words:
    """A text of which every word is used up by the value that it shows."""

    def __init__(self, text: str) -> None:
        self._open = _QUOTED.sub(lambda found: "\0" * len(found[0]), text)
        self._titles = [found[0][1:-1] for found in _QUOTED.finditer(text)]

    def show(self, name: str, value: Any, language: Language) -> bool:
        """Whether the text shows the value once more: as it is, as its name, or as a day in words."""
        if isinstance(value, bool):
            return name in SAID_BY_WORDS
        raw = str(value)
        if raw in self._titles:
            self._titles.remove(raw)
            return True
        if self._take(rf"(?<![\w./-]){re.escape(raw)}(?![\w/-]|\.\w)"):
            return True
        if name in _CODED and self._take(f"(?i){re.escape(label(_CODED[name], raw, language))}"):
            return True
        day = _day(raw)
        return day is not None and self._take(re.escape(say(day, language)))

    def _take(self, pattern: str) -> bool:
        found = re.search(pattern, self._open, re.ASCII)
        if found is None:
            return False
        start, end = found.span()
        self._open = self._open[:start] + "\0" * (end - start) + self._open[end:]
        return True


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def also(sentence: str, data: Mapping[str, Any], language: Language) -> str:
    """Whatever of the data the sentence does not show, to stand behind it; empty where it shows everything."""
    lacking = _left(data, "", _Words(sentence), language)
    if lacking is None:
        return ""
    more = stated(lacking, language)
    return (
        f"（{phrase('also', language)}：{more}）"
        if language == "zh"
        else f" ({phrase('also', language)}: {more})"
    )


def _left(data: Any, name: str, words: _Words, language: Language) -> Any:
    """What of the data the words do not show; None where they show it all."""
    if isinstance(data, Mapping):
        if data.keys() & NESTED and any(isinstance(data.get(one), Mapping | list) for one in NESTED):
            for key, value in _scalars(data, name):
                words.show(key, value, language)  # whatever the sentence says of it shows nothing else
            return data
        if not data and name == "of":
            return data  # a set that is stated to be everything
        known = {key: part for key, part in data.items() if not (name == "titles" and key != language)}
        parts = {key: _left(part, key, words, language) for key, part in known.items()}
        return {key: part for key, part in parts.items() if part is not None} or None
    if isinstance(data, list | tuple):
        left = [_left(part, name, words, language) for part in data]
        several = any(isinstance(part, Mapping | list | tuple) for part in data)
        kept = left if several else [part for part in left if part is not None]
        return kept if any(part is not None for part in left) else None
    return None if data is None or words.show(name, data, language) else data


def _scalars(data: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every single value below, with the field in which it stands."""
    if isinstance(data, Mapping):
        for key, part in data.items():
            yield from _scalars(part, str(key))
    elif isinstance(data, list | tuple):
        for part in data:
            yield from _scalars(part, name)
    else:
        yield name, data


def stated(data: Any, language: Language, name: str = "") -> str:
    """Data as `field value; ...`, parts in brackets, the places of a list of parts in front of them."""
    if name == "titles" and isinstance(data, Mapping):
        return str(data.get(language, ""))
    if isinstance(data, Mapping):
        parts = [_field(key, part, language, name) for key, part in data.items() if part is not None]
        return ("；" if language == "zh" else "; ").join(parts) or _empty(name, language)
    if isinstance(data, list | tuple):
        if not any(isinstance(part, Mapping | list | tuple) for part in data):
            return ", ".join(word(name, part, language) for part in data) or phrase("nothing", language)
        numbered = [
            f"({place}) {stated(part, language, name)}"
            for place, part in enumerate(data, 1)
            if part is not None
        ]
        return ("；" if language == "zh" else "; ").join(numbered)
    return word(name, data, language)


def _field(name: str, value: Any, language: Language, above: str) -> str:
    """One field; what holds several values below it stands in brackets."""
    said = stated(value, language, name)
    if name == "titles":
        return said
    deep = value and (
        isinstance(value, Mapping)
        or (isinstance(value, list | tuple) and any(isinstance(one, Mapping | list | tuple) for one in value))
    )
    return f"{field_name(name, language, above)} {f'[{said}]' if deep else said}"


def _empty(name: str, language: Language) -> str:
    return phrase("everything" if name in SETS else "always", language)


def word(name: str, value: Any, language: Language) -> str:
    """One value of a field; a code of a closed list with its name."""
    if isinstance(value, bool):
        return phrase("yes" if value else "no", language)
    group = _CODED.get(name, "")
    code = str(value)
    known = label(group, code, language) if group else code_name(name, code, language)
    return code if known in {code, f"{group}.{code}"} else f"{code} ({known})"


def items_in(data: Any, name: str = "") -> tuple[str, ...]:
    """Every item that the data names, in order, each once."""
    found = (
        value for key, value in _scalars(data, name) if key in {"item", "items"} and isinstance(value, str)
    )
    return tuple(dict.fromkeys(found))


def item_line(catalogue: Catalogue, key: str, language: Language) -> str:
    """An item with its id and title."""
    known = catalogue.items.get(ItemId(key))
    if known is None:
        return key
    title = say(names.item(catalogue, key), language)
    return f"{key} {title}"
