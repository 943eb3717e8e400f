"""How many of a thing there are, and that each counts once: what a proof knows of single use (A3, D5)?

A block is one group of new study, one recognition, or one thing that the ledger holds, with the columns of its claims.
However many units of it there are, each stream of it has no more claims than units. So the least that a block costs at
given prices is found by itself, without a row for it: a unit is worth its best claim in every stream.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Box = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Claims:
    """The columns of one stream; `counted`: one unit may stand at several of them at once."""

    columns: tuple[str, ...]
    counted: str | None = None

    def worth(self, price: Mapping[str, int]) -> int:
        """The most that one unit brings."""
        if self.counted is None:
            return max(0, *(price.get(column, 0) for column in self.columns))
        together = sum(max(0, price.get(column, 0)) for column in self.columns)
        return max(0, price.get(self.counted, 0) + together)

    def boxed(self, box: Box) -> bool:
        """Whether a branch bounds one of the columns; of what may stand at several places no use is made of that."""
        return self.counted is None and any(column in box for column in self.columns)

    def best(self, price: Mapping[str, int], box: Box, units: int) -> int | None:
        """The most that so many units bring within the box; None where the box asks for more units."""
        if not self.boxed(box):
            return units * self.worth(price)
        bounds = {column: box.get(column, (0, units)) for column in self.columns}
        left = units - sum(low for low, _ in bounds.values())
        if left < 0:
            return None
        gain = sum(low * price.get(column, 0) for column, (low, _) in bounds.items())
        options = sorted(((price.get(c, 0), high - low) for c, (low, high) in bounds.items()), reverse=True)
        for worth, many in options:
            if worth > 0 and left > 0:
                gain += worth * min(left, many)
                left -= min(left, many)
        return gain


@dataclass(frozen=True, slots=True)
class Block:
    """So many units, at a cost each; `unit` is None for what the ledger holds: that is there, and costs nothing."""

    unit: str | None
    low: int
    high: int
    cost: int
    claims: tuple[Claims, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All its columns."""
        claimed = (column for one in self.claims for column in (*one.columns, one.counted))
        return tuple(column for column in (self.unit, *claimed) if column is not None)

    def within(self, box: Box) -> tuple[int, int]:
        """The least and the most units that the box leaves."""
        if self.unit is None or self.unit not in box:
            return self.low, self.high
        return max(self.low, box[self.unit][0]), min(self.high, box[self.unit][1])

    def least(self, price: Mapping[str, int], box: Box, scale: int) -> int | None:
        """The least cost at these prices within the box; None where the box holds nothing of it."""
        low, high = self.within(box)
        if low > high:
            return None
        each = self.cost * scale - (price.get(self.unit, 0) if self.unit is not None else 0)
        if not any(one.boxed(box) for one in self.claims):
            each -= sum(one.worth(price) for one in self.claims)
            return each * (low if each > 0 else high)
        found = []
        for units in range(low, high + 1):
            gains = [one.best(price, box, units) for one in self.claims]
            if None not in gains:
                found.append(each * units - sum(gain for gain in gains if gain is not None))
        return min(found, default=None)
