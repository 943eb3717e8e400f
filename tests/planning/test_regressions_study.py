"""Worlds in which the planner once disagreed with the oracle, each named by its rule: study and terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from recommender.catalogue.objects import CreditScheme
from recommender.planning import Plan, make_plan
from recommender.planning.plan import Status
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput, ElectiveOutput
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Interval, ItemId, ItemKind, NodeId
from tests.planning.worlds import (
    CREDIT,
    ONE,
    SCHOOL,
    STRANGE,
    cap,
    catalogue,
    count,
    credits,
    granted,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)


def steps(plan: Plan) -> list[str]:
    return [step.item for step in plan.steps]


def test_with_nothing_to_study_and_nothing_held_there_is_no_path_and_no_excuse() -> None:
    plan = make_plan(catalogue([qualification(count("core", 1, "x"))], []), record(), request())
    assert plan.status is Status.INFEASIBLE
    assert [cause.about for cause in plan.causes] == ["core"]


def test_a_pinned_item_brings_what_it_asks_for_though_the_goal_has_no_place_for_either() -> None:
    goal = qualification(count("core", 1, "core"), electives=None)
    items = [item("core"), item("first"), item("then", prerequisites=Passed(ItemId("first")))]
    plan = make_plan(catalogue([goal], items), record(), request(pins=["then"]))
    assert sorted(steps(plan)) == ["core", "first", "then"]


def test_study_in_progress_of_a_passed_item_leaves_the_result_counting() -> None:
    goal = qualification(count("core", 1, "x"))
    have = record(result("x"), running("x"))
    plan = make_plan(catalogue([goal], [item("x")]), have, request())
    assert plan.status is Status.OPTIMAL
    assert len(plan.claims) == 1


def test_an_application_may_wait_for_the_day_from_which_its_rule_is_in_force() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core"), item("cert", issuer=SCHOOL)]
    later = rule("later", ["cert"], "core", applied_within=Interval(date(2027, 7, 1), None))
    plan = make_plan(catalogue([goal], items, [later]), record(result("cert")), request())
    assert plan.length == 0
    assert [(one.rule, one.after_term) for one in plan.applications] == [("later", 1)]
    assert [term.ordinal for term in plan.terms] == [0, 1]


def test_a_recognition_decided_after_the_term_is_no_corequisite_in_it() -> None:
    goal = qualification(count("core", 1, "lab"), electives=None)
    lab = item("lab", corequisites=Passed(ItemId("theory")), seasons=["autumn"])
    items = [lab, item("theory", studyable=False), item("book", 1, issuer=SCHOOL)]
    plan = make_plan(
        catalogue([goal], items, [rule("r", ["book"], "theory")]), record(), request(horizon_years=2)
    )
    assert [(step.item, step.term) for step in plan.steps] == [("book", 0), ("lab", 2)]


def test_a_term_that_ends_after_the_horizon_is_outside_it() -> None:
    goal = qualification(count("core", 2, "x", "y"))
    day = date(2026, 10, 1)
    world = catalogue([goal], [item("x"), item("y")])
    plan = make_plan(world, record(as_of=day), request(as_of=day, horizon_years=1, load_units=3 * ONE))
    assert plan.status is Status.INFEASIBLE


def test_a_season_of_the_calendar_is_known_even_where_the_horizon_has_none_of_its_terms() -> None:
    goal = qualification(count("core", 1, "x"))
    day = date(2026, 10, 1)
    world = catalogue([goal], [item("x", seasons=["autumn"])])
    plan = make_plan(world, record(as_of=day), request(as_of=day, horizon_years=1))
    assert plan.status is Status.INFEASIBLE


def test_credit_that_fits_no_place_makes_no_certificate_longer() -> None:
    goal = qualification(credits("core", 2, of=ItemSet(subjects=frozenset({"A"}))), electives=None)
    cert = item("cert", 1, issuer=SCHOOL, kind="certificate")
    both = rule("r", ["cert"], ElectiveOutput(2 * ONE, "A"), ElectiveOutput(9 * ONE, "B"))
    plan = make_plan(catalogue([goal], [cert], [both]), record(), request())
    assert plan.length == 2 * ONE


def test_a_certificate_that_several_rules_may_reuse_is_as_long_as_all_of_them_yield() -> None:
    goal = qualification(count("a", 1, "a"), 6, electives=ItemSet(items=frozenset({ItemId("b")})))
    items = [item("a"), item("b"), item("cert", 1, issuer=SCHOOL, kind="certificate")]
    rules = [rule(f"r{one}", ["cert"], one, reuse=True) for one in "ab"]
    plan = make_plan(catalogue([goal], items, rules), record(), request())
    assert plan.length == 6 * ONE


def test_a_certificate_needed_only_as_a_prerequisite_counts_in_full() -> None:
    goal = qualification(count("core", 1, "core"), electives=None)
    items = [
        item("core", prerequisites=Passed(ItemId("cert"))),
        item("cert", 4, issuer=SCHOOL, kind="certificate"),
    ]
    assert make_plan(catalogue([goal], items), record(), request()).length == 7 * ONE


def test_hours_say_how_long_study_is_whose_credit_nothing_converts() -> None:
    goal = qualification(count("core", 1, "core"))
    course = item("course", 5, issuer=SCHOOL, scheme=STRANGE, hours=Fraction(16))
    world = catalogue([goal], [item("core"), course], [rule("r", ["course"], "core")])
    plan = make_plan(world, record(), request())
    assert (steps(plan), plan.length) == (["course"], ONE)


def test_a_milestone_needs_no_ratio_between_schemes() -> None:
    goal = qualification(count("core", 1, "defence"))
    plan = make_plan(
        catalogue([goal], [item("defence", 0, kind="milestone", scheme=STRANGE)]), record(), request()
    )
    assert (steps(plan), plan.length) == (["defence"], 0)


def test_a_pin_that_cannot_be_a_step_leaves_no_path() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core"), item("closed", studyable=False), item("long", 30), item("gone")]
    world = catalogue([goal], items)
    for pin, more in (("closed", {}), ("long", {}), ("gone", {"exclude": ["gone"]})):
        plan = make_plan(world, record(), request(pins=[pin], **more))
        assert plan.status is Status.INFEASIBLE
        assert [(cause.code, cause.about) for cause in plan.causes] == [("pinned", pin)]


def test_study_in_progress_whose_length_nobody_can_say_refuses_the_answer() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core"), item("odd", scheme=STRANGE)]
    plan = make_plan(catalogue([goal], items), record(running("odd")), request())
    assert plan.status is Status.REFUSED
    assert [(cause.code, cause.about) for cause in plan.causes] == [("scheme_unconvertible", "odd")]


def test_everything_ends_by_the_last_award_of_a_closed_version() -> None:
    goal = qualification(count("core", 1, "x"), last_award=date(2027, 1, 31))
    for season, status in (("autumn", Status.OPTIMAL), ("spring", Status.INFEASIBLE)):
        world = catalogue([goal], [item("x", seasons=[season])])
        assert make_plan(world, record(), request()).status is status


def test_a_path_that_presolve_cuts_off_is_a_path() -> None:
    """HiGHS 1.16 calls the model of this world infeasible, unless presolve is off."""
    any_item = ItemSet(kinds=frozenset({ItemKind.COURSE, ItemKind.EXAM}))
    advanced = ItemSet(union=(ItemSet(subjects=frozenset({"A"})), ItemSet(level_from=2)))
    first = AllOf(NodeId("d"), (count("d0", 1, of=advanced), count("d1", 1, "i0", "i4", most=1)))
    second = AllOf(NodeId("s"), (count("s0", 1, of=any_item), count("s1", 1, of=any_item, most=2)))
    goals = [
        qualification(first, 7),
        qualification(
            second, 0, cap("few", 2, issuers=[SCHOOL]), key="second", institution=SCHOOL, accepts=None
        ),
    ]
    items = [
        item("i0", 2, SCHOOL, subject="A"),
        item("i1", 3),
        item("i2", 2, SCHOOL, hours=Fraction(16), lineage="m", prerequisites=Passed(ItemId("i0"), mark("C"))),
        item("i3", 3),
        item("i4", 4, kind=ItemKind.EXAM, hours=Fraction(32), lineage="m"),
    ]
    gives = (ElectiveOutput(ONE, "B"), CreditOutput(ItemId("i0"), 2 * ONE))
    rules = [
        rule("r0", ["i1", "i2", "i4"], *gives, need=1),
        rule("r1", ["i0", "i1", "i4"], 1, reuse=True),
    ]
    have = record(result("i2", 2, 60), granted("r1", ["e-i2"], "i4"))
    plan = make_plan(catalogue(goals, items, rules), have, request("degree", "second"))
    assert (steps(plan), plan.length) == (["i1", "i4"], 5 * ONE)


def test_a_certificate_whose_hours_say_nothing_in_the_scheme_of_the_goal_is_named_among_the_assumptions() -> (
    None
):
    goal = qualification(credits("core", 3, "badge"))
    world = catalogue([goal], [item("badge", kind=ItemKind.CERTIFICATE, hours=Fraction(10))])
    without_hours = replace(world, schemes={**world.schemes, CREDIT: CreditScheme(CREDIT)})
    plan = make_plan(without_hours, record(), request())
    assert [one.code for one in plan.assumptions if one.about == "badge"] == [
        "unknown_offering",
        "missing_study_load",
    ]
    assert plan.length == 3 * ONE


def test_a_goal_of_only_milestones_has_the_length_nought_and_its_least_fee() -> None:
    goal = qualification(count("core", 1, "dear", "cheap"))
    items = [item("dear", 0, kind="milestone", fee=200), item("cheap", 0, kind="milestone", fee=100)]
    plan = make_plan(catalogue([goal], items), record(), request())
    assert (steps(plan), plan.length) == (["cheap"], 0)
