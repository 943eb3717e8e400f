"""Recognition is planned exactly: amounts, targets, kinds of output, choices, alternatives, learners, age (A3-A6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Enrolment, Granted, GrantedOutput, Record
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.rules.all_of import AllOf
from recommender.rules.outputs import (
    Amount,
    CreditOutput,
    ElectiveOutput,
    ExemptionOutput,
    Law,
    PrerequisiteOutput,
    Rounding,
)
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import Recognition, Source
from recommender.rules.targets import Learner, TargetAmount, Towards
from recommender.vocabulary import EntryId, Interval, ItemId, NodeId, QualificationId, RuleId
from tests.planning import exhaustive
from tests.planning.worlds import (
    COLLEGE,
    CREDIT,
    ONE,
    SCHOOL,
    TODAY,
    catalogue,
    count,
    credits,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
)

CERT = item("cert", 4, SCHOOL, kind="certificate", study_units=2 * ONE, scheme=CREDIT)
COURSES = [item("a", 3), item("b", 3), item("c", 3, level=2)]
THREE = credits("three", 3, "a", "b", "c")


def world(*rules: Recognition, requirement: Any = THREE, items: Any = (), **more: Any) -> Catalogue:
    return catalogue([qualification(requirement, **more)], [*COURSES, CERT, *items], rules)


def planned(world: Catalogue, have: Record, **more: Any) -> Plan:
    """A plan that the checker takes, as short as any, which the audit agrees with."""
    asked = request(horizon_years=1, **more)
    plan = make_plan(world, have, asked)
    assert plan.length == exhaustive.least(world, have, asked)
    waits = any(one.after_term is not None for one in plan.applications)
    if not plan.steps and not waits and plan.status is Status.OPTIMAL:
        assert make_audit(world, have, asked).remaining_units == 0
    return plan


def amount(output: Any, *sources: int, **more: Any) -> int:
    """What a rule from certificates of so much credit gives towards the degree, in units."""
    held = sources or (4,)
    names = [f"k{number}" for number in range(len(held))]
    kinds = [item(name, 4, SCHOOL, kind="certificate", study_units=99 * ONE) for name in names]
    goal = world(rule("r", names, output), requirement=credits("any", 0, "x"), items=kinds, total=50, **more)
    have = record(*(result(name, credit) for name, credit in zip(names, held, strict=True)))
    found = make_audit(goal, have, request())
    return sum(row.units for row in found.claims)


# -- amounts ---------------------------------------------------------------------------------------------------


BY_AWARD = Amount((TargetAmount("award", "bachelor", 20 * ONE), TargetAmount("award", "associate", 16 * ONE)))


@pytest.mark.parametrize(
    ("lines", "more", "units"),
    [
        (BY_AWARD, {}, 20 * ONE),
        (Amount((TargetAmount("major", "accounting", 14 * ONE),)), {"major": "accounting"}, 14 * ONE),
        (Amount((TargetAmount("programme", "evening", ONE),)), {"programme": "evening"}, ONE),
        (Amount((TargetAmount("qualification", "degree", 2 * ONE),)), {}, 2 * ONE),
        (Amount((TargetAmount("major", "accounting", 14 * ONE),)), {"major": "nursing"}, 0),
        (Amount((TargetAmount("major", "accounting", 14 * ONE),)), {}, 0),
    ],
)
def test_the_amount_depends_on_the_target(lines: Amount, more: dict[str, str], units: int) -> None:
    assert amount(ElectiveOutput(amount=lines), **more) == units


def test_a_target_that_no_line_names_takes_the_amount_for_all() -> None:
    lines = Amount((TargetAmount("award", "associate", 16 * ONE),))
    assert amount(ElectiveOutput(5 * ONE, amount=lines)) == 5 * ONE


TWO_THIRDS = Fraction(2, 3)


@pytest.mark.parametrize(
    ("law", "units"), [(Law.DOWN, 1500), (Law.UP, 1800), (Law.HALF_UP, 1500), (Law.HALF_EVEN, 1500)]
)
def test_a_ratio_of_the_source_is_rounded_by_the_law_alone(law: Law, units: int) -> None:
    assert amount(ElectiveOutput(amount=Amount((), TWO_THIRDS))) == 1600
    assert amount(ElectiveOutput(amount=Amount((), TWO_THIRDS, Rounding(300, law, False)))) == units


def test_without_a_law_what_is_no_whole_unit_cannot_be_given() -> None:
    assert amount(ElectiveOutput(amount=Amount((), Fraction(1, 7)))) == 0


def test_rounding_each_result_and_rounding_the_sum_differ() -> None:
    share = Fraction(5, 6)
    assert amount(ElectiveOutput(amount=Amount((), share, Rounding(ONE, Law.DOWN, True))), 3, 3) == 4 * ONE
    assert amount(ElectiveOutput(amount=Amount((), share, Rounding(ONE, Law.DOWN, False))), 3, 3) == 5 * ONE


def test_what_partial_recognition_leaves_over_is_shown() -> None:
    one = rule("r", ["cert"], CreditOutput(ItemId("a"), 3 * ONE), partial=True)
    plan = planned(world(one), record(result("cert", 4)))
    (left,) = [one for one in plan.not_counted if one.reason == "remainder"]
    assert (left.item, left.units, left.detail) == ("cert", ONE, "r")
    told = make_audit(world(one), record(result("cert", 4)), request()).not_counted
    assert [(row.reason, row.units) for row in told] == [("remainder", ONE)]
    silent = replace(plan, not_counted=())
    assert [v.subject for v in check(world(one), record(result("cert", 4)), request(horizon_years=1), silent)]
    exact = planned(world(one), record(result("cert", 3)))
    assert not [one for one in exact.not_counted if one.reason == "remainder"]


# -- towards what, and for whom --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("towards", "more", "inside"),
    [
        (Towards(majors=frozenset({"accounting"})), {"major": "accounting"}, True),
        (Towards(majors=frozenset({"accounting"})), {"major": "nursing"}, False),
        (Towards(majors=frozenset({"accounting"})), {}, False),
        (Towards(awards=frozenset({"bachelor"})), {}, True),
        (Towards(awards=frozenset({"associate"})), {}, False),
        (Towards(programmes=frozenset({"evening"}), awards=frozenset({"bachelor"})), {}, False),
        (Towards(qualifications=frozenset({QualificationId("degree")})), {}, True),
    ],
)
def test_a_rule_for_related_majors_only(towards: Towards, more: dict[str, str], inside: bool) -> None:
    one = rule("r", ["cert"], "a", towards=towards)
    plan = planned(world(one, **more), record(result("cert", 4)))
    assert plan.length == (0 if inside else 3 * ONE)
    stolen = planned(world(rule("r", ["cert"], "a"), **more), record(result("cert", 4)))
    refused = check(world(one, **more), record(result("cert", 4)), request(horizon_years=1), stolen)
    assert any("is not towards" in one.message for one in refused) is not inside


ENROLLED = Enrolment(EntryId("en"), QualificationId("degree"), "2026", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("learner", "more", "inside"),
    [
        (Learner(regions=frozenset({"JS"})), {"region": "JS"}, True),
        (Learner(regions=frozenset({"JS"})), {"region": "SH"}, False),
        (Learner(regions=frozenset({"JS"})), {}, False),
        (Learner(enrolled_at=frozenset({COLLEGE})), {"enrolments": (ENROLLED,)}, True),
        (Learner(enrolled_at=frozenset({COLLEGE})), {}, False),
        (Learner(enrolled_at=frozenset({SCHOOL})), {"enrolments": (ENROLLED,)}, False),
        (Learner(enrolled_in=frozenset({QualificationId("degree")})), {"enrolments": (ENROLLED,)}, True),
        (Learner(enrolled_in=frozenset({QualificationId("other")})), {"enrolments": (ENROLLED,)}, False),
    ],
)
def test_a_rule_for_some_learners_is_closed_unless_the_ledger_shows_it(
    learner: Learner, more: dict[str, Any], inside: bool
) -> None:
    have = record(result("cert", 4), **more)
    one = rule("r", ["cert"], "a", learner=learner)
    assert planned(world(one), have).length == (0 if inside else 3 * ONE)
    stolen = make_plan(world(rule("r", ["cert"], "a")), have, request(horizon_years=1))
    refused = check(world(one), have, request(horizon_years=1), stolen)
    assert any("is for learners" in one.message for one in refused) is not inside


# -- sources ---------------------------------------------------------------------------------------------------


def either(*names: str, slot: int = 0, **more: Any) -> tuple[Source, ...]:
    return tuple(Source(ItemId(name), slot=slot, **more) for name in names)


def test_of_alternatives_one_fills_the_slot_and_two_do_not_fill_two() -> None:
    extra = [item("x", 1, SCHOOL, studyable=False), item("y", 1, SCHOOL, studyable=False), item("z", 1)]
    one = rule("r", [*either("x", "y"), "z"], "a", "b", need=2)
    goal = world(one, items=extra, requirement=count("both", 2, "a", "b"))
    assert planned(goal, record(result("x", 1), result("y", 1))).length == ONE
    assert planned(goal, record(result("y", 1), result("z", 1))).length == 0
    assert planned(goal, record(result("z", 1))).length == 6 * ONE


def test_the_checker_refuses_two_alternatives_of_one_slot() -> None:
    extra = [item("x", 1, SCHOOL), item("y", 1, SCHOOL)]
    apart = rule("r", ["x", "y"], "a")
    have = record(result("x", 1), result("y", 1))
    plan = make_plan(world(apart, items=extra), have, request())
    slots = world(rule("r", either("x", "y"), "a", need=1), items=extra)
    assert any("beside an alternative" in one.message for one in check(slots, have, request(), plan))


@pytest.mark.parametrize(
    ("asked", "inside"),
    [
        ({"level_from": 2}, True),
        ({"level_from": 3}, False),
        ({"issued_by": frozenset({SCHOOL})}, True),
        ({"issued_by": frozenset({COLLEGE})}, False),
    ],
)
def test_a_source_of_another_issuer_or_level_does_not_fit(asked: dict[str, Any], inside: bool) -> None:
    extra = [item("x", 1, SCHOOL, level=2, studyable=False)]
    one = rule("r", [Source(ItemId("x"), **asked)], "a")
    have = record(result("x", 1))
    assert planned(world(one, items=extra), have).length == (0 if inside else 3 * ONE)
    stolen = make_plan(world(rule("r", ["x"], "a"), items=extra), have, request())
    assert bool(check(world(one, items=extra), have, request(), stolen)) is not inside


# -- what it gives ---------------------------------------------------------------------------------------------

NAMED = count("named", 1, "a")


def test_an_exemption_frees_from_the_requirement_and_is_no_credit() -> None:
    one = rule("r", ["cert"], ExemptionOutput(ItemId("a")))
    plan = planned(world(one, requirement=NAMED, total=3), record(result("cert", 4)), exclude=["a"])
    (row,) = [row for row in plan.claims if row.key == "out:r#0"]
    assert (row.units, row.place, plan.length) == (0, "named", 3 * ONE)


def test_an_exemption_is_no_elective_no_credit_and_no_prerequisite() -> None:
    later = item("later", 3, prerequisites=Passed(ItemId("a")))
    one = rule("r", ["cert"], ExemptionOutput(ItemId("a")))
    have = record(result("cert", 4))
    assert planned(world(one, requirement=credits("paid", 3, "a")), have).length == 3 * ONE
    goal = world(one, items=[later], requirement=count("last", 1, "later"))
    assert planned(goal, have).length == 6 * ONE
    anything = world(one, requirement=count("some", 1, of=credits("x", 0).of))
    assert planned(anything, have).length > 0


def test_a_prerequisite_alone_opens_study_and_counts_nowhere() -> None:
    later = item("later", 3, prerequisites=Passed(ItemId("a")))
    one = rule("r", ["cert"], PrerequisiteOutput(ItemId("a")))
    have = record(result("cert", 4))
    goal = world(one, items=[later], requirement=count("last", 1, "later"))
    plan = planned(goal, have)
    assert (plan.length, [one.rule for one in plan.applications]) == (3 * ONE, ["r"])
    assert planned(world(one, requirement=NAMED), have).length == 3 * ONE
    both = world(one, items=[later], requirement=AllOf(NodeId("all"), (NAMED, count("last", 1, "later"))))
    assert planned(both, have).length == 6 * ONE


@pytest.mark.parametrize(
    ("points", "more", "length"),
    [
        (70, {"prerequisite_grade": mark(70)}, 3),
        (69, {"prerequisite_grade": mark(70)}, 5),  # the certificate again, now with 70
        (99, {"prerequisite": False}, 6),
        (60, {}, 3),
    ],
)
def test_credit_meets_a_prerequisite_only_as_the_rule_says(
    points: int, more: dict[str, Any], length: int
) -> None:
    later = item("later", 3, prerequisites=Passed(ItemId("a")))
    one = rule("r", ["cert"], CreditOutput(ItemId("a"), **more))
    goal = world(one, items=[later, item("spare", 3)], requirement=count("last", 1, "later"))
    assert planned(goal, record(result("cert", 4, points))).length == length * ONE


def test_new_study_that_has_to_open_by_recognition_says_the_grade_it_needs() -> None:
    later = item("later", 3, prerequisites=Passed(ItemId("a")))
    one = rule("r", ["cert"], CreditOutput(ItemId("a"), prerequisite_grade=mark(70)))
    plan = planned(world(one, items=[later], requirement=count("last", 1, "later")), record())
    needs = {step.item: step.needs_grade for step in plan.steps}
    assert needs == {"cert": (mark(70),), "later": ()}


def given_in_ledger(kind: str, **more: Any) -> Granted:
    output = GrantedOutput(ItemId("a"), 0 if kind != "credit" else 3 * ONE, CREDIT, type=kind, **more)
    return Granted(EntryId("g"), RuleId("old"), "1", COLLEGE, (EntryId("e-cert"),), (output,), TODAY)


@pytest.mark.parametrize(
    ("kind", "more", "requirement", "length"),
    [
        ("exemption", {}, NAMED, 0),
        ("exemption", {}, credits("paid", 3, "a"), 3),
        ("exemption", {}, count("last", 1, "later"), 6),
        ("prerequisite", {}, NAMED, 3),
        ("prerequisite", {}, count("last", 1, "later"), 3),
        ("credit", {"prerequisite": False}, count("last", 1, "later"), 6),
        ("credit", {}, count("last", 1, "later"), 3),
    ],
)
def test_what_the_ledger_granted_is_of_one_type_too(
    kind: str, more: dict[str, Any], requirement: Any, length: int
) -> None:
    later = item("later", 3, prerequisites=Passed(ItemId("a")))
    have = record(result("cert", 4), given_in_ledger(kind, **more))
    assert planned(world(items=[later], requirement=requirement), have).length == length * ONE


# -- a choice --------------------------------------------------------------------------------------------------

CHOICE = rule("r", ["cert"], CreditOutput(ItemId("a"), option=0), CreditOutput(ItemId("b"), option=1))


def test_of_a_choice_one_option_is_taken_and_the_plan_names_it() -> None:
    have = record(result("cert", 4))
    plan = planned(world(CHOICE, requirement=count("b", 1, "b")), have)
    (one,) = plan.applications
    assert (plan.length, one.option, one.outputs) == (0, 1, ("out:r#1",))
    both = AllOf(NodeId("all"), (count("a", 1, "a"), count("b", 1, "b")))
    assert planned(world(CHOICE, requirement=both), have).length == 3 * ONE


def test_the_checker_refuses_an_output_of_the_other_option() -> None:
    have = record(result("cert", 4))
    plan = make_plan(world(CHOICE, requirement=count("b", 1, "b")), have, request())
    other = replace(plan, applications=(replace(plan.applications[0], option=0),))
    messages = [
        one.message for one in check(world(CHOICE, requirement=count("b", 1, "b")), have, request(), other)
    ]
    assert any("is of another option" in message for message in messages)
    nothing = replace(plan, applications=(replace(plan.applications[0], option=None),))
    assert check(world(CHOICE, requirement=count("b", 1, "b")), have, request(), nothing)


# -- age -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "inside"), [(date(2021, 8, 1), True), (date(2021, 7, 31), False)])
def test_a_result_may_be_so_many_years_old_on_the_day_of_the_decision(day: date, inside: bool) -> None:
    one = rule("r", ["cert"], "a", shelf_life_years=5)
    have = record(result("cert", 4, day=day))
    closed = [replace(CERT, studyable=False)]
    goal = catalogue([qualification(THREE)], [*COURSES, *closed], [one])
    assert planned(goal, have).length == (0 if inside else 3 * ONE)
    stolen = make_plan(world(rule("r", ["cert"], "a")), have, request())
    assert any("years old" in v.message for v in check(world(one), have, request(), stolen)) is not inside


def test_a_result_can_grow_too_old_while_the_application_waits() -> None:
    waits = Interval(date(2027, 1, 1), None)
    one = rule("r", ["cert"], "a", shelf_life_years=5, applied_within=waits)
    goal = catalogue([qualification(THREE)], [*COURSES, replace(CERT, studyable=False)], [one])
    assert planned(goal, record(result("cert", 4, day=date(2022, 1, 16)))).length == 0
    assert planned(goal, record(result("cert", 4, day=date(2022, 1, 15)))).length == 3 * ONE


def test_an_old_result_leaves_the_certificate_open_to_be_earned_again() -> None:
    one = rule("r", ["cert"], "a", shelf_life_years=5)
    plan = planned(world(one), record(result("cert", 4, day=date(2020, 1, 1))))
    assert ([step.item for step in plan.steps], plan.length) == (["cert"], 2 * ONE)


# -- what takes it away (F5) -----------------------------------------------------------------------------------

EXAM = item("exam", 3, SCHOOL, kind="exam", study_units=9 * ONE, scheme=CREDIT)
BY_EXAM = rule("r", ["exam"], ElectiveOutput(3 * ONE), withdrawn_by=frozenset({ItemId("a")}))
SIX = catalogue([qualification(credits("none", 0, "x"), 6)], [*COURSES, EXAM], [BY_EXAM])


def test_named_world_a_result_that_takes_credit_away_lengthens_the_path() -> None:
    """Not monotone: with the course passed the examination credit is gone, and a path can be longer for it."""
    college = item("d", 1)
    goal = catalogue(
        [qualification(credits("none", 0, "x"), 4)], [college, item("a", 1), item("w", 3), EXAM], [BY_EXAM]
    )
    before = planned(goal, record(result("exam", 3)))
    after = planned(goal, record(result("exam", 3), result("a", 1)))
    assert (before.length, after.length) == (ONE, 3 * ONE)


def test_the_course_itself_is_not_studied_beside_the_examination_credit() -> None:
    plan = planned(SIX, record(result("exam", 3)))
    assert {step.item for step in plan.steps} <= {"b", "c"}
    assert plan.length == 3 * ONE
    assert planned(SIX, record(result("exam", 3)), exclude=["b", "c"]).status is Status.INFEASIBLE


def granted_by_exam() -> Granted:
    output = GrantedOutput(None, 3 * ONE, CREDIT)
    return Granted(EntryId("g"), RuleId("r"), "1", COLLEGE, (EntryId("e-exam"),), (output,), TODAY)


def test_credit_granted_in_the_ledger_is_taken_away_too() -> None:
    kept = planned(SIX, record(result("exam", 3), granted_by_exam()))
    assert kept.length == 3 * ONE
    assert {step.item for step in kept.steps} <= {"b", "c"}
    have = record(result("exam", 3), granted_by_exam(), result("a", 3))
    gone = planned(SIX, have)
    assert gone.length == 3 * ONE
    reasons = {row.key: (row.reason, row.detail) for row in gone.not_counted}
    assert reasons["granted:g#0"] == ("taken_away", "a")
    told = {row.key: row.reason for row in make_audit(SIX, have, request()).not_counted}
    assert told["granted:g#0"] == "taken_away"
    pinned = planned(SIX, record(result("exam", 3), granted_by_exam()), pins=["a"])
    assert pinned.length == 6 * ONE
