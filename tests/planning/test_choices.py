"""What the caller chooses of new study is kept, by the planner and in the eyes of the checker (D7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.planning import make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.vocabulary import ItemId
from tests.planning.worlds import (
    COLLEGE,
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
)

PAIR = qualification(count("core", 1, "near", "far"), electives=None)
FIRST, SECOND = "2026-autumn", "2027-spring"


def pair(**more: Any) -> Catalogue:
    """A short item of which something is stated, and a longer one of which something else is, or nothing."""
    other = more.pop("other", {})
    return catalogue([PAIR], [item("near", 2, **more), item("far", 5, **other)])


def taken(plan: Plan) -> list[str]:
    """The items of the steps."""
    return [step.item for step in plan.steps]


CASES = [
    ({"modes": ("class",)}, {"modes": ("online", "night")}, {"modes": frozenset({"online"})}),
    ({"languages": ("fr",)}, {"languages": ("zh",)}, {"languages": frozenset({"zh", "en"})}),
]


@pytest.mark.parametrize(("near", "far", "choice"), CASES)
def test_an_item_that_states_something_else_is_no_step(near: Any, far: Any, choice: Any) -> None:
    world = pair(**near, other=far)
    short = make_plan(world, record(), request())
    assert taken(short) == ["near"]
    assert taken(make_plan(world, record(), request(**choice))) == ["far"]
    assert any(one.rule == "near" for one in check(world, record(), request(**choice), short))


@pytest.mark.parametrize(("near", "far", "choice"), CASES)
def test_an_item_that_states_nothing_is_a_step_and_that_is_told(near: Any, far: Any, choice: Any) -> None:
    plan = make_plan(pair(other=far), record(), request(**choice))
    code = {"modes": "unstated_mode", "languages": "unstated_language"}[next(iter(choice))]
    assert (code, "near") in {(one.code, one.about) for one in plan.assumptions}
    silent = replace(plan, assumptions=tuple(one for one in plan.assumptions if one.code != code))
    assert check(pair(other=far), record(), request(**choice), silent)


def test_a_region_is_that_of_the_institution() -> None:
    goal = replace(PAIR, accepts=frozenset({SCHOOL}))
    world = catalogue([goal], [item("near", 2), item("far", 5, SCHOOL, scheme="credit")])
    homes = {
        COLLEGE: replace(world.institutions[COLLEGE], region="north"),
        SCHOOL: replace(world.institutions[SCHOOL], region="south"),
    }
    world = replace(world, institutions=homes)
    asked = request(regions=frozenset({"south"}))
    free = make_plan(world, record(), request())
    assert taken(free) == ["near"]
    assert taken(make_plan(world, record(), asked)) == ["far"]
    assert any(one.rule == "near" for one in check(world, record(), asked, free))


def test_a_choice_of_another_caller_is_not_remembered() -> None:
    world = pair(modes=("class",), other={"modes": ("online",)})
    for _ in range(2):
        assert taken(make_plan(world, record(), request(modes=frozenset({"online"})))) == ["far"]
        assert taken(make_plan(world, record(), request())) == ["near"]


def test_a_budget_names_the_fees_that_nobody_states() -> None:
    world = pair(fee=300)
    plan = make_plan(world, record(), request(at_most={"fee": 200}))
    assert taken(plan) == ["far"]
    assert ("unstated_fee", "far") in {(one.code, one.about) for one in plan.assumptions}


THREE = qualification(credits("core", 9, "a", "b", "c"), electives=None)
ITEMS = catalogue([THREE], [item("a"), item("b"), item("c")])


def test_a_term_may_have_a_load_of_its_own() -> None:
    asked = request(loads={FIRST: 3 * ONE})
    plan = make_plan(ITEMS, record(), asked)
    assert [term.units for term in plan.terms] == [3 * ONE, 6 * ONE]
    assert check(ITEMS, record(), asked, make_plan(ITEMS, record(), request()))
    more = make_plan(ITEMS, record(), request(load_units=3 * ONE, loads={SECOND: 6 * ONE}))
    assert [term.units for term in more.terms] == [3 * ONE, 6 * ONE]


def test_the_load_of_the_version_holds_in_each_term() -> None:
    world = catalogue([replace(THREE, load_units=3 * ONE)], [item("a"), item("b"), item("c")])
    plan = make_plan(world, record(), request(loads={FIRST: 9 * ONE}))
    assert [term.units for term in plan.terms] == [3 * ONE, 3 * ONE, 3 * ONE]


def test_new_study_begins_no_sooner_than_the_caller_says() -> None:
    plan = make_plan(ITEMS, record(), request(earliest=SECOND))
    assert {step.term for step in plan.steps} == {1}
    assert check(ITEMS, record(), request(earliest=SECOND), make_plan(ITEMS, record(), request()))


def test_a_pin_may_name_its_term() -> None:
    asked = request(pin_terms={ItemId("b"): SECOND})
    plan = make_plan(ITEMS, record(), asked)
    assert {step.item: step.term for step in plan.steps}["b"] == 1
    broken = replace(plan, steps=tuple(replace(one, term=0) for one in plan.steps))
    assert any("pinned to" in one.message for one in check(ITEMS, record(), asked, broken))


def test_a_term_that_the_item_is_not_offered_in_is_no_path() -> None:
    world = catalogue([THREE], [item("a"), item("b", seasons=["autumn"]), item("c")])
    plan = make_plan(world, record(), request(pin_terms={ItemId("b"): SECOND}))
    assert plan.status is Status.INFEASIBLE
    assert [(cause.code, cause.about) for cause in plan.causes] == [("pinned", "b")]


@pytest.mark.parametrize(
    "choice", [{"earliest": "never"}, {"pin_terms": {ItemId("a"): "never"}}, {"loads": {"never": ONE}}]
)
def test_a_term_that_there_is_not_is_refused_with_those_that_there_are(choice: Any) -> None:
    with pytest.raises(InputError, match=f"{FIRST}, {SECOND}"):
        make_plan(ITEMS, record(), request(**choice))


def test_every_goal_is_awarded_by_the_day_that_the_caller_names() -> None:
    loaded = request(load_units=3 * ONE)
    assert len(make_plan(ITEMS, record(), loaded).terms) == 3
    in_time = replace(request(), by=date(2027, 1, 31))
    assert len(make_plan(ITEMS, record(), in_time).terms) == 1
    late = replace(loaded, by=date(2027, 1, 31))
    assert make_plan(ITEMS, record(), late).status is Status.INFEASIBLE
    assert any(
        "by when" in one.message for one in check(ITEMS, record(), late, make_plan(ITEMS, record(), loaded))
    )
