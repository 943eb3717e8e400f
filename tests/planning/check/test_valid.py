"""Does the checker pass what is valid: by hand, and by the planner?"""

from __future__ import annotations

from recommender.planning import make_plan
from tests.planning.check.world import World


def test_the_plan_written_by_hand_is_valid(world: World) -> None:
    assert world.check() == ()


def test_the_planner_finds_the_same_length_and_passes(world: World) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    assert plan.length == world.plan.length
