"""A row keeps its meaning over whole numbers, and only its numbers get smaller."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning.model import LinearModel, plus, scaled, total


def test_a_row_is_divided_by_what_its_coefficients_share_and_its_bounds_round_inwards() -> None:
    model = LinearModel()
    x, y = model.column("x"), model.column("y")
    model.at_least({x: 600, y: 1200}, 700, "least")
    model.at_most({x: 600, y: 1200}, 1300, "most")
    assert [(dict(row.expr), row.lower, row.upper) for row in model.rows] == [
        ({x: 1, y: 2}, 2, None),
        ({x: 1, y: 2}, None, 2),
    ]


def test_a_column_that_need_not_be_whole_keeps_its_row_as_it_is() -> None:
    model = LinearModel()
    x = model.column("x", 10, integer=False)
    model.at_least({x: 4}, 6, "least")
    assert model.rows[0].lower == 6


def test_zero_coefficients_leave_no_trace() -> None:
    model = LinearModel()
    x, y = model.column("x"), model.column("y")
    model.equal({x: 1, y: 0}, 1, "one")
    assert dict(model.rows[0].expr) == {x: 1}


def test_expressions_add_up() -> None:
    assert total([(0, 1), (1, 2), (0, 3)]) == {0: 4, 1: 2}
    assert plus({0: 1}, {0: -1, 1: 5}) == {0: 0, 1: 5}
    assert scaled({0: 2, 1: -3}, 4) == {0: 8, 1: -12}


@settings(max_examples=settings().max_examples // 4)
@given(
    st.lists(st.integers(-12, 12), min_size=1, max_size=3),
    st.integers(-40, 40),
    st.sampled_from(["least", "most", "equal"]),
)
def test_a_reduced_row_holds_for_the_same_whole_numbers(factors: list[int], bound: int, kind: str) -> None:
    model = LinearModel()
    columns = [model.column(f"c{number}", 3) for number in range(len(factors))]
    expr = dict(zip(columns, factors, strict=True))
    {"least": model.at_least, "most": model.at_most, "equal": model.equal}[kind](expr, bound, kind)
    [row] = model.rows
    for values in product(range(4), repeat=len(factors)):
        value = sum(factor * one for factor, one in zip(factors, values, strict=True))
        meant = {"least": value >= bound, "most": value <= bound, "equal": value == bound}[kind]
        kept = sum(factor * values[column] for column, factor in row.expr.items())
        held = (row.lower is None or kept >= row.lower) and (row.upper is None or kept <= row.upper)
        assert held == meant
