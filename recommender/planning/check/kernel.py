"""Is this plan valid: every rule evaluated directly on catalogue, record, request and plan, in integers (D5)?

The checker imports neither compiler nor solver and repeats none of their steps. It reads what the rules say, rebuilds
each claim from its source, and names every rule that the plan breaks; that nothing is shorter it cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.check import (
    average,
    breadth,
    cap,
    min_grade,
    recognition,
    residency,
    sharing,
    shelf_life,
    single_use,
    total,
    window,
)
from recommender.planning.check.assumptions import check_assumptions, check_known_assumptions
from recommender.planning.check.award import check_award, check_known_awards
from recommender.planning.check.bounds import check_bounds
from recommender.planning.check.certified import check_proof
from recommender.planning.check.claims import check_attempts, check_known_goals, read_claims
from recommender.planning.check.facts import Facts
from recommender.planning.check.goals import check_versions, versions
from recommender.planning.check.listed import check_not_counted, check_remainders
from recommender.planning.check.requirement import check_requirement
from recommender.planning.check.steps import check_steps
from recommender.planning.check.terms import check_terms, horizon
from recommender.planning.check.used_credit import check_used_up, check_uses_known
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.rules.claims import Claim
from recommender.rules.registry import kind_of
from recommender.rules.single_use import SingleUse

LIMITS: Mapping[str, Any] = MappingProxyType(
    {
        "total": total,
        "average": average,
        "breadth": breadth,
        "cap": cap,
        "min_grade": min_grade,
        "residency": residency,
        "shelf_life": shelf_life,
        "sharing": sharing,
        "window": window,
    }
)
"""By kind the module whose `check(facts, goal, limit, claims)` judges it; single use is the law of every goal."""


def check(catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan) -> tuple[Violation, ...]:
    """Every rule that the plan breaks, and where; a valid plan has none.

    Args:
        catalogue: The snapshot that the plan names.
        record: The learner's record as of the request's day.
        request: What was asked for.
        plan: The answer; keys or numbers in it that mean nothing are violations, never errors.
    """
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    if plan.status not in {Status.OPTIMAL, Status.BOUNDED}:
        return (
            *_without_a_path(plan),
            *_whose_path(catalogue, record, request, plan),
            *check_proof(catalogue, record, request, plan),
        )
    goals, missing = versions(catalogue, record, request)
    facts = Facts(catalogue, record, request, plan, goals, horizon(catalogue, record, goals, request))
    found = [*missing, *check_versions(catalogue, plan, goals)]
    if plan.causes:
        found.append(Violation("plan", plan.status, "causes", "a plan with a path has no causes against one"))
    found.extend(check_steps(facts))
    found.extend(check_terms(facts))
    found.extend(check_known_goals(facts))
    found.extend(check_attempts(facts))
    found.extend(check_known_awards(facts))
    for goal in goals:
        found.extend(_goal(facts, goal))
    for application in plan.applications:
        found.extend(recognition.check(facts, application))
    found.extend(check_used_up(facts))
    found.extend(check_uses_known(facts))
    found.extend(check_bounds(request, plan))
    found.extend(check_proof(catalogue, record, request, plan))
    found.extend(check_not_counted(facts))
    found.extend(check_remainders(facts))
    found.extend(check_assumptions(facts))
    return tuple(dict.fromkeys(found))


def _goal(facts: Facts, goal: Qualification) -> list[Violation]:
    claims, wrong = read_claims(facts, goal)
    return [
        *wrong,
        *check_requirement(facts, goal, claims),
        *_limits(facts, goal, claims),
        *single_use.check(facts, goal, claims),
        *check_award(facts, goal),
    ]


def _limits(facts: Facts, goal: Qualification, claims: Sequence[Claim]) -> list[Violation]:
    return [
        violation
        for limit in goal.limits
        if not isinstance(limit, SingleUse)
        for violation in LIMITS[kind_of(limit)].check(facts, goal, limit, claims)
    ]


def _whose_path(
    catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan
) -> tuple[Violation, ...]:
    """That there is no path is said of the versions that were asked for, and of no others."""
    if plan.status is not Status.INFEASIBLE:
        return ()  # what was refused may have no version at all
    goals, missing = versions(catalogue, record, request)
    facts = Facts(catalogue, record, request, plan, goals, ())
    return (*missing, *check_versions(catalogue, plan, goals), *check_known_assumptions(facts))


def _without_a_path(plan: Plan) -> tuple[Violation, ...]:
    """No path is an answer with causes, and with nothing that could be taken for one."""
    found: list[Violation] = []
    if not plan.causes:
        found.append(Violation("plan", plan.status, "causes", "an answer without a path says why"))
    parts = {
        "steps": plan.steps,
        "claims": plan.claims,
        "applications": plan.applications,
        "terms": plan.terms,
    }
    found.extend(
        Violation("plan", plan.status, name, "an answer without a path has none")
        for name, part in parts.items()
        if part
    )
    if plan.length is not None:
        found.append(Violation("plan", plan.status, "length", "an answer without a path has none"))
    return tuple(found)
