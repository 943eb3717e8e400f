"""How much does a step add to the length, by the text of D1?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from recommender.catalogue.objects import CreditScheme
from recommender.ledger.record import Refused
from recommender.planning.plan import Assumption
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.sets import ItemSet
from recommender.vocabulary import (
    Assurance,
    EntryId,
    Interval,
    ItemId,
    ItemKind,
    RuleId,
)
from tests.planning.check.material import AS_OF, COLLEGE, CREDIT, SCHOOL
from tests.planning.check.world import World, broken


def right_for(world: World, key: str, units: int) -> bool:
    """Whether the step may state these units of study and no others near them."""
    right = world.step(key, study_units=units).settled()
    wrong = [world.step(key, study_units=units + more).settled() for more in (-1, 1)]
    return ("step", key) not in broken(right) and all(("step", key) in broken(one) for one in wrong)


def silent(world: World, **more: Any) -> World:
    """The badge says nothing of its study, and the answer says so."""
    told = (*world.plan.assumptions, Assumption("missing_study_load", "badge"))
    return world.item("badge", study_units=None, **more).planned(assumptions=told)


def with_rule(world: World, key: str, **more: Any) -> World:
    """Another rule from the badge."""
    fields: dict[str, Any] = {
        "id": RuleId(key),
        "recogniser": COLLEGE,
        "sources": (Source(ItemId("badge")),),
        "need": 1,
        "outputs": (ElectiveOutput(4 * CREDIT, "ACC", 2),),
    }
    rule = Recognition(**(fields | more))
    return replace(world, rules={**world.rules, key: rule})


def test_stated_study_credits_come_first(world: World) -> None:
    assert right_for(world.item("acc2", study_units=2 * CREDIT, hours=Fraction(80)), "acc2", 2 * CREDIT)


def test_then_hours_by_the_hours_per_credit_of_the_scheme(world: World) -> None:
    assert right_for(world.item("acc2", hours=Fraction(40)), "acc2", 1500)


def test_then_a_courses_own_credit(world: World) -> None:
    assert right_for(world, "acc2", 3 * CREDIT)


def test_a_range_is_planned_at_the_most_and_the_answer_says_so(world: World) -> None:
    wide = world.item("acc3", units_most=4 * CREDIT)
    assert ("step", "acc3") in broken(wide)
    assert right_for(wide.step("acc3", units=4 * CREDIT), "acc3", 4 * CREDIT)
    assert ("assumption", "most_credit") in broken(wide)


def test_a_milestone_asks_for_nothing_unless_it_states_a_load(world: World) -> None:
    milestone = world.item("acc2", kind=ItemKind.MILESTONE)
    assert right_for(milestone, "acc2", 0)
    assert right_for(milestone.item("acc2", hours=Fraction(16)), "acc2", CREDIT)


def test_a_silent_certificate_asks_as_much_as_it_yields(world: World) -> None:
    assert silent(world).check() == ()
    assert right_for(silent(world), "badge", 2 * CREDIT)
    untold = silent(world).planned(assumptions=world.plan.assumptions)
    assert broken(untold) == {("assumption", "missing_study_load")}


def test_the_most_that_it_can_yield_by_any_open_rule(world: World) -> None:
    assert right_for(with_rule(silent(world), "R-more"), "badge", 4 * CREDIT)
    two = (ElectiveOutput(2 * CREDIT, "ACC", 2), CreditOutput(ItemId("maths")))
    assert right_for(with_rule(silent(world), "R-more", outputs=two), "badge", 5 * CREDIT)


def test_a_rule_that_cannot_be_used_is_not_counted(world: World) -> None:
    for unusable in (
        with_rule(silent(world), "R-more", assurance=Assurance.PREDICTED),
        with_rule(silent(world), "R-more", recogniser=SCHOOL),
        with_rule(silent(world), "R-more", outputs=()),
        with_rule(silent(world), "R-more", applied_within=Interval(None, AS_OF)),
        with_rule(silent(world), "R-more", outputs=(ElectiveOutput(4 * CREDIT, "ACC", 2),)).learner(
            refused=(Refused(EntryId("r"), RuleId("R-more"), "", AS_OF),)
        ),
    ):
        assert right_for(unusable, "badge", 2 * CREDIT)


def test_a_rule_that_new_study_comes_too_late_for_may_be_counted_or_not(world: World) -> None:
    late = with_rule(silent(world), "R-more", completed_within=Interval(None, AS_OF))
    for credits in (2, 4):
        assert ("step", "badge") not in broken(late.step("badge", study_units=credits * CREDIT).settled())
    assert ("step", "badge") in broken(late.step("badge", study_units=2 * CREDIT - 1).settled())
    assert ("step", "badge") in broken(late.step("badge", study_units=4 * CREDIT + 1).settled())


def test_what_has_no_place_counts_in_full(world: World) -> None:
    nowhere = silent(world).version(electives=ItemSet(subjects=frozenset({"LAW", "FIN"})))
    nowhere = nowhere.rule("R-badge", outputs=(ElectiveOutput(2 * CREDIT, "ART"),))
    assert right_for(nowhere, "badge", 3 * CREDIT)


def test_reuse_yields_beside_the_rest(world: World) -> None:
    assert right_for(with_rule(silent(world), "R-more", reuse=True), "badge", 6 * CREDIT)


def test_as_itself_where_its_issuer_is_accepted(world: World) -> None:
    taken = silent(world).version(accepts=None)
    assert right_for(taken, "badge", 3 * CREDIT)
    nowhere = taken.version(electives=ItemSet(subjects=frozenset({"LAW", "FIN"})))
    assert right_for(nowhere, "badge", 2 * CREDIT), "it fits no place by itself"


def test_credit_that_cannot_be_converted_is_no_reason_against_a_stated_yield(world: World) -> None:
    foreign = silent(world, scheme="hours").step("badge", units=0)
    assert foreign.check() == ()


def test_hours_say_nothing_on_a_scheme_without_hours(world: World) -> None:
    bare = {"schemes": {"credit": CreditScheme("credit")}}
    course = replace(world.item("acc2", hours=Fraction(40)), catalogue_fields=bare)
    assert right_for(course, "acc2", 3 * CREDIT)
    badge = replace(silent(world, hours=Fraction(40)), catalogue_fields=bare)
    assert badge.check() == ()
    untold = badge.planned(assumptions=world.plan.assumptions)
    assert broken(untold) == {("assumption", "missing_study_load")}


def test_a_certificate_that_states_its_hours_is_not_silent(world: World) -> None:
    stated = world.item("badge", study_units=None, hours=Fraction(24))
    assert right_for(stated, "badge", 900)
    assert ("assumption", "missing_study_load") not in broken(stated)


def test_a_rule_counts_as_long_as_it_is_in_force(world: World) -> None:
    for window in ("applied_within", "completed_within"):
        ends = {window: Interval(None, AS_OF + timedelta(days=1))}
        assert right_for(with_rule(silent(world), "R-more", **ends), "badge", 4 * CREDIT)


def test_a_place_is_a_requirement_where_there_are_no_electives(world: World) -> None:
    assert right_for(silent(world).version(electives=None), "badge", 2 * CREDIT)
