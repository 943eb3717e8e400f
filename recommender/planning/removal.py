"""What would leaving out one step cost (D8)?  Each removal is solved again, not estimated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.assemble import select
from recommender.planning.build import build_problem, resolve_goals
from recommender.planning.classes import StudyClass
from recommender.planning.compile import Compiled, compile_problem
from recommender.planning.levels import bounded
from recommender.planning.make import limits_of, solve
from recommender.planning.model import LinearModel
from recommender.planning.plan import Plan, Status
from recommender.planning.problem import Problem
from recommender.planning.request import PlanRequest
from recommender.planning.schedule import schedule
from recommender.planning.settle import depends_on_terms
from recommender.planning.solve import Outcome, Solution, minimise_surely
from recommender.vocabulary import ItemId


@dataclass(frozen=True, slots=True)
class Removal:
    """What happens without a step: `added_units` more study, or no plan (`infeasible`), or not known (`bounded`)."""

    status: Status
    added_units: int | None


def removal_costs(
    catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan, items: Iterable[ItemId]
) -> dict[ItemId, Removal]:
    """For each item the added length of the shortest path that does not study it anew; pins on it are lifted.

    One model serves them all: a removal only lowers a bound of it. Nothing, where the plan is not known to be shortest:
    what is added would be counted from a length that others undercut.
    """
    if not plan.is_shortest:
        return {}
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    goals = resolve_goals(catalogue, record, request)
    problem = build_problem(catalogue, record, replace(request, objectives=("length",)), goals)
    compiled = compile_problem(problem, catalogue.grade_schemes)
    bounded(compiled)
    return {item: _without(catalogue, problem, compiled, plan, item) for item in items}


def _without(catalogue: Catalogue, problem: Problem, compiled: Compiled, plan: Plan, item: ItemId) -> Removal:
    study = next((one for one in compiled.shared.classes if _holds(one, item)), None)
    if study is None or plan.length is None:
        return Removal(Status.OPTIMAL, 0)
    if _has_another(study, plan):
        return Removal(Status.OPTIMAL, 0)
    solution = _shortest(compiled, study, problem.request)
    if solution.outcome is Outcome.INFEASIBLE:
        return Removal(Status.INFEASIBLE, None)
    if solution.outcome is Outcome.OPTIMAL and _has_schedule(catalogue, problem, compiled, solution, item):
        return Removal(Status.OPTIMAL, solution.objective - plan.length)
    return _solved_whole(catalogue, problem, plan.length, item)


def _holds(study: StudyClass, item: ItemId) -> bool:
    return any(member.item.id == item for member in study.members)


def _has_another(study: StudyClass, plan: Plan) -> bool:
    """Whether the class has a member that the plan leaves: members can be exchanged, so no other solve is needed."""
    taken = {step.item for step in plan.steps}
    return any(member.item.id not in taken for member in study.members)


def _shortest(compiled: Compiled, study: StudyClass, request: PlanRequest) -> Solution:
    """The least length with one member of the class fewer, and none that has to be taken."""
    columns = list(compiled.model.columns)
    column = compiled.shared.study[study.key]
    columns[column] = replace(columns[column], lower=0, upper=columns[column].upper - 1)
    return minimise_surely(LinearModel(columns, compiled.model.rows), compiled.length(), limits_of(request))


def _has_schedule(
    catalogue: Catalogue, problem: Problem, compiled: Compiled, solution: Solution, item: ItemId
) -> bool:
    steps = [
        member
        for study in compiled.shared.classes
        for member in [one for one in study.members if one.item.id != item][
            : solution.values[compiled.shared.study[study.key]]
        ]
    ]
    applied = [variant for _, variant in select(compiled, solution.values, steps).applied]
    if depends_on_terms(problem):
        return False  # whether the claims fit the terms is for the whole solve to say
    limits = limits_of(problem.request)
    found = schedule(problem, steps, applied, catalogue.grade_schemes, limits)
    return bool(found.ordinal) or not steps


def _solved_whole(catalogue: Catalogue, problem: Problem, length: int, item: ItemId) -> Removal:
    """The whole problem again, terms included, where the shortest set without the item has no schedule."""
    without = problem.only({key: one for key, one in problem.new.items() if one.item.id != item})
    solved = solve(without, catalogue, why=False)
    if solved.status is Status.OPTIMAL and solved.chosen is not None:
        return Removal(Status.OPTIMAL, solved.chosen.levels[0].value - length)
    return Removal(solved.status, None)
