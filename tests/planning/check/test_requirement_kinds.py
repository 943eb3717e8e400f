"""Does each requirement kind refuse the plan that is one claim, or one unit, short of it (B1-B3)?"""

from __future__ import annotations

from dataclasses import replace

from recommender.planning.plan import Standing
from recommender.rules.claims import FREE
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.registry import Requirement
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, NodeId
from tests.planning.check.material import CREDIT, REQUIREMENT
from tests.planning.check.world import World, broken, said


def choice(n: int) -> tuple[Requirement, ...]:
    """The programme with n of two in its choice."""
    core, major, either = REQUIREMENT.children
    assert isinstance(either, NOf)
    return core, major, replace(either, n=n)


def test_credits_from_with_exactly_its_least_is_enough(world: World) -> None:
    assert world.node("major", least_units=8 * CREDIT).check() == ()


def test_credits_from_one_unit_short(world: World) -> None:
    short = world.node("major", least_units=8 * CREDIT + 1, most_units=None)
    assert broken(short) == {("credits_from", "major"), ("all_of", "programme")}
    assert "8 credits are claimed" in said(short)


def test_credits_from_one_unit_over_its_most(world: World) -> None:
    assert ("credits_from", "major") in broken(world.node("major", least_units=0, most_units=8 * CREDIT - 1))


def test_credits_from_counts_its_set_only(world: World) -> None:
    other = world.node("major", of=ItemSet(subjects=frozenset({"FIN"})))
    assert ("credits_from", "major") in broken(other)
    assert "is not in the set" in said(other)


def test_count_from_needs_its_item(world: World) -> None:
    moved = world.claim("out:R-cert#0", place=FREE)
    assert broken(moved) == {("count_from", "core"), ("all_of", "programme")}


def test_count_from_most(world: World) -> None:
    assert world.node("by-stats", most=1).check() == ()
    two = world.node("core", most=1, of=ItemSet()).claim("held:e-law", place=NodeId("core"))
    assert broken(two) == {("count_from", "core"), ("all_of", "programme")}


def test_count_from_with_least_credits(world: World) -> None:
    assert world.node("core", least_units=3 * CREDIT).check() == ()
    short = world.node("core", least_units=3 * CREDIT + 1)
    assert broken(short) == {("count_from", "core"), ("all_of", "programme")}


def test_n_of_is_met_by_one_of_two_and_not_by_none(world: World) -> None:
    assert world.check() == ()
    assert broken(world.claim("new:stats", place=FREE)) == {("n_of", "choice"), ("all_of", "programme")}


def test_n_of_two_of_two_names_the_part_that_is_open(world: World) -> None:
    both = world.node("programme", children=choice(2))
    assert broken(both) == {("n_of", "choice"), ("count_from", "by-maths"), ("all_of", "programme")}


def test_all_of_names_its_open_children(world: World) -> None:
    more = CreditsFrom(NodeId("thesis"), ItemSet(items=frozenset({ItemId("law")})), CREDIT)
    open_world = world.node("programme", children=(*REQUIREMENT.children, more))
    assert broken(open_world) == {("all_of", "programme"), ("credits_from", "thesis")}
    assert "not satisfied: thesis" in said(open_world)


def test_a_part_that_is_not_chosen_is_not_half_full(world: World) -> None:
    two = world.node("by-maths", of=ItemSet(), least=2)
    assert broken(two.claim("held:e-law", place=NodeId("by-maths"))) == {("count_from", "by-maths")}


def test_a_claim_serves_one_place(world: World) -> None:
    twice = world.with_claim("by-stats", "held:e-law", "law", 3, Standing.GRANTED)
    assert {("count_from", "by-stats"), ("single_use", "once")} <= broken(twice)


def test_a_claim_outside_the_set_counts_nowhere(world: World) -> None:
    assert broken(world.claim("held:e-law", place=NodeId("core"))) == {("count_from", "core")}
    assert broken(world.claim("held:e-law", place=NodeId("major"))) == {("credits_from", "major")}


def test_a_part_that_is_not_chosen_asks_for_no_credit(world: World) -> None:
    assert world.node("by-maths", least_units=CREDIT).check() == ()


def test_credits_from_without_a_most(world: World) -> None:
    assert world.node("major", most_units=None).check() == ()


def test_a_part_of_credits_that_is_not_chosen_may_be_empty_and_not_half_full(world: World) -> None:
    either = REQUIREMENT.children[2]
    assert isinstance(either, NOf)
    other = CreditsFrom(NodeId("by-law"), ItemSet(items=frozenset({ItemId("law")})), 4 * CREDIT)
    offered = world.node("choice", children=(either.children[0], other))
    assert offered.check() == ()
    half = offered.claim("held:e-law", place=NodeId("by-law"))
    assert broken(half) == {("credits_from", "by-law")}
    assert half.result("e-law", units=4 * CREDIT).claim("held:e-law", units=4 * CREDIT).check() == ()
