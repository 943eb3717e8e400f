"""So much credit completed before: of results and of study whose term is over, each item once (B17)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.planning import make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.rules.prerequisite import NOTHING, Completed, Either, Passed, Prerequisite
from recommender.rules.sets import EVERYTHING, ItemSet
from recommender.vocabulary import ItemId
from tests.planning import exhaustive
from tests.planning.worlds import (
    HOUR,
    ONE,
    SCHOOL,
    STRANGE,
    catalogue,
    count,
    granted,
    item,
    qualification,
    record,
    request,
    result,
)

LAW = ItemSet(subjects=frozenset({"LAW"}))
BY_TERM = {"horizon_years": 1}


def asks(credits: int, of: ItemSet = EVERYTHING) -> Completed:
    return Completed(credits * ONE, of)


def world(rule: Prerequisite, **more: Prerequisite) -> Catalogue:
    last = item("last", 1, prerequisites=rule, **more)
    items = [last, item("a", 3, subject="LAW"), item("b", 2, subject="ART"), item("c", 2, subject="LAW")]
    return catalogue([qualification(count("core", 1, "last"))], items)


def terms(plan: Plan) -> dict[str, int]:
    return {step.item: step.term for step in plan.steps}


@pytest.mark.parametrize(("need", "length"), [(1, 3), (2, 3), (3, 4), (4, 5), (5, 6), (7, 8)])
def test_the_cheapest_study_that_makes_up_the_credit_comes_first(need: int, length: int) -> None:
    tiny, asked = world(asks(need)), request(**BY_TERM)
    plan = make_plan(tiny, record(), asked)
    assert plan.length == length * ONE == exhaustive.least(tiny, record(), asked)
    assert terms(plan)["last"] == 1
    assert all(term == 0 for key, term in terms(plan).items() if key != "last")


def test_more_than_there_is_cannot_be_completed() -> None:
    assert make_plan(world(asks(8)), record(), request()).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("have", "length"), [((), 6), (("a",), 3), (("b",), 6), (("a", "c"), 1), (("a", "b"), 3)]
)
def test_results_count_if_they_are_in_the_set(have: tuple[str, ...], length: int) -> None:
    tiny, asked = world(asks(5, LAW)), request(**BY_TERM)
    learner = record(*(result(key, 3 if key == "a" else 2) for key in have))
    assert make_plan(tiny, learner, asked).length == length * ONE
    assert exhaustive.least(tiny, learner, asked) == length * ONE


def test_an_item_counts_once_however_often_it_was_taken_and_recognised_credit_adds_nothing() -> None:
    tiny = world(asks(5))
    twice = record(result("a"), result("a", entry="again"))
    assert make_plan(tiny, twice, request()).length == 3 * ONE
    given = record(result("b", 2), granted("r", ["e-b"], "a"))
    assert make_plan(tiny, given, request()).length == 4 * ONE


def test_what_asks_does_not_count_for_itself_and_beside_is_soon_enough_for_a_corequisite() -> None:
    tiny, asked = world(NOTHING, corequisites=asks(3)), request(**BY_TERM)
    plan = make_plan(tiny, record(), asked)
    assert plan.length == 4 * ONE == exhaustive.least(tiny, record(), asked)
    assert terms(plan) == {"last": 0, "a": 0}


def test_the_amount_is_on_the_scheme_of_whoever_asks() -> None:
    hours = item("last", 1, SCHOOL, scheme=HOUR, prerequisites=asks(4))
    goal = qualification(count("core", 1, "last"), accepts=None)
    tiny = catalogue([goal], [hours, item("a", 2), item("b", 1)])
    assert set(terms(make_plan(tiny, record(), request()))) == {"last", "a"}
    assert set(terms(make_plan(tiny, record(result("b", 1)), request()))) == {"last", "a"}
    strange = replace(hours, scheme=STRANGE, study_units=None, hours=None)
    odd = catalogue([goal], [strange, item("a", 2), item("b", 1)])
    assert make_plan(odd, record(), request()).status is Status.INFEASIBLE


def test_it_may_stand_beside_an_item_as_another_way_in() -> None:
    tiny = world(Either((asks(5), Passed(ItemId("b")))))
    assert set(terms(make_plan(tiny, record(), request()))) == {"last", "b"}
    assert set(terms(make_plan(tiny, record(result("a")), request()))) <= {"last", "b", "c"}


def test_the_checker_refuses_a_step_that_comes_too_early() -> None:
    tiny = world(asks(3))
    plan = make_plan(tiny, record(), request())
    early = replace(
        plan,
        steps=tuple(replace(step, term=0) for step in plan.steps),
    )
    assert any(
        "prerequisites are not met: credits" in str(one) for one in check(tiny, record(), request(), early)
    )


@pytest.mark.parametrize(
    ("need", "of", "have"), list(product([2, 4], [EVERYTHING, LAW], [(), ("a",), ("b", "c")]))
)
def test_the_planner_agrees_with_every_plan_tried(need: int, of: ItemSet, have: tuple[str, ...]) -> None:
    tiny = world(asks(need, of))
    tight = request(load_units=3 * ONE, horizon_years=2)
    learner = record(*(result(key, 2) for key in have))
    assert make_plan(tiny, learner, tight).length == exhaustive.least(tiny, learner, tight)
