"""What does HiGHS say of the plain model, with a boolean for every course, application, and course at a slot?

This is the model of a first attempt, and of what has been published: nothing is merged, left out or fixed before. It
uses HiGHS directly, with its own presolve and heuristics, one thread.
"""

from __future__ import annotations

from math import gcd
from time import process_time

import highspy
import numpy as np

from benchmarks.planner.question import Answer, Question
from benchmarks.planner.rows import Rows, Terms
from benchmarks.planner.statement import Statement


class HighsRows(Rows):
    """Columns and rows as HiGHS takes them in one piece."""

    def __init__(self) -> None:
        self.many = 0
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.starts: list[int] = [0]
        self.index: list[int] = []
        self.value: list[float] = []

    def boolean(self, name: str = "") -> int:
        """A new column; names are of no use to the solver."""
        self.many += 1
        return self.many - 1

    def row(self, terms: Terms, least: int | None, most: int | None) -> None:
        """The sum lies between the bounds that are stated."""
        self.lower.append(-highspy.kHighsInf if least is None else least)
        self.upper.append(highspy.kHighsInf if most is None else most)
        self.index += terms
        self.value += terms.values()
        self.starts.append(len(self.index))

    def model(self, costs: Terms) -> highspy.HighsLp:
        """Everything, with an objective."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.many, len(self.lower)
        cost = np.zeros(self.many)
        for column, value in costs.items():
            cost[column] = value
        lp.col_cost_ = cost
        lp.col_lower_, lp.col_upper_ = np.zeros(self.many), np.ones(self.many)
        lp.row_lower_, lp.row_upper_ = np.array(self.lower), np.array(self.upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value, dtype=np.double)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * self.many
        return lp


def least_length(asked: Question) -> Answer:
    """The least study that completes the qualification, without terms."""
    start = process_time()
    rows = HighsRows()
    model = Statement(asked, rows)
    costs = model.lengths()
    grain = gcd(*costs.values()) or 1
    highs = _solver(asked.seconds)
    highs.passModel(rows.model({new: cost // grain for new, cost in costs.items()}))
    highs.run()
    took = process_time() - start
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer("infeasible", None, 0, took, columns=rows.many)
    values = highs.getSolution().col_value
    optimal = status == highspy.HighsModelStatus.kOptimal
    if len(values) != rows.many or (
        not optimal and not np.isfinite(highs.getInfo().objective_function_value)
    ):
        return Answer("unknown", None, 0, took, columns=rows.many)
    steps = tuple(sorted(item for item, new in model.new.items() if round(values[new])))
    length = sum(costs[model.new[item]] for item in steps)
    bound = length if optimal else max(0, int(highs.getInfo().mip_dual_bound) * grain)
    return Answer("optimal" if optimal else "feasible", length, bound, took, steps, rows.many)


def _solver(seconds: float) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("log_to_console", False),
        ("threads", 1),
        ("parallel", "off"),
        ("time_limit", seconds),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.9),
    ):
        highs.setOptionValue(name, value)
    return highs
