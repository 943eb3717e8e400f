"""Is a schedule refused that is not the calendar's, too full, or too long (A11, B19, D2)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from recommender.planning.plan import TermPlan
from recommender.vocabulary import ItemId
from tests.planning.check.material import AS_OF, CREDIT, QUALIFICATION
from tests.planning.check.world import World, broken, said

SPRING, AUTUMN = ("term", "2027-spring"), ("term", "2027-autumn")


def term(world: World, ordinal: int, **changes: Any) -> World:
    """With one listed term changed."""
    terms = tuple(replace(one, **changes) if one.ordinal == ordinal else one for one in world.plan.terms)
    return world.planned(terms=terms)


@pytest.mark.parametrize(
    "changes",
    [
        {"season": "summer"},
        {"start": date(2027, 2, 21)},
        {"end": date(2027, 6, 29)},
        {"items": (ItemId("acc2"), ItemId("badge"))},
        {"units": 8 * CREDIT - 1},
    ],
)
def test_a_term_is_as_the_calendar_and_the_steps_have_it(world: World, changes: dict[str, Any]) -> None:
    assert broken(term(world, 0, **changes)) == {SPRING}


def test_new_study_begins_on_the_day_or_later(world: World) -> None:
    start = date(2027, 2, 20)
    assert on(world, start).check() == ()
    late = on(world, start + timedelta(days=1))
    assert broken(late) == {("step", "acc2"), ("step", "badge"), ("prerequisite", "acc2")}
    assert "has begun already" in said(late)


def test_study_in_progress_is_of_the_term_that_runs(world: World) -> None:
    """On a day within a term that term stands first, where there is study in progress, and nothing new is in it."""
    running = on(world, date(2026, 12, 1))
    assert ("step", "acc2") in broken(running)
    later = running.step("acc2", term=1).step("badge", term=1).step("acc3", term=2)
    autumn = TermPlan(
        0, "2026-autumn", "autumn", date(2026, 9, 1), date(2027, 1, 15), (ItemId("stats"),), 3 * CREDIT
    )
    spring, last = world.plan.terms
    later = later.application("R-badge", after_term=1).planned(
        terms=(
            autumn,
            replace(spring, ordinal=1, items=(ItemId("acc2"), ItemId("badge")), units=5 * CREDIT),
            replace(last, ordinal=2),
        ),
        levels=(world.plan.levels[0], replace(world.plan.levels[1], value=3, lower_bound=3)),
    )
    assert later.check() == ()
    # With nothing in progress the plan begins with the next term.
    without = on(world, date(2026, 12, 1)).learner(in_progress=())
    without = without.planned(steps=tuple(replace(one, why="new") for one in world.plan.steps))
    assert without.check() == ()


def on(world: World, day: date) -> World:
    """Asked on another day."""
    return replace(world.asked(as_of=day), record=replace(world.record, as_of=day))


def test_load(world: World) -> None:
    assert world.version(load_units=8 * CREDIT).check() == ()
    assert broken(world.version(load_units=8 * CREDIT - 1)) == {SPRING}
    assert world.asked(load_units=8 * CREDIT).check() == ()
    assert broken(world.asked(load_units=8 * CREDIT - 1)) == {SPRING}


def test_a_caller_cannot_lift_the_load_of_the_version(world: World) -> None:
    assert broken(world.version(load_units=7 * CREDIT).asked(load_units=20 * CREDIT)) == {SPRING}


def test_without_a_stated_load_the_default_holds(world: World) -> None:
    free = world.version(load_units=None)
    assert free.check() == ()
    heavy = free.item("acc2", study_units=19 * CREDIT + 1).step("acc2", study_units=19 * CREDIT + 1)
    assert broken(heavy.settled()) == {SPRING}


def test_study_in_progress_alone_is_never_too_much(world: World) -> None:
    full = world.version(load_units=3 * CREDIT)
    assert broken(full) == {SPRING}
    later = full.step("acc2", term=2).step("badge", term=1).step("acc3", term=3)
    later = later.application("R-badge", after_term=1).settled()
    assert later.check() == ()


def test_more_in_progress_than_the_load_leaves_no_room(world: World) -> None:
    full = world.item("stats", study_units=9 * CREDIT).step("stats", study_units=9 * CREDIT)
    later = full.step("acc2", term=2).step("badge", term=1).step("acc3", term=3)
    later = later.application("R-badge", after_term=1).settled()
    assert later.check() == ()
    beside = later.step("badge", term=0).application("R-badge", after_term=0)
    assert broken(beside.settled()) == {SPRING}
    light = beside.item("badge", study_units=0).step("badge", study_units=0)
    assert light.settled().check() == (), "what asks for no study finds room"


def test_a_term_after_the_horizon_is_not_listed(world: World) -> None:
    third = replace(world.plan.terms[0], ordinal=2, items=(), units=0, label="2028-spring")
    third = replace(third, start=date(2028, 2, 20), end=date(2028, 6, 30))
    longer = world.planned(terms=(*world.plan.terms, third))
    assert longer.check() == ()
    assert broken(longer.asked(horizon_years=1)) == {("term", "2028-spring")}


def test_horizon(world: World) -> None:
    assert world.asked(horizon_years=1).check() == ()
    later = world.step("acc3", term=3).settled()
    assert later.check() == ()
    assert ("step", "acc3") in broken(later.asked(horizon_years=1))
    early = on(world, date(2027, 1, 14))
    assert ("step", "acc3") in broken(early.learner(in_progress=()).asked(horizon_years=1)), "ends a day late"
    just = on(world, date(2027, 1, 15)).learner(in_progress=()).asked(horizon_years=1)
    assert ("step", "acc3") not in broken(just)
    assert world.asked(horizon_years=0).check() != ()


def test_every_term_up_to_the_last_is_listed_once(world: World) -> None:
    first, second = world.plan.terms
    for terms in ((second, first), (first,), (second,), (first, first, second), ()):
        assert broken(world.planned(terms=terms)) != set()


@pytest.mark.parametrize("ordinal", [-1, 2, 16, 10**9])
def test_a_step_in_a_term_that_is_not_listed(world: World, ordinal: int) -> None:
    assert ("step", "acc3") in broken(world.step("acc3", term=ordinal))


def test_nothing_is_counted_after_the_last_award(world: World) -> None:
    end = world.plan.terms[1].end
    assert world.version(last_award=end).check() == ()
    late = world.version(last_award=end - timedelta(days=1))
    assert broken(late) == {("goal", QUALIFICATION.key)}
    assert broken(world.version(last_award=AS_OF - timedelta(days=1))) == {("goal", QUALIFICATION.key)}
