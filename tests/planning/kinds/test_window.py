"""Windows in plans: at most so much study in a term or a year (B8), as in the Korean credit bank (24 and 42)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning import Plan, make_plan
from recommender.planning.audit import make_audit
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.planning.review import Proposed, review_plan
from recommender.rules.window import Window
from recommender.vocabulary import ItemId, ItemKind
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

COURSES = frozenset({ItemKind.COURSE})
SPRING = date(2026, 6, 30)
"""A day of the term before the first of the plan; of the same year."""


def window(key: str, per: str, most: int, **more: Any) -> Window:
    return Window(key, per, most * ONE, more.pop("kinds", COURSES), **more)


def terms(plan: Plan) -> dict[str, int]:
    return {step.item: step.term for step in plan.steps}


def test_new_study_is_spread_over_terms_though_the_load_would_allow_more() -> None:
    goal = qualification(count("core", 3, "a", "b", "c"), 0, window("w", "term", 6))
    world = catalogue([goal], [item(name) for name in "abc"])
    plan = make_plan(world, record(), request())
    assert sorted(terms(plan).values()) == [0, 0, 1]
    one_term = replace(request(), horizon_years=1)
    assert make_plan(world, record(), one_term).status is Status.OPTIMAL
    tight = qualification(count("core", 3, "a", "b", "c"), 0, window("w", "term", 3))
    answer = make_plan(catalogue([tight], [item(name) for name in "abc"]), record(), one_term)
    assert answer.status is Status.INFEASIBLE
    assert {cause.about for cause in answer.causes} == {"core", "w"}


def test_a_year_is_that_in_which_its_terms_begin() -> None:
    goal = qualification(count("core", 3, "a", "b", "c"), 0, window("w", "year", 6))
    world = catalogue([goal], [item(name) for name in "abc"])
    # Two in one year and one in the other: which of both has two is nobody's matter, for both end as early.
    assert sorted(terms(make_plan(world, record(), request())).values()) in ([0, 0, 1], [0, 1, 1])
    narrow = qualification(count("core", 3, "a", "b", "c"), 0, window("w", "year", 3))
    plan = make_plan(catalogue([narrow], [item(name) for name in "abc"]), record(), request())
    # autumn 2026, a term of 2027, a term of 2028
    assert sorted(terms(plan).values()) == [0, 1, 3]


def test_a_result_of_this_year_takes_room_from_the_plan_and_may_be_left_uncounted() -> None:
    held = result("h", day=SPRING)
    limit = window("w", "year", 3)
    short = replace(request(), horizon_years=1)  # autumn 2026 and spring 2027
    goal = qualification(count("core", 2, "h", "a", "b"), 0, limit)
    world = catalogue([goal], [item(name) for name in ("h", "a", "b")])
    plan = make_plan(world, record(held), short)
    assert (plan.length, terms(plan)) == (3 * ONE, {next(iter(terms(plan))): 1})
    both = qualification(count("core", 2, "a", "b"), 0, limit)
    other = make_plan(catalogue([both], [item(name) for name in ("h", "a", "b")]), record(held), short)
    assert sorted(terms(other).values()) == [0, 1]
    assert [one.reason for one in other.not_counted] == ["capped"]


def test_more_results_of_one_term_than_the_window_takes_count_only_in_part() -> None:
    held = [result(name, day=SPRING) for name in "abc"]
    goal = qualification(credits("core", 9), 9, window("w", "term", 6))
    world = catalogue([goal], [item(name) for name in "abcd"])
    plan = make_plan(world, record(*held), request())
    assert plan.length == 3 * ONE
    assert [(one.reason, one.detail) for one in plan.not_counted] == [("capped", "w")]
    audit = make_audit(world, record(*held), request())
    assert audit.remaining_units == 3 * ONE
    inside = record(*held[:2], result("c", day=date(2025, 12, 1)))
    assert make_plan(world, inside, request()).length == 0


def test_new_study_takes_room_though_it_counts_only_by_recognition() -> None:
    items = [item("s", issuer=SCHOOL, scheme="credit"), item("a"), item("t")]
    goal = qualification(count("core", 2, "t", "a"), 0, window("w", "term", 3), electives=None)
    world = catalogue(
        [goal], [replace(one, studyable=one.id != "t") for one in items], [rule("r", ["s"], "t")]
    )
    plan = make_plan(world, record(), request())
    assert sorted(terms(plan).values()) == [0, 1]


def test_study_in_progress_leaves_less_room_and_is_never_at_fault() -> None:
    goal = qualification(count("core", 2, "a", "b"), 0, window("w", "term", 3))
    world = catalogue([goal], [item("a", 6), item("b")])
    plan = make_plan(world, record(running("a")), request())
    assert terms(plan) == {"a": 0, "b": 1}


def test_where_the_shortest_set_has_no_schedule_a_longer_one_is_the_answer() -> None:
    goal = qualification(count("core", 3, "a", "b", "c", "exam"), 0, window("w", "term", 3))
    items = [item(name, 2) for name in "abc"] + [item("exam", 3, kind="exam", study_units=3 * ONE)]
    plan = make_plan(catalogue([goal], items), record(), request(horizon_years=1))
    assert plan.length == 7 * ONE  # two courses a term would be 4 credits, and there are two terms
    assert "exam" in terms(plan)
    assert make_plan(catalogue([goal], items), record(), request(horizon_years=2)).length == 6 * ONE


def test_the_checker_refuses_a_plan_that_crowds_a_term() -> None:
    limit = window("w", "term", 6)
    goal = qualification(count("core", 3, "a", "b", "c"), 0, limit)
    world = catalogue([goal], [item(name) for name in "abc"])
    plan = make_plan(world, record(), request())
    lazy = qualification(count("core", 3, "a", "b", "c"), 0, window("w", "term", 9))
    crowded = make_plan(catalogue([lazy], [item(name) for name in "abc"]), record(), request())
    assert not check(world, record(), request(), plan)
    found = check(world, record(), request(), replace(crowded, goals=plan.goals, versions=plan.versions))
    assert [(one.kind, one.rule) for one in found] == [("window", "w")]
    assert "9 credits in 2026-autumn, expected at most 6 in one term" in str(found[0])


def test_a_hand_made_plan_that_crowds_a_term_is_told_so() -> None:
    goal = qualification(count("core", 3, "a", "b", "c"), 0, window("w", "term", 6))
    world = catalogue([goal], [item(name) for name in "abc"])
    proposed = [Proposed(ItemId(name), 0) for name in "abc"]
    review = review_plan(world, record(), request(), proposed)
    assert {one.kind for one in review.violations} == {"window"}
    spread = [*proposed[:2], Proposed(ItemId("c"), 1)]
    assert review_plan(world, record(), request(), spread).violations == ()


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["term", "year"]),
    st.integers(2, 8),
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from([None, "autumn", "spring"])), min_size=2, max_size=3
    ),
    st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=2),
    st.integers(3, 9),
)
def test_no_shorter_plan_is_missed(
    per: str, most: int, new: list[tuple[int, str | None]], held: list[tuple[int, bool]], need: int
) -> None:
    items = [item(f"n{i}", size, seasons=season and [season]) for i, (size, season) in enumerate(new)]
    items += [item(f"h{i}", size) for i, (size, _) in enumerate(held)]
    results = [
        result(f"h{i}", size, day=SPRING if late else date(2025, 12, 1))
        for i, (size, late) in enumerate(held)
    ]
    goal = qualification(credits("core", need), need, window("w", per, most))
    world, asked = catalogue([goal], items), request(horizon_years=1, load_units=12 * ONE)
    plan = make_plan(world, record(*results), asked)
    assert plan.length == exhaustive.least(world, record(*results), asked, timed=True)


def test_named_world_a_result_that_fills_its_year_lengthens_the_path() -> None:
    """Both courses are needed; passed in spring, the one leaves no room for the other, which is held in autumn only."""
    goal = qualification(count("core", 2, "a", "b"), 0, window("w", "year", 3))
    world = catalogue([goal], [item("a", 2), item("b", 3, seasons=["autumn"])])
    in_a_year = request(horizon_years=1)
    assert make_plan(world, record(), in_a_year).length == 5 * ONE
    held = record(result("a", 2, day=SPRING))
    answer = make_plan(world, held, in_a_year)
    assert answer.status is Status.INFEASIBLE
    assert "w" in {cause.about for cause in answer.causes}
    assert make_plan(world, held, request(horizon_years=2)).length == 3 * ONE
