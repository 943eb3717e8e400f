"""Which terms lie behind the demo bank's histories, and which one is running?"""

from __future__ import annotations

from datetime import date

from recommender.demo.write import TWO_TERMS
from recommender.vocabulary import Calendar, Season, Term

YEARS = 8
"""How far back histories go."""


def history_terms(as_of: date) -> tuple[Term, ...]:
    """The terms of the last years that ended before the day, in order of time."""
    first = date(as_of.year - YEARS, as_of.month, 1)
    return tuple(term for term in _calendar().terms_from(first, 2 * YEARS + 4) if term.end < as_of)


def running_term(as_of: date) -> Term:
    """The term that is running on the day, or the next one to start."""
    known = _calendar().terms_from(date(as_of.year - 1, 1, 1), 8)
    return next(term for term in known if term.end >= as_of)


def _calendar() -> Calendar:
    seasons = tuple(
        Season(one["name"], _month_day(one["start"]), _month_day(one["end"])) for one in TWO_TERMS["seasons"]
    )
    return Calendar(TWO_TERMS["id"], seasons)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
