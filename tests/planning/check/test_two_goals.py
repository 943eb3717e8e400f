"""Is each goal of several judged for itself, and each step counted once (A8)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recommender.catalogue.objects import Qualification
from recommender.planning.plan import Application, Assumption, GoalVersion, Standing
from recommender.planning.request import GoalRef
from recommender.rules.claims import FREE
from recommender.rules.count_from import CountFrom
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import InstitutionId, ItemId, NodeId, QualificationId, RuleId
from tests.planning.check.material import COLLEGE, CREDIT, HASHES, QUALIFICATION, SCHOOL
from tests.planning.check.world import World, broken

SECOND = "second@2026"


def diploma(institution: InstitutionId = COLLEGE) -> Qualification:
    """One accounting course and six credits in all."""
    return Qualification(
        QualificationId("second"),
        "2026",
        institution,
        {},
        "diploma",
        "credit",
        6 * CREDIT,
        CountFrom(NodeId("one"), ItemSet(items=frozenset({ItemId("acc2"), ItemId("acc3")})), 1),
        (Total("all", 6 * CREDIT), Residency("here", 6 * CREDIT, frozenset({COLLEGE})), SingleUse("twice")),
        electives=ItemSet(),
        accepts=frozenset({COLLEGE}),
    )


def both(world: World, second: Qualification) -> World:
    """A plan for the bachelor's degree and the diploma together: a course and a result count in each."""
    one, law = world.plan.claims[1], world.plan.claims[5]
    return replace(
        world.asked(goals=(*world.request.goals, GoalRef(second.id))).planned(
            goals=(*world.plan.goals, GoalVersion(SECOND, "second", "2026", "e" * 12)),
            claims=(
                *world.plan.claims,
                replace(one, goal=SECOND, place=NodeId("one")),
                replace(law, goal=SECOND, place=FREE),
            ),
        ),
        catalogue_fields={
            "qualifications": {QUALIFICATION.id: (QUALIFICATION,), second.id: (second,)},
            "hashes": HASHES | {("qualification", SECOND): "e" * 64},
        },
    )


def test_an_achievement_may_count_in_each_goal(world: World) -> None:
    assert both(world, diploma()).check() == ()


def test_each_goal_has_its_own_limits(world: World) -> None:
    more = replace(diploma(), limits=(Total("all", 6 * CREDIT + 1), *diploma().limits[1:]))
    assert broken(both(world, more)) == {("total", "all")}
    here = replace(diploma(), limits=(Total("all", 6 * CREDIT), Residency("here", 6 * CREDIT + 1)))
    assert broken(both(world, here)) == {("residency", "here")}


def test_within_one_goal_it_counts_once(world: World) -> None:
    rows = both(world, diploma()).plan.claims
    twice = both(world, diploma()).planned(claims=(*rows, replace(rows[-1], place=FREE)))
    assert broken(twice) == {("single_use", "twice")}


def test_a_lineage_is_closed_for_each_goal(world: World) -> None:
    twins = both(world, diploma()).item("law", lineage="L").item("acc2", lineage="L")
    assert broken(twins) == {("single_use", "once"), ("single_use", "twice")}
    first = both(world, diploma()).without_claim("held:e-law")
    assert ("total", "all") in broken(first)


def test_a_goal_left_open_is_not_hidden_by_the_other(world: World) -> None:
    rows = tuple(row for row in both(world, diploma()).plan.claims if row.goal != SECOND)
    left = both(world, diploma()).planned(claims=rows)
    assert broken(left) == {("count_from", "one"), ("total", "all"), ("residency", "here")}


def test_recognition_is_by_the_institution_of_its_own_goal(world: World) -> None:
    application = replace(world.plan.applications[0], goal=SECOND, outputs=())
    assert isinstance(application, Application)
    at_home = both(world, diploma())
    at_home = at_home.planned(applications=(*world.plan.applications, application))
    assert at_home.check() == (), "once for each goal"
    elsewhere = both(world, diploma(SCHOOL))
    elsewhere = elsewhere.planned(applications=(*world.plan.applications, application))
    assert broken(elsewhere) == {("recognition", "R-cert")}


def test_the_least_load_of_all_goals_holds(world: World) -> None:
    assert both(world, replace(diploma(), load_units=8 * CREDIT)).check() == ()
    light = both(world, replace(diploma(), load_units=8 * CREDIT - 1))
    assert broken(light) == {("term", "2027-spring")}


def test_goals_of_two_schemes_are_not_planned_together(world: World) -> None:
    assert ("goal", SECOND) in broken(both(world, replace(diploma(), scheme="point")))


def test_a_silent_certificate_asks_for_the_most_of_any_goal(world: World) -> None:
    generous = replace(diploma(), accepts=None)
    silent = both(world, generous).item("badge", study_units=None)
    assert ("step", "badge") in broken(silent), "3 credits as itself in the second goal, 2 in the first"
    assert ("step", "badge") not in broken(silent.step("badge", study_units=3 * CREDIT).settled())


def test_a_claim_says_which_goal_it_serves(world: World) -> None:
    rows = both(world, diploma()).plan.claims
    out = replace(rows[0], goal=SECOND, place=FREE)
    assert out.rule == RuleId("R-cert")
    assert out.standing is Standing.AVAILABLE
    stray = both(world, diploma()).planned(claims=(*rows, out))
    assert broken(stray) == {("claim", SECOND)}, "the rule is applied towards the other goal only"


def test_the_last_award_of_a_goal_is_about_what_counts_there(world: World) -> None:
    end = world.plan.terms[0].end
    in_time = both(world, replace(diploma(), last_award=end))
    assert in_time.check() == (), "what ends later counts towards the other goal only"
    assert broken(both(world, replace(diploma(), last_award=end - timedelta(days=1)))) == {("goal", SECOND)}
    told = (*world.plan.assumptions, Assumption("open_rule_end", "R-cert"))
    for ordinal, found in ((0, set()), (1, {("goal", SECOND)})):
        application = replace(world.plan.applications[0], goal=SECOND, outputs=(), after_term=ordinal)
        waiting = in_time.planned(applications=(*world.plan.applications, application), assumptions=told)
        assert broken(waiting) == found
