"""Worlds in which the planner once disagreed with the oracle, each named by its rule: results and recognition."""

from __future__ import annotations

from datetime import date

from recommender.planning import Plan, make_plan
from recommender.rules.recognition import CreditOutput, Source
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Assurance, Interval, ItemId, ItemKind
from tests.planning.worlds import (
    HOUR,
    ONE,
    SCHOOL,
    STRANGE,
    applied,
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
)


def steps(plan: Plan) -> list[str]:
    return [step.item for step in plan.steps]


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


def test_a_rule_recognises_a_certificate_whose_own_credit_nothing_converts() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core"), item("cert", 5, issuer=SCHOOL, kind="certificate", scheme=STRANGE)]
    world = catalogue([goal], items, [rule("r", ["cert"], "core")])
    have = record(result("cert", 5, scheme=STRANGE))
    assert make_plan(world, have, request()).length == 0
    anew = make_plan(world, record(), request(exclude=["core"]))
    assert (steps(anew), anew.length) == (["cert"], 3 * ONE)


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
