"""What an award has used counts again as the qualification says, and what it used up counts nowhere else (B16)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from recommender.catalogue.objects import Qualification
from recommender.explanation import both, explain_cause
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.vocabulary import InstitutionId
from tests.planning import exhaustive
from tests.planning.worlds import (
    COLLEGE,
    ONE,
    SCHOOL,
    award,
    cap,
    catalogue,
    count,
    credits,
    granted,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)

ITEMS = [item(key) for key in "abcd"]


def degree(**more: Any) -> Qualification:
    return qualification(credits("core", 6, "a", "b", "c", "d"), **more)


def associate(**more: Any) -> Qualification:
    return qualification(credits("first", 3, "a", "b"), key="associate", **more)


def why(plan: Plan) -> dict[str, tuple[str, str]]:
    return {one.key: (one.reason, one.detail) for one in plan.not_counted}


def in_core(plan: Plan) -> list[str]:
    return [row.key for row in plan.claims if row.place == "core"]


HELD = (result("a"), result("b"), award("associate", "e-a"))


@pytest.mark.parametrize(
    ("more", "taker", "length"),
    [
        ({}, {}, 0),
        ({}, {"consumes": True}, 3),
        ({"counts_again_units": 0}, {}, 3),
        ({"counts_again_units": 0}, {"consumes": True}, 3),
    ],
)
def test_credit_of_an_award_counts_again_unless_one_of_the_two_says_otherwise(
    more: dict[str, Any], taker: dict[str, Any], length: int
) -> None:
    world = catalogue([degree(**more), associate(**taker)], ITEMS)
    plan = make_plan(world, record(*HELD), request())
    assert plan.length == length * ONE
    if length:
        assert why(plan)["held:e-a"] == ("used_by_award", "associate")
        assert make_audit(world, record(*HELD), request()).remaining_units == 3 * ONE


@pytest.mark.parametrize(("most", "length"), [(6, 0), (3, 3), (2, 6)])
def test_a_version_may_count_so_much_of_it_again(most: int, length: int) -> None:
    goal = qualification(
        credits("core", 6, *"abcd"), 0, cap("counts-again", most, awarded=True), counts_again_units=most * ONE
    )
    world = catalogue([goal, associate()], ITEMS)
    have = record(result("a"), result("b"), award("associate", "e-a", "e-b"))
    assert make_plan(world, have, request()).length == length * ONE


def test_the_award_of_the_goal_itself_takes_nothing_from_it() -> None:
    world = catalogue([degree(consumes=True, counts_again_units=0)], ITEMS)
    have = record(result("a"), result("b"), award("degree", "e-a", "e-b"))
    assert make_plan(world, have, request()).length == 0


def test_an_award_that_was_used_up_for_lets_the_item_be_studied_again() -> None:
    goal = qualification(count("core", 1, "a"))
    world = catalogue([goal, associate(consumes=True)], ITEMS)
    plan = make_plan(world, record(*HELD), request())
    assert (plan.length, in_core(plan)) == (3 * ONE, ["new:a"])
    twice = record(*HELD, result("a", entry="again"))
    assert in_core(make_plan(world, twice, request())) == ["held:again"]


def test_what_a_recognition_made_of_a_used_result_is_used_as_well() -> None:
    goal = qualification(count("core", 1, "c"))
    items = [*ITEMS, item("x", issuer=SCHOOL)]
    world = catalogue([goal, associate(consumes=True)], items)
    for used in ("e-x", "g-r"):
        have = record(result("x"), granted("r", ["e-x"], "c"), award("associate", used))
        assert make_plan(world, have, request()).length == 3 * ONE
    free = record(result("x"), granted("r", ["e-x"], "c"), award("associate", "e-b"), result("b"))
    assert make_plan(world, free, request()).length == 0


def test_a_used_up_result_is_no_source_of_a_recognition() -> None:
    goal = qualification(count("core", 1, "c"))
    items = [*ITEMS, item("x", issuer=SCHOOL)]
    world = catalogue([goal, associate(consumes=True)], items, [rule("r", ["x"], "c")])
    assert make_plan(world, record(result("x")), request()).length == 0
    assert make_plan(world, record(result("x"), award("associate", "e-x")), request()).length == 3 * ONE


def test_an_award_that_does_not_say_what_it_used_is_refused_where_that_matters() -> None:
    silent = record(result("a"), award("associate"))
    plan = make_plan(catalogue([degree(), associate(consumes=True)], ITEMS), silent, request())
    assert (plan.status, [(one.code, one.about) for one in plan.causes]) == (
        Status.REFUSED,
        [("unknown_award_use", "associate")],
    )
    assert make_plan(catalogue([degree(), associate()], ITEMS), silent, request()).status is Status.OPTIMAL


def test_planned_together_credit_counts_for_both_unless_one_uses_it_up() -> None:
    both = request("associate", "degree")
    for taker, length in ((False, 6), (True, 9)):
        world = catalogue([degree(), associate(consumes=taker)], ITEMS)
        assert make_plan(world, record(), both).length == length * ONE
        assert make_plan(world, record(result("a"), result("c")), both).length == (length - 6) * ONE


def test_the_checker_refuses_a_plan_that_counts_twice_what_is_used_up() -> None:
    both = request("associate", "degree")
    shared = make_plan(catalogue([degree(), associate()], ITEMS), record(), both)
    world = catalogue([degree(), associate(consumes=True)], ITEMS)
    assert {one.kind for one in check(world, record(), both, shared)} == {"consumption"}


def test_the_checker_refuses_a_claim_of_what_an_award_used_up() -> None:
    plan = make_plan(catalogue([degree(), associate()], ITEMS), record(*HELD), request())
    world = catalogue([degree(), associate(consumes=True)], ITEMS)
    assert any("used up" in str(one) for one in check(world, record(*HELD), request(), plan))
    assert check(world, record(*HELD[:2]), request(), plan) == ()
    silent = replace(record(*HELD), awards=(award("associate"),))
    assert any("made for" in str(one) for one in check(world, silent, request(), plan))


def test_a_result_that_one_goal_uses_through_a_recognition_is_used_up_all_the_same() -> None:
    elsewhere = InstitutionId(SCHOOL)
    taker = associate(consumes=True, institution=elsewhere, accepts=frozenset({COLLEGE}))
    goal = qualification(count("core", 1, "c"))
    items = [*ITEMS, item("x", issuer=SCHOOL)]
    wants_x = replace(taker, requirement=count("first", 1, "x"))
    world = catalogue([goal, wants_x], items, [rule("r", ["x"], "c")])
    both = request("associate", "degree")
    assert make_plan(world, record(result("x")), both).length == 3 * ONE
    free = catalogue([goal, replace(wants_x, consumes=False)], items, [rule("r", ["x"], "c")])
    assert make_plan(free, record(result("x")), both).length == 0


@pytest.mark.parametrize(
    ("have", "uses", "consumes"), list(product(["", "a", "ab", "ac"], ["", "a"], [False, True]))
)
def test_the_planner_agrees_with_every_plan_tried(have: str, uses: str, consumes: bool) -> None:
    world = catalogue([degree(), associate(consumes=consumes)], ITEMS)
    made = [award("associate", *(f"e-{key}" for key in uses))] if set(uses) <= set(have) and uses else []
    learner = record(*map(result, have), *made)
    asked = request("degree", horizon_years=1)
    assert make_plan(world, learner, asked).length == exhaustive.least(world, learner, asked)


def test_two_goals_that_need_the_same_study_fail_by_name_where_one_uses_it_up() -> None:
    first = qualification(count("one", 1, "x"), consumes=True)
    second = qualification(count("two", 1, "x"), key="second")
    world = catalogue([first, second], [item("x")])
    plan = make_plan(world, record(), request("degree", "second"))
    assert plan.status is Status.INFEASIBLE
    found = {cause.code: cause for cause in plan.causes}
    assert found["consumption"].about == "degree@2026"
    assert both(explain_cause(found["consumption"], world)) == {
        "en": "What one qualification of the path uses up cannot count for another.",
        "zh": "一项资格用去的学分，不能再计入同一路径中的另一项资格。",
    }
