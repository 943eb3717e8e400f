"""The blocks of everything on offer as arrays: what all of them cost at given prices, in one go (D5).

Whole numbers throughout; what could leave 64 bits is refused, and nothing is ever rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.planning.check.block import Block

Whole = npt.NDArray[np.int64]
LARGEST = 2**62


class TooLarge(Exception):
    """Numbers of a proof that would not fit."""


@dataclass(frozen=True)
class Terms:
    """One row over the columns of the layout."""

    row: Mapping[str, int]
    at: Whole
    values: Whole
    largest: int


class Layout:
    """Numbers for the columns of some blocks: all units, then the claims of each stream together."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)
        self.number: dict[str, int] = {}
        self.block_of: dict[str, int] = {}
        units = [self._next(block.unit, place) for place, block in enumerate(self.blocks)]
        starts: list[int] = []
        owners: list[int] = []
        shared: list[int] = []
        for place, block in enumerate(self.blocks):
            for claims in block.claims:
                shared += [] if claims.counted is None else [len(starts)]
                starts.append(len(self.number))
                owners.append(place)
                for column in (*claims.columns, *([claims.counted] if claims.counted else [])):
                    self._next(column, place)
        self._units = np.array(units, dtype=np.int64)
        self._starts = np.array([*starts, len(self.number)], dtype=np.int64)
        self._owners = np.array(owners, dtype=np.int64)
        self._shared = shared
        # So many prices come together where a block is weighed, at most: its unit, and its claims in every stream.
        counts = (1 + sum(1 + len(one.columns) for one in block.claims) for block in self.blocks)
        self._together = 1 + max(counts, default=0)
        self.costs = np.array([block.cost for block in self.blocks], dtype=np.int64)
        self.highs = np.array([block.high for block in self.blocks], dtype=np.int64)

    def _next(self, column: str | None, place: int) -> int:
        assert column is not None
        self.number[column] = len(self.number)
        self.block_of[column] = place
        return self.number[column]

    def terms(self, row: Mapping[str, int]) -> Terms:
        """A row's columns by their numbers; a column that the layout does not have is a KeyError."""
        at = np.array([self.number[column] for column in row], dtype=np.int64)
        values = np.array(list(row.values()), dtype=np.int64)
        return Terms(row, at, values, max((abs(value) for value in row.values()), default=0))

    def prices(self, parts: Sequence[tuple[int, Terms]], more: Mapping[str, int]) -> Whole:
        """What a unit of each column brings: the rows times their multipliers, and what single columns bring beside."""
        most = sum(abs(times) * max(1, terms.largest) for times, terms in parts) + sum(
            map(abs, more.values())
        )
        if most * self._together > LARGEST:
            raise TooLarge("the multipliers are too large")
        found = np.zeros(len(self.number), dtype=np.int64)
        for times, terms in parts:
            found[terms.at] += times * terms.values
        for column, price in more.items():
            found[self.number[column]] += price
        return found

    def worths(self, prices: Whole, scale: int) -> Whole:
        """For each block what one unit costs, less the best that it brings."""
        each = self.costs * scale - prices[self._units]
        if len(self._owners):
            best = np.maximum(np.maximum.reduceat(prices, self._starts[:-1]), 0)
            for stream in self._shared:
                inside = prices[self._starts[stream] : self._starts[stream + 1]]
                # The last one is what it counts as; the others are its places.
                best[stream] = max(0, int(inside[-1]) + int(np.maximum(inside[:-1], 0).sum()))
            np.subtract.at(each, self._owners, best)
        return each

    def touched(self, prices: Whole) -> npt.NDArray[np.bool_]:
        """For each block whether any of its columns has a price."""
        found: npt.NDArray[np.bool_] = prices[self._units] != 0
        if len(self._owners):
            np.logical_or.at(found, self._owners, np.maximum.reduceat(np.abs(prices), self._starts[:-1]) != 0)
        return found

    def price_of(self, place: int, prices: Whole) -> dict[str, int]:
        """The prices of one block's columns."""
        block = self.blocks[place]
        claimed = [column for one in block.claims for column in (*one.columns, one.counted) if column]
        return {column: int(prices[self.number[column]]) for column in (block.unit, *claimed) if column}
