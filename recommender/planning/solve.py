"""How is a linear model over integers solved?  The only door to the solver (HiGHS through highspy).

Numbers from the solver are floating point: a solution is rounded to integers and every row is evaluated again in exact
arithmetic before it is believed; what is believed is still judged by the independent checker.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import version
from time import monotonic

import highspy
import numpy as np

from recommender.planning.model import Expr, LinearModel


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


def minimise(model: LinearModel, objective: Expr, limits: Limits, *, presolve: bool = True) -> Solution:
    """Minimise an integer objective.

    No known solution is handed in to begin with: HiGHS 1.16 then returns it as the optimum now and then, beside the
    bound of a better one, or calls the model infeasible.
    """
    if not model.columns:
        return Solution(Outcome.INFEASIBLE if _exact((), model) is None else Outcome.OPTIMAL)
    left = limits.deadline - monotonic()
    if left <= 0:
        return Solution(Outcome.UNKNOWN)
    grain = math.gcd(*objective.values()) or 1
    cost = {column: value // grain for column, value in objective.items() if value}
    highs = _load(model, cost, limits, left)
    if not presolve:
        highs.setOptionValue("presolve", "off")
    highs.run()
    return _read(highs, model, cost, grain)


def minimise_surely(model: LinearModel, objective: Expr, limits: Limits) -> Solution:
    """The same, but that there is no solution is asked for twice: presolve of HiGHS 1.16 has cut off the only ones."""
    found = minimise(model, objective, limits)
    if found.outcome is not Outcome.INFEASIBLE:
        return found
    return minimise(model, objective, limits, presolve=False)


def _load(model: LinearModel, cost: Mapping[int, int], limits: Limits, left: float) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "log_to_console": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": limits.seed,
        "mip_max_nodes": limits.nodes,
        "time_limit": left,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.9,
        "mip_feasibility_tolerance": 1e-7,
        # On these models neither pays for itself: together a tenth of the time.
        "mip_detect_symmetry": False,
        "mip_heuristic_run_feasibility_jump": False,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    count = len(model.columns)
    lp.num_col_, lp.num_row_ = count, len(model.rows)
    lp.col_cost_ = np.array([cost.get(i, 0) for i in range(count)], dtype=np.double)
    lp.col_lower_ = np.array([c.lower for c in model.columns], dtype=np.double)
    lp.col_upper_ = np.array([c.upper for c in model.columns], dtype=np.double)
    infinity = highspy.kHighsInf
    lp.row_lower_ = np.array([-infinity if r.lower is None else r.lower for r in model.rows], dtype=np.double)
    lp.row_upper_ = np.array([infinity if r.upper is None else r.upper for r in model.rows], dtype=np.double)
    starts = np.cumsum([0, *(len(r.expr) for r in model.rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for r in model.rows for c in r.expr], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([v for r in model.rows for v in r.expr.values()], dtype=np.double)
    integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [integer if c.integer else real for c in model.columns]
    highs.passModel(lp)
    return highs


def _read(highs: highspy.Highs, model: LinearModel, cost: Mapping[int, int], grain: int) -> Solution:
    status = highs.getModelStatus()
    info = highs.getInfo()
    nodes = max(0, int(info.mip_node_count))
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Solution(Outcome.INFEASIBLE, nodes=nodes)
    values = _exact(highs.getSolution().col_value, model)
    dual = info.mip_dual_bound
    bound = math.ceil(dual - 1e-6) * grain if math.isfinite(dual) else 0
    if values is None:
        return Solution(Outcome.UNKNOWN, bound=max(0, bound), nodes=nodes)
    objective = grain * sum(value * values[column] for column, value in cost.items())
    if status == highspy.HighsModelStatus.kOptimal:
        if math.isfinite(dual) and bound < objective:
            return Solution(Outcome.UNKNOWN, bound=max(0, bound), nodes=nodes)
        return Solution(Outcome.OPTIMAL, values, objective, objective, nodes)
    return Solution(Outcome.FEASIBLE, values, objective, min(max(0, bound), objective), nodes)


def _exact(found: Sequence[float], model: LinearModel) -> tuple[int, ...] | None:
    """The solution in integers, or None when rounding breaks a bound or a row."""
    if len(found) != len(model.columns):
        return None
    values = tuple(round(value) for value in found)
    inside = all(c.lower <= v <= c.upper for c, v in zip(model.columns, values, strict=True))
    return (
        values
        if inside and all(_holds(row.expr, row.lower, row.upper, values) for row in model.rows)
        else None
    )


def _holds(expr: Mapping[int, int], lower: int | None, upper: int | None, values: Sequence[int]) -> bool:
    value = sum(factor * values[column] for column, factor in expr.items())
    return (lower is None or value >= lower) and (upper is None or value <= upper)
