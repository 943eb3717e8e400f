"""Rows of `recognition`: a rule is applied once, its outputs exist only then, its new sources end in time."""

from __future__ import annotations

from collections import defaultdict

from recommender.planning.lower.context import Columns, Goal
from recommender.planning.model import Expr, total
from recommender.planning.problem import Variant


def lower(goal: Goal) -> None:
    """Rows for the goal's variants."""
    by_rule: dict[str, Expr] = defaultdict(dict)
    for index, variant in goal.variants.items():
        applied = goal.shared.applied[index]
        by_rule[variant.rule.id][applied] = 1
        for output in variant.outputs:
            flows = total((flow.column, 1) for flow in goal.of(f"{index}|{output.key}"))
            if flows:
                goal.model.at_most({**flows, applied: -1}, 0, goal.name(variant.rule.id))
        if goal.shared.when:
            in_time(goal.shared, variant, applied, goal.name(variant.rule.id))
    for rule, columns in by_rule.items():
        if len(columns) > 1:
            goal.model.at_most(columns, 1, goal.name(rule))


def in_time(shared: Columns, variant: Variant, applied: int, name: str) -> None:
    """In the timed model: every new source ends in time; the application may wait for its day."""
    for key in variant.new:
        outside = total((column, 1) for o, column in shared.when[key].items() if o not in variant.when[key])
        if outside:
            shared.model.at_most({**outside, applied: 1}, 1, name)
