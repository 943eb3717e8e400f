"""Which terms, and which claims, go with the chosen steps where rules ask when something is earned (B8, B9, B18, B19)?

A list schedule is taken if its steps end as early as they can and every rule holds with the claims chosen before. Else
a small exact model decides: the chosen steps alone, each in a term, with all the rules of the goals, so that the claims
may change with the terms. Where it has no solution the steps have no schedule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from recommender.planning.assemble import Selection, select
from recommender.planning.chosen_steps import Chosen as Steps
from recommender.planning.compile import Compiled, compile_problem, room_in
from recommender.planning.dates import planned, rule_claims
from recommender.planning.levels import Chosen
from recommender.planning.list_schedule import list_schedule
from recommender.planning.problem import NewStudy, Problem
from recommender.planning.quotas import quotas
from recommender.planning.schedule import Schedule, finish_columns, read_schedule
from recommender.planning.solve import Limits, Outcome, Solution, minimise, minimise_surely
from recommender.rules.registry import Limit, evaluate_limit, ground_of
from recommender.rules.residency import Residency
from recommender.rules.shelf_life import AWARD, ShelfLife
from recommender.rules.window import Window
from recommender.vocabulary import GradeScheme


@dataclass(frozen=True)
class Settled:
    """Steps with their terms, and the model in which their claims are read."""

    compiled: Compiled
    chosen: Chosen
    schedule: Schedule


def asks_when(limit: Limit) -> bool:
    """Whether a limit looks at when something is earned."""
    match limit:
        case Residency():
            return limit.last_units is not None
        case ShelfLife():
            return limit.since == AWARD
        case _:
            return isinstance(limit, Window)


def depends_on_terms(problem: Problem) -> bool:
    """Whether any rule of the goals can be broken by the order of the steps alone."""
    return problem.load_least > 0 or any(
        asks_when(limit) for goal in problem.goals for limit in goal.version.limits
    )


def settle(
    problem: Problem, compiled: Compiled, chosen: Chosen, schemes: Mapping[str, GradeScheme], limits: Limits
) -> Settled | None:
    """The earliest finish of the chosen steps under every rule; None where they have no schedule."""
    selection = select(compiled, chosen.solution.values, chosen.steps)
    applied = [variant for _, variant in selection.applied]
    listed = list_schedule(
        Steps(problem, chosen.steps, applied, schemes, quotas(problem, selection)),
        lambda term: room_in(problem, term),
    )
    shortest = not chosen.steps or listed.used == listed.bound
    if shortest and keeps(problem, selection, listed.ordinal):
        times = Schedule(Outcome.OPTIMAL, listed.ordinal, listed.bound, listed.bound)
        return Settled(compiled, chosen, times)
    return _exactly(problem, selection, chosen, schemes, limits)


def keeps(problem: Problem, selection: Selection, ordinal: Mapping[str, int]) -> bool:
    """Whether every rule that asks when something is earned holds of the claims with these terms."""
    if not _loaded(problem, selection, ordinal):
        return False
    for goal in problem.goals:
        version = goal.version
        facts = planned(problem, selection, goal, ordinal)
        ground = ground_of(version.institution, version.requirement, facts)
        claims = rule_claims(problem, selection, goal, ordinal)
        for limit in filter(asks_when, version.limits):
            if not all(result.satisfied for result in evaluate_limit(limit, claims, ground)):
                return False
    return True


def _loaded(problem: Problem, selection: Selection, ordinal: Mapping[str, int]) -> bool:
    """Whether each term in which something new is studied, but the last, has the least load (B19)."""
    load: dict[int, int] = defaultdict(int)
    for one in selection.steps:
        load[ordinal[one.key]] += one.study_units
    new = {ordinal[one.key] for one in selection.steps if one.study_units and one.forced != "in_progress"}
    return all(load[term] >= problem.load_least for term in sorted(new)[:-1])


def _exactly(
    problem: Problem,
    selection: Selection,
    chosen: Chosen,
    schemes: Mapping[str, GradeScheme],
    limits: Limits,
) -> Settled | None:
    applied = tuple(variant for _, variant in selection.applied)
    small = replace(problem, new={one.key: _forced(one) for one in chosen.steps}, variants=applied)
    compiled = compile_problem(small, schemes, timed=True)
    finish = dict.fromkeys(finish_columns(compiled), 1)
    first = minimise_surely(compiled.model, finish, limits)
    if not first.found:
        return None
    best = _tidied(compiled, finish, first, limits)
    times = read_schedule(compiled, best.values, first.objective, first.bound)
    return Settled(compiled, replace(chosen, solution=best), times)


def _forced(step: NewStudy) -> NewStudy:
    return replace(step, forced=step.forced or "pinned")


def _tidied(compiled: Compiled, finish: Mapping[int, int], first: Solution, limits: Limits) -> Solution:
    """As early an end with as much of what is held claimed as can be (D3)."""
    compiled.model.at_most(dict(finish), first.objective, "level terms")
    found = minimise(compiled.model, compiled.clutter(), limits)
    return found if found.found else first
