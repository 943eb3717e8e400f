"""Time of study, award days, a least load (B19), and results that expire (B18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.timing import Timing
from recommender.ledger.record import Enrolment
from recommender.planning import Plan, make_plan
from recommender.planning.audit import make_audit
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.planning.review import Proposed, review_plan
from recommender.rules.prerequisite import Every, Passed
from recommender.vocabulary import EntryId, ItemId, QualificationId
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    TODAY,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    running,
)


def after(*names: str) -> Every:
    return Every(tuple(Passed(ItemId(name)) for name in names))


def entered(day: date) -> Enrolment:
    return Enrolment(EntryId("en"), QualificationId("degree"), "2026", day)


def terms(plan: Plan) -> dict[str, int]:
    return {step.item: step.term for step in plan.steps}


def load(plan: Plan) -> list[int]:
    return [term.units // ONE for term in plan.terms]


CHAIN = [item("a"), item("b", prerequisites=after("a")), item("x", 4), item("y", 1)]


def test_the_award_is_on_the_first_award_day_once_everything_is_there() -> None:
    goal = qualification(count("core", 1, "a"), timing=Timing(awards=((2, 20), (8, 20))))
    world = catalogue([goal], [item("a")])
    assert make_plan(world, record(), request()).awards[0].day == date(2027, 2, 20)
    assert make_plan(world, record(result("a")), request()).awards[0].day == date(2026, 8, 20)
    audit = make_audit(world, record(result("a")), request())
    assert audit.goals[0].award == date(2026, 8, 20)
    assert make_audit(world, record(), request()).goals[0].award is None


def test_without_award_days_it_is_the_day_on_which_the_last_term_ends() -> None:
    world = catalogue([qualification(count("core", 1, "a"))], [item("a")])
    assert make_plan(world, record(), request()).awards[0].day == date(2027, 1, 15)
    assert make_plan(world, record(result("a")), request()).awards[0].day == TODAY


def test_the_least_time_of_study_moves_the_award_and_not_the_study() -> None:
    goal = qualification(count("core", 1, "a"), timing=Timing(least_months=30))
    world = catalogue([goal], [item("a")])
    newcomer = make_plan(world, record(), request())
    assert (newcomer.length, newcomer.awards[0].day) == (3 * ONE, date(2029, 2, 1))
    old = record(enrolments=(entered(date(2022, 9, 1)),))
    assert make_plan(world, old, request()).awards[0].day == date(2027, 1, 15)


def test_the_longest_time_of_study_ends_the_horizon() -> None:
    goal = qualification(count("core", 1, "b"), electives=None, timing=Timing(most_months=48))
    world = catalogue([goal], CHAIN)
    inside = record(enrolments=(entered(date(2023, 7, 5)),))  # to the last day of spring
    assert terms(make_plan(world, inside, request())) == {"a": 0, "b": 1}
    outside = make_plan(world, record(enrolments=(entered(date(2023, 7, 4)),)), request())
    assert outside.status is Status.INFEASIBLE
    over = make_plan(world, record(enrolments=(entered(date(2022, 1, 1)),)), request())
    assert [(one.code, one.detail) for one in over.causes] == [("no_award_day", "2026-01-01")]


def test_a_longer_time_of_study_than_eight_years_is_the_horizon() -> None:
    chain = [item("s0", seasons=["autumn"])]
    chain += [item(f"s{i}", seasons=["autumn"], prerequisites=after(f"s{i - 1}")) for i in range(1, 9)]
    nine = qualification(count("core", 1, "s8"), electives=None, timing=Timing(most_months=120))
    assert make_plan(catalogue([nine], chain), record(), request()).awards[0].day == date(2035, 1, 15)
    eight = qualification(count("core", 1, "s8"), electives=None)
    assert make_plan(catalogue([eight], chain), record(), request()).status is Status.INFEASIBLE


def test_an_award_day_after_the_last_award_leaves_no_term() -> None:
    goal = qualification(count("core", 1, "a"), last_award=date(2027, 3, 1))
    world = catalogue([goal], [item("a")])
    assert make_plan(world, record(), request()).length == 3 * ONE
    late = replace(goal, timing=Timing(awards=((6, 30),)))
    plan = make_plan(catalogue([late], [item("a")]), record(), request())
    assert [one.code for one in plan.causes] == ["no_award_day"]


def test_a_term_before_the_last_is_filled_to_the_least_load() -> None:
    """The chain alone would leave the first term at 3 credits: 3 suffice for a least load of 3, not for one of 4."""
    goal = qualification(count("core", 1, "b"), timing=Timing(load_least_units=3 * ONE))
    plan = make_plan(catalogue([goal], CHAIN), record(), request())
    assert (plan.length, load(plan)) == (6 * ONE, [3, 3])
    more = replace(goal, timing=Timing(load_least_units=4 * ONE))
    fuller = make_plan(catalogue([more], CHAIN), record(), request())
    assert (fuller.length, load(fuller)) == (7 * ONE, [4, 3])
    assert terms(fuller) == {"a": 0, "b": 1, "y": 0}


def test_what_counts_nowhere_may_fill_a_term() -> None:
    goal = qualification(count("core", 1, "b"), electives=None, timing=Timing(load_least_units=4 * ONE))
    plan = make_plan(catalogue([goal], CHAIN), record(), request())
    assert (plan.length, set(terms(plan)), len(plan.claims)) == (7 * ONE, {"a", "b", "y"}, 1)


def test_study_in_progress_counts_to_the_least_load_and_asks_for_none() -> None:
    goal = qualification(count("core", 2, "b", "r"), timing=Timing(load_least_units=5 * ONE))
    world = catalogue([goal], [*CHAIN, item("r", 2)])
    plan = make_plan(world, record(running("r")), request())
    assert (plan.length, load(plan)) == (8 * ONE, [5, 3])


def test_the_checker_refuses_a_light_term_and_a_hand_made_plan_is_told_so() -> None:
    goal = qualification(count("core", 1, "b"), timing=Timing(load_least_units=4 * ONE))
    loose = replace(goal, timing=Timing())
    plan = make_plan(catalogue([loose], CHAIN), record(), request())
    world = catalogue([goal], CHAIN)
    found = check(world, record(), request(), plan)
    assert [(one.kind, one.subject) for one in found] == [("term", "load_least")]
    assert "3 credits of study, expected at least 4" in str(found[0])
    light = review_plan(world, record(), request(), [Proposed(ItemId("a"), 0), Proposed(ItemId("b"), 1)])
    assert [one.subject for one in light.violations] == ["load_least"]


@pytest.mark.parametrize(("day", "left"), [(date(2021, 8, 1), 0), (date(2021, 7, 31), 3)])
def test_a_result_that_has_expired_counts_no_more_and_is_studied_again(day: date, left: int) -> None:
    goal = qualification(count("core", 1, "a"))
    world = catalogue([goal], [item("a", valid_years=5)])
    held = record(result("a", day=day))
    plan = make_plan(world, held, request())
    assert plan.length == left * ONE
    assert [one.reason for one in plan.not_counted] == ["expired"][: left // 3]
    assert make_audit(world, held, request()).remaining_units == left * ONE
    claimed = make_plan(catalogue([goal], [item("a")]), held, request())
    assert bool(check(world, held, request(), claimed)) == bool(left)


def test_an_expired_result_passes_no_prerequisite() -> None:
    goal = qualification(count("core", 1, "b"), electives=None)
    items = [item("a", valid_years=2), item("b", prerequisites=after("a"))]
    plan = make_plan(catalogue([goal], items), record(result("a", day=date(2024, 1, 1))), request())
    assert terms(plan) == {"a": 0, "b": 1}


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 6), st.integers(1, 4), st.integers(4, 9), st.booleans())
def test_no_shorter_plan_is_missed(least: int, size: int, need: int, chained: bool) -> None:
    items = [item("a", size), item("b", 3, prerequisites=after("a")), item("c", 2, seasons=["spring"])]
    items.append(item("d", 1, prerequisites=after("c") if chained else Every(())))
    goal = qualification(credits("core", need), need, timing=Timing(load_least_units=least * ONE))
    world, asked = catalogue([goal], items), request(horizon_years=1)
    assert make_plan(world, record(), asked).length == exhaustive.least(world, record(), asked, timed=True)
