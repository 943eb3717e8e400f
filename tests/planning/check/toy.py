"""A small integer program for the kernel of proofs, and every point of it: the oracle knows no bound and no rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from recommender.planning.certificate import Name
from recommender.planning.check.block import Block
from recommender.planning.check.layout import Layout
from recommender.planning.check.row import Row

Point = dict[str, int]


@dataclass(frozen=True)
class Toy:
    """Rows and blocks by hand: what a proof stands on."""

    named: Mapping[Name, Row]
    everyone: tuple[Block, ...] = ()
    blocks: Sequence[Block] = ()
    highs: Mapping[int, int] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    """Columns of no block, each 0 or 1."""

    @cached_property
    def layout(self) -> Layout:
        """The blocks of everyone as arrays."""
        return Layout(self.everyone)

    def row(self, name: Name) -> Row | None:
        """As it is written down; terms of the layout apart."""
        row = self.named.get(name)
        if row is None:
            return None
        common = {column: value for column, value in row.terms.items() if column in self.layout.number}
        mine = {column: value for column, value in row.terms.items() if column not in common}
        return Row(mine, row.least, self.layout.terms(common) if common else None)

    def bounds(self, column: str) -> tuple[int, int]:
        """Of a column by itself."""
        for block in self.all_blocks():
            if column == block.unit:
                return block.low, block.high
            if column in block.columns:
                return 0, block.high
        return 0, 1

    def units(self, cost: int) -> tuple[str, ...]:
        """Columns of a cost."""
        return tuple(one.unit for one in self.all_blocks() if one.unit is not None and one.cost == cost)

    def all_blocks(self) -> list[Block]:
        """Every block with as many units as there are here."""
        here = (
            Block(one.unit, one.low, self.highs.get(place, one.high), one.cost, one.claims)
            for place, one in enumerate(self.everyone)
        )
        return [*here, *self.blocks]

    def points(self) -> Iterator[tuple[Point, int]]:
        """Every point that keeps blocks and rows, with its cost."""
        ways = [list(points_of(block)) for block in self.all_blocks()]
        for chosen in product(*ways, *([{one: 0}, {one: 1}] for one in self.plain)):
            point: Point = {}
            for part in chosen:
                point |= part
            if all(value_of(row, point) >= row.least for row in self.named.values()):
                blocks = self.all_blocks()
                yield point, sum(one.cost * point[one.unit] for one in blocks if one.unit is not None)

    def least(self) -> int | None:
        """The least cost of all points."""
        return min((cost for _, cost in self.points()), default=None)


def value_of(row: Row, point: Mapping[str, int]) -> int:
    """The sum of a row's terms at a point."""
    return sum(factor * point.get(column, 0) for column, factor in row.items())


def points_of(block: Block) -> Iterator[Point]:
    """Every way to take units of a block and claim them: each once, but where one may stand at several places."""
    for units in range(block.low, block.high + 1):
        base = {} if block.unit is None else {block.unit: units}
        options = []
        for claims in block.claims:
            some = []
            for counts in product(range(units + 1), repeat=len(claims.columns)):
                claimed = dict(zip(claims.columns, counts, strict=True))
                if claims.counted is None:
                    some += [claimed] if sum(counts) <= units else []
                else:
                    most = min(units, sum(counts))
                    some += [{**claimed, claims.counted: n} for n in range(max(counts), most + 1)]
            options.append(some)
        for parts in product(*options):
            point = dict(base)
            for part in parts:
                point |= part
            yield point
