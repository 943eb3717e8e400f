"""An answer that is no longer wanted ends soon, with what was found and a bound that holds, or without an answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import monotonic

import pytest

from recommender.planning import make, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.cohort import Came, plan_cohort
from recommender.planning.model import LinearModel
from recommender.planning.plan import Status
from recommender.planning.reuse.cache import PlanCache
from recommender.planning.solve import Limits, Outcome, minimise
from tests.planning.test_anytime import WIDE, WORLD, no_prover, searching
from tests.planning.worlds import record, request


def after(asks: int) -> Callable[[], bool]:
    """Cancelled once it has been asked so often."""
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > asks

    return cancelled


@pytest.mark.parametrize("asks", [0, 1, 2, 3, 5, 8, 13, 21, 34])
@pytest.mark.parametrize("proofs", [False, True])
def test_whenever_it_is_cancelled_there_is_an_answer_that_holds(
    asks: int, proofs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    least = make_plan(WORLD, record(), request(**WIDE)).length
    assert least is not None
    searching(monkeypatch)
    if not proofs:
        monkeypatch.setattr(make, "prover_of", no_prover)
    asked = request(**WIDE)
    plan = make_plan(WORLD, record(), asked, None, after(asks))
    assert check(WORLD, record(), asked, plan) == ()
    if plan.status is Status.REFUSED:
        assert [cause.code for cause in plan.causes] == ["cancelled"]
        return
    assert plan.length is not None
    assert plan.lower_bound is not None
    assert plan.lower_bound <= least <= plan.length
    assert (plan.status is Status.OPTIMAL) == (plan.lower_bound == plan.length)


def test_the_worlds_here_are_ended_before_and_after_there_is_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    searching(monkeypatch)
    monkeypatch.setattr(make, "prover_of", no_prover)
    found = {make_plan(WORLD, record(), request(**WIDE), None, after(asks)).status for asks in range(40)}
    assert {Status.REFUSED, Status.BOUNDED} <= found


def test_who_does_not_cancel_has_the_answer_of_who_cannot() -> None:
    asked = request(count_ties=3, **WIDE)
    assert make_plan(WORLD, record(), asked, None, lambda: False) == make_plan(WORLD, record(), asked)


def test_the_solver_itself_is_stopped_in_the_middle_of_a_search() -> None:
    """Given a model that nobody solves in a minute, then it is left as soon as that is asked."""
    chance, model, nodes = Random(1), LinearModel(), 10_000
    columns = [model.column(f"x{number}") for number in range(35)]
    for row in range(4):
        weights = [chance.randrange(100) for _ in columns]
        model.equal(dict(zip(columns, weights, strict=True)), sum(weights) // 2, f"r{row}")
    cancelled = after(60)
    limits = Limits(nodes, monotonic() + 600, 0, cancelled)
    found = minimise(model, {columns[0]: 1, columns[1]: 1}, limits, near=False)
    assert cancelled(), "it was asked often enough to be told"
    assert found.outcome is Outcome.UNKNOWN
    assert found.nodes < nodes


def test_it_may_be_cancelled_from_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    searching(monkeypatch)
    begun, stop = threading.Event(), threading.Event()

    def cancelled() -> bool:
        begun.set()
        return stop.wait(60)  # asked once, it is told only when the other thread says so

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(make_plan, WORLD, record(), request(**WIDE), None, cancelled)
        assert begun.wait(60)
        stop.set()
        plan = waiting.result(60)
    assert [cause.code for cause in plan.causes] == ["cancelled"]


def test_nothing_is_kept_that_was_cancelled() -> None:
    cache = PlanCache()
    make_plan(WORLD, record(), request(**WIDE), cache, after(0))
    assert len(cache) == 0


def test_a_cohort_that_is_cancelled_ends_with_the_learner_who_is_planned_for() -> None:
    found = list(plan_cohort(WORLD, [record(), record()], request(**WIDE), None, None, after(1)))
    assert [one.came for one in found] == [Came.PLANNED, Came.CANCELLED]
    assert found[0].plan is not None
    assert [cause.code for cause in found[0].plan.causes] == ["cancelled"]
