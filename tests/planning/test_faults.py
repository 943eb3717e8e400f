"""Bad numbers, contradictions, circles and a solver gone wrong end in a stated status, never in a wrong `optimal`."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from time import monotonic
from typing import Any

import highspy
import pytest

from recommender.planning import levels, make_plan, solve
from recommender.planning.check import circumstances
from recommender.planning.model import LinearModel
from recommender.planning.plan import Status
from recommender.planning.prove.program import Program
from recommender.planning.solve import Limits, Outcome, minimise, minimise_surely
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.rules.sets import ItemSet
from recommender.rules.window import Window
from recommender.vocabulary import ItemId, NodeId
from tests.planning.worlds import (
    ONE,
    cap,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
)

GOAL = qualification(credits("core", 3, of=ItemSet()))
WORLD = catalogue([GOAL], [item("a"), item("b")])
HUGE = 10**6
"""The most credit that a reader takes, in credits."""


def limits() -> Limits:
    return Limits(10_000, monotonic() + 30)


# -- large numbers -----------------------------------------------------------------------------------------------


def knapsack(amounts: list[int], least: int) -> LinearModel:
    """Some of the amounts, together at least so much."""
    model = LinearModel()
    columns = [model.column(f"c{number}") for number in range(len(amounts))]
    model.at_least(dict(zip(columns, amounts, strict=True)), least, "need")
    return model


def least_of(amounts: list[int], least: int) -> int:
    """The least sum that reaches it, by trying everything."""
    sums = (
        sum(a for a, taken in zip(amounts, p, strict=True) if taken)
        for p in product((0, 1), repeat=len(amounts))
    )
    return min(one for one in sums if one >= least)


@pytest.mark.parametrize("large", [10**3, 10**5, 10**7, 10**8, 6 * 10**8, 10**9])
def test_whatever_the_amounts_a_bound_is_a_bound_and_an_optimum_an_optimum(large: int) -> None:
    for seed in range(8):
        draw = random.Random(seed)
        amounts = [
            draw.choice([1, draw.randint(2, 600), large, large + draw.randint(1, 9)]) for _ in range(9)
        ]
        least = draw.choice([sum(amounts) // 2 + 1, sum(amounts) - draw.randint(0, 5)])
        found = minimise_surely(knapsack(amounts, least), dict(enumerate(amounts)), limits())
        best = least_of(amounts, least)
        assert found.outcome is not Outcome.INFEASIBLE
        assert found.bound <= best
        if found.outcome is Outcome.OPTIMAL:
            assert found.objective == best
        elif found.found:
            assert found.objective >= best


def test_where_numbers_are_too_large_the_values_are_believed_and_nothing_else() -> None:
    amounts = [solve.TRUSTED + 1, 1, 2]
    found = minimise(knapsack(amounts, 3), dict(enumerate(amounts)), limits())
    assert (found.outcome, found.objective, found.bound) == (Outcome.FEASIBLE, 3, 0)
    nothing = minimise(knapsack(amounts, solve.TRUSTED + 5), dict(enumerate(amounts)), limits())
    assert nothing.outcome is Outcome.UNKNOWN


def test_the_largest_item_beside_the_smallest_is_no_way_round() -> None:
    small = item("s", 1)
    items = [item("big", HUGE), small, item("t", 2)]
    goal = qualification(credits("core", HUGE, of=ItemSet()))
    plan = make_plan(catalogue([goal], items), record(), request(load_units=2 * HUGE * ONE))
    assert (plan.status, plan.length) in {(Status.OPTIMAL, HUGE * ONE), (Status.BOUNDED, HUGE * ONE)}
    assert plan.lower_bound is not None
    assert plan.lower_bound <= HUGE * ONE
    nobody = qualification(credits("core", HUGE, of=ItemSet(items=frozenset({ItemId("s"), ItemId("t")}))))
    assert make_plan(catalogue([nobody], items), record(), request()).status is Status.INFEASIBLE


# -- contradictions and circles ----------------------------------------------------------------------------------


def needing(name: str, *others: str, **more: Any) -> Any:
    return item(name, prerequisites=Passed(ItemId(others[0])), **more)


@pytest.mark.parametrize("names", ["ab", "abc"])
def test_items_that_ask_for_each_other_in_a_circle_are_no_path_and_named(names: str) -> None:
    circle = [needing(one, names[(at + 1) % len(names)]) for at, one in enumerate(names)]
    plan = make_plan(catalogue([qualification(count("core", 1, "a"))], circle), record(), request())
    assert (plan.status, plan.length) == (Status.INFEASIBLE, None)
    assert plan.causes


def test_items_that_ask_for_each_other_beside_are_taken_together() -> None:
    pair = [
        item("a", corequisites=Passed(ItemId("b"))),
        item("b", corequisites=Passed(ItemId("a"))),
    ]
    plan = make_plan(catalogue([qualification(count("core", 1, "a"))], pair), record(), request())
    assert (plan.status, {step.item for step in plan.steps}) == (Status.OPTIMAL, {"a", "b"})
    assert len({step.term for step in plan.steps}) == 1


def test_a_circle_of_before_and_beside_is_no_path() -> None:
    pair = [item("a", prerequisites=Passed(ItemId("b"))), item("b", corequisites=Passed(ItemId("a")))]
    plan = make_plan(catalogue([qualification(count("core", 1, "a"))], pair), record(), request())
    assert plan.status is Status.INFEASIBLE
    assert plan.causes


def test_rules_that_contradict_each_other_are_both_named() -> None:
    both = AllOf(NodeId("top"), (count("core", 2, "a", "b"),))
    goal = qualification(both, 0, cap("few", most_count=1, of=ItemSet()))
    plan = make_plan(catalogue([goal], [item("a"), item("b")]), record(), request())
    assert plan.status is Status.INFEASIBLE
    assert {cause.about for cause in plan.causes} == {"core", "few"}


def test_a_total_that_nobody_can_reach_is_named() -> None:
    plan = make_plan(
        catalogue([qualification(count("core", 1, "a"), HUGE)], [item("a")]), record(), request()
    )
    assert plan.status is Status.INFEASIBLE
    assert [(cause.code, cause.about) for cause in plan.causes] == [("conflict_limit", "total")]


# -- a solver gone wrong -----------------------------------------------------------------------------------------


def broken(change: Callable[[Any], Any]) -> Callable[..., Any]:
    """The door to the solver with something behind it that is not what it should be."""
    made = solve._solver
    return lambda *given: change(made(*given))


class Wrong:
    """A solver that is right but for what is overwritten."""

    def __init__(self, highs: Any, **said: Any) -> None:
        self._highs, self._said = highs, said

    def __getattr__(self, name: str) -> Any:
        return self._said.get(name) or getattr(self._highs, name)


def raises(error: Exception) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


@pytest.mark.parametrize(
    "error", [RuntimeError("HiGHS"), MemoryError(), ValueError("?"), IndexError(), OverflowError()]
)
def test_whatever_the_solver_throws_nothing_is_known(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solve, "_solver", broken(lambda highs: Wrong(highs, run=raises(error))))
    plan = make_plan(WORLD, record(), request())
    assert (plan.status, [cause.code for cause in plan.causes]) == (Status.REFUSED, ["limit_reached"])


@pytest.mark.parametrize(
    "status",
    [
        highspy.HighsModelStatus.kSolveError,
        highspy.HighsModelStatus.kUnknown,
        highspy.HighsModelStatus.kNotset,
    ],
)
def test_a_solve_that_failed_is_never_an_optimum_by_the_solvers_word(
    status: highspy.HighsModelStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solve, "_solver", broken(lambda highs: Wrong(highs, getModelStatus=lambda: status)))
    assert minimise(knapsack([3, 5], 7), {0: 3, 1: 5}, limits()).outcome is not Outcome.OPTIMAL
    plan = make_plan(WORLD, record(), request())
    assert plan.levels[0].proof in ("certified", "none")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0.5, -1.0, 7.0])
def test_garbage_for_values_is_never_an_answer(value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    class Garbage:
        def __init__(self, count: int) -> None:
            self.col_value = [value] * count

    def change(highs: Any) -> Any:
        return Wrong(highs, getSolution=lambda: Garbage(highs.getNumCol()))

    monkeypatch.setattr(solve, "_solver", broken(change))
    plan = make_plan(WORLD, record(), request())
    assert plan.status is Status.REFUSED


@pytest.mark.parametrize("bound", [float("nan"), float("-inf"), float("inf"), 0.0, 9.0])
def test_an_optimum_without_the_bound_that_shows_it_is_not_believed(
    bound: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Info:
        mip_node_count, mip_dual_bound = 1, bound

    monkeypatch.setattr(solve, "_solver", broken(lambda highs: Wrong(highs, getInfo=Info)))
    found = minimise(knapsack([3, 5], 7), {0: 3, 1: 5}, limits(), near=False)
    assert found.outcome is not Outcome.OPTIMAL


def test_a_proof_that_fails_with_an_error_leaves_the_solvers_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "_run", lambda self: raises(RuntimeError("HiGHS"))())
    plan = make_plan(WORLD, record(), request())
    assert (plan.status, plan.proof, plan.levels[0].proof) == (Status.OPTIMAL, None, "solver")


def test_a_proof_of_too_much_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver calls a longer plan the shortest; no proof is found for what is not so."""
    right = minimise

    def longest(model: Any, objective: Any, given: Any, **more: Any) -> Any:
        most = right(model, {column: -value for column, value in objective.items()}, given, **more)
        return replace(most, objective=-most.objective, bound=0, outcome=Outcome.FEASIBLE)

    monkeypatch.setattr(levels, "minimise_surely", longest)
    monkeypatch.setattr(levels, "minimise", longest)
    plan = make_plan(WORLD, record(), request(objectives=("length",)))
    assert plan.length == 6 * ONE
    assert (plan.status, plan.levels[0].proof) == (Status.BOUNDED, "none")


# -- many results ------------------------------------------------------------------------------------------------


def test_what_the_checker_knows_of_a_learner_is_not_worked_out_anew_for_each_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was, for every result and each of its limits: 600 results took 40 seconds, 5,000 never ended."""
    worked_out: list[int] = []
    right = circumstances.Circumstances

    def counted(*given: Any, **more: Any) -> Any:
        worked_out.append(1)
        return right(*given, **more)

    monkeypatch.setattr(circumstances, "Circumstances", counted)
    counts = []
    for many in (4, 40):
        items = [item(f"i{number:02}") for number in range(50)]
        goal = qualification(credits("core", 30, of=ItemSet()))
        world = catalogue([goal], items)
        results = [result(f"i{number:02}", 3, 70) for number in range(many)]
        worked_out.clear()
        make_plan(world, record(*results), request())
        counts.append(len(worked_out))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize("year", [1, 2, 9998, 9999])
def test_the_ends_of_the_calendar_are_a_status_and_no_stumble(year: int) -> None:
    """A window looks at the terms of every result; new study may have no term left."""
    goal = qualification(count("core", 2, "a", "b"), 0, Window("w", "year", 6 * ONE))
    world = catalogue([goal], [item("a"), item("b")])
    for day in (date(year, 1, 1), date(year, 12, 31)):
        have = record(result("a", day=day), as_of=day)
        plan = make_plan(world, have, request(as_of=day))
        assert plan.status in (Status.OPTIMAL, Status.INFEASIBLE)
