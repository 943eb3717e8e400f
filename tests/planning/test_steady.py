"""Planned again, a plan changes as little as it must (D7)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning import make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.planning.steady import Dropped, steady
from recommender.vocabulary import ItemId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.oracle import World, subsets
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import catalogue, count, item, qualification, record, request, result

WIDE = Family(items=(4, 6), leaves=(1, 2), limits=(0, 1), rules=(0, 1), prerequisites=3, seasons=4)
FOUR = qualification(count("core", 2, "a", "b", "c", "d"), electives=None)
ALIKE = catalogue([FOUR], [item(name) for name in "abcd"])


def ids(*names: str) -> set[ItemId]:
    """The items of an old plan, of which only the steps matter."""
    return {item(name).id for name in names}


def items(plan: Plan) -> set[ItemId]:
    """The items of the steps."""
    return {step.item for step in plan.steps}


@given(tiny_worlds(WIDE))
@settings(max_examples=worlds(60))
def test_where_nothing_has_changed_the_plan_is_the_same(world: Tiny) -> None:
    old = make_plan(world.catalogue, world.record, world.request)
    again = steady(world.catalogue, world.record, world.request, items(old))
    assert items(again.plan) == items(old)
    assert (again.dropped, again.added) == ((), ())


@given(tiny_worlds(WIDE), st.data())
@settings(max_examples=worlds(60))
def test_of_the_shortest_plans_none_is_nearer_to_the_old_one(world: Tiny, data: st.DataObject) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(world.catalogue.items)), max_size=4))
    found = steady(world.catalogue, world.record, world.request, names)
    if found.plan.status is not Status.OPTIMAL:
        return
    brute = World(world.catalogue, world.record, world.request)
    still = names - {one.item for one in world.record.results}
    near = min(
        len(set(tried) ^ still)
        for tried in subsets(brute)
        if brute.values(tried)["length"] == found.plan.length and brute.works(tried)
    )
    level = next(one for one in found.plan.levels if one.objective == "change")
    assert (level.value, level.lower_bound) == (near, near)
    asked = replace(
        world.request, before=frozenset(still), objectives=("length", "change", "terms", "fee", "fit")
    )
    assert check(world.catalogue, world.record, asked, found.plan) == ()


def test_the_steps_that_can_stay_stay() -> None:
    found = steady(ALIKE, record(), request(), ids("c", "d"))
    assert (found.kept, found.dropped, found.added) == (("c", "d"), (), ())


def test_what_is_dropped_has_its_reason() -> None:
    fewer = replace(ALIKE, items={key: one for key, one in ALIKE.items.items() if key != "d"})
    found = steady(fewer, record(), request(), ids("c", "d"))
    assert (found.kept, found.dropped) == (("c",), (Dropped(item("d").id, "gone"),))
    passed = steady(ALIKE, record(result("d", grade=90)), request(), ids("c", "d"))
    assert (passed.dropped, passed.added) == ((Dropped(item("d").id, "passed"),), ())
    barred = steady(ALIKE, record(), request(exclude=["d"]), ids("c", "d"))
    assert barred.dropped == (Dropped(item("d").id, "excluded"),)
    shorter = steady(ALIKE, record(result("a"), result("b")), request(), ids("c", "d"))
    assert {one.reason for one in shorter.dropped} == {"not_needed"}


def test_the_length_comes_first_unless_the_caller_would_rather_keep_the_steps() -> None:
    goal = qualification(count("core", 1, "long", "short"), electives=None)
    world = catalogue([goal], [item("long", 5), item("short", 1)])
    assert items(steady(world, record(), request(), ids("long")).plan) == {"short"}
    kept = steady(world, record(), request(), ids("long"), keep_first=True)
    assert items(kept.plan) == {"long"}
    assert [one.objective for one in kept.plan.levels][:2] == ["change", "length"]
