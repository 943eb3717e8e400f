"""A result that is too low for something closes new study of its item, but for a plan that asks for more (B11, B21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.planning import Plan, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.planning.request import PlanRequest
from recommender.planning.review import INVALID, VALID, Proposed, review_plan
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput, Source
from recommender.rules.window import Window
from recommender.vocabulary import Interval, ItemId, ItemKind, NodeId, Repeats
from tests.counts import worlds
from tests.planning import exhaustive
from tests.planning.drawing import Draw
from tests.planning.kinds.every_kind import every_kind
from tests.planning.strategies import Tiny
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

X, Y, Z = ItemId("x"), ItemId("y"), ItemId("z")
FULL = Window("full", "term", 3 * ONE)
"""Of two results of one term, of three credits each, one counts: the other would have to be of another term."""
BOTH = record(result("x", grade=60), result("w", grade=60))
CORE = count("core", 2, "x", "w")
SOON = {"horizon_years": 1}
ASKS = Passed(X, mark(70))
DAYS = (date(2024, 6, 30), date(2025, 1, 15), date(2026, 6, 30))


def asking(key: str, credits: int = 1, **more: Any) -> Any:
    """An item for which a result of x at 60 is too low."""
    return item(key, credits, **({"corequisites": ASKS} | more))


def world(*items: Any, rules: Any = (), core: Any = CORE, **more: Any) -> Catalogue:
    return catalogue([qualification(core, 0, FULL, **more)], [item("x"), item("w"), *items], rules)


def steps(plan: Plan) -> list[str]:
    return sorted(step.item for step in plan.steps)


def agreed(bank: Catalogue, have: Any, asked: PlanRequest) -> Plan:
    """Our plan, of the length that trying everything finds."""
    plan = make_plan(bank, have, asked)
    assert plan.length == exhaustive.least(bank, have, asked, timed=True)
    return plan


def test_a_plan_that_asks_for_no_better_mark_does_not_study_again_what_is_passed() -> None:
    plan = agreed(world(asking("y")), BOTH, request(exclude=["y", "w"], **SOON))
    assert plan.status is Status.INFEASIBLE
    assert agreed(world(), BOTH, request(**SOON)).status is Status.INFEASIBLE


@pytest.mark.parametrize("electives", [True, False])
def test_with_a_step_that_asks_for_it_the_study_counts_for_everything(electives: bool) -> None:
    """Even if the step that asks is of no other use: what is studied for a better mark is the attempt that counts."""
    bank = world(asking("y"), **({} if electives else {"electives": None}))
    plan = agreed(bank, BOTH, request(**SOON))
    assert (steps(plan), plan.length) == (["x", "y"], 4 * ONE)
    assert next(step for step in plan.steps if step.item == X).needs_grade == (mark(70),)


@pytest.mark.parametrize("where", ["prerequisites", "corequisites"])
def test_a_mark_that_some_attempt_has_is_asked_no_more(where: str) -> None:
    have = record(
        result("x", grade=60, day=date(2025, 1, 15)),
        result("x", grade=80, day=date(2023, 1, 15), entry="before"),
        result("w", grade=60),
    )
    bank = world(asking("y", **{"corequisites": ASKS, where: ASKS}), repeats=Repeats.LAST)
    assert agreed(bank, have, request(**SOON)).status is Status.INFEASIBLE


def test_of_several_attempts_too_the_one_that_counts_closes_new_study() -> None:
    have = record(result("x", grade=60), result("x", grade=61, entry="again"), result("w", grade=60))
    assert agreed(world(asking("y", 3)), have, request(exclude=["y"], **SOON)).status is Status.INFEASIBLE
    assert steps(agreed(world(asking("y", 3)), have, request(**SOON))) == ["x", "y"]


@pytest.mark.parametrize(
    "more",
    [
        {"sources": [Source(X, mark(70))]},
        {"sources": ["x"], "completed_within": Interval(date(2026, 1, 1), None)},
        {"sources": ["x"], "shelf_life_years": 1},
    ],
)
def test_a_recognition_that_the_result_cannot_serve_opens_new_study_where_it_is_applied(
    more: dict[str, Any],
) -> None:
    sources = more.pop("sources")
    core = AllOf(NodeId("all"), (CORE, count("named", 1, "z")))
    z = item("z", 3, SCHOOL, studyable=False)
    bank = world(z, rules=[rule("r", sources, "z", reuse=True, **more)], core=core, accepts=frozenset())
    plan = agreed(bank, BOTH, request(**SOON))
    assert (steps(plan), [one.rule for one in plan.applications]) == (["x"], ["r"])
    loose = world(z, rules=[rule("r", sources, "z", reuse=True, **more)], accepts=frozenset())
    assert steps(agreed(loose, BOTH, request(**SOON))) == ["x"], "applied for that alone"
    once = world(z, rules=[rule("r", sources, "z", **more)], accepts=frozenset())
    assert agreed(once, BOTH, request(**SOON)).status is Status.INFEASIBLE, (
        "a source does not count as itself"
    )


def test_a_chain_looks_at_the_day_of_the_result_at_its_beginning() -> None:
    rules = [
        rule("first", ["x"], "z"),
        rule("then", ["z"], "y", chain=2, completed_within=Interval(date(2026, 1, 1), None)),
    ]
    hub, named = item("z", 3, SCHOOL, kind=ItemKind.UNIT, studyable=False), item("y", 3, studyable=False)
    bank = catalogue([qualification(count("core", 1, "y"))], [item("x"), hub, named], rules)
    plan = agreed(bank, record(result("x", grade=60)), request(**SOON))
    assert (steps(plan), plan.length) == (["x"], 3 * ONE)
    late = record(result("x", grade=60, day=date(2026, 1, 15)))
    assert agreed(bank, late, request(**SOON)).length == 0


def test_a_recognition_that_opens_by_a_mark_asks_for_it_where_a_step_wants_what_it_opens() -> None:
    given = CreditOutput(Z, prerequisite_grade=mark(70))
    z = item("z", 3, SCHOOL, studyable=False)
    bank = world(z, item("y", 1, prerequisites=Passed(Z)), rules=[rule("r", ["x"], given, reuse=True)])
    goal = qualification(AllOf(NodeId("all"), (CORE, count("named", 1, "y"))), 0, FULL)
    wanted = replace(bank, qualifications={goal.id: (goal,)})
    plan = agreed(wanted, BOTH, request(**SOON))
    assert steps(plan) == ["x", "y"]
    assert agreed(bank, BOTH, request(exclude=["y"], **SOON)).status is Status.INFEASIBLE


def test_a_step_that_opens_another_is_not_left_out_for_one_that_does_not() -> None:
    """Of equal credit and at the same place, others stand for it in everything but this."""
    core = AllOf(NodeId("all"), (count("core", 2, "x", "w", "v"), count("more", 1, "y", "j0", "j1", "j2")))
    window = Window("full", "term", 3 * ONE, issuers=frozenset({SCHOOL}))
    items = [
        item("x", 3, SCHOOL),
        item("w", 3, SCHOOL),
        item("v", 8),
        asking("y", 10),
        *(item(f"j{number}", 10) for number in range(3)),
    ]
    bank = catalogue([qualification(core, 0, window, accepts=None, electives=None)], items)
    plan = agreed(bank, BOTH, request(load_units=20 * ONE, **SOON))
    assert (steps(plan), plan.length) == (["x", "y"], 13 * ONE)


def test_a_hand_made_plan_is_judged_by_what_it_asks_for() -> None:
    bank, asked = world(asking("y")), request(**SOON)
    alone = review_plan(bank, BOTH, asked, [Proposed(X, 0)])
    assert alone.verdict == INVALID
    assert "has been passed already" in " ".join(str(one) for one in alone.violations)
    assert review_plan(bank, BOTH, asked, [Proposed(X, 0), Proposed(Y, 1)]).verdict == VALID
    z = item("z", 3, SCHOOL, studyable=False)
    rules = [rule("r", [Source(X, mark(70))], "z", reuse=True)]
    applied = world(z, rules=rules, accepts=frozenset())
    assert review_plan(applied, BOTH, asked, [Proposed(X, 0)]).verdict == VALID, "with the recognition"


def test_pinned_study_is_asked_for_by_the_caller() -> None:
    plan = make_plan(world(), BOTH, request(pins=["x"], **SOON))
    assert (steps(plan), plan.status) == (["x"], Status.OPTIMAL)
    assert check(world(), BOTH, request(pins=["x"], **SOON), plan) == ()


@st.composite
def low_results(draw: st.DrawFn) -> Tiny:
    """Worlds of marks that are too low for what others ask, under limits that look at days."""
    only = {"window", "residency", "prerequisite", "recognition", "credits_from", "count_from", "pool"}
    world, pick = draw(every_kind(only, (1, 2))), Draw(draw)
    items = list(world.catalogue.items.values())
    held = pick.some(items, 1, 3)
    day = pick.of(*DAYS)
    results = tuple(
        replace(
            result(one.id, grade=pick.of(60, 75), day=pick.of(day, day, *DAYS)),
            units=one.units,
            scheme=one.scheme,
        )
        for one in held
    )
    asks = [Passed(one.id, mark(70)) for one in held]
    more = {
        one.id: replace(one, corequisites=pick.of(*asks))
        for one in items
        if pick.often(5) and one.id not in {result.item for result in results}
    }
    bank = replace(world.catalogue, items={**world.catalogue.items, **more})
    return Tiny(bank, replace(world.record, results=results), world.request)


@settings(max_examples=worlds(60))
@given(low_results())
def test_what_is_too_low_for_some_is_studied_again_in_no_shorter_plan_than_there_is(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    assume(plan.status is not Status.REFUSED)
    assert plan.length == exhaustive.least(world.catalogue, world.record, world.request, timed=True)
