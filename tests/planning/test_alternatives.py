"""Other plans are as good at every level, and each is as different as can be from those before (D6)."""

from __future__ import annotations

from hypothesis import given, settings

from recommender.planning.alternatives import alternatives
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.planning.ties import studied
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.oracle import World, subsets
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import catalogue, count, item, qualification, record, request

WIDE = Family(items=(4, 6), leaves=(1, 2), limits=(0, 1), rules=(0, 1), prerequisites=3, seasons=4)
FOUR = qualification(count("core", 2, "a", "b", "c", "d"), electives=None)
ALIKE = catalogue([FOUR], [item(name) for name in "abcd"])


def equally_good(world: Tiny, best: Plan) -> set[frozenset[str]]:
    """Every choice of study, found by trying, that reaches the levels of the plan."""
    brute = World(world.catalogue, world.record, world.request)
    reached = {level.objective: level.value for level in best.levels}
    found: set[frozenset[str]] = set()
    for items in subsets(brute):
        values = brute.values(items)
        same = all(values[name] == reached[name] for name in reached if name != "terms")
        if same and brute.works(items, reached.get("terms")):
            found.add(frozenset(one for one in items if brute.lengths[one]))
    return found


@given(tiny_worlds(WIDE))
@settings(max_examples=worlds(60))
def test_each_alternative_is_as_good_and_as_far_away_as_any(world: Tiny) -> None:
    found = alternatives(world.catalogue, world.record, world.request, 3)
    if found.best.status is not Status.OPTIMAL:
        assert found.others == ()
        return
    choices = equally_good(world, found.best)
    known = [studied(found.best.steps)]
    for one in found.others:
        assert check(world.catalogue, world.record, world.request, one.plan) == ()
        assert one.plan.levels == found.best.levels
        farthest = max(min(len(other ^ mine) for mine in known) for other in choices)
        mine = studied(one.plan.steps)
        assert one.differs == min(len(mine ^ other) for other in known) == farthest > 0
        known.append(mine)
    if found.all_told:
        assert choices == set(known)
    else:
        assert len(found.others) == 3


def test_there_are_no_more_alternatives_than_choices() -> None:
    found = alternatives(ALIKE, record(), request(), 9)
    assert found.all_told
    assert len(found.others) == 5
    assert [one.differs for one in found.others] == [4, 2, 2, 2, 2]
    told = {studied(one.plan.steps) for one in found.others} | {studied(found.best.steps)}
    assert len(told) == 6


def test_no_path_has_no_alternative() -> None:
    asked: PlanRequest = request(exclude=["a", "b", "c"])
    found = alternatives(ALIKE, record(), asked, 2)
    assert (found.best.status, found.others) == (Status.INFEASIBLE, ())
