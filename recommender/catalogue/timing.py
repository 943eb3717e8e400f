"""How long does one have to study, and may one, and on which days is it awarded (B19)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from recommender.rules.fields import Json
from recommender.vocabulary import format_units, months_later

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Timing:
    """What a version says of time; nothing of it where it is silent."""

    least_months: int | None = None
    """From enrolment: no award before."""
    most_months: int | None = None
    """From enrolment: no award after; the limit of registration."""
    awards: tuple[tuple[int, int], ...] = ()
    """(month, day) of every award in a year; empty: any day."""
    load_least_units: int | None = None
    """Least load of each term in which something new is studied, but the last."""

    def earliest(self, entered: date) -> date:
        """The first day on which the time of study allows an award."""
        return entered if self.least_months is None else months_later(entered, self.least_months)

    def latest(self, entered: date) -> date | None:
        """The last day on which it allows one; None: no limit."""
        return None if self.most_months is None else months_later(entered, self.most_months)

    def award_after(self, complete: date, entered: date) -> date:
        """The day of the award to whom everything is there on `complete`."""
        ready = max(complete, self.earliest(entered))
        days = (date(year, *day) for year in (ready.year, ready.year + 1) for day in self.awards)
        return min((day for day in days if day >= ready), default=ready)


ANY_TIME = Timing()
"""What a version says that says nothing of time."""


def timing_data(timing: Timing) -> Json:
    """The canonical form of what is stated."""
    years = {"least_years": timing.least_months, "most_years": timing.most_months}
    stated = {name: str(Fraction(months, MONTHS)) for name, months in years.items() if months is not None}
    found: Json = {"time": stated} if stated else {}
    if timing.awards:
        found["awards"] = [f"{month:02d}-{day:02d}" for month, day in timing.awards]
    if timing.load_least_units is not None:
        found["load_least"] = format_units(timing.load_least_units)
    return found
