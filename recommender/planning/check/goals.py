"""Are the versions of the goal those that the learner is entitled to (A8)?"""

from __future__ import annotations

from dataclasses import replace

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.errors import NotFound
from recommender.ledger.record import Record
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Plan
from recommender.planning.request import GoalRef, PlanRequest
from recommender.rules.waiver import effective, limits_left
from recommender.vocabulary import QualificationId

OTHER_HASH = "is not the hash of this version"


def versions(
    catalogue: Catalogue, record: Record, request: PlanRequest
) -> tuple[tuple[Qualification, ...], tuple[Violation, ...]]:
    """The version of every goal: the requested year, else that of the enrolment, else the one open to new entrants."""
    found: list[Qualification] = []
    missing: list[Violation] = []
    seen: set[QualificationId] = set()
    for goal in request.goals:
        if goal.qualification in seen:
            missing.append(
                Violation("goal", goal.qualification, "request", "expected each qualification once")
            )
            continue
        seen.add(goal.qualification)
        try:
            text = catalogue.qualification(goal.qualification, _year(goal, record), request.as_of)
            found.append(_as_waived(text, record))
        except NotFound as error:
            missing.append(Violation("goal", goal.qualification, "request", str(error)))
    return tuple(found), tuple(missing)


def _as_waived(version: Qualification, record: Record) -> Qualification:
    """What the version still asks of this learner: a proposal that nobody has decided changes nothing (B15)."""
    mine = [one for one in record.waivers if one.granted and one.qualification == version.id]
    if not mine:
        return version
    left = limits_left(version.limits, version.requirement, mine)
    return replace(version, requirement=effective(version.requirement, mine), limits=left)


def _year(goal: GoalRef, record: Record) -> str | None:
    if goal.year is not None:
        return goal.year
    pins = [one for one in record.enrolments if one.qualification == goal.qualification]
    return max(pins, key=lambda one: (one.since, one.entry)).year if pins else None


def check_versions(
    catalogue: Catalogue, plan: Plan, goals: tuple[Qualification, ...]
) -> tuple[Violation, ...]:
    """The plan names exactly these versions, with the hashes of the catalogue, and all are on its scheme."""
    found: list[Violation] = []
    unread = {one.id for one in catalogue.unread if one.kind == "qualification"}
    named = {goal.key: goal for goal in plan.goals}
    if sorted(goal.key for goal in plan.goals) != sorted(goal.key for goal in goals):
        wanted = ", ".join(goal.key for goal in goals)
        found.append(Violation("goal", wanted, ", ".join(named), "expected exactly these versions"))
    for goal in goals:
        if goal.key in unread:
            found.append(Violation("goal", goal.key, "unread", "has a part that could not be read"))
        if plan.scheme != goal.scheme:
            found.append(Violation("goal", goal.key, plan.scheme, f"expected the scheme {goal.scheme}"))
        version = named.get(goal.key)
        if version is None:
            continue
        if (version.qualification, version.year) != (goal.id, goal.year):
            found.append(Violation("goal", goal.key, version.key, "names another qualification or year"))
        true = catalogue.hashes.get(("qualification", goal.key), "")
        if version.hash not in {true, true[:12]}:
            found.append(Violation("goal", goal.key, version.hash, OTHER_HASH))
    return tuple(found)
