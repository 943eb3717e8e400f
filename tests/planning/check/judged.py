"""Changes of who claims what where, and what is studied when: the oracle says whether the result is valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recommender.planning.plan import Application, ClaimRow, Plan, Step
from recommender.rules.claims import FREE
from recommender.vocabulary import ItemId, NodeId
from tests.planning import brute_claims, naive
from tests.planning.check.case import Case, Mutant, changed, listed, without
from tests.planning.check.judge import claims_hold, schedule_holds


def a_claim_left_out(case: Case) -> Iterator[Mutant]:
    for row in case.plan.claims:
        plan = replace(case.plan, claims=without(case.plan.claims, row))
        if row.key.startswith("out:"):
            (one,) = (a for a in plan.applications if (a.goal, a.rule) == (row.goal, row.rule))
            outputs = tuple(key for key in one.outputs if key != row.key)
            plan = replace(plan, applications=changed(plan.applications, one, outputs=outputs))
        elsewhere = any(other.key == row.key for other in plan.claims)
        elsewhere = elsewhere or any(row.key in one.sources for one in plan.applications)
        if row.key.startswith("held:") and not elsewhere:
            plan = replace(plan, not_counted=(*plan.not_counted, listed(case, row.key)))
        yield plan, claims_hold(case.judge, plan)


def a_claim_moved(case: Case) -> Iterator[Mutant]:
    for row in case.plan.claims:
        goal = next(one for one in case.judge.goals if one.key == row.goal)
        places = [str(node.id) for node in brute_claims.nodes(goal.requirement)]  # type: ignore[attr-defined]
        for place in {*places, FREE} - {row.place}:
            plan = replace(case.plan, claims=changed(case.plan.claims, row, place=NodeId(place)))
            yield plan, claims_hold(case.judge, plan)


def two_claims_exchanged(case: Case) -> Iterator[Mutant]:
    rows = [row for row in case.plan.claims if row.goal == case.plan.goals[0].key]
    if len(rows) < 2:
        return
    one, other = case.chance.sample(rows, 2)
    places = {id(one): other.place, id(other): one.place}
    claims = tuple(replace(row, place=places.get(id(row), row.place)) for row in case.plan.claims)
    plan = replace(case.plan, claims=claims)
    yield plan, claims_hold(case.judge, plan)


def a_step_moved_in_time(case: Case) -> Iterator[Mutant]:
    """With the decision of every application at the first day that its rule allows."""
    for step in case.plan.steps:
        for term in {0, 1, 2, 3, len(case.judge.slots) - 1, len(case.judge.slots)} - {step.term}:
            steps = changed(case.plan.steps, step, term=term)
            plan = replace(case.plan, steps=steps)
            decided = tuple(_decided(case, plan, one) for one in plan.applications)
            if not all(decided):
                continue
            plan = replace(plan, applications=tuple(one for one in decided if one is not None))
            yield case.settled(plan), schedule_holds(case.judge, plan)


def _decided(case: Case, plan: Plan, one: Application) -> Application | None:
    rule, terms = case.tiny.catalogue.rules[one.rule], {f"new:{step.item}": step.term for step in plan.steps}
    ready = max((terms[key] for key in one.sources if key in terms), default=None)
    if ready is None and naive.within(case.tiny.request.as_of, rule.applied_within):
        return replace(one, after_term=None)
    for number, slot in enumerate(case.judge.slots):
        if (ready is None or number >= ready) and naive.within(slot.decided, rule.applied_within):
            return replace(one, after_term=number)
    return None


def an_item_exchanged(case: Case) -> Iterator[Mutant]:
    """Under its own key it is missing; with every key renamed it may be as good, but is never shorter."""
    for step in case.plan.steps:
        for item in case.tiny.catalogue.items.values():
            if item.id == step.item:
                continue
            steps = changed(case.plan.steps, step, item=item.id)
            used = any(row.key == f"new:{step.item}" for row in case.plan.claims)
            yield case.settled(replace(case.plan, steps=steps)), False if used else None
            yield case.settled(_renamed(case.plan, step, item.id)), None


def _renamed(plan: Plan, step: Step, item: ItemId) -> Plan:
    old, new = f"new:{step.item}", f"new:{item}"

    def row(one: ClaimRow) -> ClaimRow:
        return replace(one, key=new, item=item) if one.key == old else one

    return replace(
        plan,
        steps=changed(plan.steps, step, item=item),
        claims=tuple(map(row, plan.claims)),
        applications=tuple(
            replace(one, sources=tuple(new if key == old else key for key in one.sources))
            for one in plan.applications
        ),
    )
