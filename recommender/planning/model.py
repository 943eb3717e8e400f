"""How is a linear program over integers written down, apart from any solver?

Every coefficient, bound and right-hand side is an exact integer; a row knows the rule that it came from (`group`), so
that conflicts can be told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import gcd

Expr = dict[int, int]
"""A linear expression: column -> integer coefficient."""


@dataclass(slots=True)
class Column:
    """One variable with integer bounds; continuous columns take integer values at every optimum that we use."""

    name: str
    lower: int
    upper: int
    integer: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= expression <= upper; None is unbounded."""

    expr: Mapping[int, int]
    lower: int | None
    upper: int | None
    group: str


@dataclass(slots=True)
class LinearModel:
    """Columns and rows, in the order of their making."""

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, name: str, upper: int = 1, lower: int = 0, integer: bool = True) -> int:
        """Add a column; returns its index."""
        self.columns.append(Column(name, lower, upper, integer))
        return len(self.columns) - 1

    def at_least(self, expr: Expr, bound: int, group: str) -> None:
        """Add expr >= bound."""
        self._add(expr, bound, None, group)

    def at_most(self, expr: Expr, bound: int, group: str) -> None:
        """Add expr <= bound."""
        self._add(expr, None, bound, group)

    def equal(self, expr: Expr, value: int, group: str) -> None:
        """Add expr = value."""
        self._add(expr, value, value, group)

    def _add(self, expr: Expr, lower: int | None, upper: int | None, group: str) -> None:
        """Divide by the common divisor of the coefficients, rounding the bounds inwards: exact over integers."""
        kept = {column: value for column, value in expr.items() if value}
        divisor = gcd(*kept.values()) or 1
        if divisor > 1 and all(self.columns[column].integer for column in kept):
            kept = {column: value // divisor for column, value in kept.items()}
            lower = None if lower is None else -(-lower // divisor)
            upper = None if upper is None else upper // divisor
        self.rows.append(Row(kept, lower, upper, group))


def total(terms: Iterable[tuple[int, int]]) -> Expr:
    """Sum (column, coefficient) pairs into one expression."""
    expr: Expr = {}
    for column, value in terms:
        expr[column] = expr.get(column, 0) + value
    return expr


def plus(*exprs: Mapping[int, int]) -> Expr:
    """The sum of expressions."""
    return total(pair for expr in exprs for pair in expr.items())


def scaled(expr: Mapping[int, int], factor: int) -> Expr:
    """An expression times an integer."""
    return {column: value * factor for column, value in expr.items()}
