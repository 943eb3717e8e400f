"""Shelf lives in plans: results too old at the award, at enrolment or now (B18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.timing import Timing
from recommender.ledger.record import Enrolment
from recommender.planning import Plan, make_plan
from recommender.planning.audit import make_audit
from recommender.planning.check.kernel import check
from recommender.rules.prerequisite import Every, Passed
from recommender.rules.sets import ItemSet
from recommender.rules.shelf_life import ShelfLife
from recommender.vocabulary import EntryId, ItemId, QualificationId
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    TODAY,
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

OLD = date(2021, 8, 1)
"""Five years before the day of the plan, to the day."""


def terms(plan: Plan) -> dict[str, int]:
    return {step.item: step.term for step in plan.steps}


def life(since: str, months: int = 60, *names: str) -> ShelfLife:
    of = ItemSet(items=frozenset(map(ItemId, names))) if names else ItemSet()
    return ShelfLife("shelf", months, since, of)


def after(*names: str) -> Every:
    return Every(tuple(Passed(ItemId(name)) for name in names))


def test_a_result_of_five_years_ago_counts_today_and_one_a_day_older_is_studied_again() -> None:
    goal = qualification(count("core", 1, "a"), 0, life("now"))
    world = catalogue([goal], [item("a")])
    assert make_plan(world, record(result("a", day=OLD)), request()).length == 0
    stale = record(result("a", day=date(2021, 7, 31)))
    plan = make_plan(world, stale, request())
    assert terms(plan) == {"a": 0}
    assert make_audit(world, stale, request()).remaining_units == 3 * ONE
    assert make_audit(world, record(result("a", day=OLD)), request()).remaining_units == 0


def test_what_is_too_old_says_so() -> None:
    goal = qualification(count("core", 1, "a", "b"), 0, life("now"))
    world = catalogue([goal], [item("a", studyable=False), item("b")])
    plan = make_plan(world, record(result("a", day=date(2021, 7, 31))), request())
    assert [(one.reason, one.detail) for one in plan.not_counted] == [("shelf_life", "shelf")]


def test_enrolment_is_that_of_the_record_else_now() -> None:
    goal = qualification(count("core", 1, "a"), 0, life("enrolment"))
    world, held = catalogue([goal], [item("a")]), result("a", day=date(2020, 1, 1))
    entered = Enrolment(EntryId("en"), QualificationId("degree"), "2026", date(2024, 9, 1))
    assert make_plan(world, record(held, enrolments=(entered,)), request()).length == 0
    assert make_plan(world, record(held), request()).length == 3 * ONE


def test_a_result_that_expires_before_the_award_is_studied_again() -> None:
    """It lasts today, and would until autumn; with a chain of two terms the award comes too late for it."""
    goal = qualification(count("core", 3, "a", "b", "c"), 0, life("award", 60, "a"))
    chain = [item("a"), item("b"), item("c", prerequisites=after("b"))]
    world = catalogue([goal], chain)
    held = record(result("a", day=date(2022, 1, 15)))  # to the end of autumn, 2027-01-15
    plan = make_plan(world, held, request())
    assert (plan.length, set(terms(plan))) == (9 * ONE, {"a", "b", "c"})
    inside = make_plan(world, record(result("a", day=date(2022, 7, 5))), request())
    assert (inside.length, terms(inside)) == (6 * ONE, {"b": 0, "c": 1})
    assert [one.day for one in inside.awards] == [date(2027, 7, 5)]


def test_a_dearer_but_quicker_way_keeps_the_old_result() -> None:
    long = [item("b", 1), item("c", 1, prerequisites=after("b"))]
    quick = item("q", 4)
    goal = qualification(count("core", 2, "a", "c", "q"), 0, life("award", 60, "a"))
    world = catalogue([goal], [item("a", 6), *long, quick])
    held = record(result("a", 6, day=date(2022, 1, 15)))
    plan = make_plan(world, held, request())
    assert (plan.length, set(terms(plan))) == (4 * ONE, {"q"})
    lasting = record(result("a", 6, day=date(2023, 1, 15)))
    assert make_plan(world, lasting, request()).length == 2 * ONE


def test_new_study_ages_too() -> None:
    """A shelf life of a month makes an early term too early: what is under it waits for the last term."""
    goal = qualification(count("core", 3, "fresh", "b", "c"), 0, life("award", 1, "fresh"))
    world = catalogue([goal], [item("fresh"), item("b"), item("c", prerequisites=after("b"))])
    assert terms(make_plan(world, record(), request()))["fresh"] == 1
    early = item("fresh", seasons=["autumn"])
    other = catalogue([goal], [early, item("b"), item("c", prerequisites=after("b"))])
    found = terms(make_plan(other, record(), request()))
    assert (found["fresh"], found["b"] < found["c"] <= 2) == (2, True)


def test_award_days_make_a_result_older() -> None:
    goal = qualification(count("core", 1, "a"), 0, life("award"))
    held = record(result("a", day=date(2021, 12, 1)))
    assert make_plan(catalogue([goal], [item("a")]), held, request()).length == 0
    june = replace(goal, timing=Timing(awards=((6, 30),)))
    plan = make_plan(catalogue([june], [item("a")]), held, request())
    assert plan.length == 3 * ONE
    assert [one.day for one in plan.awards] == [date(2027, 6, 30)]


def test_recognised_credit_is_dated_by_its_decision() -> None:
    goal = qualification(count("core", 1, "t"), 0, life("now"))
    items = [item("s", studyable=False), item("t", studyable=False)]
    world = catalogue([goal], items, [rule("r", ["s"], "t")])
    old = result("s", day=date(2001, 1, 1))
    assert make_plan(world, record(old), request()).length == 0
    ledger = record(old, granted("r", ["e-s"], "t", day=date(2010, 1, 1)))
    assert make_plan(world, ledger, request()).length == 0


def test_the_checker_refuses_a_plan_that_counts_a_stale_result() -> None:
    loose = qualification(count("core", 3, "a", "b", "c"), 0)
    strict = qualification(count("core", 3, "a", "b", "c"), 0, life("award", 60, "a"))
    items = [item("a"), item("b"), item("c", prerequisites=after("b"))]
    held = record(result("a", day=date(2022, 1, 15)))
    plan = make_plan(catalogue([loose], items), held, request())
    found = check(catalogue([strict], items), held, request(), plan)
    assert [(one.kind, one.rule, one.subject) for one in found] == [("shelf_life", "shelf", "held:e-a")]
    assert "does not last until 2027-07-05" in str(found[0])
    said = replace(plan, awards=(replace(plan.awards[0], day=TODAY),))
    assert "states 2026-08-01, expected 2027-07-05" in str(
        check(catalogue([loose], items), held, request(), said)[0]
    )


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["award", "enrolment", "now"]),
    st.integers(1, 14),
    st.lists(st.integers(0, 14), min_size=1, max_size=2),
    st.booleans(),
    st.integers(4, 10),
)
def test_no_shorter_plan_is_missed(
    since: str, months: int, ages: list[int], chained: bool, need: int
) -> None:
    results: list[Any] = []
    for number, age in enumerate(ages):
        year, month = divmod(2026 * 12 + 7 - age, 12)
        results.append(result(f"h{number}", 2, day=date(year, month + 1, 1)))
    items = [item(f"h{number}", 2) for number in range(len(ages))]
    items += [item("n0", 3), item("n1", 3, prerequisites=after("n0") if chained else Every(()))]
    goal = qualification(credits("core", need), need, life(since, months))
    world, asked = catalogue([goal], items), request(horizon_years=1)
    plan = make_plan(world, record(*results), asked)
    assert plan.length == exhaustive.least(world, record(*results), asked, timed=True)
