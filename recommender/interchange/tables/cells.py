"""What does a cell say, however it was typed?  Text in normal form; dates, amounts and codes out of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from recommender.vocabulary import parse_units

__all__ = ["Cell", "Said", "amount_in", "code_in", "date_in", "plain"]

Cell: TypeAlias = str | int | Decimal | date | None
"""What a table holds: text of CSV, or what a workbook has stored. Never a float."""

_SPACES = re.compile(r"\s+")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?(?:[T ]\d{1,2}:\d{2}(:\d{2})?)?"
)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|\d+/\d+)\s*(?:学分|分|credits?|cr\.?)?", re.IGNORECASE)
_FIRST_DAY = date(1899, 12, 30)
"""Spreadsheets count days from here, their 1900 having a 29 February that never was."""
_SERIALS = (20_000, 80_000)
"""Numbers that are days of the years 1954 to 2119; others are no dates."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value, or what was expected in its place."""

    value: str = ""
    problem: str = ""


def plain(cell: Cell) -> str:
    """Text without what looks alike: full-width signs and digits as usual ones, blanks once, none at the ends."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    text = unicodedata.normalize("NFKC", str(cell))
    return _SPACES.sub(" ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def date_in(cell: Cell, *, ends: bool = False) -> Said:
    """A day as `YYYY-MM-DD`: 2024-3-1, 2024/3/1, 2024.03.01, 2024年3月1日, 20240301, or a spreadsheet's number.

    A month without a day (2024年6月) is its first day, or with `ends` its last.
    """
    if isinstance(cell, int) and not isinstance(cell, bool) and _SERIALS[0] <= cell <= _SERIALS[1]:
        return Said((_FIRST_DAY + timedelta(days=cell)).isoformat())
    text = plain(cell)
    if text.isdigit() and len(text) == 5 and _SERIALS[0] <= int(text) <= _SERIALS[1]:
        return Said((_FIRST_DAY + timedelta(days=int(text))).isoformat())
    found = _EIGHT.fullmatch(text) or _DATE.fullmatch(text)
    if found is None:
        return Said(problem=f"expected a date such as 2024/3/1, found {text!r}")
    year, month, day = int(found[1]), int(found[2]), found[3]
    try:
        return Said(_day(year, month, int(day) if day else None, ends).isoformat())
    except ValueError:
        return Said(problem=f"expected a date that there is, found {text!r}")


def _day(year: int, month: int, day: int | None, ends: bool) -> date:
    if day is not None:
        return date(year, month, day)
    if not ends:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def amount_in(cell: Cell) -> Said:
    """An amount of credit as exact text: 3, 3.0, 2.5, 3学分."""
    text = plain(cell)
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return Said(problem=f"expected an amount of credit such as 3 or 2.5, found {text!r}")
    try:
        parse_units(found[1])
    except ValueError as wrong:
        return Said(problem=str(wrong))
    return Said(found[1])


def code_in(cell: Cell) -> str:
    """A code as it stands: a whole number that a spreadsheet holds as 101.0 is 101, and zeros in front stay."""
    text = plain(cell)
    return text[:-2] if isinstance(cell, Decimal) and text.endswith(".0") else text
