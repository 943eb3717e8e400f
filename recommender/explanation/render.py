"""How does a reason become a sentence?

The texts of both languages have the same keys and placeholders; a test says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from recommender.explanation.reasons import Reason
from recommender.explanation.texts import TEXTS
from recommender.explanation.words import LANGUAGES, Language, Value, say


class MissingText(KeyError):
    """No sentence for a key: a defect of ours, raised in strict mode alone."""


def render(reason: Reason, language: Language, *, strict: bool = False) -> str:
    """The sentence of a reason; at run time an unknown code is shown as itself.

    Raises:
        MissingText: no text for the key, in strict mode.
    """
    text = message(reason.key, language, strict=strict)
    if text is None:
        return reason.key
    return text.format_map({f.name: _said(getattr(reason, f.name), language) for f in fields(reason)})


def message(key: str, language: Language, *, strict: bool = False) -> str | None:
    """The text of a key; a variant that has none (`x.detail`) falls back to the plain one."""
    texts = TEXTS[language]
    found = texts.get(key) or texts.get(key.removesuffix(".detail"))
    if found is None and strict:
        raise MissingText(f"{language}: no text for {key!r}")
    return found


def label(group: str, code: str, language: Language, *, strict: bool = False) -> str:
    """The name of one code of a closed list, such as `label("standing", "granted", "zh")`; unknown: the code."""
    found = message(f"{group}.{code}", language, strict=strict)
    return code if found is None else found


def both(reasons: Reason | Iterable[Reason]) -> dict[str, str]:
    """Reasons as one running text by language, as answers carry it."""
    return {language: _joined(lines, language) for language, lines in each(reasons).items()}


def each(reasons: Reason | Iterable[Reason]) -> dict[Language, list[str]]:
    """Reasons as sentences by language."""
    known = (reasons,) if isinstance(reasons, Reason) else tuple(reasons)
    return {language: [render(reason, language) for reason in known] for language in LANGUAGES}


def _joined(lines: Iterable[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(lines)


def _said(value: object, language: Language) -> str:
    if isinstance(value, tuple) and not all(hasattr(one, "zh") for one in value):
        return ""  # citations are for machines
    spoken: Value = value  # type: ignore[assignment]  # the fields of reasons are values, citations apart
    return say(spoken, language)
