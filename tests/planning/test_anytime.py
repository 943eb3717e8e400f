"""A search that a limit stops says what it found and what it has proven, the same each time."""

from __future__ import annotations

import threading
from random import Random
from typing import Any

import pytest

from recommender.planning import make, make_plan, solve
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.planning.solve import Limits
from recommender.rules.sets import ItemSet
from tests.planning.worlds import ONE, cap, catalogue, credits, item, qualification, record, request

CHANCE = Random(0)
AMOUNTS = [CHANCE.randint(20, 60) for _ in range(14)]
"""Hardly two alike: which seven of them reach the sum is nothing that a relaxation shows."""
GOAL = qualification(credits("core", sum(AMOUNTS) // 2 + 1, of=ItemSet()), 0, cap("few", most_count=7))
ITEMS = [item(f"i{n:02}", amount, fee=CHANCE.randint(1, 400)) for n, amount in enumerate(AMOUNTS)]
WORLD = catalogue([GOAL], ITEMS)
WIDE = {"load_units": 400 * ONE, "horizon_years": 8}


def no_prover(*_: Any) -> None:
    """As if no proof had been found in time."""


def searching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is found near the relaxation, so that limits have something to end."""
    monkeypatch.setattr(solve, "_near", lambda *given: None)


@pytest.mark.parametrize("nodes", [0, 1, 2, 5])
@pytest.mark.parametrize("proofs", [False, True])
def test_a_limit_of_nodes_leaves_a_bound_that_is_one(
    nodes: int, proofs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given any limit of nodes, then the plan is none better than the least, and its bound no higher."""
    least = make_plan(WORLD, record(), request(**WIDE)).length
    assert least is not None
    searching(monkeypatch)
    if not proofs:
        monkeypatch.setattr(make, "prover_of", no_prover)
    asked = request(node_limit=nodes, **WIDE)
    plan = make_plan(WORLD, record(), asked)
    if plan.status is Status.REFUSED:
        assert [cause.code for cause in plan.causes] == ["limit_reached"]
        return
    assert plan.length is not None
    assert plan.lower_bound is not None
    assert plan.lower_bound <= least <= plan.length
    assert (plan.status is Status.OPTIMAL) == (plan.lower_bound == plan.length)
    assert check(WORLD, record(), asked, plan) == ()


def test_few_nodes_really_end_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests of limits here would look at answers that no limit had touched."""
    searching(monkeypatch)
    monkeypatch.setattr(make, "prover_of", no_prover)
    plans = [make_plan(WORLD, record(), request(node_limit=nodes, **WIDE)) for nodes in (0, 1, 2)]
    assert any(plan.status in (Status.BOUNDED, Status.REFUSED) for plan in plans)


@pytest.mark.parametrize("seconds", [0.0, 1e-9, 1e-4])
def test_without_time_there_is_a_stated_status(seconds: float) -> None:
    plan = make_plan(WORLD, record(), request(time_limit=seconds, **WIDE))
    assert plan.status in (Status.REFUSED, Status.BOUNDED, Status.OPTIMAL)
    if plan.status is Status.REFUSED:
        assert [cause.code for cause in plan.causes] == ["limit_reached"]


@pytest.mark.parametrize("nodes", [0, 1, 200_000])
def test_equal_seeds_and_limits_of_nodes_give_equal_answers_whatever_else_runs(
    nodes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching(monkeypatch)
    asked = request(node_limit=nodes, seed=7, **WIDE)
    alone = make_plan(WORLD, record(), asked)
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            sum(range(1000))

    load = [threading.Thread(target=busy) for _ in range(3)]
    for one in load:
        one.start()
    try:
        again = [make_plan(WORLD, record(), asked) for _ in range(2)]
    finally:
        stop.set()
        for one in load:
            one.join()
    assert [repr(one) for one in again] == [repr(alone)] * 2


def test_a_proof_closes_a_gap_only_where_the_checker_passes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = make.limits_of

    def none(asked: Any, *_: Any) -> Limits:
        found = stopped(asked)
        return Limits(0, found.deadline, found.seed)

    searching(monkeypatch)
    monkeypatch.setattr(make, "limits_of", none)
    plan = make_plan(WORLD, record(), request(**WIDE))
    # What the search has left open, only a proof can close; without one the answer does not call itself optimal.
    certified = bool(plan.levels) and plan.levels[0].proof == "certified"
    assert (plan.status is Status.OPTIMAL) is certified
    assert check(WORLD, record(), request(**WIDE), plan) == ()
