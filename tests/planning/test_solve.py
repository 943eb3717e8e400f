"""A number of the solver is believed only after exact arithmetic has seen it."""

from __future__ import annotations

from random import Random
from time import monotonic
from typing import Any

import numpy as np
import pytest

from recommender.planning import make_plan, solve
from recommender.planning.model import Expr, LinearModel
from recommender.planning.near import Target
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
    table = solve._Table.of(model)
    assert solve._exact([1.0000001, 0.9999999], table) == (1, 1)
    assert solve._exact([0.6, 0.4], table) is None
    assert solve._exact([6.0, 0.0], table) is None
    assert solve._exact([1.0], table) is None
    monkeypatch.setattr(solve, "_exact", lambda found, table: None)
    monkeypatch.setattr(solve, "_near", lambda *told: None)
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

    def blind(
        model: LinearModel, objective: Expr, given: Limits, *, presolve: bool = True, **how: Any
    ) -> Solution:
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
    table = solve._Table.of(model)
    highs = solve._solver(table.program({0: 3, 1: 5}, model), limits())
    highs.run()
    assert solve._read(highs, table, {0: 3, 1: 5}, 1).outcome is Outcome.OPTIMAL
    assert solve._read(highs, table, {0: 3, 1: 9}, 1).outcome is Outcome.UNKNOWN


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


def _drawn(random: Random) -> tuple[LinearModel, Expr]:
    """A few columns in a few rows, some of them impossible together."""
    model = LinearModel()
    columns = [model.column(f"c{number}", random.choice((1, 1, 3))) for number in range(random.randint(2, 7))]
    for number in range(random.randint(1, 5)):
        row = {column: random.randint(1, 4) for column in columns if random.random() < 0.6}
        most = sum(value * model.columns[column].upper for column, value in row.items())
        if random.random() < 0.7:
            model.at_least(row, random.randint(0, most + (random.random() < 0.05)), f"least {number}")
        else:
            model.at_most(row, random.randint(most // 2, most), f"most {number}")
    return model, {column: random.randint(-1, 9) for column in columns}


def test_what_is_found_near_the_relaxation_is_the_optimum_of_the_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given models of all sorts, then a dive that ends at the bound of the relaxation ends at the optimum."""
    random, near, real = Random(7), 0, solve._near
    for _ in range(300):
        model, objective = _drawn(random)
        monkeypatch.setattr(solve, "_near", lambda *told: None)
        searched = minimise(model, objective, limits())
        monkeypatch.setattr(solve, "_near", real)
        found = minimise(model, objective, limits())
        assert (found.outcome, found.objective) == (searched.outcome, searched.objective)
        near += found.outcome is Outcome.OPTIMAL and found.values != searched.values
    assert near  # or no dive ever came to an end of its own


@pytest.mark.parametrize(("above", "believed"), [(0, True), (1, False)])
def test_a_dive_that_ends_above_the_bound_decides_nothing(above: int, believed: bool) -> None:
    """Given whole values worth more than the bound of the relaxation, then they are no proof."""
    table = solve._Table.of(knapsack())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "least_whole", lambda relaxation: Target(8 - above, likely=False))
        patch.setattr(solve, "nearest", lambda relaxation, target: np.array([1, 1]))
        lp = table.program({0: 3, 1: 5}, knapsack())
        found = solve._near(table, lp, solve._Asked({0: 3, 1: 5}, 100), limits())
    assert (found is not None) == believed
    assert found is None or found.objective == 800


def test_a_guide_says_which_of_equally_good_solutions_is_found_and_makes_none_worse() -> None:
    """Given models of all sorts, then a guide leaves the optimum as it is, and follows where it can."""
    random, followed = Random(11), 0
    for _ in range(200):
        model, objective = _drawn(random)
        guide = {column: random.randint(0, 5) for column in range(len(model.columns))}
        plain = minimise(model, objective, limits())
        guided = minimise(model, objective, limits(), guide=guide)
        assert (guided.outcome, guided.objective) == (plain.outcome, plain.objective)
        assert not guided.found or solve._Table.of(model).holds(np.array(guided.values))
        followed += guided.values != plain.values
    assert followed


def test_where_any_solution_will_do_that_there_is_none_is_asked_without_presolve_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def blind(model: LinearModel, objective: Expr, given: Limits, **how: Any) -> Solution:
        asked.append(how["presolve"])
        return Solution(Outcome.INFEASIBLE)

    monkeypatch.setattr(solve, "minimise", blind)
    assert minimise_surely(knapsack(), {}, limits()).outcome is Outcome.INFEASIBLE
    assert asked == [False, True]


def test_what_the_search_finds_where_any_solution_will_do_keeps_every_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given no dive, then the search alone finds a solution exactly where there is one, whatever the guide."""
    monkeypatch.setattr(solve, "_near", lambda *told: None)
    random, outcomes = Random(3), set()
    for _ in range(150):
        model, objective = _drawn(random)
        found = minimise_surely(model, {}, limits(), dict.fromkeys(objective, 1))
        assert found.outcome is minimise_surely(model, objective, limits()).outcome
        assert not found.found or solve._Table.of(model).holds(np.array(found.values))
        outcomes.add(found.outcome)
    assert outcomes == {Outcome.OPTIMAL, Outcome.INFEASIBLE}
