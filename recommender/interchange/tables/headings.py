"""Which column is which, whatever its heading says: Chinese or English, with a note in brackets or a star?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.errors import Unreadable
from recommender.interchange.tables.cells import Cell
from recommender.interchange.tables.sheet import Row, Sheet, titles

__all__ = ["Columns", "Form", "find_columns"]

_NOTE = re.compile(r"[(\[【].*?[)\]】]|[*:：]")
_JOINED = re.compile(r"[\s_\-/·]+")


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of one kind of table."""

    name: str
    words: Mapping[str, Sequence[str]]
    """By field what its heading may say, in either language."""
    needed: frozenset[str]
    """Fields without which a row says nothing."""

    def field_of(self, heading: str) -> str | None:
        """The field that a heading names."""
        word = _key(heading)
        return next(
            (field for field, words in self.words.items() if word in map(_key, (field, *words))), None
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in the rows of one sheet."""

    sheet: Sheet
    head: int
    """How many rows come before the data."""
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    """Headings that name no field: reported, and their cells are passed over."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of data."""
        return self.sheet.rows[self.head :]

    def cell(self, row: Row, field: str) -> Cell:
        """What a row says of a field; None where the sheet has no such column or the row no such cell."""
        place = self.places.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def place(self, row: Row, field: str = "") -> str:
        """File, sheet, row and, in the words of the sheet, the column."""
        at = f"{self.sheet.place}:{row.number}"
        if not field:
            return at
        column = self.places.get(field)
        heading = field
        if column is not None:
            heading = dict(titles(self.sheet.rows))[self.head - 1][column]
        return f"{at}: {heading}"


def find_columns(sheet: Sheet, form: Form) -> Columns | None:
    """The row that names the columns is the first that names all needed ones; None where there is none.

    Raises:
        Unreadable: two headings name one field.
    """
    for place, words in titles(sheet.rows):
        named = [(form.field_of(word), number) for number, word in enumerate(words) if word]
        found = {field: number for field, number in named if field is not None}
        if not form.needed <= found.keys():
            continue
        fields = [field for field, _ in named if field is not None]
        twice = next((field for field in fields if fields.count(field) > 1), None)
        if twice is not None:
            said = ", ".join(words[number] for field, number in named if field == twice)
            raise Unreadable(
                f"expected one column for {twice}, found {said}",
                place=f"{sheet.place}:{sheet.rows[place].number}",
            )
        unknown = tuple(words[number] for field, number in named if field is None)
        return Columns(sheet, place + 1, found, unknown)
    return None


def _key(heading: str) -> str:
    """A heading without notes, signs and capitals."""
    return _JOINED.sub("", _NOTE.sub("", heading)).lower()
