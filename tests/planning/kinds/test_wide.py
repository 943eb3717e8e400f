"""Where everything that the language knows occurs at once, planner, checker, audit, page and review agree (D10)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning import make_audit, make_plan
from recommender.planning.plan import Status
from recommender.planning.review import REFUSED, VALID, Proposed, review_plan
from recommender.recommend.standing import standing_of
from tests.counts import worlds
from tests.planning.drawing import Draw
from tests.planning.kinds.wide import wide_worlds
from tests.planning.strategies import Tiny

MET = {"met", "met_if_granted", "met_by_plan"}


@settings(max_examples=worlds(120))
@given(wide_worlds())
def test_a_plan_passes_the_checker_and_all_who_read_it_agree(world: Tiny) -> None:
    """A plan of ours that the checker refuses is an error of `make_plan`."""
    plan = make_plan(world.catalogue, world.record, world.request)
    audit = make_audit(world.catalogue, world.record, world.request)
    assert audit.status is not Status.REFUSED or plan.status is Status.REFUSED
    if plan.status is not Status.OPTIMAL:
        return
    for goal in standing_of(world.catalogue, world.record, plan):
        assert goal.requirements.status in MET
        assert [limit for limit in goal.limits if not limit.satisfied] == []
    proposed = [Proposed(step.item, step.term) for step in plan.steps if step.why != "in_progress"]
    found = review_plan(world.catalogue, world.record, world.request, proposed)
    assert found.verdict == VALID, [str(one) for one in found.violations]
    assert found.plan is not None
    assert (found.plan.length, found.remaining_units) == (plan.length, 0)


@st.composite
def hand_made(draw: st.DrawFn) -> tuple[Tiny, list[Proposed]]:
    """Any items in any terms, one that there is not among them."""
    world = draw(wide_worlds())
    pick = Draw(draw)
    some = pick.some(sorted(world.catalogue.items), 0, 4)
    return world, [Proposed(one, pick.number((0, 2))) for one in some]


@settings(max_examples=worlds(120))
@given(hand_made())
def test_a_hand_made_plan_is_judged_and_none_that_is_valid_is_shorter_than_ours(
    drawn: tuple[Tiny, list[Proposed]],
) -> None:
    world, proposed = drawn
    found = review_plan(world.catalogue, world.record, world.request, proposed)
    ours = make_plan(world.catalogue, world.record, world.request)
    if found.verdict == REFUSED:
        assert ours.status is Status.REFUSED
    elif found.verdict == VALID:
        assert (ours.status, found.remaining_units) == (Status.OPTIMAL, 0)
        assert found.plan is not None
        assert found.plan.length is not None
        assert ours.length is not None
        assert ours.length <= found.plan.length
    else:
        assert found.violations
