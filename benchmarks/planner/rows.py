"""In which words is the other statement of the problem made, so that any solver of 0-1 rows can read it?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Terms: TypeAlias = Mapping[int, int]
"""Factors by column."""


class Rows(ABC):
    """Columns that are 0 or 1, and rows over them."""

    @abstractmethod
    def boolean(self, name: str = "") -> int:
        """A new column."""

    @abstractmethod
    def row(self, terms: Terms, least: int | None, most: int | None) -> None:
        """The sum lies between the bounds that are stated."""

    def at_least(self, terms: Terms, least: int, when: int | None = None) -> None:
        """The sum reaches the bound, where `when` is 1 (None: always)."""
        if when is None:
            self.row(terms, least, None)
        else:
            self.row({**terms, when: terms.get(when, 0) - least}, 0, None)

    def at_most(self, terms: Terms, most: int) -> None:
        """The sum stays within the bound."""
        if terms:
            self.row(terms, None, most)

    def implies(self, one: int, other: int) -> None:
        """`one` is 1 only where `other` is."""
        self.row({one: 1, other: -1}, None, 0)

    def some(self, literals: Iterable[int], when: int) -> None:
        """One of them is 1 where `when` is."""
        self.at_least(weighted((one, 1) for one in literals), 1, when)


def weighted(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The factors by column; a column that is named twice has the sum."""
    found: dict[int, int] = {}
    for column, factor in pairs:
        found[column] = found.get(column, 0) + factor
    return found
