"""The rows of a relaxation as a linear program that grows: what decides comes in, the rest stays outside.

It begins with the requirements and limits of the goals, over what the record holds. Blocks come in that would pay at
the prices found; rows come in that a solution breaks. What is outside in the end changes nothing: so the program, and
the proof that is read off it, holds little beside what decides. Floating point proposes multipliers here; what they
prove is worked out by the kernel in integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import highspy
import numpy as np

from recommender.planning.check.block import Block
from recommender.planning.check.layout import Whole
from recommender.planning.check.proof import SCALE
from recommender.planning.check.relaxation import Relaxation
from recommender.planning.check.row import Name, Row
from recommender.planning.stop import Cancelled, never

Box = Mapping[int, tuple[int, int]]
OPTIONS: Mapping[str, bool | int | str] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "presolve": "off",
}
BROKEN = 1e-6
ROUNDS = 200
"""How often rows and blocks come in before a box is given up."""
AT_ONCE = 24
"""How many blocks come in in one round."""
PAYS = -SCALE // 4
"""A block comes in that saves more than a quarter of a unit: less is the rounding of multipliers."""

NEARLY = SCALE * 900
"""So much more than it saves may a unit cost, and still be looked at where a plan is looked for."""

COUNTS = 10**9
"""From here on multipliers are of the bounds of counts, in their order."""
RAY = 2**30
"""Multipliers of a sum that nothing reaches are whole parts of this: credit and pieces stand far apart in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says of one box."""

    feasible: bool
    least: float
    values: Sequence[float]
    multipliers: tuple[tuple[int, int], ...]
    """By the number of the row; of an infeasible box those of a sum that no point reaches."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many steps of a cost there are: at most so many, or (`above`) at least."""

    cost: int
    bound: int
    above: bool


def _tightest(counts: Sequence[Count]) -> dict[tuple[int, bool], Count]:
    """Of several bounds of one sum the one that says most."""
    found: dict[tuple[int, bool], Count] = {}
    for count in counts:
        known = found.get((count.cost, count.above))
        if known is None or (count.bound > known.bound) == count.above:
            found[count.cost, count.above] = count
    return found


class Program:
    """The rows and blocks of a relaxation that have come in so far."""

    def __init__(
        self, relaxation: Relaxation, begin: Iterable[int] = (), cancelled: Cancelled = never
    ) -> None:
        """`begin`: blocks of the layout that come in from the start."""
        self.relaxation, self._cancelled = relaxation, cancelled
        self.names: list[Name] = []
        self.rows: list[Row] = []
        self.columns: list[str] = []
        self.number: dict[str, int] = {}
        self.bounds: list[tuple[int, int]] = []
        self.costs: list[int] = []
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in OPTIONS.items():
            self._solver.setOptionValue(name, value)
        self._changed: set[int] = set()
        self._rows_made = 0
        self._counts: tuple[Count, ...] = ()
        self._tightest: dict[tuple[int, bool], Count] = {}
        self._counters: dict[int, int] = {}
        """By cost the solver's row of the number of steps of that cost."""
        self._units_of: dict[int, tuple[str, ...]] = {}
        self._looked: set[Name] = set()
        self._near: set[str] = set()
        """Columns whose rows have been looked at."""
        self._waiting: dict[Name, Row] = {}
        self._inside: set[int] = set()
        self._paying: set[int] = set()
        self._places: list[int] = []
        """For each named row its number in the solver: rows of blocks have no name."""
        self._add_columns([("nothing", (0, 0), 0)])  # a program without columns is none to the solver
        self.come_in([pair for f in relaxation.rules() for pair in relaxation.family(f).items()])
        self._add_blocks(relaxation.blocks, [block.high for block in relaxation.blocks])
        self._ask_before(relaxation.blocks)
        self._let_in(begin)

    def solve(self, box: Box, counts: Sequence[Count] = ()) -> Answer | None:
        """The least cost in a box; None where the solver does not say, or nobody wants to know any more."""
        self._narrow(box, counts)
        for _ in range(ROUNDS):
            if self._cancelled():
                return None
            found = self._run()
            if found is None or not (self._pays(found) or self.come_in(self._broken(found))):
                return found
        return None

    def tried(self, box: Box, counts: Sequence[Count], iterations: int) -> float | None:
        """The least cost in a box as far as so many steps of the solver show, and infinity where nothing is in it.

        Nothing comes in, and the next trial begins where this one did: what is tried before has no say in it.
        """
        self._narrow(box, counts)
        before = self._solver.getBasis()
        self._solver.setOptionValue("simplex_iteration_limit", iterations)
        self._solver.run()
        self._solver.setOptionValue("simplex_iteration_limit", 2_000_000)
        status, least = self._solver.getModelStatus(), self._solver.getInfo().objective_function_value
        self._solver.setBasis(before)
        if status == highspy.HighsModelStatus.kInfeasible:
            return inf
        known = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kIterationLimit)
        return least if known else None

    def _narrow(self, box: Box, counts: Sequence[Count]) -> None:
        """The bounds of a box and of counts, and none of those before."""
        self._bound_counts(counts)
        for column in self._changed - box.keys():
            self._solver.changeColBounds(column, *map(float, self.bounds[column]))
        for column, (low, high) in box.items():
            self._solver.changeColBounds(column, float(low), float(high))
        self._changed = set(box)

    def _run(self) -> Answer | None:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            found = self._solver.getSolution()
            least = self._solver.getInfo().objective_function_value
            return Answer(True, least, list(found.col_value), self._whole(found.row_dual))
        if status == highspy.HighsModelStatus.kInfeasible:
            _, there, ray = self._solver.getDualRay()  # type: ignore[attr-defined]
            return Answer(False, 0.0, (), self._whole(_unit(ray), RAY) if there else self._out_of_reach())
        return None

    def _whole(self, prices: Sequence[float], scale: int = SCALE) -> tuple[tuple[int, int], ...]:
        """Multipliers in whole parts of SCALE; any are sound, so rounding costs nothing but a little of the bound."""
        scaled = [(number, round(prices[place] * scale)) for number, place in enumerate(self._places)]
        for number, count in enumerate(self._counts):
            # Of several bounds of one sum the tightest is what the solver saw: it stands for them all.
            if count == self._tightest.get((count.cost, count.above)):
                price = round(prices[self._counters[count.cost]] * scale)
                scaled.append((COUNTS + number, price if count.above else -price))
                self._tightest.pop((count.cost, count.above))
        self._tightest = _tightest(self._counts)
        return tuple((number, multiplier) for number, multiplier in scaled if multiplier > 0)

    def _out_of_reach(self) -> tuple[tuple[int, int], ...]:
        """A row that asks for more than there is of its columns: the solver shows no sum where one row is enough."""
        for number, row in enumerate(self.rows):
            inside = ((self.bounds[self.number[c]], v) for c, v in row.items() if c in self.number)
            if sum(value * (high if value > 0 else low) for (low, high), value in inside) < row.least:
                return ((number, RAY),)
        return ()

    # -- what comes in ---------------------------------------------------------------------------------------

    @property
    def inside(self) -> frozenset[int]:
        """Blocks of the layout that have come in so far, by their number there."""
        return frozenset(self._inside)

    def paying(self) -> list[int]:
        """Blocks of the layout that are worth what they cost, or nearly, at the prices of any answer so far."""
        return sorted(self._paying)

    def _pays(self, answer: Answer) -> bool:
        """Let blocks in that would lower the least cost, or the distance to any point at all."""
        layout, highs = self.relaxation.layout, self.relaxation.highs
        worths = self.worths(answer)
        if answer.feasible:
            self._paying.update(place for place in self._inside if worths[place] <= NEARLY)
        paying = [
            place
            for place in np.flatnonzero(worths < (PAYS if answer.feasible else -RAY // 10**6)).tolist()
            if place not in self._inside
        ]
        new = [(int(worths[p]), p) for p in paying if highs.get(p, layout.highs[p]) > 0]
        self._let_in(place for _, place in sorted(new)[:AT_ONCE])
        return bool(new)

    def worths(self, answer: Answer) -> Whole:
        """For each block what one unit costs at the prices of an answer."""
        layout = self.relaxation.layout
        parts, more = [], dict[str, int]()
        for number, times in answer.multipliers:
            if number >= COUNTS:
                count = self._counts[number - COUNTS]
                for column in self._units(count.cost):
                    if column in layout.number:
                        more[column] = more.get(column, 0) + (times if count.above else -times)
                continue
            row = self.rows[number]
            if row.common is not None:
                parts.append((times, row.common))
            for column, value in row.terms.items():
                if column in layout.number:
                    more[column] = more.get(column, 0) + times * value
        return layout.worths(layout.prices(parts, more), SCALE if answer.feasible else 0)

    def narrowed(self, relaxation: Relaxation) -> Box:
        """Go on with a relaxation that has less new study; bounds of what has come in, as far as they differ."""
        self.relaxation = relaxation
        counts = ((at, relaxation.bounds(column)) for column, at in self.number.items() if self.costs[at])
        return {at: bounds for at, bounds in counts if bounds != self.bounds[at]}

    def _let_in(self, places: Iterable[int]) -> None:
        layout, highs = self.relaxation.layout, self.relaxation.highs
        chosen = [place for place in places if place not in self._inside]
        self._inside.update(chosen)
        blocks = [layout.blocks[place] for place in chosen]
        self._add_blocks(blocks, [int(highs.get(place, layout.highs[place])) for place in chosen])
        self._ask_before(blocks)

    def _ask_before(self, blocks: Iterable[Block]) -> None:
        """What new study asks for comes in with it: else one study after the other would be tried without."""
        units = (block.unit for block in blocks if block.unit is not None)
        families = (f for unit in units for f in self.relaxation.near(unit) if f[0] == "prerequisite")
        fresh = [family for family in families if family not in self._looked]
        self._looked.update(fresh)
        self.come_in([pair for family in fresh for pair in self.relaxation.family(family).items()])

    def _broken(self, answer: Answer) -> list[tuple[Name, Row]]:
        """Rows near what the solution counts that it breaks."""
        if not answer.feasible:
            return []
        counted = {self.columns[at]: value for at, value in enumerate(answer.values) if value > BROKEN}
        for column in counted:
            if column not in self._near:
                self._near.add(column)
                for family in self.relaxation.near(column):
                    if family not in self._looked:
                        self._looked.add(family)
                        self._waiting.update(self.relaxation.family(family))
        found = [pair for pair in self._waiting.items() if _sum(pair[1], counted) < pair[1].least - BROKEN]
        for name, _ in found:
            del self._waiting[name]
        return found

    def come_in(self, pairs: Sequence[tuple[Name, Row]]) -> bool:
        """Named rows; columns of them that belong to no block come along."""
        layout = self.relaxation.layout.number
        for name, row in pairs:
            plain = (c for c in row.terms if c not in self.number and c not in layout)
            self._add_columns(
                [(c, self.relaxation.bounds(c), 0) for c in plain if self.relaxation.is_plain(c)]
            )
            self._places.append(self._add_row({c: v for c, v in row.items() if c in self.number}, row.least))
            self.names.append(name)
            self.rows.append(row)
        return bool(pairs)

    def _add_blocks(self, blocks: Sequence[Block], highs: Sequence[int]) -> None:
        """Their columns in every row, and that no more is claimed than there is."""
        new = []
        for block, high in zip(blocks, highs, strict=True):
            if block.unit is not None:
                new.append((block.unit, (block.low, high), block.cost))
            for claims in block.claims:
                columns = (*claims.columns, *([claims.counted] if claims.counted else []))
                # Rows keep them to the units there are: so another number of units needs no other bounds here.
                new += [(column, (0, max(high, block.high)), 0) for column in columns]
        self._add_columns(new)
        for block, high in zip(blocks, highs, strict=True):
            self._use_once(block, high)

    def _use_once(self, block: Block, high: int) -> None:
        for claims in block.claims:
            counted = claims.counted
            used = {counted: -1} if counted else dict.fromkeys(claims.columns, -1)
            unit, least = ({block.unit: 1}, 0) if block.unit is not None else ({}, -high)
            self._add_row({**used, **unit}, least)
            if counted is not None:
                # That it stands somewhere the kernel does not know of a block: a row says so where that is broken.
                for column in claims.columns:
                    self._add_row({counted: 1, column: -1}, 0)

    def _add_columns(self, new: Sequence[tuple[str, tuple[int, int], int]]) -> None:
        """Columns with their bounds and costs, in all rows that are there."""
        if not new:
            return
        inside = self._entries([column for column, _, _ in new])
        starts, index, values = [], list[int](), list[int]()
        for column, bounds, cost in new:
            self.number[column] = len(self.columns)
            self.columns.append(column)
            self.bounds.append(bounds)
            self.costs.append(cost)
            entries = inside[column]
            if cost in self._counters:
                entries.append((self._counters[cost], 1))
            starts.append(len(index))
            index += [place for place, _ in entries]
            values += [factor for _, factor in entries]
        self._solver.addCols(
            len(new),
            np.array([cost for _, _, cost in new], dtype=np.double),
            np.array([low for _, (low, _), _ in new], dtype=np.double),
            np.array([high for _, (_, high), _ in new], dtype=np.double),
            len(index),
            np.array(starts, dtype=np.int32),
            np.array(index, dtype=np.int32),
            np.array(values, dtype=np.double),
        )

    def _entries(self, columns: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """By column its rows and factors in the order of rows; of each row only what both have is looked at."""
        found: dict[str, list[tuple[int, int]]] = {column: [] for column in columns}
        keys = found.keys()
        for place, row in zip(self._places, self.rows, strict=True):
            for terms in (row.terms, *([row.common.row] if row.common else [])):
                for column in terms.keys() & keys:
                    if terms[column]:
                        found[column].append((place, terms[column]))
        return found

    def _add_row(self, terms: Mapping[str, int], least: int) -> int:
        index = np.array([self.number[column] for column in terms], dtype=np.int32)
        values = np.array(list(terms.values()), dtype=np.double)
        self._solver.addRow(float(least), highspy.kHighsInf, len(index), index, values)
        self._rows_made += 1
        return self._rows_made - 1

    # -- how many steps of a cost ----------------------------------------------------------------------------

    def _bound_counts(self, counts: Sequence[Count]) -> None:
        """The sums' bounds of this box, and none of the others."""
        self._counts, self._tightest = tuple(counts), _tightest(counts)
        for cost in {count.cost for count in counts} - self._counters.keys():
            inside = [column for column in self._units(cost) if column in self.number]
            self._counters[cost] = self._add_row(dict.fromkeys(inside, 1), 0)
        for cost, place in self._counters.items():
            low, high = self._tightest.get((cost, True)), self._tightest.get((cost, False))
            self._solver.changeRowBounds(
                place,
                float(low.bound) if low else -highspy.kHighsInf,
                float(high.bound) if high else highspy.kHighsInf,
            )

    def _units(self, cost: int) -> tuple[str, ...]:
        if cost not in self._units_of:
            self._units_of[cost] = self.relaxation.units(cost)
        return self._units_of[cost]


def _unit(ray: Sequence[float]) -> list[float]:
    """A ray has any length: it is brought to one at which rounding does not show."""
    most = max((abs(value) for value in ray), default=0.0)
    return [value / most for value in ray] if most else list(ray)


def _sum(row: Row, values: Mapping[str, float]) -> float:
    """What a row comes to, where all columns but these are nothing."""
    if row.common is None and len(row.terms) <= len(values):
        return sum(factor * values[column] for column, factor in row.terms.items() if column in values)
    return sum(row.factor(column) * value for column, value in values.items())
