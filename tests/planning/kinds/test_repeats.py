"""Of several attempts at an item the version says which counts, and a failed one is none (B21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import Source
from recommender.vocabulary import ItemId, Repeats
from tests.planning import exhaustive
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
)

EARLY = result("a", grade=90, entry="early", day=date(2023, 1, 15))
LATE = result("a", grade=70, entry="late", day=date(2024, 1, 15))


def goal(repeats: Repeats, key: str = "degree") -> object:
    return qualification(count("core", 1, "a"), repeats=repeats, key=key)


def claimed(plan: Plan) -> list[str]:
    return [row.key for row in plan.claims]


@pytest.mark.parametrize(
    ("repeats", "entry"),
    [(Repeats.BEST, "early"), (Repeats.FIRST, "early"), (Repeats.LAST, "late"), (Repeats.AVERAGE, "late")],
)
def test_the_attempt_that_the_version_names_counts_and_the_other_says_why_not(
    repeats: Repeats, entry: str
) -> None:
    world = catalogue([goal(repeats)], [item("a")])  # type: ignore[list-item]
    have = record(EARLY, LATE)
    plan = make_plan(world, have, request())
    other = "late" if entry == "early" else "early"
    assert (plan.length, claimed(plan)) == (0, [f"held:{entry}"])
    assert [(one.key, one.reason, one.detail) for one in plan.not_counted] == [
        (f"held:{other}", "repeat", entry)
    ]
    swapped = replace(
        plan,
        claims=tuple(replace(row, key=f"held:{other}") for row in plan.claims),
        not_counted=tuple(replace(one, key=f"held:{entry}") for one in plan.not_counted),
    )
    assert [one.kind for one in check(world, have, request(), swapped)] == ["claim"]


@pytest.mark.parametrize(
    ("repeats", "least", "applied"),
    [
        (Repeats.BEST, 90, True),
        (Repeats.FIRST, 90, True),
        (Repeats.LAST, 70, True),
        (Repeats.LAST, 71, False),
        (Repeats.AVERAGE, 80, True),
        (Repeats.AVERAGE, 81, False),
    ],
)
def test_a_rule_looks_at_the_mark_that_counts(repeats: Repeats, least: int, applied: bool) -> None:
    degree = qualification(count("core", 1, "core"), repeats=repeats)
    items = [item("core"), item("a", issuer=SCHOOL, studyable=False)]
    needs = rule("r", [Source(ItemId("a"), mark(least))], "core")
    world, have = catalogue([degree], items, [needs]), record(EARLY, LATE)
    plan = make_plan(world, have, request())
    assert bool(plan.applications) is applied
    asked = request(horizon_years=1)
    assert make_plan(world, have, asked).length == exhaustive.least(world, have, asked)


def test_goals_that_count_different_attempts_are_refused_together_only_where_there_are_several() -> None:
    world = catalogue([goal(Repeats.BEST), goal(Repeats.LAST, "other")], [item("a")])  # type: ignore[list-item]
    both = request("degree", "other")
    assert make_plan(world, record(LATE), both).length == 0
    plan = make_plan(world, record(EARLY, LATE), both)
    assert (plan.status, [one.code for one in plan.causes]) == (Status.REFUSED, ["repeats_differ"])


def test_a_failed_attempt_counts_nowhere_and_closes_no_new_study() -> None:
    world = catalogue([goal(Repeats.LAST)], [item("a")])  # type: ignore[list-item]
    failed = result("a", grade=59, entry="failed", day=date(2025, 1, 15))
    have = record(failed)
    plan = make_plan(world, have, request())
    assert (plan.length, claimed(plan)) == (3 * ONE, ["new:a"])
    assert [(one.key, one.reason) for one in plan.not_counted] == [("held:failed", "below_pass")]
    assert make_audit(world, have, request()).remaining_units == 3 * ONE
    assert claimed(make_plan(world, record(LATE, failed), request())) == ["held:late"]


def test_a_failed_attempt_opens_no_later_course() -> None:
    after = item("b", prerequisites=Passed(ItemId("a")))
    world = catalogue([qualification(count("core", 1, "b"))], [item("a"), after])
    assert make_plan(world, record(result("a", grade=60)), request()).length == 3 * ONE
    assert make_plan(world, record(result("a", grade=59)), request()).length == 6 * ONE


def test_counting_the_last_is_not_monotone_a_worse_repeat_lengthens_the_path() -> None:
    degree = qualification(count("core", 1, "core"), repeats=Repeats.LAST)
    items = [item("core"), item("a", issuer=SCHOOL, studyable=False)]
    world = catalogue([degree], items, [rule("r", [Source(ItemId("a"), mark(90))], "core")])
    assert make_plan(world, record(EARLY), request()).length == 0
    assert make_plan(world, record(EARLY, LATE), request()).length == 3 * ONE
