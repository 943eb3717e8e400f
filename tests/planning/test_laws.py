"""What must hold of every two plans that differ in one thing (D10), and of every plan by itself (D3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.ledger.record import Record, Result
from recommender.planning import Plan, levels, make_plan
from recommender.planning.plan import Application, Status
from recommender.planning.request import PlanRequest
from recommender.rules.sets import ItemSet
from recommender.vocabulary import EntryId
from tests.planning.brute_schedule import Applied
from tests.planning.drawing import Family
from tests.planning.oracle import World
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    credits,
    item,
    mark,
    qualification,
    record,
    request,
    rule,
)

ANY = Family(
    items=(3, 5),
    leaves=(1, 2),
    limits=(0, 1),
    rules=(0, 2),
    prerequisites=3,
    seasons=3,
    lineages=2,
    ledger=3,
    conditions=3,
    goals=1,
)
STATED = replace(ANY, awards=0, ledger=0, rules=(1, 3))
"""Every item says how much study it asks for; what does not is the named exception below (D1)."""
TWO_GOALS = replace(ANY, goals=10)
NONE = 10**9
"""The length of no path, for comparing."""
LAW = settings(max_examples=settings().max_examples // 4)


def plan_of(world: Tiny, record: Record | None = None, request: PlanRequest | None = None) -> Plan:
    return make_plan(world.catalogue, record or world.record, request or world.request)


def length(plan: Plan) -> int:
    assume(plan.status is not Status.REFUSED)
    return NONE if plan.length is None else plan.length


@LAW
@given(tiny_worlds(ANY), st.data())
def test_an_added_result_never_lengthens_a_path(world: Tiny, data: st.DataObject) -> None:
    held = {result.item for result in world.record.results}
    free = [one for one in world.catalogue.items.values() if one.id not in held]
    assume(free)
    one = data.draw(st.sampled_from(free))
    grade = data.draw(st.sampled_from([None, mark(60), mark(90), mark("D")]))
    day = data.draw(st.sampled_from([date(2024, 6, 30), date(2026, 6, 30)]))
    units = data.draw(st.sampled_from([one.units, ONE]))
    more = Result(EntryId("more"), one.id, units, one.scheme, grade, day)
    richer = replace(world.record, results=(*world.record.results, more))
    assert length(plan_of(world, richer)) <= length(plan_of(world))


@LAW
@given(tiny_worlds(STATED), st.data())
def test_a_recognition_that_is_merely_available_never_lengthens_a_path(
    world: Tiny, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(world.catalogue.rules)))
    rules = {key: rule for key, rule in world.catalogue.rules.items() if key != gone}
    without = replace(world, catalogue=replace(world.catalogue, rules=rules))
    assert length(plan_of(world)) <= length(plan_of(without))


def test_a_certificate_that_states_no_study_gets_longer_with_what_it_yields() -> None:
    goal = qualification(credits("core", 2, of=ItemSet()), accepts=None)
    items = [item("cert", 2, issuer=SCHOOL, kind="certificate")]
    assert make_plan(catalogue([goal], items), record(), request()).length == 2 * ONE
    more = catalogue([goal], items, [rule("r", ["cert"], 4)])
    assert make_plan(more, record(), request()).length == 4 * ONE


@LAW
@given(tiny_worlds(ANY), st.integers(0, 99))
def test_the_order_of_what_is_handed_in_does_not_show(world: Tiny, seed: int) -> None:
    shuffled = Random(seed)

    def mix(things: tuple[object, ...]) -> list[object]:
        return shuffled.sample(list(things), len(things))

    mixed = replace(
        world.catalogue,
        items=dict(mix(tuple(world.catalogue.items.items()))),  # type: ignore[arg-type]
        rules=dict(mix(tuple(world.catalogue.rules.items()))),  # type: ignore[arg-type]
    )
    held = replace(world.record, results=tuple(mix(world.record.results)))  # type: ignore[arg-type]
    other = plan_of(replace(world, catalogue=mixed, record=held))
    assert replace(other, versions={}) == replace(plan_of(world), versions={})


@LAW
@given(tiny_worlds(ANY), st.data())
def test_the_ranking_changes_neither_status_nor_length(world: Tiny, data: st.DataObject) -> None:
    likes = {item: data.draw(st.integers(0, 1000)) for item in world.catalogue.items}
    plain, ranked = plan_of(world), plan_of(world, request=replace(world.request, dislikes=likes))
    assert (ranked.status, ranked.length) == (plain.status, plain.length)


@LAW
@given(tiny_worlds(ANY), st.data())
def test_excluding_an_item_never_shortens_a_path(world: Tiny, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(world.catalogue.items)))
    without = replace(world.request, exclude=world.request.exclude | {key})
    assert length(plan_of(world, request=without)) >= length(plan_of(world))


@LAW
@given(tiny_worlds(ANY), st.data())
def test_a_pinned_item_is_in_every_plan(world: Tiny, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(world.catalogue.items)))
    pinned = replace(world.request, pins=world.request.pins | {key})
    plan = plan_of(world, request=pinned)
    assert plan.status in (Status.INFEASIBLE, Status.REFUSED) or key in {step.item for step in plan.steps}
    assert length(plan) >= length(plan_of(world))


@LAW
@given(tiny_worlds(replace(ANY, seasons=6)))
def test_more_time_and_more_load_never_lengthen_a_path(world: Tiny) -> None:
    plan = plan_of(world)
    longer = replace(world.request, horizon_years=world.request.horizon_years + 1)
    assert length(plan_of(world, request=longer)) <= length(plan)
    heavier = replace(world.request, load_units=None)
    assert length(plan_of(world, request=heavier)) <= length(plan)


@LAW
@given(tiny_worlds(TWO_GOALS))
def test_two_goals_together_ask_for_no_less_than_either_alone(world: Tiny) -> None:
    together = length(plan_of(world))
    for goal in world.request.goals:
        assert length(plan_of(world, request=replace(world.request, goals=(goal,)))) <= together


@LAW
@given(tiny_worlds(ANY))
def test_the_same_question_has_the_same_answer(world: Tiny) -> None:
    assert plan_of(world) == plan_of(world)


@LAW
@given(tiny_worlds(replace(ANY, rules=(1, 3))))
def test_no_step_and_no_application_could_be_left_out(world: Tiny) -> None:
    plan = plan_of(world)
    truth = World(world.catalogue, world.record, world.request)
    items = [step.item for step in plan.steps]
    for step in plan.steps:
        if step.why == "new":
            assert not truth.works([item for item in items if item != step.item])
    for one in plan.applications:
        kept = [other for other in plan.applications if other is not one]
        assert not _valid(truth, items, kept)


def _valid(truth: World, items: list[str], applications: list[Application]) -> bool:
    """Whether these steps and applications make a plan, whatever is claimed and whenever it happens."""
    by_goal = {
        goal.key: [_applied(truth, items, one) for one in applications if one.goal == goal.key]
        for goal in truth.goals
    }
    everything = [one for mine in by_goal.values() for one in mine]
    return all(truth.completes(goal, items, by_goal[goal.key]) for goal in truth.goals) and truth.schedulable(
        items, everything
    )


def _applied(truth: World, items: list[str], application: Application) -> Applied:
    goal = next(goal for goal in truth.goals if goal.key == application.goal)
    rule = truth.catalogue.rules[application.rule]
    ways = truth.ways(goal, rule, items)
    return next(way for way in ways if set(way.sources) == set(application.sources))


@LAW
@given(tiny_worlds(ANY))
def test_length_and_fee_solved_at_once_are_those_of_one_after_the_other(world: Tiny) -> None:
    asked = replace(world.request, objectives=("length", "fee"))
    at_once = plan_of(world, request=asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(levels, "LARGEST", 0)
        in_turn = plan_of(world, request=asked)
    assert (at_once.status, at_once.length) == (in_turn.status, in_turn.length)
    values = [{one.objective: one.value for one in plan.levels} for plan in (at_once, in_turn)]
    assert values[0].get("fee") == values[1].get("fee")
