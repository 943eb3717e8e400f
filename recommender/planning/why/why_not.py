"""Why is this item not in the plan (D8): is it closed, passed, of no use, redundant, dearer, or ruled out by what?

Nothing is estimated: an item that could be a step is made one, and the problem is solved again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.planning.choices import unwanted
from recommender.planning.plan import NotCounted, Plan, Status
from recommender.planning.problem import Problem
from recommender.planning.why.case import Budget, Case, measured
from recommender.planning.why.members import Member, members, without
from recommender.planning.why.smallest import Conflict, smallest_conflict
from recommender.rules.learner import Stated, known
from recommender.vocabulary import ItemId


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer for one item, or for one held result."""

    reason: str
    """planned: it is a step. counted: it is held and counts. held: passed, and studying it again would do no more.
    closed: it cannot be a step, see `detail`. as_short: a path with it is as short. redundant: it would save nothing of
    the rest. dearer: a path with it is longer. ruled_out: there is no path with it. not_counted: held and counts
    nothing, see `detail`. unsettled: not known within the limits."""
    detail: str = ""
    """Of closed: not_studyable, excluded, institution, choice, facts, not_offered, load, scheme. Of not_counted its
    reason."""
    about: tuple[str, ...] = ()
    """What the detail is about, such as the facts that are not known, or what of the caller's choice is against it."""
    added_units: int | None = None
    """How much longer the shortest path with it is."""
    plan: Plan | None = None
    """That path."""
    conflict: Conflict | None = None
    """Of ruled_out: what cannot hold together with it."""
    lifts: tuple[Lift, ...] = ()
    """Of a held result: each single rule without which it would count."""


@dataclass(frozen=True, slots=True)
class Lift:
    """One rule without which a held result counts, and the shortest path then."""

    member: Member
    plan: Plan


def why_not(case: Case, plan: Plan, item: ItemId, budget: Budget, least: Plan | None = None) -> WhyNot:
    """Why an item is not in a plan; `plan` is that of the case, `least` the shortest where that is another one.

    Raises:
        NotFound: no such item.
    """
    case.catalogue.item(item)
    if plan.length is None:
        return WhyNot("unsettled")
    if any(step.item == item for step in plan.steps):
        return WhyNot("planned")
    results = [f"held:{one.entry}" for one in case.record.results if one.item == item]
    if counted := [key for key in results if counts(plan, key)]:
        return WhyNot("counted", about=tuple(counted))
    problem = case.problem()
    least = least or measured(case, plan, budget.left)[1]
    if f"new:{item}" not in problem.new:
        return _not_new(case, problem, plan, item) or _pinned(case, least, item, budget)
    return _forced(case, least, item, budget)


def why_not_result(case: Case, plan: Plan, entry: str, budget: Budget) -> WhyNot:
    """Why a held result counts nothing, and each single rule without which it would."""
    key = f"held:{entry}"
    if plan.length is None:
        return WhyNot("unsettled")
    if counts(plan, key):
        return WhyNot("counted", about=(key,))
    lost = next((one for one in plan.not_counted if one.key == key), None)
    return WhyNot(
        "not_counted",
        lost.reason if lost else "",
        tuple(filter(None, (lost.detail,))) if lost else (),
        lifts=tuple(_lifts(case, key, lost, budget)),
    )


def counts(plan: Plan, key: str) -> bool:
    """Whether something held is claimed, or used by a recognition that is."""
    return any(claim.key == key for claim in plan.claims) or any(
        key in one.sources for one in plan.applications
    )


def _lifts(case: Case, key: str, lost: NotCounted | None, budget: Budget) -> Iterator[Lift]:
    if lost is not None and not lost.units and lost.reason in _FALLEN:
        return
    for member in members(case):
        if member.kind not in ("limit", "requirement") or not budget.take():
            continue
        plan = without(case.shortest(), [member]).plan(budget.left)
        if plan.status is Status.OPTIMAL and counts(plan, key):
            yield Lift(member, plan)


_FALLEN = frozenset(
    {
        "failed",
        "withdrawn",
        "corrected",
        "revoked",
        "suspended",
        "expired",
        "below_pass",
        "consent",
        "duplicate",
    }
)
"""Reasons for which a result does not stand at all: no rule of a goal could make it count."""


def _not_new(case: Case, problem: Problem, plan: Plan, item: ItemId) -> WhyNot | None:
    """Why the planner may not make it a step, asked in the order in which the planner asks; None: nothing closes it."""
    one, request = case.catalogue.items[item], case.request
    held = [row for row in plan.not_counted if row.item == item]
    lacking = [asked for asked in one.takers if known(asked, problem.learner) is not True]
    if not one.studyable:
        closed = WhyNot("closed", "not_studyable")
    elif item in request.exclude:
        closed = WhyNot("closed", "excluded")
    elif lacking:
        facts = tuple(asked.name for asked in lacking if isinstance(asked, Stated))
        closed = WhyNot("closed", "facts", facts)
    elif request.institutions is not None and one.issuer not in request.institutions:
        closed = WhyNot("closed", "institution", (one.issuer,))
    elif against := unwanted(case.catalogue, request, one):
        closed = WhyNot("closed", "choice", against)
    elif any(row.item == item for row in case.record.results):
        return WhyNot("held", held[0].reason if held else "", tuple(row.key for row in held))
    else:
        return None
    return closed


def _pinned(case: Case, least: Plan, item: ItemId, budget: Budget) -> WhyNot:
    """What is not closed and yet not among what may be studied: asked for, it tells why it cannot be or is no use."""
    pinned = replace(case, request=replace(case.request, pins=case.request.pins | {item})).shortest()
    problem = pinned.problem()
    refused = next((cause for cause in problem.refusals if cause.about == item), None)
    if refused is not None:
        return WhyNot("closed", "scheme", (refused.detail,))
    if any(cause.about == item for cause in problem.impossible):
        return _no_term(pinned, item)
    if not budget.take():
        return WhyNot("unsettled")
    found = pinned.plan(budget.left)
    if (added := _longer(found, least)) is None:
        return WhyNot("unsettled", plan=found)
    return WhyNot("redundant", "no_place", added_units=added, plan=found)


def _no_term(pinned: Case, item: ItemId) -> WhyNot:
    """Why it cannot be taken in any term: for its load, for the terms that the caller chose, or it is not offered."""

    def opened(*out: Member) -> bool:
        return not any(cause.about == item for cause in without(pinned, out).problem().impossible)

    chosen = [one for one in members(pinned) if one.kind in ("earliest", "by") or one == _TERMS]
    if opened(Member("load")):
        return WhyNot("closed", "load")
    if chosen and opened(Member("load"), *chosen):
        return WhyNot(
            "closed", "choice", tuple(dict.fromkeys("terms" if one == _TERMS else one.kind for one in chosen))
        )
    return WhyNot("closed", "not_offered")


_TERMS = Member("at_most", "terms")


def _longer(found: Plan, least: Plan) -> int | None:
    """By how much; None where either is not known to be shortest."""
    if found.length is None or least.length is None or not (found.is_shortest and least.is_shortest):
        return None
    return found.length - least.length


def _forced(case: Case, least: Plan, item: ItemId, budget: Budget) -> WhyNot:
    """Make it a step, and solve again."""
    forced = replace(case, request=replace(case.request, pins=case.request.pins | {item})).shortest()
    if not budget.take():
        return WhyNot("unsettled")
    found = forced.plan(budget.left)
    if found.status is Status.INFEASIBLE:
        return WhyNot("ruled_out", conflict=smallest_conflict(forced, budget), plan=found)
    if (added := _longer(found, least)) is None:
        return WhyNot("unsettled", plan=found)
    own = next((step.study_units for step in found.steps if step.item == item), 0)
    reason = "dearer" if added < own else "redundant"
    return WhyNot("as_short" if added <= 0 else reason, added_units=added, plan=found)
