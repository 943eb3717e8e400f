"""Is a step refused that this learner may not study anew, or that states another amount (A1, B22, D1, D7)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.catalogue.objects import Unread
from recommender.ledger.record import InProgress
from recommender.planning.plan import Assumption, Level
from recommender.vocabulary import EntryId, Interval, ItemId
from tests.planning.check.material import AS_OF, COLLEGE, CREDIT, SCHOOL, mark
from tests.planning.check.world import World, broken, said


@pytest.mark.parametrize("key", ["acc2", "badge", "stats", "acc3"])
def test_amounts_are_recomputed(world: World, key: str) -> None:
    step = next(step for step in world.plan.steps if step.item == key)
    for change in ({"units": step.units + 1}, {"study_units": step.study_units - 1}, {"study_units": 0}):
        assert ("step", key) in broken(world.step(key, **change).settled())
    assert ("step", key) in broken(world.step(key, fee=100))
    assert ("step", key) in broken(world.step(key, why="pinned"))


def test_an_item_that_nobody_knows(world: World) -> None:
    assert ("step", "nothing") in broken(world.step("acc3", item=ItemId("nothing")))


def test_an_item_that_is_not_for_study(world: World) -> None:
    assert broken(world.item("acc2", studyable=False)) == {("step", "acc2")}
    assert world.item("stats", studyable=False).check() == (), "in progress is a fact"


def test_exclusions(world: World) -> None:
    assert broken(world.asked(exclude=frozenset({ItemId("acc2")}))) == {("step", "acc2")}
    assert world.asked(exclude=frozenset({ItemId("maths"), ItemId("stats")})).check() == ()


def test_institutions(world: World) -> None:
    assert world.asked(institutions=frozenset({COLLEGE, SCHOOL})).check() == ()
    assert broken(world.asked(institutions=frozenset({COLLEGE}))) == {("step", "badge")}


def test_pins(world: World) -> None:
    pinned = world.asked(pins=frozenset({ItemId("acc2")}))
    assert pinned.step("acc2", why="pinned").check() == ()
    assert broken(pinned) == {("step", "acc2")}
    assert broken(world.asked(pins=frozenset({ItemId("maths")}))) == {("step", "maths")}


def test_study_in_progress_is_a_step_of_the_first_term(world: World) -> None:
    assert ("step", "stats") in broken(world.step("stats", term=1).settled())
    assert ("step", "stats") in broken(world.step("stats", why="new"))
    more = (*world.record.in_progress, InProgress(EntryId("p"), ItemId("maths"), AS_OF))
    assert broken(world.learner(in_progress=more)) == {("step", "maths")}
    unknown = (*world.record.in_progress, InProgress(EntryId("p"), ItemId("nothing"), AS_OF))
    assert world.learner(in_progress=unknown).check() == ()


def test_a_step_is_there_once(world: World) -> None:
    twice = world.planned(steps=(*world.plan.steps, world.plan.steps[3])).settled()
    assert broken(twice) == {("step", "acc3")}


def test_seasons(world: World) -> None:
    assert ("step", "acc2") in broken(world.item("acc2", seasons=frozenset({"autumn"})))
    assert world.item("acc2", seasons=frozenset({"spring"})).check() == ()
    assert broken(world.item("acc2", seasons=None)) == {("assumption", "unknown_offering")}
    other = world.item("acc2", seasons=frozenset({"summer"}))
    assert broken(other) == {("assumption", "unknown_offering")}, "says nothing of these terms"
    told = (*other.plan.assumptions, Assumption("unknown_offering", "acc2"))
    assert other.planned(assumptions=told).check() == ()


def test_life_at_the_start_of_the_term(world: World) -> None:
    start = date(2027, 2, 20)
    assert world.item("acc2", life=Interval(start, date(2027, 2, 21))).check() == ()
    assert broken(world.item("acc2", life=Interval(None, start))) == {("step", "acc2")}
    assert broken(world.item("acc2", life=Interval(date(2027, 2, 21), None))) == {("step", "acc2")}
    assert world.item("stats", life=Interval(None, start)).check() == (), "in progress is a fact"


def test_grades_that_no_use_asks_for(world: World) -> None:
    over = world.step("acc2", needs_grade=(mark(70), mark(90)))
    assert broken(over) == {("step", "acc2")}
    assert "which no use of it asks for" in said(over)
    assert broken(world.step("acc3", needs_grade=(mark(60),))) == {("step", "acc3")}


def test_prerequisites_that_could_not_be_read(world: World) -> None:
    unread = {"unread": (Unread("prerequisite", "acc2", "torn page"),)}
    assert broken(replace(world, catalogue_fields=unread)) == {("step", "acc2")}
    other = {"unread": (Unread("prerequisite", "maths", "torn page"),)}
    assert replace(world, catalogue_fields=other).check() == ()


def test_fees_are_added_up(world: World) -> None:
    paid = world.item("acc2", fee=500).item("acc3", fee=700).step("acc2", fee=500).step("acc3", fee=700)
    level = Level("fee", 1200, 1200, "solver", "fen")
    assert paid.planned(levels=(*world.plan.levels, level)).check() == ()
    wrong = replace(level, value=1100)
    assert ("level", "fee") in broken(paid.planned(levels=(*world.plan.levels, wrong)))


def test_a_step_that_its_claims_need_is_not_left_out(world: World) -> None:
    for step in world.plan.steps:
        left = tuple(one for one in world.plan.steps if one is not step)
        assert world.planned(steps=left).settled().check() != ()


def test_study_of_no_exact_length_is_no_step(world: World) -> None:
    assert ("step", "acc2") in broken(world.item("acc2", scheme="hours"))
    assert ("step", "badge") in broken(world.item("badge", scheme="point", study_units=1201))
    assert (
        world.item("badge", scheme="point", study_units=4 * CREDIT, units=6 * CREDIT, units_most=3600).check()
        == ()
    )
