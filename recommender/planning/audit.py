"""What of this qualification is met, what remains, and which credits do not count (D3)?

The assignment is the best there is, not the first that fits: the model of the planner with nothing new studied, and
what is missing filled in at each place. `remaining` is therefore the least credit still missing over all ways to use
what is held; what study that takes in the end (prerequisites, whole courses, terms) is the planner's answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.assemble import Selection, applications, claim_rows, select
from recommender.planning.build import build_problem, resolve_goals, unread_goals
from recommender.planning.compile import Compiled, compile_problem
from recommender.planning.dates import planned, rule_claims
from recommender.planning.make import limits_of, versions
from recommender.planning.not_counted import not_counted, remainders
from recommender.planning.plan import (
    Application,
    Assumption,
    Cause,
    ClaimRow,
    GoalVersion,
    NotCounted,
    Standing,
    Status,
    each_once,
)
from recommender.planning.problem import GoalProblem
from recommender.planning.request import PlanRequest
from recommender.planning.solve import Outcome, Solution, minimise
from recommender.planning.standing import (
    MET,
    MET_BY_PLAN,
    MET_IF_GRANTED,
    LimitStatus,
    RequirementStatus,
    limit_statuses,
    met_if,
    requirement_status,
)
from recommender.planning.waived import as_if_granted, proposals
from recommender.vocabulary import ItemId

NO_STUDY: Mapping[str, int] = MappingProxyType({})
"""Terms of an audit in which nothing is studied."""


@dataclass(frozen=True)
class GoalAudit:
    """One goal: its requirement tree and limits with what serves them; amounts in units of its scheme."""

    goal: GoalVersion
    requirements: RequirementStatus
    limits: tuple[LimitStatus, ...]
    total_units: int
    granted_units: int
    available_units: int
    award: date | None = None
    """When it is awarded on what there is, the study of a reviewed plan included; None: it is not met yet."""


@dataclass(frozen=True)
class Audit:
    """The answer: `optimal` (the assignment is proven best), `bounded`, or `refused` with causes."""

    status: Status
    scheme: str
    goals: tuple[GoalAudit, ...] = ()
    remaining_units: int = 0
    claims: tuple[ClaimRow, ...] = ()
    applications: tuple[Application, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    causes: tuple[Cause, ...] = ()
    versions: dict[str, str] = field(default_factory=dict, hash=False)


def make_audit(catalogue: Catalogue, record: Record, request: PlanRequest) -> Audit:
    """Audit a record against the goals of a request.

    Raises:
        NotFound: an unknown qualification or catalogue year.
    """
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    unread = unread_goals(catalogue, record, request)
    if unread:
        return Audit(Status.REFUSED, "", causes=unread)
    goals = resolve_goals(catalogue, record, request)
    problem = build_problem(catalogue, record, request, goals)
    refusals = tuple(cause for cause in problem.refusals if cause.code != "unread_prerequisite")
    if refusals:
        return Audit(Status.REFUSED, problem.scheme, causes=refusals)
    compiled = compile_problem(problem, catalogue.grade_schemes, missing=True)
    solution = best_assignment(compiled, request)
    if not solution.found:
        return Audit(Status.REFUSED, problem.scheme, causes=(Cause("limit_reached", "solver"),))
    selection = select(compiled, solution.values, ())
    rows = claim_rows(problem, selection)
    applied = applications(problem, selection, {})
    found = Audit(
        Status.OPTIMAL if solution.outcome is Outcome.OPTIMAL else Status.BOUNDED,
        problem.scheme,
        tuple(goal_audit(catalogue, goal, compiled, selection, rows) for goal in goals),
        sum(value * solution.values[column] for column, value in compiled.missing().items()),
        rows,
        applied,
        not_counted(catalogue, problem, rows, applied)
        + remainders(problem, (variant for _, variant in selection.applied)),
        problem.assumptions,
        (),
        versions(catalogue, record),
    )
    if not any(proposals(record, goal.version) for goal in goals):
        return found
    return _if_granted(found, make_audit(catalogue, as_if_granted(record), request))


def _if_granted(audit: Audit, other: Audit) -> Audit:
    """What is met once every proposed waiver is granted is met if granted, and no more than that (B15)."""
    goals = (
        replace(mine, requirements=met_if(mine.requirements, theirs.requirements))
        for mine, theirs in zip(audit.goals, other.goals, strict=False)
    )
    return replace(audit, goals=tuple(goals) or audit.goals)


def best_assignment(compiled: Compiled, request: PlanRequest) -> Solution:
    """Least missing first; then as few applications as possible, so that what is granted is preferred.

    By search alone: where several assignments are equal, an audit keeps its face whatever the relaxation looks like.
    """
    limits = limits_of(request)
    beyond = compiled.beyond()
    if beyond:  # a requirement that study can meet comes before one that it cannot
        least = minimise(compiled.model, beyond, limits, near=False)
        if least.outcome is not Outcome.OPTIMAL:
            return least
        compiled.model.at_most(beyond, least.objective, "level beyond")
    first = minimise(compiled.model, compiled.lacking(), limits, near=False)
    if first.outcome is not Outcome.OPTIMAL:
        return first
    compiled.model.at_most(compiled.lacking(), first.objective, "level missing")
    second = minimise(compiled.model, compiled.clutter(), limits, near=False)
    return second if second.found else first


def _gained(selection: Selection) -> Iterator[tuple[Standing, ItemId]]:
    """What the learner comes to hold by the recognitions that are to be applied for, and by study taken as done."""
    for _, variant in selection.applied:
        standing = Standing.STUDY if variant.when else Standing.AVAILABLE
        yield from ((standing, item) for item in variant.credited)
    yield from ((Standing.STUDY, step.item.id) for step in selection.steps)


def goal_audit(
    catalogue: Catalogue,
    goal: GoalProblem,
    compiled: Compiled,
    selection: Selection,
    rows: tuple[ClaimRow, ...],
    ordinal: Mapping[str, int] = NO_STUDY,
) -> GoalAudit:
    """One goal with its tree and limits, judged again on the claims; `ordinal` has the terms of what is studied."""
    mine = [row for row in rows if row.goal == goal.key]
    goal = replace(goal, facts=planned(compiled.problem, selection, goal, ordinal))
    claims = rule_claims(compiled.problem, selection, goal, ordinal)
    version = goal.version
    requirements = requirement_status(goal, mine, claims, _gained(selection))
    limits = limit_statuses(goal, claims)
    met = requirements.status in (MET, MET_IF_GRANTED, MET_BY_PLAN) and all(one.satisfied for one in limits)
    return GoalAudit(
        GoalVersion(
            version.key, version.id, version.year, catalogue.version_of("qualification", version.key)
        ),
        requirements,
        limits,
        version.total_units,
        sum(row.units for row in each_once(mine) if row.standing is Standing.GRANTED),
        sum(row.units for row in each_once(mine) if row.standing is Standing.AVAILABLE),
        goal.facts.award if met else None,
    )
