"""The planner, on one screen: build, compile, solve level by level, schedule, assemble, check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import monotonic

from recommender.catalogue.objects import Catalogue
from recommender.errors import CheckFailed, InputError
from recommender.ledger.record import Record
from recommender.planning.as_good import next_as_good
from recommender.planning.assemble import (
    Selection,
    applications,
    claim_rows,
    select,
    steps_of,
    term_plans,
)
from recommender.planning.assumed import averages_needed, limit_assumptions, without_averages
from recommender.planning.build import build_problem, resolve_goals, step_assumptions, unread_goals
from recommender.planning.check.kernel import check
from recommender.planning.compile import Compiled
from recommender.planning.conflict import conflict
from recommender.planning.dates import award_days, with_terms
from recommender.planning.in_order import find
from recommender.planning.levels import Chosen
from recommender.planning.not_counted import not_counted, remainders
from recommender.planning.plan import Application, Assumption, Cause, GoalVersion, Plan, Status
from recommender.planning.problem import GoalProblem, Problem
from recommender.planning.prove.certify import certify
from recommender.planning.prove.prover import SECONDS, Prover, prover_of
from recommender.planning.request import PlanRequest
from recommender.planning.reuse.cache import PlanCache
from recommender.planning.reuse.question import Question, question_of
from recommender.planning.reuse.told import told
from recommender.planning.schedule import Schedule
from recommender.planning.solve import Limits, Outcome, solver_version
from recommender.planning.stop import Cancelled, never
from recommender.planning.ties import counted, exchanges
from recommender.vocabulary import ItemId


def make_plan(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    cache: PlanCache | None = None,
    cancelled: Cancelled = never,
) -> Plan:
    """The least study that completes the goal, proven by the solver and passed by the checker.

    Args:
        catalogue: The snapshot.
        record: What the learner has, as of the request's day.
        request: What is asked for.
        cache: Plans of questions that may be the same but for their names; they are judged as any other.
        cancelled: Is asked now and then, also by the solver, whether the answer is still wanted. Once it is not, what
            was found by then is the answer, with its bound; or it is refused as cancelled.

    Raises:
        NotFound: an unknown qualification, catalogue year or pinned item.
        InputError: a request that means nothing, such as a day other than that of the record.
        CheckFailed: the checker refused what the planner made; a defect, never shown as an answer.
    """
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    question = question_of(catalogue, record, request)
    known = _known(catalogue, question, cache) if cache is not None else None
    if known is not None:
        return known
    start = monotonic()
    made = _made(catalogue, question.record, request, cancelled)
    ended = cancelled() or monotonic() - start >= min(request.time_limit, SECONDS)
    plan = told(catalogue, question, made)
    violations = check(catalogue, record, request, plan)
    if violations:
        raise CheckFailed(tuple(str(violation) for violation in violations))
    if cache is not None and not ended:
        cache.keep(catalogue, question, made)  # neither a clock nor anybody can have ended anything in it
    return plan


def _known(catalogue: Catalogue, question: Question, cache: PlanCache) -> Plan | None:
    """The answer that is kept for the question, if it passes the checker for this learner too."""
    found = cache.find(catalogue, question)
    if found is None:
        return None
    plan = told(catalogue, question, found)
    passed = not check(catalogue, question.own, question.request, plan)
    cache.judged(catalogue, question, passed=passed)
    return plan if passed else None


def _made(catalogue: Catalogue, record: Record, request: PlanRequest, cancelled: Cancelled) -> Plan:
    """The answer with its proof, and its ties counted; not judged yet."""
    deadline = monotonic() + request.time_limit
    prover = prover_of(catalogue, record, request, deadline, cancelled)
    plan = certify(answer(catalogue, record, request, prover, cancelled), prover)

    def another(catalogue: Catalogue, record: Record, request: PlanRequest) -> Plan:
        return answer(catalogue, record, request, cancelled=cancelled)

    def further(best: Plan, known: tuple[frozenset[ItemId], ...]) -> Plan | None:
        asked = replace(request, time_limit=deadline - monotonic())
        if asked.time_limit <= 0 or cancelled():
            return None
        return next_as_good(catalogue, record, asked, best, known, another)

    return counted(plan, request, further)


def answer(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    prover: Prover | None = None,
    cancelled: Cancelled = never,
) -> Plan:
    """What the solver says, not judged by the checker yet."""
    if record.as_of != request.as_of:
        raise InputError(f"expected the day of the record, {record.as_of}", place="as_of")
    unread = unread_goals(catalogue, record, request)
    if unread:
        return Plan(Status.REFUSED, (), "", None, None, causes=unread)
    goals = resolve_goals(catalogue, record, request)
    problem = build_problem(catalogue, record, request, goals)
    empty = nothing_yet(catalogue, record, problem)
    if problem.refusals:
        return replace(empty, causes=problem.refusals)
    if problem.impossible:
        return replace(
            empty, status=Status.INFEASIBLE, causes=problem.impossible, not_counted=problem.not_counted
        )
    solved = solve(problem, catalogue, prover=prover, cancelled=cancelled)
    if solved.chosen is None:
        causes = solved.causes + _averages(problem, catalogue, solved, cancelled)
        return replace(empty, status=solved.status, causes=causes, not_counted=problem.not_counted)
    return _plan(catalogue, problem, solved, empty)


def _averages(
    problem: Problem, catalogue: Catalogue, solved: Solved, cancelled: Cancelled
) -> tuple[Cause, ...]:
    """What new study would have to average on the shortest path that there is without averages (B20)."""
    free = without_averages(problem) if solved.status is Status.INFEASIBLE else None
    found = solve(free, catalogue, why=False, cancelled=cancelled) if free is not None else None
    if found is None or found.compiled is None or found.chosen is None:
        return ()
    selection = select(found.compiled, found.chosen.solution.values, found.chosen.steps)
    return averages_needed(problem, selection.claims)


def nothing_yet(catalogue: Catalogue, record: Record, problem: Problem) -> Plan:
    """An answer before anything is chosen: about which versions it is, and what it takes to hold in any case."""
    return Plan(
        Status.REFUSED,
        tuple(_goal_version(catalogue, goal) for goal in problem.goals),
        problem.scheme,
        None,
        None,
        assumptions=problem.assumptions,
        versions=versions(catalogue, record),
    )


def _goal_version(catalogue: Catalogue, goal: GoalProblem) -> GoalVersion:
    version = goal.version
    return GoalVersion(
        version.key, version.id, version.year, catalogue.version_of("qualification", version.key)
    )


def versions(catalogue: Catalogue, record: Record) -> dict[str, str]:
    """What an answer rests on."""
    return {"catalogue": catalogue.version, "record": record.digest(), "solver": solver_version()}


@dataclass(frozen=True)
class Solved:
    """The outcome of solving and scheduling, or the causes why there is none."""

    status: Status
    compiled: Compiled | None = None
    chosen: Chosen | None = None
    schedule: Schedule | None = None
    causes: tuple[Cause, ...] = ()


def solve(
    problem: Problem,
    catalogue: Catalogue,
    why: bool = True,
    prover: Prover | None = None,
    cancelled: Cancelled = never,
) -> Solved:
    """The best in the order of the request's objectives, or the causes why there is nothing."""
    limits = limits_of(problem.request, cancelled)
    found = find(problem, catalogue.grade_schemes, limits, prover)
    if found.settled is not None:
        proven = Status.OPTIMAL if found.proven else Status.BOUNDED
        best = found.settled
        return Solved(proven, best.compiled, best.chosen, best.schedule)
    if found.outcome is Outcome.INFEASIBLE:
        causes = conflict(problem, catalogue.grade_schemes, limits, found.timed) if why else ()
        return Solved(Status.INFEASIBLE, causes=causes)
    code = "cancelled" if cancelled() else "limit_reached"
    return Solved(Status.REFUSED, causes=(Cause(code, found.limit),))


def limits_of(request: PlanRequest, cancelled: Cancelled = never) -> Limits:
    """The solver's limits of a request, from now."""
    return Limits(request.node_limit, monotonic() + request.time_limit, request.seed, cancelled)


def _plan(catalogue: Catalogue, problem: Problem, solved: Solved, empty: Plan) -> Plan:
    compiled, chosen, times = solved.compiled, solved.chosen, solved.schedule
    assert compiled is not None
    assert chosen is not None
    assert times is not None
    selection = select(compiled, chosen.solution.values, chosen.steps)
    length = sum(one.study_units for one in chosen.steps)
    bounds = (level.lower_bound for level in chosen.levels if level.objective == "length")
    proven = all(level.value == level.lower_bound for level in chosen.levels)
    return replace(
        laid_out(catalogue, problem, selection, times.ordinal, empty),
        status=solved.status,
        length=length,
        lower_bound=next(bounds, 0),
        levels=chosen.levels,
        ties=exchanges(compiled, chosen) if solved.status is Status.OPTIMAL and proven else None,
    )


def laid_out(
    catalogue: Catalogue, problem: Problem, selection: Selection, ordinal: Mapping[str, int], empty: Plan
) -> Plan:
    """An answer with all that follows from what is chosen and when: steps, claims, applications, and their notes."""
    steps = steps_of(problem, selection, ordinal)
    claims = claim_rows(problem, selection)
    applied = applications(problem, selection, ordinal)
    return replace(
        empty,
        steps=steps,
        claims=claims,
        applications=applied,
        terms=term_plans(problem, steps, applied),
        not_counted=not_counted(catalogue, with_terms(problem, selection, ordinal), claims, applied)
        + remainders(problem, (variant for _, variant in selection.applied)),
        assumptions=problem.assumptions
        + limit_assumptions(problem, selection.claims)
        + step_assumptions(catalogue, problem, selection.steps)
        + _open_ends(catalogue, applied),
        awards=award_days(problem, selection, ordinal),
    )


def _open_ends(catalogue: Catalogue, applied: tuple[Application, ...]) -> tuple[Assumption, ...]:
    """A rule that must still be in force in a later term, and states no end, is taken to hold (A4)."""
    return tuple(
        Assumption("open_rule_end", one.rule)
        for one in applied
        if one.after_term is not None and catalogue.rules[one.rule].applied_within.end is None
    )
