"""On every tiny world the planner answers as the oracle does, which tries everything: status, and every level.

Five hundred worlds of each family every day, twenty thousand in a soak (tests/conftest.py).
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from recommender.planning import make_plan
from recommender.planning.plan import Status
from tests.planning import oracle
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds

LIMITS = Family(awards=3)
RECOGNITION = Family(items=(3, 5), leaves=(1, 2), rules=(1, 3), conditions=6, ledger=3, awards=4)
TERMS = Family(items=(3, 5), leaves=(1, 2), limits=(0, 1), rules=(0, 2), prerequisites=6, seasons=6)
REPEATS = Family(
    items=(3, 5),
    results=(1, 4),
    leaves=(1, 2),
    limits=(0, 1),
    rules=(0, 2),
    prerequisites=2,
    lineages=5,
    ledger=5,
    conditions=2,
    goals=5,
)


def agree(world: Tiny) -> None:
    """The law."""
    truth = oracle.solve(world.catalogue, world.record, world.request)
    plan = make_plan(world.catalogue, world.record, world.request)
    assert plan.status is Status(truth.status)
    assert (plan.length is None) == (truth.status != "optimal")
    if "length" in world.request.objectives:
        assert plan.length == truth.length
    elif plan.length is not None:  # whichever of the plans that are best in what is asked
        shortest = replace(world.request, objectives=("length",))
        least = oracle.solve(world.catalogue, world.record, shortest).length
        assert least is not None
        assert plan.length >= least
    for level in plan.levels:
        assert (level.objective, level.value) == (level.objective, truth.levels[level.objective])
        assert level.lower_bound == level.value
        assert level.proof != "none"


@given(tiny_worlds(LIMITS))
def test_requirements_and_limits_are_met_by_the_least_study(world: Tiny) -> None:
    agree(world)


@given(tiny_worlds(RECOGNITION))
def test_recognition_is_used_exactly_as_its_rules_allow(world: Tiny) -> None:
    agree(world)


@given(tiny_worlds(TERMS))
def test_prerequisites_terms_and_load_are_kept(world: Tiny) -> None:
    agree(world)


@given(tiny_worlds(REPEATS))
def test_repeats_lineages_grants_and_two_goals_are_judged_as_written(world: Tiny) -> None:
    agree(world)
