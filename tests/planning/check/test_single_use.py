"""Does an achievement count once, and a lineage once (A3, B6, B11)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recommender.planning.plan import Application, NotCounted, Standing, Step
from recommender.rules.claims import FREE
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.vocabulary import EntryId, Grade, ItemId, NodeId, RuleId
from tests.planning.check.material import COLLEGE, CREDIT, GOAL, SCHOOL, course, mark
from tests.planning.check.world import World, broken, said

ONCE = ("single_use", "once")


def open_to_school(world: World) -> World:
    """The college takes the school's results as themselves, too."""
    return world.version(accepts=frozenset({SCHOOL}))


def test_a_result_is_not_both_source_and_itself(world: World) -> None:
    both = open_to_school(world).with_claim(FREE, "held:e-cert", "cert", 3, Standing.GRANTED)
    assert broken(both.limit("certificates", most_units=99 * CREDIT)) == {ONCE}


def test_a_result_may_be_both_where_the_rule_allows_reuse(world: World) -> None:
    both = open_to_school(world).with_claim(FREE, "held:e-cert", "cert", 3, Standing.GRANTED)
    assert both.rule("R-cert", reuse=True).limit("certificates", most_units=99 * CREDIT).check() == ()


def test_a_source_of_a_granted_recognition_is_spent(world: World) -> None:
    again = open_to_school(world).with_claim(FREE, "held:e-old", "old-cert", 3, Standing.GRANTED)
    again = again.limit("certificates", most_units=99 * CREDIT)
    assert broken(again) == {ONCE}
    reusing = replace(world.record.granted[0], reuse=True)
    assert again.learner(granted=(reusing,)).check() == ()


def test_a_recognition_elsewhere_spends_nothing_here(world: World) -> None:
    elsewhere = replace(world.record.granted[0], recogniser=SCHOOL)
    free = open_to_school(world).learner(granted=(elsewhere,)).without_claim("granted:g1#0")
    free = free.with_claim(FREE, "held:e-old", "old-cert", 3, Standing.GRANTED)
    assert free.check() == ()


def test_what_the_ledger_used_up_is_free_for_no_rule_that_allows_reuse_either(world: World) -> None:
    rule = replace(world.rules["R-cert"], sources=(Source(ItemId("old-cert")),), reuse=True)
    again = replace(world, rules={**world.rules, "R-cert": rule})
    plan = again.plan
    moved = tuple(
        replace(one, sources=("held:e-old",)) if one.rule == "R-cert" else one for one in plan.applications
    )
    told = replace(again, plan=replace(plan, applications=moved)).check()
    assert ("single_use", "was used up by a recognition in the ledger, in college/acc@2026") in {
        (one.kind, one.message) for one in told
    }


def test_two_recognitions_of_one_result(world: World) -> None:
    other = Recognition(
        RuleId("R-two"), COLLEGE, (Source(ItemId("cert")),), 1, (ElectiveOutput(CREDIT, "FIN", 1),)
    )
    application = Application(RuleId("R-two"), GOAL, ("held:e-cert",), ("out:R-two#0",), Standing.AVAILABLE)
    twice = replace(world, rules={**world.rules, "R-two": other})
    twice = twice.planned(applications=(*world.plan.applications, application))
    twice = twice.with_claim(FREE, "out:R-two#0", None, 1, Standing.AVAILABLE)
    twice = twice.claim("out:R-two#0", rule=RuleId("R-two")).limit("certificates", most_units=99 * CREDIT)
    assert broken(twice) == {ONCE}


def test_a_held_result_that_counts_closes_its_lineage(world: World) -> None:
    assert world.item("law", lineage="L").item("acc3", lineage="M").check() == ()
    same = world.item("law", lineage="L").item("acc3", lineage="L")
    assert broken(same) == {ONCE}
    assert "lineage, L" in said(same)


def test_a_held_result_that_does_not_count_closes_nothing(world: World) -> None:
    assert world.item("cooking", lineage="L").item("acc3", lineage="L").check() == ()


def test_two_new_steps_of_one_lineage(world: World) -> None:
    assert broken(world.item("acc2", lineage="L").item("acc3", lineage="L")) == {ONCE}


def test_an_output_and_new_study_of_one_lineage(world: World) -> None:
    assert broken(world.item("acc1", lineage="L").item("acc2", lineage="L")) == {ONCE}


def test_what_counts_through_a_recognition_closes_its_lineage(world: World) -> None:
    same = world.item("old-cert", lineage="L").item("acc2", lineage="L")
    assert broken(same) == {ONCE}
    unused = same.without_claim("granted:g1#0").limit("total", least_units=17 * CREDIT)
    assert unused.check() == ()


def test_a_double_recognised_as_its_twin_is_one_achievement(world: World) -> None:
    assert world.item("cert", lineage="L").item("acc1", lineage="L").check() == ()


def test_study_in_progress_that_does_not_count_closes_nothing(world: World) -> None:
    twin = world.item("maths", lineage="L").item("stats", lineage="L").result("e-m", item=ItemId("maths"))
    changed = {"key": "held:e-m", "item": ItemId("maths"), "standing": Standing.GRANTED}
    assert twin.claim("new:stats", place=NodeId("by-maths"), **changed).check() == ()
    both = twin.with_claim("by-maths", "held:e-m", "maths", 3, Standing.GRANTED)
    assert broken(both) == {ONCE}


def test_only_the_best_attempt_counts(world: World) -> None:
    better = world.result("e-law2", grade=mark(95))
    better = better.planned(
        not_counted=(*world.plan.not_counted, NotCounted("held:e-law2", ItemId("law"), 1800, "lineage"))
    )
    assert broken(better) == {("claim", "law")}
    worse = better.result("e-law2", grade=mark(65))
    assert worse.check() == ()


def test_only_the_best_attempt_is_a_source(world: World) -> None:
    low, high = world.result("e-cert", grade=mark(70)), mark(90)
    row = NotCounted("held:e-cert2", ItemId("cert"), 1800, "lineage")
    two = low.result("e-cert2", item=ItemId("cert"), grade=high)
    assert broken(two.planned(not_counted=(*world.plan.not_counted, row))) == {("claim", "cert")}


def test_attempts_that_cannot_be_compared_are_equal(world: World) -> None:
    row = NotCounted("held:e-law2", ItemId("law"), 1800, "lineage")
    for grade in (None, Grade("letters", "A")):
        other = world.result("e-law2", grade=grade).planned(not_counted=(*world.plan.not_counted, row))
        assert other.check() == ()
        assert other.result("e-law", grade=None).check() == ()


def test_an_item_that_was_passed_is_not_studied_again(world: World) -> None:
    passed = world.result("e-acc2", item=ItemId("acc2")).planned(
        not_counted=(*world.plan.not_counted, NotCounted("held:e-acc2", ItemId("acc2"), 1800, "surplus"))
    )
    assert broken(passed) == {("step", "acc2")}
    assert passed.result("e-acc2", grade=mark(65)).check() == ()


def test_new_study_is_source_once(world: World) -> None:
    other = Recognition(
        RuleId("R-two"), COLLEGE, (Source(ItemId("badge")),), 1, (CreditOutput(ItemId("maths")),)
    )
    application = Application(RuleId("R-two"), GOAL, ("new:badge",), (), Standing.STUDY, 0)
    twice = replace(world, rules={**world.rules, "R-two": other})
    twice = twice.planned(
        applications=(*world.plan.applications, application),
        assumptions=(
            *world.plan.assumptions,
            replace(world.plan.assumptions[0], about="R-two"),
        ),
    )
    assert broken(twice) == {ONCE}


def test_the_law_holds_where_no_text_repeats_it(world: World) -> None:
    silent = world.version(limits=world.versions[0].limits[:-1]).item("law", lineage="L")
    assert broken(silent.item("acc3", lineage="L")) == {("single_use", "single-use")}


def test_a_second_member_studied_beside_the_first(world: World) -> None:
    twin = course("acc3b", subject="ACC", level=2, lineage="L", seasons=None)
    step = Step(ItemId("acc3b"), 3 * CREDIT, 3 * CREDIT, 1, "new")
    more = replace(world, items={**world.items, "acc3b": twin}).item("acc3", lineage="L")
    more = more.planned(
        steps=(*world.plan.steps, step),
        assumptions=(
            *world.plan.assumptions,
            replace(world.plan.assumptions[0], code="unknown_offering", about="acc3b"),
        ),
    ).settled()
    assert broken(more) == {ONCE}


def test_the_ledger_fixes_no_use_of_a_result_that_it_does_not_name(world: World) -> None:
    other = replace(world.record.granted[0], sources=(EntryId("e-none"),), decided=date(2025, 2, 1))
    assert (
        world.learner(granted=(other,))
        .planned(
            not_counted=(
                *world.plan.not_counted,
                NotCounted("held:e-old", ItemId("old-cert"), 1800, "surplus"),
            )
        )
        .check()
        == ()
    )


def test_what_a_granted_recognition_joined_is_not_judged_again(world: World) -> None:
    two = (EntryId("e-old"), EntryId("e-old2"))
    joined = world.result("e-old2", item=ItemId("old-cert"), grade=None)
    joined = joined.learner(granted=(replace(world.record.granted[0], sources=two),))
    assert joined.check() == ()
    again = joined.learner(
        granted=(*joined.record.granted, replace(joined.record.granted[0], entry=EntryId("g2")))
    )
    assert again.check() == (), "the ledger may spend a result twice; the plan adds nothing to it"
    assert broken(joined.item("old-cert", lineage="L").item("acc2", lineage="L")) == {ONCE}


def test_two_outputs_of_one_lineage_do_not_both_count(world: World) -> None:
    outputs = (*world.rules["R-cert"].outputs, CreditOutput(ItemId("maths")))
    both = world.rule("R-cert", outputs=outputs)
    both = both.application("R-cert", outputs=("out:R-cert#0", "out:R-cert#1"))
    both = both.with_claim("by-maths", "out:R-cert#1", "maths", 3, Standing.AVAILABLE)
    both = both.claim("out:R-cert#1", rule=RuleId("R-cert")).limit("certificates", most_units=99 * CREDIT)
    assert both.check() == ()
    for twins in (("acc1", "maths"), ("acc1", "maths", "cert")):
        same = both
        for twin in twins:
            same = same.item(twin, lineage="L")
        assert broken(same) == {ONCE}
