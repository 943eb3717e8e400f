"""What does CP-SAT say of the planner's own rows, classes merged and nothing reduced?

The same integers, solved by another solver: it stands for the formulation without the reductions. Its time is that of
CP-SAT alone, from the rows on; that of putting them together is not counted against it.
"""

from __future__ import annotations

from math import gcd
from time import process_time

from ortools.sat.python import cp_model

from benchmarks.planner.cpsat import solved
from benchmarks.planner.question import Answer
from benchmarks.planner.task import Task
from benchmarks.planner.unsupported import Unsupported
from recommender.planning.build import build_problem, resolve_goals
from recommender.planning.compile import Compiled, compile_problem


def compiled(task: Task, timed: bool = False) -> Compiled:
    """The rows of the question, unreduced.

    Raises:
        Unsupported: it is answered before there are any rows.
    """
    catalogue = task.catalogue
    record = task.record.passing(catalogue.grade_schemes, catalogue.valid_years)
    goals = resolve_goals(catalogue, record, task.request)
    problem = build_problem(catalogue, record, task.request, goals)
    if problem.refusals or problem.impossible:
        raise Unsupported("answered without a model")
    return compile_problem(problem, catalogue.grade_schemes, timed=timed)


def least_length(task: Task, seconds: float, timed: bool = False) -> Answer:
    """The least length of the rows, by CP-SAT in one thread."""
    made = compiled(task, timed)
    start = process_time()
    cp = cp_model.CpModel()
    columns = [cp.new_int_var(one.lower, one.upper, "") for one in made.model.columns]
    for row in made.model.rows:
        low = cp_model.INT_MIN if row.lower is None else row.lower
        high = cp_model.INT_MAX if row.upper is None else row.upper
        total = cp_model.LinearExpr.weighted_sum([columns[one] for one in row.expr], list(row.expr.values()))
        cp.add_linear_constraint(total, low, high)
    cost = made.length()
    grain = gcd(*cost.values()) or 1
    cp.minimize(
        cp_model.LinearExpr.weighted_sum(
            [columns[one] for one in cost], [value // grain for value in cost.values()]
        )
    )
    solver, status = solved(cp, seconds)
    took = process_time() - start
    if status not in ("optimal", "feasible"):
        return Answer(status, None, 0, took, columns=len(columns))
    bound = round(solver.best_objective_bound) * grain
    return Answer(status, round(solver.objective_value) * grain, bound, took, columns=len(columns))
