"""Levels stand in the caller's order, each exact; terms are a level like the others (D2)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning import make_plan
from recommender.planning.plan import Plan, Status
from recommender.planning.request import OBJECTIVES
from recommender.rules.prerequisite import Passed
from recommender.vocabulary import ItemId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.test_oracle import agree
from tests.planning.worlds import ONE, catalogue, count, credits, item, qualification, record, request

TIGHT = Family(items=(3, 5), leaves=(1, 2), limits=(0, 1), rules=(0, 1), prerequisites=5, seasons=7)
ORDERS = [order for size in (1, 2, 3, 4) for order in permutations(OBJECTIVES, size)]


def after(name: str) -> Passed:
    """A prerequisite."""
    return Passed(ItemId(name))


def told(plan: Plan) -> list[tuple[str, int]]:
    """The levels in their order, each proven."""
    assert all(one.proof != "none" for one in plan.levels)
    return [(one.objective, one.value) for one in plan.levels]


@given(tiny_worlds(TIGHT), st.sampled_from(ORDERS))
@settings(max_examples=worlds(150))
def test_any_order_of_objectives_is_exact_level_by_level(world: Tiny, order: tuple[str, ...]) -> None:
    agree(replace(world, request=replace(world.request, objectives=order)))


@given(tiny_worlds(TIGHT), st.sampled_from(ORDERS), st.data())
@settings(max_examples=worlds(100))
def test_a_level_that_the_caller_fixes_is_kept(
    world: Tiny, order: tuple[str, ...], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(OBJECTIVES))
    grain = {"length": ONE, "terms": 1, "fee": 1, "fit": 300}[kind]
    most = data.draw(st.integers(0, 8)) * grain
    agree(replace(world, request=replace(world.request, objectives=order, at_most={kind: most})))


FORK = qualification(credits("core", 6, "a", "b", "slow", "late"), electives=None)
"""Two of these; `late` waits for `slow`."""


def test_of_equally_short_plans_one_with_the_fewest_terms_is_taken_before_a_cheaper_one() -> None:
    items = [item("a", fee=9), item("b", fee=9), item("slow"), item("late", prerequisites=after("slow"))]
    world = catalogue([FORK], items)
    plan = make_plan(world, record(), request())
    assert told(plan) == [("length", 6 * ONE), ("terms", 1), ("fee", 9)]
    cheap = make_plan(world, record(), request(objectives=("length", "fee", "terms")))
    assert told(cheap) == [("length", 6 * ONE), ("fee", 0), ("terms", 2)]


def test_terms_first_may_take_a_longer_plan() -> None:
    goal = qualification(count("core", 1, "late", "long"), electives=None)
    items = [item("long", 5), item("late", 1, prerequisites=after("slow")), item("slow", 1)]
    world = catalogue([goal], items)
    assert make_plan(world, record(), request()).length == 2 * ONE
    plan = make_plan(world, record(), request(objectives=("terms", "length")))
    assert (plan.status, plan.length) == (Status.OPTIMAL, 5 * ONE)
    assert told(plan) == [("terms", 1), ("length", 5 * ONE)]


def test_a_fee_that_is_fixed_lengthens_the_plan_or_leaves_none() -> None:
    goal = qualification(count("core", 1, "dear", "long"), electives=None)
    world = catalogue([goal], [item("dear", 1, fee=50), item("long", 4, fee=10)])
    assert make_plan(world, record(), request()).length == ONE
    assert make_plan(world, record(), request(at_most={"fee": 49})).length == 4 * ONE
    none = make_plan(world, record(), request(at_most={"fee": 9}))
    assert none.status is Status.INFEASIBLE
    assert "at_most_fee" in {cause.code for cause in none.causes}


@pytest.mark.parametrize("most", [1, 2])
def test_terms_that_are_fixed_are_kept(most: int) -> None:
    goal = qualification(count("core", 1, "late", "long"), electives=None)
    items = [item("long", 5), item("late", 1, prerequisites=after("slow")), item("slow", 1)]
    plan = make_plan(catalogue([goal], items), record(), request(at_most={"terms": most}))
    assert (len(plan.terms), plan.length) == (most, {1: 5, 2: 2}[most] * ONE)
