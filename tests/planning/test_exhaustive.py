"""The oracle that knows no rule kind says what the one with its own words says, and what the planner says."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from recommender.planning import make_plan
from recommender.planning.check.kernel import check
from recommender.rules.prerequisite import Passed
from recommender.vocabulary import ItemId
from tests.planning import exhaustive, oracle
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    count,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
)

SMALL = Family(
    items=(2, 4), results=(0, 2), leaves=(1, 2), prerequisites=3, conditions=3, lineages=2, awards=0
)


@settings(max_examples=100)
@given(tiny_worlds(SMALL))
def test_both_oracles_say_the_same(world: Tiny) -> None:
    truth = oracle.solve(world.catalogue, world.record, world.request)
    if truth.status != "refused":
        found = exhaustive.least(world.catalogue, world.record, world.request)
        assert found == truth.length


def test_what_it_finds_is_a_plan_that_the_checker_takes() -> None:
    goal = qualification(count("core", 1, "core"), 6, cap("cap", 3, recognised=True))
    items = [item("core"), item("own", 3), item("cert", issuer=SCHOOL)]
    world = catalogue([goal], items, [rule("r", ["cert"], "core")])
    asked = request(horizon_years=1)
    plan = exhaustive.shortest(world, record(result("cert")), asked)
    assert plan is not None
    assert [step.item for step in plan.steps] == ["own"]
    assert not check(world, record(result("cert")), asked, plan)
    assert plan.length == make_plan(world, record(result("cert")), asked).length


def test_where_nothing_stands_there_is_no_length() -> None:
    goal = qualification(count("core", 1, "core"), 3, cap("cap", 0, kinds=["course"]))
    assert exhaustive.least(catalogue([goal], [item("core")]), record(), request(horizon_years=1)) is None


def test_a_step_says_which_grades_its_uses_ask_for() -> None:
    before = item("before")
    after = item("after", prerequisites=Passed(ItemId("before"), mark(80)))
    goal = qualification(count("core", 1, "after"))
    world = catalogue([goal], [before, after])
    low = record(result("before", grade=70, day=date(2025, 1, 15)))
    found = exhaustive.shortest(world, low, request(horizon_years=1))
    assert found is not None
    assert {step.item: step.needs_grade for step in found.steps} == {"before": (mark(80),), "after": ()}


def test_a_result_that_has_expired_is_one_that_there_never_was() -> None:
    world = catalogue([qualification(count("core", 1, "a"))], [item("a", valid_years=2)])
    have, asked = record(result("a", day=date(2024, 6, 30))), request(horizon_years=1)
    least = exhaustive.least(world, have, asked)
    assert least == make_plan(world, have, asked).length == 3 * ONE
