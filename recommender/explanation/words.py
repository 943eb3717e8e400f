"""How is one value (a thing with titles, credit, a grade, a date, a list) said in Chinese and in English?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from recommender.vocabulary import Grade, format_units

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

MOST_LISTED = 6
"""A longer list is cut, and says how many it leaves out."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its id and its title in both languages."""

    id: str
    zh: str
    en: str
    quoted: bool = True
    """Titles stand in quotation marks; names of institutions and phrases of ours do not."""

    def title(self, language: Language) -> str:
        """The bare title."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Units:
    """An exact amount of credit, in units of 1/600 credit of the goal's scheme."""

    units: int

    def __str__(self) -> str:
        return format_units(self.units)


@dataclass(frozen=True, slots=True)
class Terms:
    """A number of terms."""

    number: int


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen."""

    fen: int


Value: TypeAlias = Named | Units | Terms | Money | Grade | date | int | str | tuple[Named, ...] | None


def say(value: Value, language: Language) -> str:
    """One value in words of the language; None is nothing."""
    match value:
        case None:
            return ""
        case Named():
            return _quoted(value, language)
        case Units():
            return _credits(value, language)
        case Terms():
            return _terms(value.number, language)
        case Money():
            amount = f"{value.fen // 100}.{value.fen % 100:02d}"
            return f"{amount} 元" if language == "zh" else f"{amount} yuan"
        case Grade():
            return f"{value.mark}（{value.scheme}）" if language == "zh" else f"{value.mark} ({value.scheme})"
        case date():
            return _day(value, language)
        case tuple():
            return listed([_quoted(one, language) for one in value], language)
        case _:
            return str(value)


def listed(parts: Sequence[str], language: Language, last: str = "and") -> str:
    """A list in words: `A、B` or `A, B and C`; what is too long ends with the number left out."""
    shown, more = list(parts[:MOST_LISTED]), len(parts) - MOST_LISTED
    if language == "zh":
        text = ("或" if last == "or" else "、").join(shown)
        return f"{text}等 {len(parts)} 项" if more > 0 else text
    if more > 0:
        return f"{', '.join(shown)} {last} {more} more"
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}" if len(shown) > 1 else "".join(shown)


def _quoted(thing: Named, language: Language) -> str:
    title = thing.title(language)
    if not thing.quoted:
        return title
    return f"「{title}」" if language == "zh" else f"“{title}”"


def _credits(amount: Units, language: Language) -> str:
    if language == "zh":
        return f"{amount} 学分"
    return f"{amount} credit" if str(amount) == "1" else f"{amount} credits"


def _terms(number: int, language: Language) -> str:
    if language == "zh":
        return f"{number} 个学期"
    return f"{number} term" if number == 1 else f"{number} terms"


def _day(day: date, language: Language) -> str:
    if language == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
