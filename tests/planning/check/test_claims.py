"""Is a claim refused that is not what it says it is, or has no place (A3, B4, D3)?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.planning.plan import Standing
from recommender.rules.claims import FREE
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, NodeId, RuleId
from tests.planning.check.material import CREDIT, GOAL, SCHOOL
from tests.planning.check.world import World, broken, said

CLAIM = ("claim", GOAL)
KEYS = [row.key for row in World().plan.claims]


@pytest.mark.parametrize("key", KEYS)
def test_units_are_exact(world: World, key: str) -> None:
    true = next(row.units for row in world.plan.claims if row.key == key)
    for units in (true - 1, true + 1, 0, -true):
        assert broken(world.claim(key, units=units)) == {CLAIM}


@pytest.mark.parametrize("key", KEYS)
def test_standing_item_and_rule_are_told_as_they_are(world: World, key: str) -> None:
    row = next(row for row in world.plan.claims if row.key == key)
    for standing in set(Standing) - {row.standing}:
        assert broken(world.claim(key, standing=standing)) == {CLAIM}
    assert broken(world.claim(key, item=ItemId("cooking"))) == {CLAIM}
    assert CLAIM in broken(world.claim(key, rule=RuleId("R-none")))


@pytest.mark.parametrize(
    "key",
    [
        "held:e-none",
        "held:e-gone",
        "new:law",
        "new:nothing",
        "granted:g1#1",
        "granted:g2#0",
        "out:R-cert#1",
        "out:R-none#0",
        "out:R-cert",
        "out:R-cert#-1",
        "out:R-cert#00",
        "other:g1#0",
        "out:R-cert#" + "9" * 5000,
        "out:#",
        "what:else",
        "",
    ],
)
def test_a_key_that_stands_for_nothing(world: World, key: str) -> None:
    more = world.with_claim(FREE, key, None, 3, Standing.STUDY)
    assert CLAIM in broken(more)


def test_an_output_of_a_rule_that_is_not_applied(world: World) -> None:
    bare = world.planned(applications=world.plan.applications[1:])
    assert CLAIM in broken(bare)
    assert "does not apply" in said(bare)


def test_a_place_that_is_none(world: World) -> None:
    for place in ("nowhere", "programme", "choice", ""):
        assert CLAIM in broken(world.claim("held:e-law", place=NodeId(place)))


def test_free_electives_are_those_of_the_version(world: World) -> None:
    assert broken(world.version(electives=None)) == {CLAIM}
    some = world.version(electives=ItemSet(subjects=frozenset({"LAW"})))
    assert broken(some) == {CLAIM}
    both = world.version(electives=ItemSet(subjects=frozenset({"LAW", "FIN"})))
    assert both.check() == ()


def test_elective_credit_is_in_no_set_by_ids(world: World) -> None:
    named = world.node("major", of=ItemSet(items=frozenset({ItemId("acc2"), ItemId("acc3")})))
    assert broken(named) == {("credits_from", "major"), ("all_of", "programme")}


def test_an_issuer_that_is_not_accepted_comes_by_recognition_only(world: World) -> None:
    bare = world.with_claim(FREE, "held:e-cook", "cooking", 3, Standing.GRANTED)
    bare = bare.planned(not_counted=bare.plan.not_counted[1:])
    assert CLAIM in broken(bare)
    assert bare.version(accepts=frozenset({SCHOOL})).check() == ()
    assert bare.version(accepts=None).check() == ()
    assert CLAIM in broken(bare.version(accepts=frozenset({InstitutionId("other")})))


def test_a_recognition_granted_by_somebody_else_is_no_credit_here(world: World) -> None:
    elsewhere = replace(world.record.granted[0], recogniser=SCHOOL)
    assert CLAIM in broken(world.learner(granted=(elsewhere,)))


def test_credit_is_converted_exactly(world: World) -> None:
    points = world.result("e-law", scheme="point", units=6 * CREDIT)
    assert points.check() == ()
    assert CLAIM in broken(world.result("e-law", scheme="point", units=6 * CREDIT + 2))
    assert CLAIM in broken(world.result("e-law", scheme="point", units=6 * CREDIT + 1)), "not a whole unit"
    assert CLAIM in broken(world.result("e-law", scheme="hours")), "no ratio is known"


def test_a_claim_for_a_goal_that_nobody_asked_for(world: World) -> None:
    other = replace(world.plan.claims[5], goal="college/other@2026")
    assert ("claim", "college/other@2026") in broken(world.planned(claims=(*world.plan.claims, other)))
    application = replace(world.plan.applications[0], goal="college/other@2026")
    more = world.planned(applications=(*world.plan.applications, application))
    assert ("claim", "college/other@2026") in broken(more)


def test_an_output_for_an_item_that_the_catalogue_lacks(world: World) -> None:
    items = {key: item for key, item in world.items.items() if key != "acc1"}
    assert CLAIM in broken(replace(world, items=items))


def test_a_stated_kind_of_credit_is_that_of_what_was_studied(world: World) -> None:
    assert broken(world.claim("out:R-cert#0", kinds=(ItemKind.CERTIFICATE,))) == set()
    assert broken(world.claim("out:R-cert#0", kinds=(ItemKind.COURSE,))) == {CLAIM}
