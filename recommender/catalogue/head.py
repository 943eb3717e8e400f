"""What does catalogue.yaml say: the catalogue's name, how credit and grades are counted, which terms there are?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from recommender.catalogue.fields import labels, number, one_of, titled
from recommender.catalogue.findings import Notes, wording
from recommender.catalogue.objects import CreditScheme
from recommender.catalogue.rows import Row
from recommender.errors import Unreadable
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.scales import Scale, ScaleRow
from recommender.vocabulary import Calendar, Grade, GradeScheme, Season

FORMAT = "creditpath-catalogue/1"
NUMERIC_MARK = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_FIELDS = (
    "format",
    "id",
    "titles",
    "synthetic",
    "schemes",
    "ratios",
    "grade_schemes",
    "calendars",
    "load",
    "scales",
)
_POINTS = re.compile(r"[0-9]{1,6}(/[0-9]{1,6}|\.[0-9]{1,6})?")
_MONTH_AND_DAY = re.compile(r"(\d\d)-(\d\d)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Head:
    """What everything else in the catalogue refers to."""

    id: str
    titles: dict[str, str]
    synthetic: bool
    schemes: dict[str, CreditScheme]
    ratios: dict[tuple[str, str], Fraction]
    grade_schemes: dict[str, GradeScheme]
    calendars: dict[str, Calendar]
    load_units: int | None
    """Most credit of new study in one term, where a qualification states none."""
    scales: dict[str, Scale] = field(default_factory=dict)
    """Scales of grade points, by id."""


def read_head(row: Row, notes: Notes) -> Head:
    """The head; an entry of its lists that cannot be read is left out, and so is what refers to it.

    Raises:
        Unreadable: it is no catalogue of this format, or it does not say which one.
    """
    fields = Fields(row.data or {})
    try:
        if fields.text("format") != FORMAT:
            raise fields.fail("format", f"expected {FORMAT}, found {fields.data['format']!r}")
        key = fields.ident("id")
    except RuleDataError as error:
        raise Unreadable(str(notes.say(row, error.path, *wording(error, row.data)))) from None
    for name in fields.data:
        if name not in _FIELDS:
            known = f"one of {', '.join(_FIELDS)}"
            notes.say(row, f"/{name}", known, f"unknown field {name!r}", kind="catalogue", key=key)

    def read(name: str, reader: Callable[[Fields], T], missing: T) -> T:
        """One field, or what stands for it when it cannot be read."""
        try:
            return reader(fields) if fields.has(name) else missing
        except RuleDataError as error:
            notes.say(row, error.path, *wording(error, row.data), kind="catalogue", key=key)
            return missing

    def entries(name: str, reader: Callable[[Fields], tuple[str, T]]) -> dict[str, T]:
        """The entries of a list by id."""
        found: dict[str, T] = {}
        stated: tuple[Fields, ...] = read(name, lambda f: f.each(name, lambda entry: entry), ())
        for entry in stated:
            one = read(name, lambda _, entry=entry: reader(entry), None)  # type: ignore[misc]
            if one is not None and one[0] in found:
                notes.say(row, entry.path, "each once", f"{one[0]!r} twice", kind="catalogue", key=key)
            elif one is not None:
                found[one[0]] = one[1]
        return found

    schemes = entries("schemes", _scheme)
    ratios = entries("ratios", lambda f: _ratio(f, schemes))
    grade_schemes = entries("grade_schemes", _grade_scheme)
    return Head(
        key,
        read("titles", titled, {}),
        read("synthetic", lambda f: f.flag("synthetic"), False),
        schemes,
        dict(ratios.values()),
        grade_schemes,
        entries("calendars", _calendar),
        read("load", lambda f: positive(f, "load"), None),
        entries("scales", lambda f: _scale(f, grade_schemes)),
    )


def positive(fields: Fields, name: str) -> int:
    """A required amount of credit above 0, in units."""
    units = fields.units(name)
    if not units:
        raise fields.fail(name, "expected more than 0 credits, found 0")
    return units


def check_grade(fields: Fields, name: str, grade: Grade | None, schemes: dict[str, GradeScheme]) -> None:
    """Refuse a mark that no scheme of the catalogue knows: nothing could ever reach it."""
    if grade is None:
        return
    if grade.scheme not in schemes:
        known = ", ".join(schemes) or "none"
        raise fields.fail(f"{name}/scheme", f"expected a grade scheme of {known}, found {grade.scheme!r}")
    if not knows(schemes[grade.scheme], grade.mark):
        raise fields.fail(f"{name}/mark", f"expected a mark on {grade.scheme}, found {grade.mark!r}")


def knows(scheme: GradeScheme, mark: str) -> bool:
    """Whether a mark stands on the scheme."""
    return bool(NUMERIC_MARK.fullmatch(mark)) if scheme.numeric else mark in scheme.marks


def _scheme(fields: Fields) -> tuple[str, CreditScheme]:
    fields.only("id", "titles", "hours_per_credit")
    key = fields.ident("id")
    return key, CreditScheme(key, fields.titles(), number(fields, "hours_per_credit"))


def _ratio(fields: Fields, schemes: dict[str, CreditScheme]) -> tuple[str, tuple[tuple[str, str], Fraction]]:
    fields.only("from", "to", "factor")
    pair = one_of(fields, "from", schemes), one_of(fields, "to", schemes)
    factor = number(fields, "factor")
    if pair[0] == pair[1]:
        raise fields.fail("to", f"expected another scheme than `from`, found {pair[1]!r}")
    if factor is None:
        raise fields.fail("factor", "expected a number above 0 as text such as '1.5' or '1/2', found nothing")
    return " to ".join(pair), (pair, factor)


def _grade_scheme(fields: Fields) -> tuple[str, GradeScheme]:
    fields.only("id", "numeric", "marks", "pass_mark")
    numeric = fields.flag("numeric")
    marks = labels(fields, "marks")
    if numeric == bool(marks):
        raise fields.fail("marks", "expected marks from worst to best, or `numeric: true` without any")
    scheme = GradeScheme(fields.ident("id"), marks, fields.text("pass_mark"), numeric)
    if not knows(scheme, scheme.pass_mark):
        raise fields.fail("pass_mark", f"expected a mark of this scheme, found {scheme.pass_mark!r}")
    return scheme.id, scheme


def _scale(fields: Fields, schemes: dict[str, GradeScheme]) -> tuple[str, Scale]:
    fields.only("id", "points")
    rows = fields.each("points", lambda one: _points(one, schemes))
    if len({(row.grade_scheme, row.mark) for row in rows}) != len(rows):
        raise fields.fail("points", "expected each mark once")
    key = fields.ident("id")
    return key, Scale(key, rows)


def _points(fields: Fields, schemes: dict[str, GradeScheme]) -> ScaleRow:
    """Points of a mark (of a numeric scheme: from it on), or a factor by which the marks of a numeric one count."""
    fields.only("grade_scheme", "mark", "points", "factor")
    scheme = schemes[one_of(fields, "grade_scheme", schemes)]
    if fields.has("factor"):
        if fields.has("mark") or fields.has("points") or not scheme.numeric:
            raise fields.fail("factor", "expected a factor alone, and of a numeric grade scheme")
        return ScaleRow(scheme.id, _fraction(fields, "factor"))
    mark = fields.text("mark")
    if not knows(scheme, mark):
        raise fields.fail("mark", f"expected a mark on {scheme.id}, found {mark!r}")
    return ScaleRow(scheme.id, _fraction(fields, "points"), mark)


def _fraction(fields: Fields, name: str) -> Fraction:
    text = fields.text(name)
    if not _POINTS.fullmatch(text):
        raise fields.fail(name, f"expected a number as text such as '3.7' or '1/25', found {text!r}")
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise fields.fail(name, f"expected a number, found {text!r}") from None


def _calendar(fields: Fields) -> tuple[str, Calendar]:
    fields.only("id", "seasons")
    seasons = fields.each("seasons", _season)
    if len({season.name for season in seasons}) != len(seasons):
        raise fields.fail("seasons", "expected each season once")
    key = fields.ident("id")
    return key, Calendar(key, tuple(sorted(seasons, key=lambda season: (season.start, season.name))))


def _season(fields: Fields) -> Season:
    fields.only("name", "start", "end")
    start, end = (month_and_day(fields, name, fields.text(name)) for name in ("start", "end"))
    return Season(fields.ident("name"), start, end)


def month_and_day(fields: Fields, name: str, text: str) -> tuple[int, int]:
    """A day of every year, written as MM-DD."""
    match = _MONTH_AND_DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        day = date(2023, int(match[1]), int(match[2]))  # no leap year: the day has to be there every year
    except ValueError:
        raise fields.fail(name, f"expected MM-DD, a day of every year, found {text!r}") from None
    return day.month, day.day
