"""Is the answer about the version that the learner is entitled to (A8)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recommender.catalogue.objects import Unread
from recommender.ledger.record import Enrolment
from recommender.planning.request import GoalRef
from recommender.vocabulary import EntryId, Interval, QualificationId
from tests.planning.check.material import GOAL, QUALIFICATION
from tests.planning.check.world import World, broken, said

OLD = replace(QUALIFICATION, year="2024", entrants=Interval(None, date(2026, 1, 1)))
NEW = replace(QUALIFICATION, entrants=Interval(date(2026, 1, 1), None))
ID = QualificationId("college/acc")


def two_versions(world: World) -> World:
    """The qualification has an older version that is closed to entrants."""
    return replace(world, versions=(OLD, NEW))


def pinned(world: World, *years: str) -> World:
    """Enrolled in these years, in this order."""
    rows = tuple(Enrolment(EntryId(f"e{n}"), ID, year, date(2020 + n, 9, 1)) for n, year in enumerate(years))
    return world.learner(enrolments=rows)


def test_the_version_of_the_enrolment(world: World) -> None:
    assert pinned(two_versions(world), "2026").check() == ()
    assert ("goal", "college/acc@2024") in broken(pinned(two_versions(world), "2024"))
    assert pinned(two_versions(world), "2024", "2026").check() == ()
    assert ("goal", "college/acc@2024") in broken(pinned(two_versions(world), "2026", "2024"))


def test_the_year_that_was_asked_for_goes_first(world: World) -> None:
    chosen = pinned(two_versions(world), "2024").asked(goals=(GoalRef(ID, "2026"),))
    assert chosen.check() == ()
    assert ("goal", "college/acc@2024") in broken(two_versions(world).asked(goals=(GoalRef(ID, "2024"),)))


def test_else_the_version_that_is_open_to_new_entrants(world: World) -> None:
    assert pinned(two_versions(world)).check() == ()
    earlier = replace(
        two_versions(world), versions=(OLD, replace(NEW, entrants=Interval(date(2028, 1, 1), None)))
    )
    assert "no version open" in said(pinned(earlier))


def test_hash_and_names_of_the_version(world: World) -> None:
    version = world.plan.goals[0]
    for wrong in (
        replace(version, hash="0" * 12),
        replace(version, hash=""),
        replace(version, year="2025"),
        replace(version, qualification="college/other"),
    ):
        assert broken(world.planned(goals=(wrong,))) == {("goal", GOAL)}
    assert world.planned(goals=(replace(version, hash="a" * 64),)).check() == ()


def test_every_goal_and_no_other(world: World) -> None:
    version = world.plan.goals[0]
    for goals in ((), (version, version), (version, replace(version, key="college/other@2026"))):
        assert ("goal", GOAL) in broken(world.planned(goals=goals))


def test_a_goal_that_there_is_not(world: World) -> None:
    gone = world.asked(goals=(GoalRef(QualificationId("college/none")),))
    assert ("goal", "college/none") in broken(gone)
    assert ("goal", "college/acc") in broken(world.asked(goals=(GoalRef(ID, "1999"),)))


def test_a_goal_that_is_asked_for_twice(world: World) -> None:
    for year in (None, "2026"):
        twice = world.asked(goals=(GoalRef(ID, "2026"), GoalRef(ID, year)))
        assert broken(twice) == {("goal", "college/acc")}
        doubled = twice.planned(goals=world.plan.goals * 2, claims=world.plan.claims * 2)
        assert ("goal", "college/acc") in broken(doubled)


def test_the_scheme_is_that_of_the_goal(world: World) -> None:
    assert ("goal", GOAL) in broken(world.planned(scheme="point"))


def test_a_version_that_could_not_be_read_is_not_planned(world: World) -> None:
    unread = {"unread": (Unread("qualification", GOAL, "unknown clause"),)}
    assert broken(replace(world, catalogue_fields=unread)) == {("goal", GOAL)}
