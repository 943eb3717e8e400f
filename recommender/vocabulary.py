"""What do the basic words mean: ids, exact credits, grades, dates, terms, clocks?  Standard library only.

Numbers in brackets cite the paragraphs of docs/semantics.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NewType, Protocol

ItemId = NewType("ItemId", str)
RuleId = NewType("RuleId", str)
InstitutionId = NewType("InstitutionId", str)
QualificationId = NewType("QualificationId", str)
NodeId = NewType("NodeId", str)
LearnerId = NewType("LearnerId", str)
"""A pseudonymous account id (A10): a type of its own, so that it never mixes with catalogue ids."""
EntryId = NewType("EntryId", str)

UNITS_PER_CREDIT = 600
"""One credit is 600 units: hundredths, thirds, sixths and eighths are exact (A2)."""

MAX_ID_BYTES = 128
MAX_UNITS = 10**9
"""Larger amounts are treated as a mistake in the data, not as credit."""


class ItemKind(StrEnum):
    """Whatever can be earned (A1)."""

    COURSE = "course"
    CERTIFICATE = "certificate"
    EXAM = "exam"
    EXPERIENCE = "experience"
    UNIT = "unit"
    MILESTONE = "milestone"


class Assurance(StrEnum):
    """How firmly a recognition rule stands (A6)."""

    STATUTORY = "statutory"
    AGREEMENT = "agreement"
    RECOMMENDATION = "recommendation"
    PREDICTED = "predicted"


class RuleStatus(StrEnum):
    """Where a recognition rule is in its life (A5)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Repeats(StrEnum):
    """Which of several attempts at one item counts (B21)."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"
    """The last attempt counts, at the mean of all marks."""


DEFAULT_ASSURANCE = frozenset({Assurance.STATUTORY, Assurance.AGREEMENT})


def check_id(text: str) -> str:
    """Return `text` if it is a well-formed id (A10), else raise ValueError with the reason."""
    if not text:
        raise ValueError("an id must not be empty")
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError(f"id {text!r} is not in Unicode normal form C")
    if len(text.encode()) > MAX_ID_BYTES:
        raise ValueError(f"id {text[:40]!r}... is longer than {MAX_ID_BYTES} bytes")
    if text != text.strip() or any(unicodedata.category(c) == "Cc" for c in text):
        raise ValueError(f"id {text!r} has surrounding blanks or control characters")
    return text


_FRACTION = re.compile(r"[0-9]{1,9}/[0-9]{1,6}")
_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
"""Plain digits: no exponent (`1e999999999` takes minutes to expand), no digits of other scripts, no `1_0`."""


def parse_units(text: str) -> int:
    """Read an amount of credit ("3", "1.5", "1/3") as units of 1/600 credit.

    Raises:
        ValueError: not a number, negative, or not a whole number of units (A2: quarantined, never rounded).
    """
    text = text.strip()
    try:
        if not _FRACTION.fullmatch(text) and not _DECIMAL.fullmatch(text):
            raise ValueError
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is not an amount of credit; expected a decimal or n/d") from None
    units = value * UNITS_PER_CREDIT
    if units.denominator != 1:
        raise ValueError(f"{text!r} is not a whole number of 1/{UNITS_PER_CREDIT} credits")
    if not 0 <= units <= MAX_UNITS:
        raise ValueError(f"{text!r} is outside 0 to {MAX_UNITS // UNITS_PER_CREDIT} credits")
    return int(units)


def format_units(units: int) -> str:
    """Write units of 1/600 credit as a decimal string where exact, else as n/d (A2)."""
    value = Fraction(units, UNITS_PER_CREDIT)
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True, order=True)
class Credits:
    """An exact amount together with its scheme; adding two schemes is a type error (A2)."""

    units: int
    scheme: str

    @classmethod
    def parse(cls, text: str, scheme: str) -> Credits:
        """Read "3.5" as 3.5 credits of `scheme`; raises ValueError as `parse_units` does."""
        return cls(parse_units(text), scheme)

    def __add__(self, other: Credits) -> Credits:
        if not isinstance(other, Credits) or other.scheme != self.scheme:
            raise TypeError(f"cannot add {other!r} to credits of scheme {self.scheme!r}")
        return Credits(self.units + other.units, self.scheme)

    def __str__(self) -> str:
        return format_units(self.units)


@dataclass(frozen=True, slots=True)
class Grade:
    """A mark on a grade scheme, as written on the transcript."""

    scheme: str
    mark: str


def parse_number(text: str) -> Fraction | None:
    """A number as a decimal or, as a mean of marks may be, n/d; None for anything else."""
    if not (_DECIMAL.fullmatch(text) or _FRACTION.fullmatch(text)) or text.rstrip("0").endswith("/"):
        return None
    return Fraction(text)


@dataclass(frozen=True, slots=True)
class GradeScheme:
    """The order of a scheme's marks as data: numeric (percentage) or listed from worst to best."""

    id: str
    marks: tuple[str, ...]
    """Worst to best; empty for a numeric scheme."""
    pass_mark: str
    numeric: bool = False

    def rank(self, mark: str) -> Fraction | None:
        """Position of `mark` in the order, or None when the scheme does not know it."""
        if self.numeric:
            return parse_number(mark)
        return Fraction(self.marks.index(mark)) if mark in self.marks else None

    def at_least(self, mark: str, floor: str) -> bool:
        """Whether `mark` reaches `floor`; an unmapped comparison is unknown, never true (A2)."""
        have, need = self.rank(mark), self.rank(floor)
        return have is not None and need is not None and have >= need


def reaches(grade: Grade | None, floor: Grade | None, schemes: Mapping[str, GradeScheme]) -> bool:
    """Whether a grade reaches a floor; no floor is always reached, an unknown comparison never."""
    if floor is None:
        return True
    if grade is None or grade.scheme != floor.scheme or floor.scheme not in schemes:
        return False
    return schemes[floor.scheme].at_least(grade.mark, floor.mark)


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open interval of civil dates [start, end); None is open (A11)."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    @property
    def is_open(self) -> bool:
        """True when neither end is stated."""
        return self.start is None and self.end is None


ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class Season:
    """A recurring part of a calendar's year; (month, day) bounds, both inclusive, may wrap over New Year."""

    name: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The terms of an institution: seasons in order of their start within a year (A11)."""

    id: str
    seasons: tuple[Season, ...]

    def terms_from(self, day: date, count: int) -> tuple[Term, ...]:
        """The first `count` terms that start on or after `day`, in order of time; fewer where the dates run out."""
        found: list[Term] = []
        for year in range(max(day.year - 1, date.min.year), date.max.year + 1):
            if len(found) >= count:
                break
            for season in self.seasons:
                start = date(year, *season.start)
                end_year = year if season.end >= season.start else year + 1
                if start >= day and end_year <= date.max.year:
                    found.append(Term(self.id, len(found), season.name, start, date(end_year, *season.end)))
        found.sort(key=lambda term: term.start)
        return _numbered(found[:count])

    def term_on(self, day: date) -> Term:
        """The term that a day belongs to: the last one that began on that day or before it."""
        years = (year for year in (day.year - 1, day.year) if year >= date.min.year)
        begun = [(date(year, *season.start), season) for year in years for season in self.seasons]
        if not any(start <= day for start, _ in begun):
            # Before the first term of the first year: that of the year before, of which there are no dates.
            last = max(self.seasons, key=lambda season: (season.start, season.name))
            return Term(self.id, 0, last.name, date.min, max(day, date(date.min.year, *last.end)))
        start, season = max((one for one in begun if one[0] <= day), key=lambda one: (one[0], one[1].name))
        end_year = start.year if season.end >= season.start else start.year + 1
        end = date(end_year, *season.end) if end_year <= date.max.year else date.max
        return Term(self.id, 0, season.name, start, end)

    def terms_around(self, day: date, count: int) -> tuple[Term, ...]:
        """The same, and before them the term that has begun before the day and has not ended, where there is one."""
        before = date(day.year - 1, day.month, 1) if day.year > date.min.year else date.min
        earlier = self.terms_from(before, 3 * len(self.seasons))
        now = [term for term in earlier if term.start < day <= term.end]
        return _numbered([*now[-1:], *self.terms_from(day, count)])


def _numbered(terms: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(Term(t.calendar, i, t.season, t.start, t.end) for i, t in enumerate(terms))


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a calendar: its ordinal in the plan, season, first and last day."""

    calendar: str
    ordinal: int
    season: str
    start: date
    end: date

    @property
    def label(self) -> str:
        """A stable name such as `2027-spring`."""
        return f"{self.start.year}-{self.season}"


def day_after(day: date) -> date:
    """The next day; of the last day that there is, itself."""
    return day if day == date.max else day + timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = 31 if month == 11 else (date(year, month + 2, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


class Clock(Protocol):
    """Where "now" comes from: always a parameter, frozen in tests (A11)."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FrozenClock:
    """A clock that stands still, for tests and replay."""

    instant: datetime

    def now(self) -> datetime:
        """The instant that it was made with."""
        return self.instant


def parse_date(text: str) -> date:
    """Read `YYYY-MM-DD`; raises ValueError naming what was expected."""
    try:
        if len(text) != 10 or text[7] != "-":  # `2025-W01-1` is a week date
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date; expected YYYY-MM-DD") from None
