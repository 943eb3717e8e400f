"""In which language is this caller answered?  zh-Hans unless the caller prefers English."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.explanation import Language

HTML_LANGUAGE: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


def negotiate(accept_language: str | None) -> Language:
    """The language of an Accept-Language header; Chinese where it names neither, or cannot be read."""
    best: tuple[float, Language] = (0.0, "zh")
    for tag, weight in _preferences(accept_language or ""):
        language: Language | None = "en" if _is(tag, "en") else "zh" if _is(tag, "zh") or tag == "*" else None
        if language is not None and weight > best[0]:
            best = (weight, language)
    return best[1]


def _is(tag: str, language: str) -> bool:
    return tag == language or tag.startswith(f"{language}-")


def _preferences(header: str) -> Iterator[tuple[str, float]]:
    for part in header.lower().split(","):
        tag, _, weight = part.partition(";q=")
        try:
            yield tag.strip(), float(weight) if weight else 1.0
        except ValueError:
            continue
