"""Does a plan claim more of its length than it can (D2, D4)?"""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from recommender.planning.plan import Cause, Level, Plan, Status
from recommender.vocabulary import ItemId
from tests.planning.check.material import CREDIT
from tests.planning.check.world import World, broken, said

LENGTH = ("level", "length")


def bounded(world: World, bound: int) -> World:
    """The same plan with a lower bound that leaves a gap."""
    first = replace(world.plan.levels[0], lower_bound=bound, proof="none")
    return world.planned(status=Status.BOUNDED, lower_bound=bound, levels=(first, *world.plan.levels[1:]))


@pytest.mark.parametrize("length", [11 * CREDIT - 1, 11 * CREDIT + 1, 0, None])
def test_the_length_is_the_sum_of_the_steps(world: World, length: int | None) -> None:
    assert LENGTH in broken(world.planned(length=length))
    assert LENGTH in broken(world.planned(length=length, lower_bound=length))
    assert "its steps have 6600" in said(world.planned(length=length, lower_bound=length))


def test_optimal_has_no_gap_and_bounded_has_one(world: World) -> None:
    assert bounded(world, 10 * CREDIT).check() == ()
    assert bounded(world, 0).check() == ()
    assert LENGTH in broken(bounded(world, 11 * CREDIT))
    assert LENGTH in broken(bounded(world, 10 * CREDIT).planned(status=Status.OPTIMAL))
    assert LENGTH in broken(world.planned(status=Status.BOUNDED))


@pytest.mark.parametrize("bound", [11 * CREDIT + 1, -1])
def test_a_bound_is_between_nothing_and_the_length(world: World, bound: int) -> None:
    assert LENGTH in broken(bounded(world, bound))
    assert LENGTH in broken(world.planned(lower_bound=None))


def test_the_first_level_is_the_length(world: World) -> None:
    first, second = world.plan.levels
    for levels in (
        (),
        (second,),
        (second, first),
        (replace(first, objective="fee"), second),
        (replace(first, lower_bound=0), second),
        (replace(first, value=1, lower_bound=1), second),
    ):
        assert LENGTH in broken(world.planned(levels=levels))
    unknown = replace(second, objective="joy")
    assert broken(world.planned(levels=(first, unknown))) == {("level", "joy")}


def test_an_optimal_plan_is_proven_by_somebody(world: World) -> None:
    first = world.plan.levels[0]
    assert LENGTH in broken(world.planned(levels=(replace(first, proof="none"), world.plan.levels[1])))
    certified = broken(world.planned(levels=(replace(first, proof="certified"), world.plan.levels[1])))
    assert certified == {("proof", "length")}  # it says so, and carries no proof


def test_later_levels_are_the_sums_that_they_name(world: World) -> None:
    assert ("level", "terms") in broken(
        world.planned(levels=(world.plan.levels[0], Level("terms", 1, 1, "none")))
    )
    assert ("level", "terms") in broken(
        world.planned(levels=(world.plan.levels[0], Level("terms", 2, 3, "none")))
    )
    disliked = world.asked(dislikes={ItemId("acc3"): 7, ItemId("maths"): 9})
    level = Level("fit", 7 * 3 * CREDIT, 7 * 3 * CREDIT, "solver", "dislike")
    assert disliked.planned(levels=(*world.plan.levels, level)).check() == ()
    wrong = disliked.planned(levels=(*world.plan.levels, replace(level, value=level.value - 1)))
    assert ("level", "fit") in broken(wrong)


@pytest.mark.parametrize("status", [Status.INFEASIBLE, Status.REFUSED])
def test_no_path_is_an_answer_with_causes_and_no_steps(world: World, status: Status) -> None:
    cause = Cause("conflict_limit", "home")
    answer = Plan(status, world.plan.goals, "credit", None, None, causes=(cause,))
    assert world.planned(**_fields(answer)).check() == ()
    for change in (
        {"causes": ()},
        {"steps": world.plan.steps},
        {"claims": world.plan.claims},
        {"applications": world.plan.applications},
        {"terms": world.plan.terms},
        {"length": 0},
    ):
        assert broken(world.planned(**(_fields(answer) | change))) == {("plan", status)}


def test_a_path_has_no_causes_against_it(world: World) -> None:
    assert broken(world.planned(causes=(Cause("x", "y"),))) == {("plan", "optimal")}


def _fields(plan: Plan) -> dict[str, object]:
    return {field.name: getattr(plan, field.name) for field in fields(plan)}
