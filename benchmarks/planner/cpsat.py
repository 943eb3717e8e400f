"""What does CP-SAT say of the other statement: the least length; whether anything is shorter; whether steps suffice?

Terms are left out unless asked for: where the relaxed length is that of a checked plan, both are right; where it is
shorter, `timed=True` places every new item in a term and decides.
"""

from __future__ import annotations

from collections.abc import Collection
from math import gcd
from time import process_time

from ortools.sat.python import cp_model

from benchmarks.planner.cpsat_terms import add_terms
from benchmarks.planner.question import Answer, Question
from benchmarks.planner.rows import Rows, Terms
from benchmarks.planner.statement import Statement
from benchmarks.planner.unsupported import Unsupported
from recommender.vocabulary import ItemId

__all__ = ["Answer", "Question", "least_length", "nothing_shorter", "suffices"]

STATUS = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


class CpRows(Rows):
    """Columns and rows in a CP-SAT model."""

    def __init__(self) -> None:
        self.cp = cp_model.CpModel()
        self.columns: list[cp_model.IntVar] = []

    def boolean(self, name: str = "") -> int:
        """A new column."""
        self.columns.append(self.cp.new_bool_var(name))
        return len(self.columns) - 1

    def total(self, terms: Terms) -> cp_model.LinearExprT:
        """The sum as CP-SAT writes it."""
        return cp_model.LinearExpr.weighted_sum([self.columns[one] for one in terms], list(terms.values()))

    def row(self, terms: Terms, least: int | None, most: int | None) -> None:
        """The sum lies between the bounds that are stated."""
        low = cp_model.INT_MIN if least is None else least
        high = cp_model.INT_MAX if most is None else most
        self.cp.add_linear_constraint(self.total(terms), low, high)


def least_length(asked: Question) -> Answer:
    """The least study that completes the qualification."""
    start = process_time()
    rows, model = _model(asked)
    costs = model.lengths()
    grain = gcd(*costs.values()) or 1
    rows.cp.minimize(rows.total({new: cost // grain for new, cost in costs.items()}))
    solver, status = solved(rows.cp, asked.seconds)
    took = process_time() - start
    if status not in ("optimal", "feasible"):
        return Answer(status, None, 0, took)
    steps = tuple(sorted(item for item, new in model.new.items() if solver.value(rows.columns[new])))
    bound = round(solver.best_objective_bound) * grain
    return Answer(status, sum(costs[model.new[item]] for item in steps), bound, took, steps)


def nothing_shorter(asked: Question, length: int) -> bool | None:
    """Whether it is proven that no path is shorter than `length`; None: not decided in time."""
    rows, model = _model(asked)
    rows.at_most(model.lengths(), length - 1)
    _, status = solved(rows.cp, asked.seconds)
    return None if status == "unknown" else status == "infeasible"


def suffices(asked: Question, steps: Collection[ItemId]) -> bool:
    """Whether exactly these steps complete the qualification: so `nothing_shorter` is not true for want of a path."""
    rows, model = _model(asked)
    chosen = set(steps)
    for item, new in model.new.items():
        fixed = int(item in chosen)
        rows.row({new: 1}, fixed, fixed)
    _, status = solved(rows.cp, asked.seconds)
    return status == "optimal" and chosen <= set(model.new)


def _model(asked: Question) -> tuple[CpRows, Statement]:
    rows = CpRows()
    model = Statement(asked, rows)
    if asked.timed:
        if model.dated:
            raise Unsupported("dates of rules or windows, where terms decide")
        add_terms(model, rows)
    return rows, model


def solved(model: cp_model.CpModel, seconds: float) -> tuple[cp_model.CpSolver, str]:
    """One thread, so that processor and clock can be compared; linear relaxation as strong as it has it."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    return solver, STATUS.get(solver.solve(model), "unknown")
