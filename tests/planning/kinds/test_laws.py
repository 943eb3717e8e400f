"""Laws that hold whatever kinds of rules a qualification is made of (D10)."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from itertools import chain

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.planning import Plan, make_plan
from recommender.planning.plan import Status
from recommender.rules.registry import KINDS
from recommender.rules.shelf_life import ShelfLife
from tests.counts import worlds
from tests.planning.drawing import Draw
from tests.planning.kinds import test_conditional, test_recognition, test_window
from tests.planning.kinds.every_kind import (
    DRAWN,
    LAW,
    draw_limit,
    draw_result,
    every_kind,
    known,
)
from tests.planning.strategies import Tiny
from tests.planning.test_agreement import left_open

NEVER = 10**12
MONOTONE = {kind for kind in DRAWN if import_module(f"recommender.rules.{kind}").MONOTONE}
RESTRICTING = [kind for kind in known().limits if kind != "sharing"]


def planned(world: Tiny) -> Plan:
    return make_plan(world.catalogue, world.record, world.request)


def length(plan: Plan) -> int:
    assume(plan.status in (Status.OPTIMAL, Status.INFEASIBLE))
    return NEVER if plan.length is None else plan.length


def test_every_kind_that_is_not_monotone_has_a_named_world() -> None:
    named = {
        "conditional": test_conditional.test_an_added_result_lengthens_a_path_where_holding_it_asks_for_more,
        "window": test_window.test_named_world_a_result_that_fills_its_year_lengthens_the_path,
        "recognition": test_recognition.test_named_world_a_result_that_takes_credit_away_lengthens_the_path,
    }
    strict = {kind for kind in KINDS if not import_module(f"recommender.rules.{kind}").MONOTONE}
    assert strict == set(named)


def test_every_kind_is_drawn() -> None:
    assert set(KINDS) == DRAWN | LAW


@settings(max_examples=worlds(200))
@given(every_kind(), st.data())
def test_a_further_limit_never_shortens(world: Tiny, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(RESTRICTING))
    goals = {
        key: tuple(
            replace(one, limits=(*one.limits, draw_limit(Draw(data.draw), kind, "more"))) for one in versions
        )
        for key, versions in world.catalogue.qualifications.items()
    }
    stricter = replace(world, catalogue=replace(world.catalogue, qualifications=goals))
    assert length(planned(stricter)) >= length(planned(world))


@settings(max_examples=worlds(200))
@given(every_kind(only=MONOTONE), st.data())
def test_with_monotone_kinds_an_added_result_never_lengthens(world: Tiny, data: st.DataObject) -> None:
    held = {result.item for result in world.record.results}
    free = [one for one in world.catalogue.items.values() if one.id not in held]
    assume(free)
    more = draw_result(Draw(data.draw), data.draw(st.sampled_from(free)), "more")
    richer = replace(world, record=replace(world.record, results=(*world.record.results, more)))
    assert length(planned(richer)) <= length(planned(world))


@settings(max_examples=worlds(200))
@given(every_kind(), st.randoms(use_true_random=False))
def test_entry_order_does_not_show_and_equal_questions_have_equal_answers(
    world: Tiny, random: object
) -> None:
    mixed = list(world.record.results)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    other = replace(world, record=replace(world.record, results=tuple(mixed)))
    first = planned(world)
    assert planned(world) == first
    assert replace(planned(other), versions={}) == replace(first, versions={})


@settings(max_examples=worlds(200))
@given(every_kind())
def test_what_the_plan_asks_for_is_all_that_the_audit_misses(world: Tiny) -> None:
    # While a plan is carried out what is held grows older: a shelf life up to now is then another question (B18).
    versions = chain.from_iterable(world.catalogue.qualifications.values())
    assume(not any(isinstance(limit, ShelfLife) for version in versions for limit in version.limits))
    plan = planned(world)
    assume(plan.status is Status.OPTIMAL)
    assert left_open(world, plan) == (0, [], [])
