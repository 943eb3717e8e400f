"""The use case: what is the shortest path, and why?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic
from types import MappingProxyType

from recommender.ledger.record import Record
from recommender.planning import Plan, PlanRequest, make_audit, make_plan, removal_costs
from recommender.planning.certificates.form import certificate, certificate_data
from recommender.planning.make import versions
from recommender.planning.plan import GoalVersion, Standing, Status, each_once
from recommender.planning.removal import Removal
from recommender.planning.stop import Cancelled, never
from recommender.ranking.serve import Ranked
from recommender.recommend import told, view
from recommender.recommend.audit import audited_goals
from recommender.recommend.bank import Bank
from recommender.recommend.fitting import mode_of_plan, ranked
from recommender.recommend.replay import replay_key
from recommender.recommend.standing import standing_of
from recommender.recommend.steps import step_json
from recommender.recommend.view import Json
from recommender.vocabulary import ItemId, format_units

REMOVALS_TESTED = 3
"""How many of the next steps are tested for what leaving them out would cost: each is one more solve."""

NO_REMOVALS: Mapping[ItemId, Removal] = MappingProxyType({})


def plan_for(
    bank: Bank,
    record: Record,
    request: PlanRequest,
    explain: bool = True,
    keep: Callable[[Plan], None] | None = None,
    certified: bool = False,
    cancelled: Cancelled = never,
) -> Json:
    """The plan with everything that it rests on; `explain=False` leaves out the removal tests.

    `keep` gets the plan itself, for a certificate of it; `certified` puts its certificate into the answer. Once
    `cancelled` says so, the answer is what was found so far.

    Raises:
        NotFound: an unknown qualification, catalogue year or pinned item.
        InputError: a request that means nothing.
        CheckFailed: the checker refused the plan.
    """
    start = monotonic()
    plan = make_plan(bank.catalogue, record, request, bank.plans, cancelled)
    if keep is not None:
        keep(plan)
    left = 0.0 if cancelled() else request.time_limit - (monotonic() - start)
    removals = removals_of(bank, record, request, plan, next_steps(plan), left) if explain else {}
    more = (
        {"certificate": certificate_data(certificate(bank.catalogue, record, request, plan))}
        if certified
        else {}
    )
    key = _key(bank, record, request, explain, certified)
    return plan_json(bank, record, request, plan, key, monotonic() - start, removals) | more


def plan_json(
    bank: Bank,
    record: Record,
    request: PlanRequest,
    plan: Plan,
    key: str,
    seconds: float,
    removals: Mapping[ItemId, Removal] = NO_REMOVALS,
) -> Json:
    """A plan that has been made, with everything that it rests on; `key` names the answer."""
    return {
        **_head(bank, plan),
        "goals": _goals(bank, record, request, plan),
        "steps": _steps(bank, record, request, plan, removals),
        **_parts(bank, record, plan),
        "versions": answer_versions(bank, record),
        "mode": mode_of_plan(bank, record, request),
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        "replay_key": key,
        "meta": {"seconds": round(seconds, 3)},
    }


def next_steps(plan: Plan) -> list[ItemId]:
    """The first few steps that are not begun yet."""
    return [step.item for step in plan.steps if step.why != "in_progress"][:REMOVALS_TESTED]


def removals_of(
    bank: Bank, record: Record, request: PlanRequest, plan: Plan, items: list[ItemId], seconds: float
) -> dict[ItemId, Removal]:
    """What leaving out each item costs, within the seconds; nothing to compare with unless the plan is proven."""
    if plan.status is not Status.OPTIMAL or not items or seconds <= 0:
        return {}
    share = replace(request, time_limit=seconds / len(items))
    return removal_costs(bank.catalogue, record, share, plan, items)


def answer_versions(bank: Bank, record: Record) -> dict[str, str]:
    """What an answer rests on: catalogue, record, solver, ranking model."""
    return {**versions(bank.catalogue, record), "model": bank.fit.version}


def _key(bank: Bank, record: Record, request: PlanRequest, explain: bool, certified: bool) -> str:
    more = {"certificate": True} if certified else {}
    return replay_key(
        "plan", request, record, bank.catalogue.version, bank.fit.version, explain=explain, **more
    )


def _head(bank: Bank, plan: Plan) -> Json:
    return {
        "status": plan.status.value,
        "length": None if plan.length is None else format_units(plan.length),
        "lower_bound": None if plan.lower_bound is None else format_units(plan.lower_bound),
        "scheme": plan.scheme,
        "synthetic": bank.catalogue.synthetic,
    }


def _goals(bank: Bank, record: Record, request: PlanRequest, plan: Plan) -> list[Json]:
    """The goals with their amounts; where there is no path, those of the audit."""
    if plan.status is Status.INFEASIBLE:
        return audited_goals(bank, record, request, make_audit(bank.catalogue, record, request))
    lost = told.lost_units(bank.catalogue, record, plan.not_counted, plan.scheme)
    return [
        told.goal(
            bank.catalogue,
            record,
            request,
            goal,
            granted=_sum(plan, goal, Standing.GRANTED),
            available=_sum(plan, goal, Standing.AVAILABLE),
            study=_sum(plan, goal, Standing.STUDY),
            lost=lost,
            award=next((one.day for one in plan.awards if one.goal == goal.key), None),
        )
        for goal in plan.goals
    ]


def _sum(plan: Plan, goal: GoalVersion, standing: Standing) -> int:
    return sum(
        row.units for row in each_once(plan.claims) if row.goal == goal.key and row.standing is standing
    )


def _steps(
    bank: Bank, record: Record, request: PlanRequest, plan: Plan, removals: Mapping[ItemId, Removal]
) -> list[Json]:
    titles = view.place_titles(bank.catalogue, plan)
    fits: dict[str, Ranked] = {}
    if request.dislikes:
        fits = {one.item: one for one in ranked(bank, record, [step.item for step in plan.steps])}
    return [
        step_json(bank.catalogue, record, plan, step, removals.get(step.item), fits.get(step.item), titles)
        for step in plan.steps
    ]


def _parts(bank: Bank, record: Record, plan: Plan) -> Json:
    catalogue = bank.catalogue
    found = plan.length is not None
    goals = [told.version_of(catalogue, goal) for goal in plan.goals] if found else []
    standing = standing_of(catalogue, record, plan) if found else ()
    keys = [goal.key for goal in plan.goals]
    return {
        "terms": [view.term(one) for one in plan.terms],
        "claims": [view.claim(catalogue, row) for row in plan.claims],
        "applications": told.applications(catalogue, record, plan.applications, plan.claims, plan),
        "requirements": [
            told.requirement(catalogue, goal, one.requirements)
            for goal, one in zip(goals, standing, strict=True)
        ],
        "limits": [
            row
            for goal, one in zip(goals, standing, strict=True)
            for row in told.limits(catalogue, goal, one.limits)
        ],
        "not_counted": told.not_counted(catalogue, record, plan.not_counted, plan.scheme, keys),
        "assumptions": told.notes(catalogue, plan.assumptions),
        "causes": told.notes(catalogue, plan.causes),
        "levels": [view.level(one) for one in plan.levels],
        "ties": view.ties(plan.ties),
    }
