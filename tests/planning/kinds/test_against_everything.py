"""Whatever kinds of rules a qualification is made of, no plan is shorter than ours: every other one is tried."""

from __future__ import annotations

from hypothesis import assume, given, settings

from recommender.planning import make_plan
from recommender.planning.plan import Status
from tests.counts import worlds
from tests.planning import exhaustive
from tests.planning.kinds.every_kind import every_kind
from tests.planning.strategies import Tiny


@settings(max_examples=worlds(250))
@given(every_kind())
def test_no_plan_is_shorter_than_ours(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    assume(plan.status is not Status.REFUSED)
    least = exhaustive.least(world.catalogue, world.record, world.request, timed=True)
    assert plan.length == least
