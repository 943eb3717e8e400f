"""Worlds in which the planner once disagreed with the oracle, each named by the rule that it broke."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from recommender.catalogue.objects import CreditScheme
from recommender.planning import Plan, make_plan
from recommender.planning.plan import Status
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Source
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Assurance, Interval, ItemId, ItemKind, NodeId
from tests.planning.worlds import (
    CREDIT,
    HOUR,
    ONE,
    SCHOOL,
    STRANGE,
    applied,
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


def test_a_predicted_rule_is_never_used_even_where_the_caller_lists_it() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core"), item("cert", issuer=SCHOOL)]
    guess = rule("guess", ["cert"], "core", assurance=Assurance.PREDICTED)
    plan = make_plan(
        catalogue([goal], items, [guess]),
        record(result("cert")),
        request(assurance=frozenset(Assurance)),
    )
    assert steps(plan) == ["core"]


def test_a_rule_that_was_granted_is_not_applied_a_second_time() -> None:
    goal = qualification(credits("core", 6, of=ItemSet()))
    items = [item("one", issuer=SCHOOL), item("two", issuer=SCHOOL), item("own")]
    either = rule("either", ["one", "two"], 3, need=1)
    have = record(result("one"), result("two"), granted("either", ["e-one"], 3))
    plan = make_plan(catalogue([goal], items, [either]), have, request())
    assert steps(plan) == ["own"]


def test_what_another_institution_granted_counts_nothing_here_and_uses_nothing_up() -> None:
    goal = qualification(credits("core", 3, of=ItemSet()), accepts=None)
    elsewhere = granted("r", ["e-own"], 3, recogniser=SCHOOL)
    have = record(result("own"), elsewhere)
    plan = make_plan(catalogue([goal], [item("own")]), have, request())
    assert [(claim.key, claim.units) for claim in plan.claims] == [("held:e-own", 3 * ONE)]
    assert [(one.key, one.reason) for one in plan.not_counted] == [("granted:g-r#0", "not_accepted")]


def test_a_result_that_a_counted_grant_used_up_closes_its_renumbered_sibling() -> None:
    goal = qualification(credits("core", 6, of=ItemSet()))
    items = [item("old", lineage="l"), item("new", lineage="l"), item("other")]
    have = record(result("old"), granted("r", ["e-old"], 3))
    plan = make_plan(catalogue([goal], items), have, request())
    assert steps(plan) == ["other"]


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


def test_a_result_too_old_for_a_rule_does_not_close_new_study_for_it() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core", studyable=False), item("cert", issuer=SCHOOL)]
    fresh = rule("fresh", ["cert"], "core", completed_within=Interval(date(2026, 1, 1), None))
    plan = make_plan(catalogue([goal], items, [fresh]), record(result("cert")), request())
    assert steps(plan) == ["cert"]


def test_a_result_of_less_credit_does_not_close_new_study_that_yields_more() -> None:
    goal = qualification(credits("core", 3, "x"))
    plan = make_plan(catalogue([goal], [item("x", 3)]), record(result("x", 2)), request())
    assert steps(plan) == ["x"]
    assert [(one.key, one.reason, one.detail) for one in plan.not_counted] == [
        ("held:e-x", "lineage", "new:x")
    ]


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


def test_a_rule_recognises_a_certificate_whose_own_credit_nothing_converts() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core"), item("cert", 5, issuer=SCHOOL, kind="certificate", scheme=STRANGE)]
    world = catalogue([goal], items, [rule("r", ["cert"], "core")])
    have = record(result("cert", 5, scheme=STRANGE))
    assert make_plan(world, have, request()).length == 0
    anew = make_plan(world, record(), request(exclude=["core"]))
    assert (steps(anew), anew.length) == (["cert"], 3 * ONE)


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


def test_credit_for_a_named_item_is_counted_on_the_items_scheme() -> None:
    goal = qualification(credits("core", 2, "core"))
    items = [item("core", 4, scheme=HOUR), item("cert", issuer=SCHOOL)]
    plan = make_plan(
        catalogue([goal], items, [rule("r", ["cert"], "core")]), record(result("cert")), request()
    )
    assert [claim.units for claim in plan.claims] == [2 * ONE]


def test_of_three_attempts_a_worse_mark_never_counts_because_another_scheme_stands_between() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core", studyable=False), item("x", issuer=SCHOOL)]
    attempts = [
        result("x", grade="B", entry="e1", day=date(2023, 1, 1)),
        result("x", grade=70, entry="e2", day=date(2024, 1, 1)),
        result("x", grade="D", entry="e3", day=date(2025, 1, 1)),
    ]
    needs = rule("r", [Source(ItemId("x"), mark(60))], "core")
    plan = make_plan(catalogue([goal], items, [needs]), record(*attempts), request())
    assert [one.sources for one in plan.applications] == [("held:e2",)]


def test_a_pinned_repeat_may_feed_the_rule_that_the_result_would_have_fed() -> None:
    goal = qualification(credits("core", 2, of=ItemSet()))
    world = catalogue([goal], [item("x", 1)], [rule("r", ["x"], 2)])
    plan = make_plan(world, record(result("x", 1)), request(pins=["x"]))
    assert [one.sources for one in plan.applications] == [("new:x",)]


def test_new_study_made_for_its_credit_serves_the_rules_that_the_result_would_have_served() -> None:
    goal = qualification(credits("core", 5, of=ItemSet()))
    world = catalogue([goal], [item("x", 3)], [rule("r", ["x"], 2, reuse=True)])
    plan = make_plan(world, record(result("x", 1)), request())
    assert (steps(plan), [one.sources for one in plan.applications]) == (["x"], [("new:x",)])


def test_a_renumbered_item_recognised_as_its_successor_counts_once_even_under_reuse() -> None:
    goal = qualification(credits("core", 6, of=ItemSet()))
    items = [item("old", lineage="l"), item("new", lineage="l"), item("other")]
    same = rule("r", ["old"], "new", reuse=True)
    plan = make_plan(catalogue([goal], items, [same]), record(result("old")), request())
    assert steps(plan) == ["other"]


def test_a_renumbered_item_recognised_as_its_successor_is_one_achievement() -> None:
    goal = qualification(count("core", 1, "new"), electives=None)
    items = [item("old", issuer=SCHOOL, lineage="l"), item("new", lineage="l")]
    same = rule("r", ["old"], CreditOutput(ItemId("new")))
    have = record(result("old"), applied("r", "e-old"))
    plan = make_plan(catalogue([goal], items, [same]), have, request())
    assert plan.length == 0
    assert [one.pending for one in plan.applications] == [True]


def test_an_item_that_an_exam_kind_rule_needs_is_still_open_after_a_result_of_another_mark() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core", studyable=False), item("exam", issuer=SCHOOL, kind=ItemKind.EXAM)]
    needs = rule("r", [Source(ItemId("exam"), mark(80))], "core")
    plan = make_plan(catalogue([goal], items, [needs]), record(result("exam", grade=70)), request())
    assert [(step.item, step.needs_grade) for step in plan.steps] == [("exam", (mark(80),))]


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
