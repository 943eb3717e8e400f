"""Does a proof show that no valid plan is shorter (D5)?  The kernel: it knows no rule, only rows, boxes and integers.

A proof is a tree. A branch splits a column, or a sum of columns, at a whole number; its two sides hold everything.
A leaf adds up rows, each with a multiplier of at least nothing: what every row says, their sum says too. So for any
multipliers, sensible or not, no point of the leaf's box costs less than

    sum of multiplier * least + for each block the least that it costs at the price
    cost - sum of multiplier * coefficient,

which is Lagrange's bound, in integers; a block knows that no more of it counts than there is. All lengths are multiples
of the greatest common divisor of the costs in play, so a bound between two multiples is as good as the next one: blocks
without a price may stay empty, for nothing that is left of the sum asks for them. Where no point is left, the same sum
without costs is more than nothing: that leaf is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import Protocol, TypeAlias

import numpy as np

from recommender.planning.certificate import DEEPEST, Branch, Leaf, Name, Node, Proof
from recommender.planning.check.block import Block
from recommender.planning.check.layout import Layout, Terms, TooLarge
from recommender.planning.check.row import Row

SCALE = 55440
"""Multipliers are whole numbers over this: it has every divisor up to 12, so that most prices are exact."""

Box: TypeAlias = dict[str, tuple[int, int]]


class Ground(Protocol):
    """What a proof stands on: rows by name, and the blocks of everything that may count."""

    def row(self, name: Name) -> Row | None:
        """The row of a name, derived anew; None where there is none."""

    def bounds(self, column: str) -> tuple[int, int]:
        """The least and the most of a column."""

    def units(self, cost: int) -> tuple[str, ...]:
        """The columns of all new study that asks for so much."""

    @property
    def layout(self) -> Layout:
        """The blocks of what is on offer to everyone."""

    @property
    def highs(self) -> Mapping[int, int]:
        """Blocks of the layout of which there are more or fewer units here than there."""

    @property
    def blocks(self) -> Sequence[Block]:
        """All further blocks."""


class Unsound(Exception):
    """A proof that proves nothing, and where it fails."""


def proven(ground: Ground, proof: Proof) -> int | None:
    """The least length that the proof shows, in units; None: that there is no plan at all.

    Raises:
        Unsound: a row that does not follow from the rules, a multiplier below nothing, a tree that has no end.
    """
    rows = [_cited(ground, name) for name in proof.rows]
    bounds = [_bound(ground, rows, leaf, box, sums) for leaf, box, sums in _leaves(ground, proof.root)]
    found = [bound for bound in bounds if bound is not None]
    return min(found) if found else None


def _cited(ground: Ground, name: Name) -> Row:
    row = ground.row(name)
    if row is None:
        raise Unsound(f"no rule gives the row {' '.join(name)}")
    return row


def _leaves(ground: Ground, root: Node) -> Iterable[tuple[Leaf, Box, list[Row]]]:
    """Every leaf with its box, and the sums that branches above it bound."""
    waiting: list[tuple[Node, Box, list[Row], int]] = [(root, {}, [], 0)]
    while waiting:
        node, box, sums, depth = waiting.pop()
        if depth > DEEPEST:
            raise Unsound(f"more than {DEEPEST} branches stand one below the other")
        if isinstance(node, Leaf):
            yield node, box, sums
            continue
        if node.cost is None and (len(set(node.columns)) != len(node.columns) or not node.columns):
            raise Unsound("a branch needs columns, each once")
        for child, above in ((node.left, False), (node.right, True)):
            inside, more = _cut(ground, node, box, sums, above=above)
            waiting.append((child, inside, more, depth + 1))


def _cut(ground: Ground, node: Branch, box: Box, sums: list[Row], *, above: bool) -> tuple[Box, list[Row]]:
    """One side of a branch: of one column a smaller box, of several a further row."""
    columns = node.columns if node.cost is None else ground.units(node.cost)
    if node.cost is not None or len(columns) > 1:
        bound = node.at + 1 if above else -node.at
        return box, [*sums, Row(dict.fromkeys(columns, 1 if above else -1), bound)]
    column = node.columns[0]
    low, high = box.get(column) or ground.bounds(column)
    cut = (max(low, node.at + 1), high) if above else (low, min(high, node.at))
    return {**box, column: cut}, sums


def _bound(ground: Ground, rows: list[Row], leaf: Leaf, box: Box, sums: list[Row]) -> int | None:
    """What a leaf shows: the least cost in its box, rounded up to the grid; None: its box holds no plan."""
    if any(low > high for low, high in box.values()):
        return None
    parts, price, constant = _added(leaf, [*rows, *sums])
    scale = 0 if leaf.empty else SCALE
    try:
        costs = [*_common(ground, parts, price, box, scale), *_own(ground, price, box, scale)]
    except TooLarge as error:
        raise Unsound(str(error)) from None
    if any(one.least is None for one in costs):
        return None
    least = constant + sum(one.least for one in costs if one.least is not None)
    if leaf.empty:
        if least <= 0:
            raise Unsound("a leaf is said to be empty, and its rows do not show it")
        return None
    fixed = sum(one.fixed for one in costs)
    return _on_grid(-(-least // SCALE), fixed, gcd(*(one.grid for one in costs)))


@dataclass(frozen=True, slots=True)
class _Cost:
    """What a block, or several, cost at least; what of it is fixed, and in which steps the rest goes."""

    least: int | None
    fixed: int = 0
    grid: int = 0


def _common(
    ground: Ground, parts: list[tuple[int, Terms]], price: Mapping[str, int], box: Box, scale: int
) -> Iterator[_Cost]:
    """The blocks of the layout: together where no branch cuts them."""
    layout, highs = ground.layout, ground.highs
    mine = {column: value for column, value in price.items() if column in layout.number}
    prices = layout.prices(parts, mine)
    worths, touched = layout.worths(prices, scale), layout.touched(prices)
    cut = {layout.block_of[column] for column in box if column in layout.block_of}
    for place in cut:
        block = layout.blocks[place]
        here = replace(block, high=highs.get(place, block.high))
        yield _of_block(here, layout.price_of(place, prices), box, scale, touched=True)
    touched[[*cut, *(place for place, high in highs.items() if high == 0)]] = False
    yield _Cost(0, 0, int(np.gcd.reduce(layout.costs[touched])) if touched.any() else 0)
    for place in np.flatnonzero(worths < 0).tolist():
        if place not in cut:
            yield _Cost(int(worths[place]) * int(highs.get(place, layout.highs[place])))


def _own(ground: Ground, price: Mapping[str, int], box: Box, scale: int) -> Iterator[_Cost]:
    """The other blocks, and columns that belong to none."""
    seen: set[str] = set()
    for block in ground.blocks:
        columns = block.columns
        seen.update(columns)
        yield _of_block(block, price, box, scale, touched=any(one in price or one in box for one in columns))
    for column in dict.fromkeys((*price, *box)):
        if column not in seen and column not in ground.layout.number:
            low, high = box.get(column) or ground.bounds(column)
            rest = -price.get(column, 0)
            yield _Cost(rest * (low if rest > 0 else high))


def _of_block(block: Block, price: Mapping[str, int], box: Box, scale: int, *, touched: bool) -> _Cost:
    least = block.least(price, box, scale)
    low, high = block.within(box)
    return _Cost(least, block.cost * low, block.cost if touched and low < high else 0)


def _added(leaf: Leaf, rows: list[Row]) -> tuple[list[tuple[int, Terms]], Mapping[str, int], int]:
    """The sum of the rows, each times its multiplier: terms of the layout, other terms, and what it is at least."""
    parts: list[tuple[int, Terms]] = []
    price: dict[str, int] = {}
    constant = 0
    for number, multiplier in leaf.multipliers:
        if multiplier < 0 or not 0 <= number < len(rows):
            raise Unsound(f"the multiplier {multiplier} of row {number} means nothing")
        row = rows[number]
        constant += multiplier * row.least
        if row.common is not None:
            parts.append((multiplier, row.common))
        for column, value in row.terms.items():
            price[column] = price.get(column, 0) + multiplier * value
    return parts, price, constant


def _on_grid(least: int, fixed: int, grid: int) -> int:
    """The smallest length of the grid that is no less: what is fixed, and whole steps beyond it."""
    if grid == 0:
        return max(least, fixed)
    return fixed + -(-(least - fixed) // grid) * grid if least > fixed else max(least, fixed)
