"""Which plans are kept, for how long, and what if one of them is wrong?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from recommender.errors import CheckFailed
from recommender.planning import make, make_plan
from recommender.planning.plan import Plan, Status
from recommender.planning.reuse.cache import PlanCache, Reuse
from recommender.planning.reuse.question import question_of
from tests.planning.worlds import catalogue, credits, item, qualification, record, request, result

GOAL = qualification(credits("core", 6, "a", "b", "c"), 6)
WORLD = catalogue([GOAL], [item(name) for name in "abc"])
ANN, BOB = record(result("a")), record(result("a", entry="other"))
MORE = [record(), record(result("b")), record(result("c")), record(result("a"), result("b"))]


def plan(have: Any, cache: PlanCache | None = None, bank: Any = WORLD, **more: Any) -> Plan:
    return make_plan(bank, have, request(**more), cache)


def test_who_is_in_the_same_state_is_served_under_their_own_names() -> None:
    cache = PlanCache()
    plan(ANN, cache)
    assert plan(BOB, cache) == plan(BOB)
    assert [row.key for row in plan(BOB, cache).claims if row.key.startswith("held:")] == ["held:other"]
    assert cache.reuse == Reuse(hits=2, misses=1)
    assert cache.reuse.share == pytest.approx(2 / 3)


def test_a_hit_is_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PlanCache()
    plan(ANN, cache)
    monkeypatch.setattr(make, "answer", None)
    assert plan(BOB, cache).status is Status.OPTIMAL


def test_the_plan_that_was_asked_for_the_longest_ago_goes_first() -> None:
    cache = PlanCache(2)
    for have in (MORE[0], MORE[1], MORE[0], MORE[2]):
        plan(have, cache)
    assert len(cache) == 2
    assert cache.reuse == Reuse(hits=1, misses=3)
    plan(MORE[0], cache)
    assert cache.reuse.hits == 2
    plan(MORE[1], cache)
    assert cache.reuse == Reuse(hits=2, misses=4)


def test_a_cache_of_nothing_keeps_nothing() -> None:
    cache = PlanCache(0)
    plan(ANN, cache)
    plan(ANN, cache)
    assert (len(cache), cache.reuse) == (0, Reuse(misses=2))


def test_a_snapshot_that_was_changed_is_another_one() -> None:
    cache = PlanCache()
    plan(ANN, cache)
    shorter = replace(WORLD, items={**WORLD.items, "b": item("b", 3, study_units=600)})
    assert plan(ANN, cache, shorter) == plan(ANN, bank=shorter)
    assert cache.reuse == Reuse(misses=2)


def test_a_kept_plan_that_the_checker_refuses_is_made_anew_and_counted() -> None:
    cache = PlanCache()
    right = plan(ANN, cache)
    asked = question_of(WORLD, BOB, request())
    kept = cache.find(WORLD, asked)
    assert kept is not None
    cache.keep(WORLD, asked, replace(kept, claims=kept.claims[1:]))
    cache = _only(cache, asked)
    assert plan(ANN, cache) == right
    assert cache.reuse == Reuse(dropped=1)
    assert plan(ANN, cache) == right
    assert cache.reuse == Reuse(hits=1, dropped=1)


def _only(cache: PlanCache, asked: Any) -> PlanCache:
    """A cache with what the other one keeps, and nothing counted yet."""
    kept = cache.find(WORLD, asked)
    assert kept is not None
    fresh = PlanCache()
    fresh.keep(WORLD, asked, kept)
    return fresh


def test_nothing_is_kept_that_a_clock_may_have_ended() -> None:
    cache = PlanCache()
    plan(ANN, cache, time_limit=0.0)
    assert len(cache) == 0
    plan(ANN, cache)
    assert len(cache) == 1


def test_nothing_is_kept_that_the_checker_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PlanCache()
    monkeypatch.setattr(make, "check", lambda *given: ("wrong",))
    with pytest.raises(CheckFailed):
        plan(ANN, cache)
    assert len(cache) == 0


def test_several_threads_may_ask_at_once() -> None:
    cache = PlanCache(3)
    alone = [plan(have) for have in MORE]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: plan(MORE[number % 4], cache), range(32)))
    assert found == [alone[number % 4] for number in range(32)]
    reuse = cache.reuse
    assert reuse.hits + reuse.misses == 32
    assert reuse.dropped == 0
    assert len(cache) == 3
