"""A number of the solver is believed only after exact arithmetic has seen it."""

from __future__ import annotations

from time import monotonic

import pytest

from recommender.planning import make_plan, solve
from recommender.planning.model import Expr, LinearModel
from recommender.planning.solve import Limits, Outcome, Solution, minimise, minimise_surely
from recommender.rules.n_of import NOf
from recommender.rules.recognition import ElectiveOutput
from recommender.rules.sets import ItemSet
from recommender.vocabulary import NodeId
from tests.planning.worlds import (
    ONE,
    catalogue,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)

A = ItemSet(subjects=frozenset({"A"}))


def limits(seconds: float = 30.0) -> Limits:
    return Limits(10_000, monotonic() + seconds)


def knapsack() -> LinearModel:
    """3x + 5y >= 7."""
    model = LinearModel()
    x, y = model.column("x", 5), model.column("y", 5)
    model.at_least({x: 3, y: 5}, 7, "need")
    return model


def test_the_least_whole_solution_is_found_and_proven() -> None:
    found = minimise(knapsack(), {0: 300, 1: 500}, limits())
    assert (found.outcome, found.objective, found.bound) == (Outcome.OPTIMAL, 800, 800)
    assert found.values == (1, 1)


def test_no_solution_is_infeasible() -> None:
    model = knapsack()
    model.at_most({0: 1, 1: 1}, 1, "few")
    model.at_most({1: 1}, 0, "none")
    assert minimise(model, {0: 1}, limits()).outcome is Outcome.INFEASIBLE


def test_a_model_without_columns_is_judged_by_its_rows() -> None:
    empty = LinearModel()
    assert (minimise(empty, {}, limits()).outcome, minimise(empty, {}, limits()).found) == (
        Outcome.OPTIMAL,
        True,
    )
    empty.at_least({}, 1, "impossible")
    assert minimise(empty, {}, limits()).outcome is Outcome.INFEASIBLE


def test_a_solution_that_rounding_takes_out_of_a_row_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = knapsack()
    assert solve._exact([1.0000001, 0.9999999], model) == (1, 1)
    assert solve._exact([0.6, 0.4], model) is None
    assert solve._exact([6.0, 0.0], model) is None
    assert solve._exact([1.0], model) is None
    monkeypatch.setattr(solve, "_exact", lambda found, model: None)
    refused = minimise(model, {0: 300, 1: 500}, limits())
    assert (refused.outcome, refused.found, refused.values) == (Outcome.UNKNOWN, False, ())


def test_the_cheapest_of_the_shortest_is_found_where_a_start_would_have_come_back_as_the_optimum() -> None:
    """Seen in HiGHS 1.16: handed a known solution it proves a bound of 0, and returns that solution, worth 100."""
    goal = qualification(NOf(NodeId("top"), 1, (credits("d0", 1, "a", "c"), credits("d1", 1, of=A))), 5)
    items = [item("a", 4, subject="A"), item("b", 4, subject="A"), item("c", 4, subject="A", fee=100)]
    two = rule("r", ["a", "b", "c"], ElectiveOutput(None, "A", 1), ElectiveOutput(None, "A", 1), need=2)
    one = rule("s", ["a", "b"], ElectiveOutput(ONE, "B", 1), need=1)
    plan = make_plan(catalogue([goal], items, [two, one]), record(result("a", 4)), request())
    assert [(step.item, step.fee) for step in plan.steps] == [("b", None)]


def test_that_there_is_no_solution_is_asked_twice_and_believed_when_both_agree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def blind(model: LinearModel, objective: Expr, given: Limits, *, presolve: bool = True) -> Solution:
        asked.append(presolve)
        if presolve:
            return Solution(Outcome.INFEASIBLE)
        return minimise(model, objective, given, presolve=False)

    monkeypatch.setattr(solve, "minimise", blind)
    assert minimise_surely(knapsack(), {0: 300, 1: 500}, limits()).objective == 800
    model = knapsack()
    model.at_most({0: 1, 1: 1}, 0, "none")
    assert minimise_surely(model, {0: 1}, limits()).outcome is Outcome.INFEASIBLE
    assert asked == [True, False, True, False]


def test_an_optimum_worth_more_than_the_bound_that_was_proven_is_not_believed() -> None:
    model = knapsack()
    highs = solve._load(model, {0: 3, 1: 5}, limits(), 30.0)
    highs.run()
    assert solve._read(highs, model, {0: 3, 1: 5}, 1).outcome is Outcome.OPTIMAL
    assert solve._read(highs, model, {0: 3, 1: 9}, 1).outcome is Outcome.UNKNOWN


def test_without_time_nothing_is_claimed() -> None:
    assert minimise(knapsack(), {0: 1}, limits(-1.0)).outcome is Outcome.UNKNOWN


def test_large_amounts_of_units_stay_exact() -> None:
    model = LinearModel()
    columns = [model.column(f"c{number}") for number in range(12)]
    amounts = [1_000_000 + 7 * number for number in range(12)]
    model.at_least(dict(zip(columns, amounts, strict=True)), sum(amounts[:5]) + 1, "need")
    found = minimise(model, dict(zip(columns, amounts, strict=True)), limits())
    assert found.outcome is Outcome.OPTIMAL
    assert found.objective == sum(amounts[:5]) + 7
