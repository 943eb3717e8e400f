"""Columns that say whether something is so, in both directions: what conditions are made of (B12).

A column that says that a requirement *must* hold may stay 0 where it holds by chance; a condition needs to know.
"""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.lower.context import MEANS, Goal
from recommender.planning.model import plus
from recommender.rules.conditions import Chose, Condition, Every, Holds, Not, Some, truth


def constant(goal: Goal, value: bool) -> int:
    """A column that is always 1, or always 0."""
    return goal.model.column(goal.name(f"is {value}"), int(value), int(value))


def at_least(goal: Goal, columns: Sequence[int], n: int) -> int:
    """Whether at least `n` of the columns, each 0 or 1, are 1."""
    column = goal.model.column(goal.name(f"at least {n}"))
    counted = dict.fromkeys(columns, 1)
    goal.model.at_least(plus(counted, {column: -n}), 0, MEANS)
    goal.model.at_most(plus(counted, {column: n - len(counted) - 1}), n - 1, MEANS)
    return column


def every(goal: Goal, columns: Sequence[int]) -> int:
    """Whether all of the columns are 1."""
    known = tuple(dict.fromkeys(columns))
    return at_least(goal, known, len(known)) if known else constant(goal, True)


def some(goal: Goal, columns: Sequence[int]) -> int:
    """Whether one of the columns is 1."""
    return at_least(goal, columns, 1) if columns else constant(goal, False)


def opposite(goal: Goal, column: int) -> int:
    """1 where the column is 0."""
    other = goal.model.column(goal.name("opposite"))
    goal.model.equal({column: 1, other: 1}, 1, MEANS)
    return other


def holds(goal: Goal, condition: Condition) -> int:
    """Whether a condition holds: of the record at once, of the plan by its own columns."""
    match condition:
        case Holds(items):
            if truth(condition, goal.problem.facts):
                return constant(goal, True)
            shared = goal.shared
            studied = [shared.study[f"new:{item}"] for item in sorted(items) if f"new:{item}" in shared.study]
            granted = [shared.applied[index] for item in items for index in shared.crediting.get(item, ())]
            return some(goal, list(dict.fromkeys([*studied, *granted])))
        case Chose(node):
            # A requirement that was waived away with what stands above it is nobody's choice.
            return goal.chose[node] if node in goal.chose else constant(goal, False)
        case Every(parts):
            return every(goal, [holds(goal, part) for part in parts])
        case Some(parts):
            return some(goal, [holds(goal, part) for part in parts])
        case Not(part):
            return opposite(goal, holds(goal, part))
        case _:
            return constant(goal, truth(condition, goal.problem.facts))
