"""Does every row on which a proof may stand hold of every valid plan (D5)?  And is nothing proven that is not so?"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from recommender.planning import make_plan
from recommender.planning.check.proof import Unsound, proven
from recommender.planning.check.relaxation import Relaxation, relaxation
from recommender.planning.plan import Status
from recommender.planning.prove.program import Program
from recommender.planning.prove.search import Effort, find_proof
from recommender.planning.request import PlanRequest
from tests.counts import worlds
from tests.planning.check.point import broken_rows
from tests.planning.kinds.every_kind import every_kind
from tests.planning.kinds.wide import wide_worlds
from tests.planning.strategies import Tiny
from tests.planning.worlds import ONE

SHORT = Effort(nodes=60, seconds=2.0)


def ground(world: Tiny, request: PlanRequest) -> Relaxation:
    """What a proof about the world stands on."""
    found = relaxation(world.catalogue, world.record, request)
    assert found is not None
    return found


def shown(relaxed: Relaxation, length: int | None) -> int | str | None:
    """What the best proof of such a length shows; `nothing` where there is none, or none that is sound."""
    found = find_proof(Program(relaxed), length, SHORT)
    try:
        return "nothing" if found is None else proven(relaxed, found)
    except Unsound:
        return "nothing"


@settings(max_examples=worlds(60))
@given(wide_worlds())
def test_a_valid_plan_is_in_line_with_every_row(world: Tiny) -> None:
    """Plans of the question, of narrower ones, with light terms and with pins: no row speaks against what is valid."""
    asked = world.request
    for item in (None, *sorted(world.catalogue.items)[:2]):
        without = asked if item is None else replace(asked, exclude=asked.exclude | {item})
        plan = make_plan(world.catalogue, world.record, without)
        if plan.length is not None:
            assert broken_rows(ground(world, asked), plan) == []
        light = replace(without, load_units=2 * ONE)
        plan = make_plan(world.catalogue, world.record, light)
        if plan.length is not None:
            assert broken_rows(ground(world, light), plan) == []
        pinned = asked if item is None else replace(asked, pins=asked.pins | {item})
        plan = make_plan(world.catalogue, world.record, pinned)
        if plan.length is not None:
            assert broken_rows(ground(world, pinned), plan) == []


@settings(max_examples=worlds(80))
@given(wide_worlds())
def test_no_proof_reaches_beyond_the_shortest_plan(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    if plan.status is Status.REFUSED or plan.length is None:
        return
    relaxed = ground(world, world.request)
    for length in (plan.length + 1, plan.length + 600, None):
        found = shown(relaxed, length)
        assert found == "nothing" or (isinstance(found, int) and found <= plan.length), (found, plan.length)


@settings(max_examples=worlds(80))
@given(every_kind())
def test_what_is_certified_is_certified_by_its_own_proof(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    if plan.proof is None:
        assert not any(level.proof == "certified" for level in plan.levels)
        return
    found = proven(ground(world, world.request), plan.proof)
    assert found == plan.length
    assert plan.status in {Status.OPTIMAL, Status.INFEASIBLE}
    assert plan.length is None or plan.levels[0].proof == "certified"
