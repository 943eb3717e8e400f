"""When can steps be taken: seasons, load, what comes before what, and a horizon that ends (A11, B17, B19)."""

from __future__ import annotations

from datetime import date

from recommender.planning import Plan, make_plan
from recommender.planning.plan import Status
from recommender.rules.prerequisite import Either, Every, Passed, Unknown
from recommender.vocabulary import Interval, ItemId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)


def after(*names: str) -> Every:
    return Every(tuple(Passed(ItemId(name)) for name in names))


def terms(plan: Plan) -> dict[str, int]:
    return {step.item: step.term for step in plan.steps}


def test_a_step_waits_for_the_season_in_which_it_is_offered() -> None:
    goal = qualification(count("core", 1, "x"))
    plan = make_plan(catalogue([goal], [item("x", seasons=["spring"])]), record(), request())
    assert terms(plan) == {"x": 1}
    assert [(term.label, term.items, term.units) for term in plan.terms] == [
        ("2026-autumn", (), 0),
        ("2027-spring", ("x",), 3 * ONE),
    ]


def test_an_item_is_taken_within_its_life() -> None:
    goal = qualification(count("core", 2, "ends", "begins"))
    items = [
        item("ends", life=Interval(None, date(2027, 1, 1))),
        item("begins", life=Interval(date(2027, 9, 1), None)),
    ]
    plan = make_plan(catalogue([goal], items), record(), request())
    assert terms(plan) == {"ends": 0, "begins": 2}


def test_a_chain_of_prerequisites_takes_a_term_for_each_link() -> None:
    goal = qualification(count("core", 3, "a", "b", "c"))
    items = [item("a"), item("b", prerequisites=after("a")), item("c", prerequisites=after("b"))]
    assert terms(make_plan(catalogue([goal], items), record(), request())) == {"a": 0, "b": 1, "c": 2}


def test_a_corequisite_is_passed_before_or_studied_in_the_same_term() -> None:
    goal = qualification(count("core", 1, "lab"), electives=None)
    items = [item("theory"), item("lab", corequisites=after("theory"))]
    world = catalogue([goal], items)
    assert terms(make_plan(world, record(), request())) == {"theory": 0, "lab": 0}
    assert terms(make_plan(world, record(result("theory")), request())) == {"lab": 0}


def test_two_items_may_be_corequisites_of_each_other() -> None:
    goal = qualification(count("core", 1, "a"), electives=None)
    items = [item("a", corequisites=after("b")), item("b", corequisites=after("a"))]
    assert terms(make_plan(catalogue([goal], items), record(), request())) == {"a": 0, "b": 0}


def test_no_term_holds_more_than_its_load_and_the_fewest_terms_are_used() -> None:
    names = ["a", "b", "c", "d"]
    goal = qualification(count("core", 4, *names))
    world = catalogue([goal], [item(name) for name in names])
    plan = make_plan(world, record(), request(load_units=6 * ONE))
    assert [term.units for term in plan.terms] == [6 * ONE, 6 * ONE]
    assert plan.levels[1].objective == "terms"
    assert plan.levels[1].value == 2


def test_the_load_of_the_version_holds_whatever_the_caller_would_bear() -> None:
    goal = qualification(count("core", 2, "a", "b"), load_units=3 * ONE)
    world = catalogue([goal], [item("a"), item("b")])
    plan = make_plan(world, record(), request(load_units=24 * ONE))
    assert [term.units for term in plan.terms] == [3 * ONE, 3 * ONE]


def test_study_in_progress_fills_the_first_term_and_is_asked_nothing_more() -> None:
    goal = qualification(count("core", 2, "a", "b"))
    items = [item("a", prerequisites=after("b")), item("b")]
    plan = make_plan(catalogue([goal], items), record(running("a")), request(load_units=3 * ONE))
    assert terms(plan) == {"a": 0, "b": 1}
    assert [step.why for step in plan.steps] == ["in_progress", "new"]


def test_where_the_shortest_set_has_no_schedule_a_longer_one_that_has_is_the_answer() -> None:
    goal = qualification(count("core", 1, "deep", "wide"), electives=None)
    items = [
        item("deep", 1, prerequisites=after("second")),
        item("second", 1, prerequisites=after("first")),
        item("first", 1),
        item("wide", 4),
    ]
    world = catalogue([goal], items)
    assert make_plan(world, record(), request(horizon_years=2)).length == 3 * ONE
    plan = make_plan(world, record(), request(horizon_years=1))
    assert (plan.status, plan.length, terms(plan)) == (Status.OPTIMAL, 4 * ONE, {"wide": 0})


def test_where_nothing_fits_the_horizon_there_is_no_path_and_the_chain_is_told() -> None:
    goal = qualification(count("core", 1, "b"), electives=None)
    items = [item("a", seasons=["spring"]), item("b", prerequisites=after("a"))]
    plan = make_plan(catalogue([goal], items), record(), request(horizon_years=1))
    assert plan.status is Status.INFEASIBLE
    assert [(cause.code, cause.about) for cause in plan.causes] == [
        ("conflict_requirement", "core"),
        ("prerequisite", "b"),
    ]


def test_either_way_to_meet_a_prerequisite_will_do() -> None:
    goal = qualification(count("core", 1, "x"), electives=None)
    either = Either((after("a", "b"), Passed(ItemId("c"))))
    items = [item("a", 1), item("b", 1), item("c", 3), item("x", prerequisites=either)]
    assert sorted(terms(make_plan(catalogue([goal], items), record(), request()))) == ["a", "b", "x"]


def test_a_prerequisite_of_nothing_is_met_by_nothing() -> None:
    goal = qualification(count("core", 1, "x"))
    plan = make_plan(catalogue([goal], [item("x", prerequisites=Either(()))]), record(), request())
    assert plan.status is Status.INFEASIBLE


def test_a_prerequisite_asks_for_its_grade_and_a_result_below_it_is_studied_again() -> None:
    goal = qualification(count("core", 1, "x"), electives=None)
    items = [item("a"), item("x", prerequisites=Passed(ItemId("a"), mark(80)))]
    world = catalogue([goal], items)
    assert terms(make_plan(world, record(result("a", grade=85)), request())) == {"x": 0}
    plan = make_plan(world, record(result("a", grade=70)), request())
    assert [(step.item, step.needs_grade) for step in plan.steps] == [("a", (mark(80),)), ("x", ())]


def test_a_recognition_meets_a_prerequisite_without_a_grade_and_no_other() -> None:
    rules = [rule("r", ["book"], "a")]
    for floor, length in ((None, 3), (mark(60), 6)):
        goal = qualification(count("core", 1, "x"), electives=None)
        items = [item("a"), item("book", issuer=SCHOOL), item("x", prerequisites=Passed(ItemId("a"), floor))]
        plan = make_plan(catalogue([goal], items, rules), record(result("book")), request())
        assert plan.length == length * ONE


def test_a_prerequisite_that_was_not_understood_is_taken_to_hold_and_named() -> None:
    goal = qualification(count("core", 1, "x"))
    world = catalogue([goal], [item("x", prerequisites=Unknown("or consent"))])
    plan = make_plan(world, record(), request())
    assert plan.length == 3 * ONE
    assert ("unknown_prerequisite", "x", "or consent") in {
        (one.code, one.about, one.detail) for one in plan.assumptions
    }


def test_seasons_that_the_calendar_does_not_know_are_any_season_and_named() -> None:
    goal = qualification(count("core", 1, "x"))
    plan = make_plan(catalogue([goal], [item("x", seasons=["trimester"])]), record(), request())
    assert terms(plan) == {"x": 0}
    assert ("unknown_offering", "x") in {(one.code, one.about) for one in plan.assumptions}


def test_an_application_waits_for_the_last_of_its_steps() -> None:
    goal = qualification(count("core", 1, "core"), electives=None)
    items = [item("core", studyable=False), item("a", 1, SCHOOL), item("b", 1, SCHOOL, seasons=["spring"])]
    plan = make_plan(catalogue([goal], items, [rule("r", ["a", "b"], "core")]), record(), request())
    assert [(one.rule, one.after_term, one.standing) for one in plan.applications] == [("r", 1, "study")]
    assert ("open_rule_end", "r") in {(one.code, one.about) for one in plan.assumptions}


def test_a_rule_that_ends_is_met_in_time_or_not_at_all() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core", 3), item("cert", 1, SCHOOL)]
    for last, length in ((date(2027, 1, 17), 1), (date(2027, 1, 16), 3)):
        soon = rule("r", ["cert"], "core", applied_within=Interval(None, last))
        assert make_plan(catalogue([goal], items, [soon]), record(), request()).length == length * ONE


def test_a_source_that_cannot_be_finished_in_time_for_its_rule_is_no_way() -> None:
    goal = qualification(count("core", 1, "core"), electives=None)
    items = [
        item("core", 4),
        item("cert", 1, SCHOOL, prerequisites=after("course")),
        item("course", 1, SCHOOL),
    ]
    for last, length in ((date(2027, 7, 31), 2), (date(2027, 1, 31), 4)):
        soon = rule("r", ["cert"], "core", completed_within=Interval(None, last))
        plan = make_plan(catalogue([goal], items, [soon]), record(), request())
        assert (plan.status, plan.length) == (Status.OPTIMAL, length * ONE)
