"""Is a step refused that is not open to the learner when its term begins (B17)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from recommender.planning.plan import Assumption
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.recognition import CreditOutput
from recommender.vocabulary import Calendar, ItemId, Season
from tests.planning.check.material import mark
from tests.planning.check.world import World, broken, said


def passed(item: str, points: int | None = None) -> Passed:
    """One item passed."""
    return Passed(ItemId(item), mark(points) if points is not None else None)


def needing(world: World, item: str, before: Prerequisite, **more: Any) -> World:
    """The item asks for something."""
    return world.item(item, prerequisites=before, **more)


def test_a_held_result_opens_a_step(world: World) -> None:
    assert needing(world, "acc2", passed("law")).check() == ()
    assert broken(needing(world, "acc2", passed("maths"))) == {("prerequisite", "acc2")}


def test_with_a_least_grade(world: World) -> None:
    assert needing(world, "acc2", passed("law", 80)).check() == ()
    assert broken(needing(world, "acc2", passed("law", 81))) == {("prerequisite", "acc2")}


def test_a_recognised_equivalent_opens_a_step_where_no_grade_is_asked(world: World) -> None:
    assert needing(world, "acc2", passed("acc1")).check() == ()
    assert broken(needing(world, "acc2", passed("acc1", 60))) == {("prerequisite", "acc2")}


def test_a_recognition_counts_once_it_is_decided(world: World) -> None:
    gives = world.rule("R-badge", outputs=(*world.rules["R-badge"].outputs, CreditOutput(ItemId("maths"))))
    assert needing(gives, "acc3", passed("maths")).step("acc2", needs_grade=()).check() == ()
    assert ("prerequisite", "acc2") in broken(needing(gives, "acc2", passed("maths")))


def test_a_recognition_that_is_decided_later_opens_nothing_before(world: World) -> None:
    told = (*world.plan.assumptions, Assumption("open_rule_end", "R-cert"))
    waiting = world.application("R-cert", after_term=0).planned(assumptions=told)
    assert broken(waiting) == {("prerequisite", "acc2")}


def test_a_granted_recognition_opens_a_step(world: World) -> None:
    output = replace(world.record.granted[0].outputs[0], item=ItemId("maths"))
    granted = world.learner(granted=(replace(world.record.granted[0], outputs=(output,)),))
    granted = granted.claim("granted:g1#0", item=ItemId("maths"))
    assert needing(granted, "acc2", passed("maths")).check() == ()


def test_an_earlier_step_opens_a_later_one_at_the_grade_it_prints(world: World) -> None:
    assert world.check() == ()
    assert ("prerequisite", "acc3") in broken(world.step("acc2", needs_grade=()))
    assert ("prerequisite", "acc3") in broken(world.step("acc2", needs_grade=(mark(69),)))


def test_a_step_of_the_same_term_is_no_prerequisite(world: World) -> None:
    same = needing(world, "acc2", passed("badge"))
    assert broken(same) == {("prerequisite", "acc2")}
    assert "not met: badge" in said(same)


def test_study_in_progress_opens_what_follows_its_term(world: World) -> None:
    assert needing(world, "acc3", passed("stats")).step("acc2", needs_grade=()).check() == ()
    assert broken(needing(world, "acc2", passed("stats"))) == {("prerequisite", "acc2")}


def test_study_in_progress_is_asked_nothing(world: World) -> None:
    assert needing(world, "stats", passed("maths")).check() == ()


def test_a_corequisite_may_be_of_the_same_term_and_not_of_a_later_one(world: World) -> None:
    assert world.item("acc2", corequisites=passed("badge")).check() == ()
    assert world.item("acc2", corequisites=passed("law")).check() == ()
    assert broken(world.item("acc2", corequisites=passed("acc3"))) == {("prerequisite", "acc2")}


def test_all_and_any(world: World) -> None:
    assert needing(world, "acc2", Either((passed("maths"), passed("law")))).check() == ()
    assert broken(needing(world, "acc2", Every((passed("maths"), passed("law"))))) == {
        ("prerequisite", "acc2")
    }
    assert needing(world, "acc2", Every(())).check() == ()
    assert broken(needing(world, "acc2", Either(()))) == {("prerequisite", "acc2")}


def test_an_unknown_text_is_an_assumption(world: World) -> None:
    unknown = needing(world, "acc2", Unknown("ask the dean"))
    assert broken(unknown) == {("assumption", "unknown_prerequisite")}
    told = (*world.plan.assumptions, Assumption("unknown_prerequisite", "acc2", "ask the dean"))
    assert unknown.planned(assumptions=told).check() == ()


def test_a_term_that_is_not_over_opens_nothing(world: World) -> None:
    overlapping = Calendar("year", (Season("spring", (2, 20), (9, 1)), Season("autumn", (9, 1), (1, 15))))
    late = replace(world, catalogue_fields={"calendars": {"year": overlapping}})
    first, second = world.plan.terms
    late = late.planned(terms=(replace(first, end=date(2027, 9, 1)), second))
    assert broken(late) == {("prerequisite", "acc3")}
