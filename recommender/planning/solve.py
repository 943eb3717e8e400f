"""How is a linear model over integers solved?  The only door to the solver (HiGHS through highspy).

Numbers from the solver are floating point: a solution is rounded to integers and every row is evaluated again in exact
arithmetic before it is believed; what is believed is still judged by the independent checker. That nothing is better
cannot be evaluated again: where the numbers of a model are too large for floating point, that word is not taken.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from importlib.metadata import version
from time import monotonic
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from recommender.planning.model import Expr, LinearModel
from recommender.planning.near import Relaxation, least_whole, nearest
from recommender.planning.stop import Cancelled, never

TRUSTED = 10**7
"""Up to such coefficients the solver's word is taken that nothing is better, or that there is nothing.

Its tolerances are 1e-6 and 1e-7 of a row: beyond, a whole unit is less than they tell apart. On some thousand small
models whose optimum is known, it was wrong from 3e8 on."""
COARSE = 32
"""Where no step of an objective is larger, it mostly reaches the bound of a relaxation that is a whole number."""
LOOKS = 12
"""So many rounds of the solver find such a solution, or there is likely none; nothing hangs on a clock."""
LARGEST = 2.0**60
"""So much no sum of a row may come to: it has to fit into 64 bits with room to spare."""


class Outcome(Enum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Solution:
    """Values by column, the objective, and the proven lower bound, all exact integers."""

    outcome: Outcome
    values: tuple[int, ...] = ()
    objective: int = 0
    bound: int = 0
    nodes: int = 0

    @property
    def found(self) -> bool:
        """Whether there are values; a model without columns has a solution without values."""
        return self.outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: nodes make an answer repeatable, `deadline` (monotonic seconds) is the outer guard."""

    nodes: int
    deadline: float
    seed: int = 0
    cancelled: Cancelled = never

    @property
    def reached(self) -> bool:
        """Whether nothing is to be begun any more."""
        return self.deadline <= monotonic() or self.cancelled()


def _swallow_banner() -> None:
    """The solver greets on the process's standard output when it is first made; answers there have to stay clean."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


_swallow_banner()


def solver_version() -> str:
    """Name and version of the solver, as answers cite it."""
    return f"HiGHS {version('highspy')}"


def minimise(
    model: LinearModel,
    objective: Expr,
    limits: Limits,
    *,
    presolve: bool = True,
    near: bool = True,
    guide: Expr | None = None,
) -> Solution:
    """Minimise an integer objective: near the relaxation where its bound is reached there, else by search.

    `near=False`: by search alone. Which of several equal solutions it finds does not hang on the relaxation then.
    `guide`: near the relaxation, of solutions as good one with little of this is looked for; nothing is promised.

    No known solution is handed in to begin with: HiGHS 1.16 then returns it as the optimum now and then, beside the
    bound of a better one, or calls the model infeasible.
    """
    if not model.columns:
        return Solution(Outcome.INFEASIBLE if not _Table.of(model).holds(_NO_VALUES) else Outcome.OPTIMAL)
    if limits.reached:
        return Solution(Outcome.UNKNOWN)
    grain = math.gcd(*objective.values()) or 1
    cost = {column: value // grain for column, value in objective.items() if value}
    try:
        table = _Table.of(model)
        if table.largest > LARGEST:
            return Solution(Outcome.UNKNOWN)
        asked = _Asked(cost, grain, guide or {})
        found = _solved(table, table.program(cost, model), asked, limits, presolve=presolve, near=near)
    except (ArithmeticError, LookupError, MemoryError, RuntimeError, ValueError):
        return Solution(Outcome.UNKNOWN)  # what C++ throws, as the binding hands it on: nothing is known then
    return found if table.is_trusted(cost) else _unproven(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The objective in steps of its grain, and what is followed among solutions that are as low."""

    cost: Mapping[int, int]
    grain: int = 1
    guide: Mapping[int, int] = field(default_factory=dict)


def _solved(
    table: _Table, lp: highspy.HighsLp, asked: _Asked, limits: Limits, *, presolve: bool, near: bool
) -> Solution:
    """By the solver's word."""
    found = _near(table, lp, asked, limits) if near else None
    if found is not None:
        return found
    highs = _solver(lp, limits)
    if not presolve:
        highs.setOptionValue("presolve", "off")
    if not asked.cost:
        _take_any(highs)
        _hold(highs, asked, 0)
    highs.run()
    return _read(highs, table, asked.cost, asked.grain)


def _unproven(found: Solution) -> Solution:
    """What is left where only the values are believed, since every row was evaluated again."""
    if not found.found:
        return Solution(Outcome.UNKNOWN, nodes=found.nodes)
    return replace(found, outcome=Outcome.FEASIBLE, bound=min(0, found.objective))


def minimise_surely(
    model: LinearModel, objective: Expr, limits: Limits, guide: Expr | None = None
) -> Solution:
    """The same, but that there is no solution is asked for twice: presolve of HiGHS 1.16 has cut off the only ones."""
    first = bool(objective)  # where any solution will do, it is found sooner without presolve
    found = minimise(model, objective, limits, presolve=first, guide=guide)
    if found.outcome is not Outcome.INFEASIBLE:
        return found
    return minimise(model, objective, limits, presolve=not first, near=False)


_NO_VALUES = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class _Table:
    """A model as arrays of exact integers, rows one after another."""

    lower: NDArray[np.int64]
    upper: NDArray[np.int64]
    starts: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.int64]
    bounds: tuple[tuple[int | None, int | None], ...]

    @classmethod
    def of(cls, model: LinearModel) -> _Table:
        """Every number as it is."""
        rows = model.rows
        lengths = np.fromiter((len(row.expr) for row in rows), dtype=np.int64, count=len(rows))
        return cls(
            np.array([column.lower for column in model.columns], dtype=np.int64),
            np.array([column.upper for column in model.columns], dtype=np.int64),
            np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            np.fromiter((column for row in rows for column in row.expr), dtype=np.int64),
            np.fromiter((value for row in rows for value in row.expr.values()), dtype=np.int64),
            tuple((row.lower, row.upper) for row in rows),
        )

    def program(self, cost: Mapping[int, int], model: LinearModel) -> highspy.HighsLp:
        """The same for the solver, in floating point."""
        lp, infinity = highspy.HighsLp(), highspy.kHighsInf
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.bounds)
        costs = np.zeros(len(self.lower), dtype=np.double)
        costs[list(cost)] = list(cost.values())
        lp.col_cost_ = costs
        lp.col_lower_, lp.col_upper_ = self.lower.astype(np.double), self.upper.astype(np.double)
        below = [-infinity if lower is None else lower for lower, _ in self.bounds]
        above = [infinity if upper is None else upper for _, upper in self.bounds]
        lp.row_lower_, lp.row_upper_ = np.array(below, dtype=np.double), np.array(above, dtype=np.double)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = self.starts.astype(np.int32)
        lp.a_matrix_.index_ = self.columns.astype(np.int32)
        lp.a_matrix_.value_ = self.values.astype(np.double)
        integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [integer if column.integer else real for column in model.columns]
        return lp

    @property
    def largest(self) -> float:
        """About what all rows together can come to."""
        most = np.maximum(np.abs(self.lower), np.abs(self.upper)).astype(np.double)
        return float(np.abs(self.values.astype(np.double)) @ most[self.columns])

    def is_trusted(self, cost: Mapping[int, int]) -> bool:
        """Whether no coefficient is too large for the solver to tell whole units apart."""
        most = int(np.abs(self.values).max(initial=0))
        return max(most, *map(abs, cost.values()), 0) <= TRUSTED

    def holds(self, values: NDArray[np.int64]) -> bool:
        """Whether values keep every bound and every row, in integers."""
        if len(values) != len(self.lower) or bool(((values < self.lower) | (values > self.upper)).any()):
            return False
        summed = np.concatenate(([0], np.cumsum(self.values * values[self.columns])))
        sums = (summed[self.starts[1:]] - summed[self.starts[:-1]]).tolist()
        return all(
            (lower is None or one >= lower) and (upper is None or one <= upper)
            for one, (lower, upper) in zip(sums, self.bounds, strict=True)
        )


def _solver(lp: highspy.HighsLp, limits: Limits) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "log_to_console": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": limits.seed,
        "mip_max_nodes": limits.nodes,
        "time_limit": max(0.0, limits.deadline - monotonic()),
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.9,
        "mip_feasibility_tolerance": 1e-7,
        # On these models neither pays for itself: together a tenth of the time.
        "mip_detect_symmetry": False,
        "mip_heuristic_run_feasibility_jump": False,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)
    _listen(highs, limits.cancelled)
    return highs


def _listen(highs: highspy.Highs, cancelled: Cancelled) -> None:
    """Let the solver ask now and then whether to go on."""
    if cancelled is never:
        return

    def ask(event: Any) -> None:
        if cancelled():
            event.interrupt()

    for asking in (highs.cbMipInterrupt, highs.cbSimplexInterrupt, highs.cbIpmInterrupt):
        asking.subscribe(ask)


def _near(table: _Table, lp: highspy.HighsLp, asked: _Asked, limits: Limits) -> Solution | None:
    """An optimum at the bound of the relaxation; None where none is found there."""
    highs = _solver(lp, limits)
    highs.setOptionValue("solve_relaxation", True)
    highs.setOptionValue("presolve", "off")  # the relaxation is solved again from where it stands

    def solved() -> float | None:
        highs.run()
        best = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(highs.getInfo().objective_function_value) if best else None

    relaxation = Relaxation(
        solved,
        lambda: highs.getSolution().col_value,
        lambda column, lower, upper: highs.changeColBounds(column, float(lower), float(upper)),
        lambda target: _hold(highs, asked, target),
        table.lower,
        table.upper,
    )
    target = least_whole(relaxation)
    if target is None:
        return None
    values = nearest(relaxation, target.value)
    if values is None and target.likely and max(map(abs, asked.cost.values()), default=COARSE + 1) <= COARSE:
        values = _any_at(table, lp, asked, target.value, limits)
    if values is None or not table.holds(values):
        return None
    found = tuple(values.tolist())
    if sum(value * found[column] for column, value in asked.cost.items()) != target.value:
        return None
    worth = asked.grain * target.value
    return Solution(Outcome.OPTIMAL, found, worth, worth)


def _hold(highs: highspy.Highs, asked: _Asked, target: int) -> None:
    """Whatever is found from here on is worth no more than the target."""
    if asked.cost:
        index, values = list(asked.cost), list(asked.cost.values())
        highs.addRow(
            -highspy.kHighsInf,
            float(target),
            len(index),
            np.array(index, dtype=np.int32),
            np.array(values, dtype=np.double),
        )
    if asked.guide:
        costs = np.zeros(highs.getNumCol(), dtype=np.double)
        costs[list(asked.guide)] = list(asked.guide.values())
        highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)


def _any_at(
    table: _Table, lp: highspy.HighsLp, asked: _Asked, target: int, limits: Limits
) -> NDArray[np.int64] | None:
    """The first whole solution that is found at the bound, if that is soon."""
    looks = 0

    def ask(event: Any) -> None:
        nonlocal looks
        looks += 1
        if looks > LOOKS:
            event.interrupt()

    highs = _solver(lp, limits)
    highs.setOptionValue("presolve", "off")  # it costs more than such a search
    highs.cbMipInterrupt.subscribe(ask)
    _take_any(highs)
    _hold(highs, asked, target)
    highs.run()
    found = _exact(highs.getSolution().col_value, table)
    return None if found is None else np.array(found, dtype=np.int64)


def _take_any(highs: highspy.Highs) -> None:
    """Stop at the first solution."""
    highs.setOptionValue("mip_rel_gap", highspy.kHighsInf)
    highs.setOptionValue("mip_abs_gap", highspy.kHighsInf)
    highs.setOptionValue("mip_heuristic_run_feasibility_jump", True)


def _read(highs: highspy.Highs, table: _Table, cost: Mapping[int, int], grain: int) -> Solution:
    status = highs.getModelStatus()
    info = highs.getInfo()
    nodes = max(0, int(info.mip_node_count))
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Solution(Outcome.INFEASIBLE, nodes=nodes)
    values = _exact(highs.getSolution().col_value, table)
    dual = info.mip_dual_bound
    bound = math.ceil(dual - 1e-6) * grain if math.isfinite(dual) else 0
    if values is None:
        return Solution(Outcome.UNKNOWN, bound=max(0, bound), nodes=nodes)
    if not cost:
        return Solution(Outcome.OPTIMAL, values, nodes=nodes)
    objective = grain * sum(value * values[column] for column, value in cost.items())
    if status == highspy.HighsModelStatus.kOptimal:
        if not math.isfinite(dual) or bound != objective:
            return Solution(Outcome.UNKNOWN, bound=max(0, bound), nodes=nodes)
        return Solution(Outcome.OPTIMAL, values, objective, objective, nodes)
    return Solution(Outcome.FEASIBLE, values, objective, min(max(0, bound), objective), nodes)


def _exact(found: Sequence[float], table: _Table) -> tuple[int, ...] | None:
    """The solution in integers, or None when rounding breaks a bound or a row."""
    rounded = np.rint(np.asarray(found, dtype=np.double))
    if not np.isfinite(rounded).all():
        return None
    values = rounded.astype(np.int64)
    return tuple(values.tolist()) if table.holds(values) else None
