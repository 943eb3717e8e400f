"""What is asked of the CP-SAT model: the least length; whether anything is shorter; whether given steps suffice?

Terms are left out unless asked for: where the relaxed length is that of a checked plan, both are right; where it is
shorter, `timed=True` places every new item in a term and decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import gcd
from time import process_time

from ortools.sat.python import cp_model

from benchmarks.planner.cpsat_model import Model
from benchmarks.planner.cpsat_terms import add_terms
from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.vocabulary import InstitutionId, ItemId

DEFAULT_LOAD = 24 * 600
STATUS = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One learner and qualification, with the caller's choices."""

    catalogue: Catalogue
    record: Record
    version: Qualification
    institutions: frozenset[InstitutionId] | None = None
    horizon_years: int = 8
    load_units: int = DEFAULT_LOAD
    timed: bool = False
    seconds: float = 60.0
    """Most time for one answer, by the clock."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`optimal`, `feasible`, `infeasible` or `unknown`, with the least study found and its bound, in units.

    `seconds` are of the processor: both solvers run in one thread.
    """

    status: str
    length: int | None
    bound: int
    seconds: float
    steps: tuple[ItemId, ...] = ()


def least_length(asked: Question) -> Answer:
    """The least study that completes the qualification."""
    start = process_time()
    model, costs = _model(asked)
    grain = gcd(*costs.values()) or 1
    model.cp.minimize(sum(costs[item] // grain * new for item, new in model.new.items()))
    solver, status = _solve(asked, model)
    took = process_time() - start
    if status not in ("optimal", "feasible"):
        return Answer(status, None, 0, took)
    steps = tuple(sorted(item for item, new in model.new.items() if solver.value(new)))
    bound = round(solver.best_objective_bound) * grain
    return Answer(status, sum(costs[item] for item in steps), bound, took, steps)


def nothing_shorter(asked: Question, length: int) -> bool | None:
    """Whether it is proven that no path is shorter than `length`; None: not decided in time."""
    model, costs = _model(asked)
    model.cp.add(sum(costs[item] * new for item, new in model.new.items()) <= length - 1)
    _, status = _solve(asked, model)
    return None if status == "unknown" else status == "infeasible"


def suffices(asked: Question, steps: Collection[ItemId]) -> bool:
    """Whether exactly these steps complete the qualification: so `nothing_shorter` is not true for want of a path."""
    model, _ = _model(asked)
    chosen = set(steps)
    for item, new in model.new.items():
        model.cp.add(new == int(item in chosen))
    _, status = _solve(asked, model)
    return status == "optimal" and chosen <= set(model.new)


def _model(asked: Question) -> tuple[Model, dict[ItemId, int]]:
    model = Model(asked.catalogue, asked.record, asked.version, asked.institutions, asked.horizon_years)
    model.build()
    if asked.timed:
        add_terms(model, min(asked.load_units, asked.version.load_units or asked.load_units))
    return model, {item: model.study_units(asked.catalogue.items[item]) for item in model.new}


def _solve(asked: Question, model: Model) -> tuple[cp_model.CpSolver, str]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = asked.seconds
    return solver, STATUS.get(solver.solve(model.cp), "unknown")
