"""How are amounts, terms, days and codes said on one line?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.texts import say
from recommender.explanation import label
from recommender.explanation.words import Terms
from recommender.explanation.words import say as spoken

Json = dict[str, Any]

STYLES = {
    "granted": "green",
    "available": "cyan",
    "study": "yellow",
    "not_counted": "dim",
    "missing": "yellow",
}
"""Colour never stands alone: each standing is also named, and drawn with its own sign."""


def credits(amount: str, language: Language) -> str:
    """An amount with its unit."""
    return say("credit_one" if amount == "1" else "credit_many", language, amount=amount)


def terms(number: int, language: Language) -> str:
    """A number of terms with its unit."""
    return spoken(Terms(number), language)


def is_some(amount: str) -> bool:
    """Whether an amount is more than nothing."""
    return Fraction(amount) > 0


def day(text: str, language: Language) -> str:
    """A civil day in words."""
    return spoken(date.fromisoformat(text), language)


def term_name(term: Json, language: Language) -> str:
    """A term in words: `2027 年春季`, `Spring 2027`."""
    season, year = label("season", term["season"], language), term["start"][:4]
    return f"{year} 年{season}" if language == "zh" else f"{season} {year}"


def heading(text: str) -> Text:
    """What a part of the answer is called."""
    return Text(f"\n{text}", style="bold")


def indented(text: str, by: int = 2, style: str = "") -> Padding:
    """A paragraph set in from the left; its further lines too."""
    return Padding(Text(text, style=style), (0, 0, 0, by), expand=False)


def bullet(text: str, by: int = 2, style: str = "") -> Padding:
    """One point of a list; its further lines stand under its first word."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column()
    grid.add_column(overflow="fold")  # Chinese has no blanks to break a line at
    grid.add_row(Text("·", style=style), Text(text, style=style))
    return Padding(grid, (0, 0, 0, by), expand=False)


def title(titles: Mapping[str, str], language: Language) -> str:
    """The title of a thing."""
    return titles[language]
