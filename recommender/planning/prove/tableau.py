"""Columns and rows as the solver has them: much is added in one call, and only what differs is bounded anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from math import inf

import highspy
import numpy as np
import numpy.typing as npt

OPTIONS: Mapping[str, bool | int | str] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "presolve": "off",
    # After columns that pay the primal simplex goes on, after rows that are broken the dual one: the solver sees which.
    "simplex_strategy": 0,
}
Numbers = npt.NDArray[np.int32]
Values = npt.NDArray[np.float64]
Box = Mapping[int, tuple[int, int]]
Terms = Sequence[tuple[int, int]]
"""Numbers, each with a factor."""
OPTIMAL, INFEASIBLE = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible
UNENDING = 2_000_000


class Tableau:
    """The solver's linear program."""

    def __init__(self) -> None:
        self.columns: list[str] = []
        self.number: dict[str, int] = {}
        self.bounds: list[tuple[int, int]] = []
        self.costs: list[int] = []
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in OPTIONS.items():
            self.solver.setOptionValue(name, value)
        self._rows = 0
        self._narrowed: dict[int, tuple[int, int]] = {}
        self._bounded: dict[int, tuple[int | None, int | None]] = {}

    def add_columns(self, new: Sequence[tuple[str, tuple[int, int], int]], inside: Sequence[Terms]) -> None:
        """Columns with their bounds and costs, and what they are in the rows that are there."""
        for column, bounds, cost in new:
            self.number[column] = len(self.columns)
            self.columns.append(column)
            self.bounds.append(bounds)
            self.costs.append(cost)
        self.solver.addCols(
            len(new),
            np.array([cost for _, _, cost in new], dtype=np.double),
            np.array([low for _, (low, _), _ in new], dtype=np.double),
            np.array([high for _, (_, high), _ in new], dtype=np.double),
            *_packed(inside),
        )

    def add_rows(self, rows: Sequence[tuple[Terms, int]]) -> range:
        """Sums of columns that are at least so much; their numbers."""
        if rows:
            least = np.array([least for _, least in rows], dtype=np.double)
            self.solver.addRows(
                len(rows),
                least,
                np.full(len(rows), highspy.kHighsInf),
                *_packed([terms for terms, _ in rows]),
            )
        self._rows += len(rows)
        return range(self._rows - len(rows), self._rows)

    def narrow(self, box: Box) -> None:
        """The bounds of a box, and none of those before."""
        wanted = {column: bounds for column, bounds in box.items() if bounds != self.bounds[column]}
        back = [column for column in self._narrowed if column not in wanted]
        new = {column: bounds for column, bounds in wanted.items() if self._narrowed.get(column) != bounds}
        for column, (low, high) in chain(((one, self.bounds[one]) for one in back), new.items()):
            self.solver.changeColBounds(column, float(low), float(high))
        self._narrowed = wanted

    def bound_row(self, place: int, low: int | None, high: int | None) -> None:
        """Between what a sum has to be; None: no matter what."""
        if self._bounded.get(place) != (low, high):
            self._bounded[place] = low, high
            least = -highspy.kHighsInf if low is None else float(low)
            self.solver.changeRowBounds(place, least, highspy.kHighsInf if high is None else float(high))

    def tried(self, iterations: int) -> float | None:
        """The least cost as far as so many steps show, and infinity where nothing is possible; None: it is not known.

        What comes next begins where this did.
        """
        solver = self.solver
        before = solver.getBasis()
        solver.setOptionValue("simplex_iteration_limit", iterations)
        solver.run()
        solver.setOptionValue("simplex_iteration_limit", UNENDING)
        status, least = solver.getModelStatus(), solver.getInfo().objective_function_value
        solver.setBasis(before)
        if status == INFEASIBLE:
            return inf
        known = status in (OPTIMAL, highspy.HighsModelStatus.kIterationLimit)
        return float(least) if known else None


def _packed(lists: Sequence[Terms]) -> tuple[int, Numbers, Numbers, Values]:
    """The lists one after the other: how much it is, where each begins, the numbers, and the factors."""
    starts = np.zeros(len(lists), dtype=np.int32)
    starts[1:] = np.cumsum([len(one) for one in lists[:-1]])
    index = np.array([number for one in lists for number, _ in one], dtype=np.int32)
    return len(index), starts, index, np.array([value for one in lists for _, value in one], dtype=np.double)
