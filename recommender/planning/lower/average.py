"""Rows of `average`: credit times points above the least sums to nothing less than nothing."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from recommender.planning.lower.context import Flow, Goal
from recommender.rules.average import Average


def lower(goal: Goal, limit: Average) -> None:
    """One row over everything in the part that has a mark, or is assumed to get one; in whole numbers."""
    lifts: dict[int, Fraction] = {}
    for flow in goal.once(limit.within):
        if flow.attributes is not None and limit.covers(flow.attributes):
            lift = _lift(goal, limit, flow)
            if lift:
                lifts[flow.column] = lifts.get(flow.column, Fraction(0)) + lift
    if lifts:
        whole = lcm(*(lift.denominator for lift in lifts.values()))
        parts = {column: int(lift * whole) for column, lift in lifts.items()}
        common = gcd(*parts.values())
        goal.need({column: part // common for column, part in parts.items()}, 0, limit.id)


def _lift(goal: Goal, limit: Average, flow: Flow) -> Fraction:
    facts, grade = goal.problem.facts, flow.grade
    if flow.supply in goal.shared.study and flow.attributes is not None:
        grade = limit.assumed(flow.attributes.item, facts)
    points = limit.points(grade, facts)
    return Fraction(0) if points is None else flow.units * (points - limit.least)
