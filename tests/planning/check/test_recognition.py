"""Does the checker refuse an application that its rule, its sources or its day do not bear (A3-A7)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recommender.ledger.record import Applied, Refused
from recommender.planning.plan import Standing
from recommender.rules.prerequisite import NOTHING
from recommender.rules.recognition import ElectiveOutput, Source
from recommender.vocabulary import Assurance, EntryId, Interval, ItemId, RuleId, RuleStatus
from tests.planning.check.material import AS_OF, CREDIT, SCHOOL, mark
from tests.planning.check.world import World, broken, said

CERT, BADGE = ("recognition", "R-cert"), ("recognition", "R-badge")


def sources(world: World, *pairs: tuple[str, str | None]) -> tuple[Source, ...]:
    """Sources by item and points."""
    return tuple(Source(ItemId(item), mark(int(floor)) if floor else None) for item, floor in pairs)


@pytest.mark.parametrize("status", [RuleStatus.PROPOSED, RuleStatus.SUPERSEDED, RuleStatus.WITHDRAWN])
def test_a_rule_that_is_not_in_force(world: World, status: RuleStatus) -> None:
    assert broken(world.rule("R-cert", status=status)) == {CERT}


def test_assurance_that_the_caller_does_not_allow(world: World) -> None:
    firm = world.rule("R-cert", assurance=Assurance.STATUTORY)
    assert firm.check() == ()
    soft = world.rule("R-cert", assurance=Assurance.RECOMMENDATION)
    assert broken(soft) == {CERT}
    allowed = frozenset({Assurance.RECOMMENDATION, Assurance.AGREEMENT})
    assert soft.asked(assurance=allowed).check() == ()


def test_a_prediction_is_never_planned_on(world: World) -> None:
    guess = world.rule("R-cert", assurance=Assurance.PREDICTED)
    assert broken(guess.asked(assurance=frozenset(Assurance))) == {CERT}


def test_what_was_granted_is_not_applied_for_again(world: World) -> None:
    granted = replace(world.record.granted[0], rule=RuleId("R-cert"))
    again = world.learner(granted=(granted,)).claim("granted:g1#0", rule=RuleId("R-cert"))
    assert broken(again) == {CERT}


def test_a_refusal_on_record_gives_nothing(world: World) -> None:
    assert CERT in broken(world.rule("R-cert", outputs=()))


def test_available_recognition_is_decided_today(world: World) -> None:
    assert world.rule("R-cert", applied_within=Interval(AS_OF, None)).check() == ()
    assert world.rule("R-cert", applied_within=Interval(None, AS_OF + timedelta(days=1))).check() == ()
    assert broken(world.rule("R-cert", applied_within=Interval(None, AS_OF))) == {CERT}
    assert broken(world.rule("R-cert", applied_within=Interval(AS_OF + timedelta(days=1), None))) == {CERT}


def test_recognition_of_new_study_is_decided_on_the_day_after_its_term(world: World) -> None:
    ended = world.planned(assumptions=())
    assert ended.rule("R-badge", applied_within=Interval(None, date(2027, 7, 2))).check() == ()
    assert broken(ended.rule("R-badge", applied_within=Interval(None, date(2027, 7, 1)))) == {BADGE}
    assert broken(world.rule("R-badge", applied_within=Interval(date(2027, 7, 2), None))) == {BADGE}


def test_held_results_are_completed_within_the_dates_of_the_rule(world: World) -> None:
    assert world.rule("R-cert", completed_within=Interval(date(2025, 5, 1), None)).check() == ()
    assert broken(world.rule("R-cert", completed_within=Interval(date(2025, 5, 2), None))) == {CERT}


def test_new_study_is_completed_at_the_end_of_its_term(world: World) -> None:
    assert world.rule("R-badge", completed_within=Interval(None, date(2027, 7, 1))).check() == ()
    assert broken(world.rule("R-badge", completed_within=Interval(None, date(2027, 6, 30)))) == {BADGE}


def test_a_held_source_has_the_least_grade(world: World) -> None:
    graded = world.rule("R-cert", sources=sources(world, ("cert", "70")))
    assert graded.result("e-cert", grade=mark(70)).check() == ()
    assert broken(graded.result("e-cert", grade=mark(69))) == {CERT}
    assert broken(graded) == {CERT}, "no grade reaches no floor"


def test_a_new_source_prints_the_grade_that_it_needs(world: World) -> None:
    assert BADGE in broken(world.step("badge", needs_grade=()))
    assert BADGE in broken(world.step("badge", needs_grade=(mark(74),)))


def test_as_many_sources_as_the_rule_needs(world: World) -> None:
    assert broken(world.rule("R-badge", need=2)) == {BADGE}
    more = world.result("e-m", item=ItemId("maths"))
    assert BADGE in broken(more.application("R-badge", sources=("new:badge", "held:e-m")))
    assert (
        more.rule("R-badge", need=2).application("R-badge", sources=("new:badge", "held:e-m")).check() == ()
    )


def test_a_source_that_the_rule_does_not_name(world: World) -> None:
    assert CERT in broken(world.application("R-cert", sources=("held:e-law",)))


def test_one_item_is_not_two_sources(world: World) -> None:
    twice = world.result("e-cert2", item=ItemId("cert"), grade=None, completed=date(2025, 5, 1))
    twice = twice.rule("R-cert", need=2, sources=sources(world, ("cert", None), ("maths", None)))
    assert CERT in broken(twice.application("R-cert", sources=("held:e-cert", "held:e-cert2")))


def test_a_source_too_many_is_used_up_for_nothing(world: World) -> None:
    for more in ("held:e-cook", "held:e-none", "out:R-badge#0"):
        assert CERT in broken(world.application("R-cert", sources=("held:e-cert", more)))
    twice = world.result("e-cert2", item=ItemId("cert"), grade=None)
    assert CERT in broken(twice.application("R-cert", sources=("held:e-cert", "held:e-cert2")))


def test_what_is_recognised_is_no_source(world: World) -> None:
    chained = world.rule("R-badge", sources=sources(world, ("acc1", None), ("badge", "75")))
    for key in ("out:R-cert#0", "granted:g1#0", "held:nothing", "new:law", ""):
        assert BADGE in broken(chained.application("R-badge", sources=(key,)))


def test_recognition_by_somebody_else(world: World) -> None:
    assert broken(world.rule("R-cert", recogniser=SCHOOL)) == {CERT}


def test_a_rule_is_applied_once(world: World) -> None:
    again = world.planned(applications=(*world.plan.applications, world.plan.applications[0]))
    assert CERT in broken(again)
    assert "more than once" in said(again)


def test_an_unknown_rule(world: World) -> None:
    unknown = world.application("R-cert", rule=RuleId("R-none"))
    assert ("recognition", "R-none") in broken(unknown)


def test_refused_under_the_same_version(world: World) -> None:
    refused = Refused(EntryId("r"), RuleId("R-cert"), "c" * 12, date(2026, 1, 1))
    assert broken(world.learner(refused=(refused,))) == {CERT}
    whole = replace(refused, rule_version="c" * 64)
    assert broken(world.learner(refused=(whole,))) == {CERT}
    older = replace(refused, rule_version="f" * 12)
    assert world.learner(refused=(older,)).check() == ()


def test_it_is_decided_when_its_sources_are_ready_or_later(world: World) -> None:
    for ordinal in (-1, 16, 10**6):
        assert broken(world.application("R-badge", after_term=ordinal)) == {BADGE}
    assert broken(world.planned(assumptions=()).application("R-badge", after_term=None)) == {BADGE}
    assert world.application("R-badge", after_term=1).check() == ()
    assert broken(world.application("R-badge", after_term=0).step("badge", term=1).settled()) == {BADGE}


def test_a_rule_that_is_not_yet_in_force_is_waited_for(world: World) -> None:
    later = world.rule("R-cert", applied_within=Interval(date(2027, 7, 1), date(2028, 1, 1)))
    later = later.item("acc2", prerequisites=NOTHING)
    assert broken(later) == {CERT}
    assert later.application("R-cert", after_term=0).check() == ()
    assert broken(later.application("R-cert", after_term=1)) == {CERT}


def test_standing_of_an_application(world: World) -> None:
    assert broken(world.application("R-cert", standing=Standing.STUDY)) == {CERT}
    assert broken(world.application("R-badge", standing=Standing.AVAILABLE)) == {BADGE}


def test_outputs_are_those_that_are_claimed(world: World) -> None:
    assert broken(world.application("R-cert", outputs=())) == {CERT}
    for more in ("out:R-cert#0", "out:R-cert#1"):
        assert broken(world.application("R-cert", outputs=("out:R-cert#0", more))) == {CERT}


def test_pending_is_what_the_ledger_says(world: World) -> None:
    applied = Applied(EntryId("a"), RuleId("R-cert"), (EntryId("e-cert"),), date(2026, 10, 1))
    asked = world.learner(applied=(applied,))
    assert asked.application("R-cert", pending=True).check() == ()
    assert broken(asked) == {CERT}
    assert broken(world.application("R-cert", pending=True)) == {CERT}


def test_an_amount_that_is_not_stated_is_that_of_the_sources(world: World) -> None:
    value = world.rule("R-badge", outputs=(ElectiveOutput(None, "ACC", 2),)).node("major", most_units=None)
    assert ("claim", "college/acc@2026") in broken(value)
    paid = value.claim("out:R-badge#0", units=3 * CREDIT).limit("certificates", most_units=9 * CREDIT)
    assert paid.check() == ()
