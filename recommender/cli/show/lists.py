"""How are recognitions to apply for, what does not count, assumptions and causes listed?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType

from recommender.cli.language import Language
from recommender.cli.show.words import Json, bullet, credits, heading, indented, title
from recommender.cli.texts import say

MOST = 12
"""A longer list of what does not count is cut, and says how many are left out; JSON has them all."""


def application_parts(rows: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    """Recognitions to apply for; the sentence of each names its rule."""
    if not rows:
        return
    yield heading(say("applications", language))
    for one in rows:
        yield bullet(title(one["text"], language))


def lost_parts(rows: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    """Results that count nothing here, and why."""
    if not rows:
        return
    yield heading(say("not_counted", language))
    for one in rows[:MOST]:
        amount = credits(one["credits"], language)
        yield bullet(
            f"{title(one['title'], language)}, {amount}"
            if language == "en"
            else f"{title(one['title'], language)}，{amount}"
        )
        yield indented(title(one["text"], language), 4, "dim")
    if len(rows) > MOST:
        yield indented(say("and_more", language, count=len(rows) - MOST), 2, "dim")


def assumption_parts(rows: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    """What the answer takes to hold; sentences that say the same stand once."""
    yield from _notes("assumptions", rows, language)


def cause_parts(status: str, rows: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    """Why there is no path."""
    key = "causes_refused" if status == "refused" else "causes"
    yield from _notes(key, rows, language)


def _notes(key: str, rows: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    said = list(dict.fromkeys(title(one["text"], language) for one in rows))
    if not said:
        return
    yield heading(say(key, language))
    for sentence in said[:MOST]:
        yield bullet(sentence)
    if len(said) > MOST:
        yield indented(say("and_more", language, count=len(said) - MOST), 2, "dim")


def mode_line(mode: str, language: Language) -> str:
    """How equally short choices were ordered."""
    return say(f"mode_{mode}", language) if mode in {"champion", "popularity", "plan_only"} else mode
