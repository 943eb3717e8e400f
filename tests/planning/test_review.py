"""A hand-made plan is judged by the rules, under the best use of its results; our own plan is always a valid one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.planning import make_plan
from recommender.planning.plan import Status
from recommender.planning.review import INVALID, REFUSED, VALID, Proposed, review_plan
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.rules.window import Window
from recommender.vocabulary import ItemId, NodeId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
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

GOAL = qualification(
    AllOf(NodeId("all"), (count("core", 2, "a", "b"), credits("more", 3, "c", "d"))), 9, electives=None
)
ITEMS = [
    item("a"),
    item("b", prerequisites=Passed(ItemId("a"))),
    item("c"),
    item("d", seasons=["spring"]),
    item("cert", kind="certificate", issuer="school"),
]
BANK = catalogue([GOAL], ITEMS, [rule("r", ["cert"], "c")])


def steps(**terms: int) -> list[Proposed]:
    """Items by name with the ordinal of the term: 0 is this autumn, 1 next spring."""
    return [Proposed(ItemId(name), term) for name, term in terms.items()]


def test_a_plan_that_breaks_nothing_is_valid_and_may_be_longer_than_the_shortest() -> None:
    found = review_plan(BANK, record(), request(), steps(a=0, b=1, c=0, d=1))
    assert (found.verdict, found.remaining_units, found.violations) == (VALID, 0, ())
    assert found.plan is not None
    assert found.plan.length == 12 * ONE


@pytest.mark.parametrize(
    ("proposed", "kind", "message"),
    [
        (steps(a=0, b=0, c=0), "prerequisite", "prerequisites are not met: a"),
        (steps(a=0, b=1, d=0), "step", "is not offered in autumn"),
        (steps(a=0, c=0), "count_from", "1 items are claimed, expected at least 2"),
        ([*steps(a=0, b=1, c=0), *steps(c=1)], "step", "is a step twice"),
        (steps(a=0, b=99, c=0), "step", "is in term 99, which is not in the horizon"),
    ],
)
def test_what_it_breaks_is_named(proposed: list[Proposed], kind: str, message: str) -> None:
    found = review_plan(BANK, record(), request(), proposed)
    assert found.verdict == INVALID
    assert (kind, message) in {(one.kind, one.message) for one in found.violations}


def test_several_faults_are_all_named() -> None:
    found = review_plan(BANK, record(), request(load_units=3 * ONE), steps(a=0, b=0, d=0))
    told = " ".join(one.message for one in found.violations)
    for part in (
        "prerequisites are not met",
        "is not offered in autumn",
        "credits of study, expected at most 3",
    ):
        assert part in told


def test_what_was_passed_already_is_a_fault_and_study_in_progress_belongs_to_every_plan() -> None:
    again = review_plan(BANK, record(result("a")), request(), steps(a=0, b=1, c=0))
    assert any("has been passed already" in one.message for one in again.violations)
    under_way = record(running("a"))
    assert review_plan(BANK, under_way, request(), steps(b=1, c=1)).verdict == VALID


def test_a_certificate_in_the_plan_is_recognised_where_that_is_best() -> None:
    found = review_plan(BANK, record(), request(), steps(a=0, b=1, cert=0))
    assert found.verdict == VALID
    assert found.plan is not None
    assert [one.rule for one in found.plan.applications] == ["r"]


def test_what_is_missing_is_said_in_credit() -> None:
    assert review_plan(BANK, record(), request(), steps(a=0)).remaining_units == 6 * ONE


def test_a_goal_that_was_not_understood_is_refused() -> None:
    from recommender.catalogue.objects import Unread

    unread = catalogue([GOAL], ITEMS, unread=[Unread("qualification", "degree@2026", "a clause")])
    assert review_plan(unread, record(), request(), ()).verdict == REFUSED


LAW = Family(items=(3, 5), leaves=(1, 2), limits=(0, 2), rules=(0, 2), prerequisites=4, seasons=3, ledger=3)


@settings(max_examples=worlds(150))
@given(st.data())
def test_our_own_plan_handed_in_is_valid_and_as_long(data: st.DataObject) -> None:
    world: Tiny = data.draw(tiny_worlds(LAW))
    plan = make_plan(world.catalogue, world.record, world.request)
    assume(plan.status is Status.OPTIMAL)
    proposed = [Proposed(step.item, step.term) for step in plan.steps if step.why != "in_progress"]
    found = review_plan(world.catalogue, world.record, world.request, proposed)
    assert found.verdict == VALID, [str(one) for one in found.violations]
    assert found.plan is not None
    assert (found.plan.length, found.remaining_units) == (plan.length, 0)


def test_a_term_that_there_is_not_is_named_under_a_window_too() -> None:
    goal = qualification(count("core", 1, "a"), 0, Window("w", "year", 3 * ONE), electives=None)
    found = review_plan(catalogue([goal], ITEMS), record(), request(horizon_years=1), steps(a=9))
    assert "is in term 9, which is not in the horizon" in {one.message for one in found.violations}
