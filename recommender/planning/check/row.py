"""What is one row of a proof: an inequality over columns that holds of every valid plan, known by its name (D5)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from recommender.planning.certificate import Name
from recommender.planning.check.layout import Terms
from recommender.planning.check.streams import Stream


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of the terms is at least so much in every valid plan."""

    terms: Mapping[str, int]
    least: int
    common: Terms | None = None
    """Further terms, which the row shares with that of every other learner."""

    def items(self) -> Iterator[tuple[str, int]]:
        """Every column with its coefficient."""
        return chain(self.terms.items(), self.common.row.items() if self.common else ())

    def factor(self, column: str) -> int:
        """The coefficient of a column."""
        return self.terms.get(column, 0) or (self.common.row.get(column, 0) if self.common else 0)


def credit(pairs: Iterable[tuple[str, Stream]], least: int) -> dict[str, int]:
    """Most credit of each claim; more than is asked for in all brings no more than that."""
    return {column: min(stream.most, least) for column, stream in pairs}


def least_credit(pairs: Iterable[tuple[str, Stream]]) -> dict[str, int]:
    """Least credit of each claim."""
    return {column: stream.least for column, stream in pairs if stream.least}


def summed(parts: Iterable[tuple[dict[str, int], int]]) -> dict[str, int]:
    """Columns times a weight each, added up."""
    found: dict[str, int] = {}
    for terms, weight in parts:
        for column, value in terms.items():
            found[column] = found.get(column, 0) + value * weight
    return found


__all__ = ["Name", "Row", "credit", "least_credit", "summed"]
