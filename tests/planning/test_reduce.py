"""What is left out of a problem was of no use: every level is what it is of the whole problem."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.planning import attempt, make
from recommender.planning.make import make_plan
from recommender.planning.plan import Plan
from recommender.planning.problem import Problem
from recommender.planning.reduce import dominated, look_alikes
from recommender.planning.reduce.reduced import Reduced
from recommender.rules.prerequisite import NOTHING, Completed, Either, Every, Passed
from recommender.rules.recognition import ElectiveOutput
from recommender.rules.residency import Residency
from recommender.rules.sets import EVERYTHING, ItemSet
from tests.planning import worlds
from tests.planning.drawing import Draw, Family
from tests.planning.kinds.every_kind import every_kind
from tests.planning.kinds.wide import wide_worlds
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import ONE, SCHOOL


@st.composite
def recognised_worlds(draw: st.DrawFn) -> Tiny:
    """Items of the other institution, each recognised here: as items that are taught here, or as elective credit."""
    pick = Draw(draw)
    here = [
        worlds.item(f"h{number}", pick.of(1, 2, 3), subject=pick.of("A", "B"), fee=pick.of(None, 100))
        for number in range(pick.number((2, 4)))
    ]
    if pick.often(3):
        here[-1] = replace(here[-1], prerequisites=Passed(here[0].id))
    there, rules = [], []
    first, second = (Passed(one.id) for one in here[:2])
    asked = (NOTHING, NOTHING, first, Every((first, second)), Either((first, second)), Completed(2 * ONE))
    for number in range(pick.number((2, 6))):
        more: dict[str, Any] = {"fee": pick.of(None, None, 100, 200), "prerequisites": pick.of(*asked)}
        if pick.often(2):
            more["lineage"] = here[0].id  # renumbered, and of one lineage with what it may be recognised as
        there.append(worlds.item(f"s{number}", pick.of(1, 2, 2, 3), SCHOOL, **more))
        given = pick.of(*(one.id for one in here), 1, 2, 2)
        output = given if isinstance(given, str) else ElectiveOutput(given * ONE, pick.of("A", "B", "B"))
        sources = [f"s{number}", *(["s0"] if number and pick.often(1) else [])]
        rules.append(worlds.rule(f"r{number}", sources, output, reuse=pick.often(1), fee=pick.of(None, 50)))
    of = pick.of(ItemSet(subjects=frozenset("A")), ItemSet(subjects=frozenset("B")), EVERYTHING)
    last = Residency("last", ONE, last_units=4 * ONE)
    caps = [worlds.cap("few", 2, recognised=True), worlds.cap("all", 4)]
    limits = pick.some([*caps, Residency("home", ONE), last])
    goal = worlds.qualification(
        worlds.credits("core", pick.of(1, 2, 3), of=of), pick.of(0, 3, 5), *limits, accepts=frozenset()
    )
    held = [worlds.result(one.id, 1) for one in pick.some([*here, *there], 0, 2)]
    dislikes = {one.id: pick.of(0, 500, 1000) for one in (*here, *there)} if pick.often(3) else {}
    bank = worlds.catalogue([goal], [*here, *there], rules)
    return Tiny(bank, worlds.record(*held), worlds.request(dislikes=dislikes, horizon_years=2))


PLAIN = Family(items=(4, 10), rules=(0, 2), results=(0, 2), lineages=2, prerequisites=4, seasons=2, awards=0)


def _short(monkeypatch: pytest.MonkeyPatch, credits: int) -> None:
    """Expect plans of few credits, so that little is enough; where a plan is longer, the whole problem decides."""
    for module in (dominated, look_alikes):
        monkeypatch.setattr(module, "planned_for", lambda problem: credits * ONE)


def _told(plan: Plan) -> tuple[Any, ...]:
    """Status, causes, and every level."""
    levels = tuple((one.objective, one.value, one.lower_bound) for one in plan.levels)
    return plan.status, levels, plan.causes, plan.length


def _agrees(world: Tiny) -> None:
    """What the proof points at, the smaller problem, and the whole one say the same."""
    asked = (world.catalogue, world.record, world.request)
    pointed = make_plan(*asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "prover_of", lambda *_: None)
        small = make_plan(*asked)
        patch.setattr(attempt, "reduced", Reduced)
        whole = make_plan(*asked)
    assert _told(small) == _told(whole)
    assert _told(pointed) == _told(whole)


@pytest.mark.parametrize("credits", [0, 2, 5])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.one_of(tiny_worlds(PLAIN), recognised_worlds(), wide_worlds(), every_kind()))
def test_every_level_is_that_of_the_whole_problem(
    monkeypatch: pytest.MonkeyPatch, credits: int, world: Tiny
) -> None:
    """Given any world, when as little is kept as would do for a short plan, then the answer is the same."""
    _short(monkeypatch, credits)
    _agrees(world)


def test_the_worlds_have_something_to_leave_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given the worlds above, then both passes leave out something now and then: else they would prove nothing."""
    _short(monkeypatch, 2)
    counted = {"items": 0, "variants": 0}

    def seen(problem: Problem) -> Reduced:
        alike = look_alikes.without_look_alikes(Reduced(problem))
        small = dominated.without_dominated(alike)
        counted["variants"] += len(problem.variants) > len(alike.problem.variants)
        counted["items"] += len(alike.problem.new) > len(small.problem.new)
        return small

    monkeypatch.setattr(attempt, "reduced", seen)
    monkeypatch.setattr(make, "prover_of", lambda *_: None)

    @settings(max_examples=200, database=None)
    @given(st.one_of(recognised_worlds(), tiny_worlds(PLAIN)))
    def look(world: Tiny) -> None:
        make_plan(world.catalogue, world.record, world.request)

    look()
    assert counted["items"] > 10
    assert counted["variants"] > 10
