"""The rows of a relaxation as a linear program that grows: what decides comes in, the rest stays outside.

It begins with the requirements and limits of the goals, over what the record holds. Blocks come in that would pay at
the prices found; rows come in that a solution breaks. What is outside in the end changes nothing: so the program, and
the proof that is read off it, holds little beside what decides. Floating point proposes multipliers here; what they
prove is worked out by the kernel in integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recommender.planning.check.block import Block
from recommender.planning.check.layout import Whole
from recommender.planning.check.proof import SCALE
from recommender.planning.check.relaxation import Relaxation
from recommender.planning.check.row import Name, Row
from recommender.planning.prove.counts import Count, tightest
from recommender.planning.prove.named import Named
from recommender.planning.prove.tableau import INFEASIBLE, OPTIMAL, Box, Tableau, Values
from recommender.planning.prove.waiting import BROKEN, Waiting
from recommender.planning.stop import Cancelled, never

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
    values: Values
    multipliers: tuple[tuple[int, int], ...]
    """By the number of the row; of an infeasible box those of a sum that no point reaches."""


class Program:
    """The rows and blocks of a relaxation that have come in so far."""

    def __init__(
        self, relaxation: Relaxation, begin: Iterable[int] = (), cancelled: Cancelled = never
    ) -> None:
        """`begin`: blocks of the layout that come in from the start."""
        self.relaxation, self._cancelled = relaxation, cancelled
        self.named, self.tableau = Named(relaxation.layout), Tableau()
        self._counts: tuple[Count, ...] = ()
        self._counters: dict[int, int] = {}
        """By cost the solver's row of the number of steps of that cost."""
        self._units_of: dict[int, tuple[str, ...]] = {}
        self._looked: set[Name] = set()
        self._near: set[str] = set()
        """Columns whose rows have been looked at."""
        self._waiting = Waiting()
        self._inside, self._paying = np.zeros((2, len(relaxation.layout.blocks)), dtype=np.bool_)
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
        return self.tableau.tried(iterations)

    def _run(self) -> Answer | None:
        solver = self.tableau.solver
        solver.run()
        status = solver.getModelStatus()
        if status == OPTIMAL:
            found = solver.getSolution()
            least = solver.getInfo().objective_function_value
            return Answer(
                True, least, np.array(found.col_value), self._whole(np.array(found.row_dual), SCALE)
            )
        if status == INFEASIBLE:
            _, there, ray = solver.getDualRay()  # type: ignore[attr-defined]
            known = self._whole(_unit(np.array(ray)), RAY) if there else self._out_of_reach()
            return Answer(False, 0.0, np.zeros(0), known)
        return None

    def _whole(self, prices: Values, scale: int) -> tuple[tuple[int, int], ...]:
        """Multipliers in whole parts of a scale; any are sound, so rounding costs nothing but a little of the bound."""
        scaled = np.rint(prices * scale).astype(np.int64)
        rows = scaled[self.named.places]
        found = [(number, int(rows[number])) for number in np.flatnonzero(rows > 0).tolist()]
        for number in sorted(tightest(self._counts).values()):
            # Of several bounds of one sum the tightest is what the solver saw.
            price = int(scaled[self._counters[self._counts[number].cost]])
            found.append((COUNTS + number, price if self._counts[number].above else -price))
        return tuple(pair for pair in found if pair[1] > 0)

    def _out_of_reach(self) -> tuple[tuple[int, int], ...]:
        """A row that asks for more than there is of its columns: the solver shows no sum where one row is enough."""
        rows, columns, values = self.named.table()
        bounds = np.array(self.tableau.bounds, dtype=np.int64)
        most = np.zeros(len(self.named.rows), dtype=np.int64)
        np.add.at(most, rows, values * np.where(values > 0, bounds[columns, 1], bounds[columns, 0]))
        short = np.flatnonzero(most < np.array([row.least for row in self.named.rows]))
        return tuple((number, RAY) for number in short[:1].tolist())

    # -- what comes in ---------------------------------------------------------------------------------------

    @property
    def inside(self) -> frozenset[int]:
        """Blocks of the layout that have come in so far, by their number there."""
        return frozenset(np.flatnonzero(self._inside).tolist())

    def paying(self) -> list[int]:
        """Blocks of the layout that are worth what they cost, or nearly, at the prices of any answer so far."""
        return np.flatnonzero(self._paying).tolist()

    def _pays(self, answer: Answer) -> bool:
        """Let blocks in that would lower the least cost, or the distance to any point at all."""
        layout, highs = self.relaxation.layout, self.relaxation.highs
        worths = self.worths(answer)
        if answer.feasible:
            self._paying |= self._inside & (worths <= NEARLY)
        pays = (worths < (PAYS if answer.feasible else -RAY // 10**6)) & ~self._inside
        new = [p for p in np.flatnonzero(pays).tolist() if highs.get(p, layout.highs[p]) > 0]
        self._let_in(sorted(new, key=lambda place: (worths[place], place))[:AT_ONCE])
        return bool(new)

    def worths(self, answer: Answer) -> Whole:
        """For each block what one unit costs at the prices of an answer."""
        layout = self.relaxation.layout
        times = np.zeros(len(self.named.rows), dtype=np.int64)
        more = np.zeros(len(layout.number), dtype=np.int64)
        for number, price in answer.multipliers:
            if number < COUNTS:
                times[number] = price
            else:
                count = self._counts[number - COUNTS]
                units = [layout.number[one] for one in self._units(count.cost) if one in layout.number]
                more[units] += price if count.above else -price
        return layout.worths(self.named.prices(times, more), SCALE if answer.feasible else 0)

    def narrowed(self, relaxation: Relaxation) -> Box:
        """Go on with a relaxation that has less new study; bounds of what has come in, as far as they differ."""
        self.relaxation, known = relaxation, self.tableau
        counts = ((at, relaxation.bounds(column)) for column, at in known.number.items() if known.costs[at])
        return {at: bounds for at, bounds in counts if bounds != known.bounds[at]}

    def _let_in(self, places: Iterable[int]) -> None:
        layout, highs = self.relaxation.layout, self.relaxation.highs
        chosen = [place for place in places if not self._inside[place]]
        self._inside[chosen] = True
        blocks = [layout.blocks[place] for place in chosen]
        self._add_blocks(blocks, [int(highs.get(place, layout.highs[place])) for place in chosen])
        self._ask_before(blocks)

    def _ask_before(self, blocks: Iterable[Block]) -> None:
        """What new study asks for comes in with it: else one study after the other would be tried without."""
        units = (block.unit for block in blocks if block.unit is not None)
        families = (f for unit in units for f in self.relaxation.near(unit) if f[0] == "prerequisite")
        fresh = [family for family in dict.fromkeys(families) if family not in self._looked]
        self._looked.update(fresh)
        self.come_in([pair for family in fresh for pair in self.relaxation.family(family).items()])

    def _broken(self, answer: Answer) -> list[tuple[Name, Row]]:
        """Rows near what the solution counts that it breaks."""
        if not answer.feasible:
            return []
        at = np.flatnonzero(answer.values > BROKEN).tolist()
        counted = {self.tableau.columns[one]: float(answer.values[one]) for one in at}
        for column in counted:
            if column not in self._near:
                self._near.add(column)
                for family in self.relaxation.near(column):
                    if family not in self._looked:
                        self._looked.add(family)
                        self._waiting.add(self.relaxation.family(family))
        return self._waiting.broken(counted)

    def come_in(self, pairs: Sequence[tuple[Name, Row]]) -> bool:
        """Named rows; columns of them that belong to no block come along."""
        if not pairs:
            return False
        layout, number = self.relaxation.layout.number, self.tableau.number
        plain = (c for _, row in pairs for c in row.terms if c not in number and c not in layout)
        alone = [one for one in dict.fromkeys(plain) if self.relaxation.is_plain(one)]
        self._add_columns([(column, self.relaxation.bounds(column), 0) for column in alone])
        terms = [self.named.inside(row, number) for _, row in pairs]
        places = self.tableau.add_rows([(t, row.least) for t, (_, row) in zip(terms, pairs, strict=True)])
        for one, place, (name, row) in zip(terms, places, pairs, strict=True):
            at = len(self.named.names)
            self.named.add(name, row, place, number)
            self.named.settle([(at, column, value) for column, value in one])
        return True

    def _add_blocks(self, blocks: Sequence[Block], highs: Sequence[int]) -> None:
        """Their columns in every row, and that no more is claimed than there is."""
        new: list[tuple[str, tuple[int, int], int]] = []
        for block, high in zip(blocks, highs, strict=True):
            if block.unit is not None:
                new.append((block.unit, (block.low, high), block.cost))
            for claims in block.claims:
                columns = (*claims.columns, *([claims.counted] if claims.counted else []))
                # Rows keep them to the units there are: so another number of units needs no other bounds here.
                new += [(column, (0, max(high, block.high)), 0) for column in columns]
        self._add_columns(new)
        number = self.tableau.number
        once = [row for block, high in zip(blocks, highs, strict=True) for row in _use_once(block, high)]
        self.tableau.add_rows([([(number[c], v) for c, v in terms.items()], least) for terms, least in once])

    def _add_columns(self, new: Sequence[tuple[str, tuple[int, int], int]]) -> None:
        """Columns with their bounds and costs, in all rows that are there."""
        if not new:
            return
        inside = self.named.of_new([column for column, _, _ in new])
        at, places = len(self.tableau.columns), self.named.places
        entries = []
        for column, (rows, (_, _, cost)) in enumerate(zip(inside, new, strict=True), at):
            self.named.settle([(row, column, value) for row, value in rows])
            counter = [(self._counters[cost], 1)] if cost in self._counters else []
            entries.append([*((places[row], value) for row, value in rows), *counter])
        self.tableau.add_columns(new, entries)

    # -- the bounds of a part --------------------------------------------------------------------------------

    def _narrow(self, box: Box, counts: Sequence[Count]) -> None:
        """The bounds of a box and of counts, and none of those before."""
        self.tableau.narrow(box)
        self._counts, best = tuple(counts), tightest(counts)
        for cost in sorted({count.cost for count in counts} - self._counters.keys()):
            number = self.tableau.number
            inside = [(number[column], 1) for column in self._units(cost) if column in number]
            self._counters[cost] = self.tableau.add_rows([(inside, 0)])[0]
        bounds = {key: counts[number].bound for key, number in best.items()}
        for cost, place in self._counters.items():
            self.tableau.bound_row(place, bounds.get((cost, True)), bounds.get((cost, False)))

    def _units(self, cost: int) -> tuple[str, ...]:
        if cost not in self._units_of:
            self._units_of[cost] = self.relaxation.units(cost)
        return self._units_of[cost]


def _use_once(block: Block, high: int) -> Iterable[tuple[Mapping[str, int], int]]:
    """No more of a block is claimed than there is of it."""
    for claims in block.claims:
        counted = claims.counted
        used = {counted: -1} if counted else dict.fromkeys(claims.columns, -1)
        unit, least = ({block.unit: 1}, 0) if block.unit is not None else ({}, -high)
        yield {**used, **unit}, least
        if counted is not None:
            # That it stands somewhere the kernel does not know of a block: a row says so where that is broken.
            for column in claims.columns:
                yield {counted: 1, column: -1}, 0


def _unit(ray: Values) -> Values:
    """A ray has any length: it is brought to one at which rounding does not show."""
    most = np.abs(ray).max(initial=0.0)
    return ray / most if most else ray
