"""How can a plan claim what it should not?  Changes of its length, bound, words, steps, claims and status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from recommender.planning.plan import Cause, Plan, Status, Step
from recommender.rules.claims import FREE
from recommender.vocabulary import ItemId, NodeId
from tests.planning.check.world import settled
from tests.planning.strategies import Tiny
from tests.planning.worlds import ONE, YEAR


def in_order(plan: Plan, world: Tiny) -> Plan:
    """With sums, terms and levels that fit the steps, so that only rules and proof can refuse it."""
    return settled(plan, world.request, YEAR.terms_from(world.request.as_of, 40))


def without_a_path(plan: Plan, words: str = "certified") -> Plan:
    """The claim that there is none, with the plan's own proof."""
    return Plan(
        Status.INFEASIBLE,
        plan.goals,
        plan.scheme,
        None,
        None,
        causes=(Cause("impossible", "total"),),
        proof=plan.proof if words == "certified" else None,
        versions=plan.versions,
    )


def bounded_by(plan: Plan, bound: int, words: str = "certified") -> Plan:
    """The plan with the claim that nothing is shorter than the bound."""
    if not plan.levels or plan.length is None:
        return plan
    first = replace(plan.levels[0], lower_bound=bound, proof=words)
    status = Status.OPTIMAL if bound == plan.length else Status.BOUNDED
    return replace(plan, status=status, lower_bound=bound, levels=(first, *plan.levels[1:]))


def with_a_step(plan: Plan, world: Tiny, key: ItemId, term: int) -> Plan:
    """The plan with further study, whatever it is good for."""
    item = world.catalogue.items[key]
    load = item.units if item.study_units is None else item.study_units
    new = Step(item.id, load, item.units, term, "new")
    return in_order(replace(plan, steps=(*plan.steps, new)), world)


def another_length(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    if plan.length is None or not plan.levels:
        return None
    length = max(0, plan.length + chance.choice((-ONE, -1, 1, ONE)))
    first = replace(plan.levels[0], value=length, lower_bound=length)
    return replace(plan, length=length, lower_bound=length, levels=(first, *plan.levels[1:]))


def another_bound(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    if plan.length is None:
        return None
    return bounded_by(plan, chance.choice((0, plan.length - ONE, plan.length - 1, plan.length + 1)))


def another_word(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    """The proof of another level, or of none; or the word without the proof."""
    if not plan.levels:
        return replace(plan, proof=None)
    at = chance.randrange(len(plan.levels))
    levels = list(plan.levels)
    levels[at] = replace(levels[at], proof=chance.choice(("certified", "solver", "none", "sworn")))
    return replace(plan, levels=tuple(levels), proof=chance.choice((plan.proof, None)))


def a_step_dropped(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    """With every claim that rests on it, half of the time, so that only the requirements speak against it."""
    if not plan.steps:
        return None
    gone = chance.choice(plan.steps)
    kept = replace(plan, steps=tuple(step for step in plan.steps if step is not gone))
    if chance.random() < 0.5:
        key = f"new:{gone.item}"
        lost = {one.rule for one in plan.applications if key in one.sources}
        kept = replace(
            kept,
            claims=tuple(row for row in plan.claims if row.key != key and row.rule not in lost),
            applications=tuple(one for one in plan.applications if one.rule not in lost),
        )
    return in_order(kept, world)


def a_step_added(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    """Study that nothing asks for, called the shortest."""
    if plan.length is None:
        return None
    return with_a_step(plan, world, chance.choice(sorted(world.catalogue.items)), chance.choice((0, 1)))


def a_step_in_another_term(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    if not plan.steps:
        return None
    moved = chance.choice(plan.steps)
    term = chance.choice([one for one in (0, 1, 2, 3) if one != moved.term])
    steps = tuple(replace(step, term=term) if step is moved else step for step in plan.steps)
    return in_order(replace(plan, steps=steps), world)


def a_claim_moved(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    if not plan.claims:
        return None
    places = sorted({FREE, *(row.place for row in plan.claims), "q0", "q1", "q0-a", "q0-part"})
    moved = chance.choice(plan.claims)
    place = chance.choice([one for one in places if one != moved.place])
    rows = tuple(replace(row, place=NodeId(place)) if row is moved else row for row in plan.claims)
    return replace(plan, claims=rows)


def a_claim_dropped(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    if not plan.claims:
        return None
    gone = chance.choice(plan.claims)
    return replace(plan, claims=tuple(row for row in plan.claims if row is not gone))


def a_claim_enlarged(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    if not plan.claims:
        return None
    old = chance.choice(plan.claims)
    rows = tuple(replace(row, units=row.units + ONE) if row is old else row for row in plan.claims)
    return replace(plan, claims=rows)


def another_status(plan: Plan, world: Tiny, chance: Random) -> Plan | None:
    """Among them: no path, by the proof of a length."""
    status = chance.choice([one for one in Status if one is not plan.status])
    if status is Status.INFEASIBLE:
        return without_a_path(plan)
    return replace(plan, status=status)


PLAN_MUTATIONS: Mapping[str, Callable[[Plan, Tiny, Random], Plan | None]] = {
    one.__name__: one
    for one in (
        another_length,
        another_bound,
        another_word,
        a_step_dropped,
        a_step_added,
        a_step_in_another_term,
        a_claim_moved,
        a_claim_dropped,
        a_claim_enlarged,
        another_status,
    )
}
