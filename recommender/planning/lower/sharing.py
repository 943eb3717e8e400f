"""Rows of `sharing`: a column says that an achievement counts at all, its claims at several places hang on it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from recommender.planning.lower.context import Flow, Goal
from recommender.planning.lower.single_use import NAME
from recommender.planning.model import Expr, plus
from recommender.rules.sharing import Sharing


def columns(goal: Goal) -> None:
    """For every supply that may be shared a column that counts it once; no claim at two places that may not share."""
    by_supply: dict[str, list[Flow]] = defaultdict(list)
    for flow in goal.flows:
        if flow.supply:
            by_supply[flow.supply].append(flow)
    for supply, flows in by_supply.items():
        pairs = list(combinations(flows, 2))
        apart = [pair for pair in pairs if not goal.problem.shares(pair[0].place, pair[1].place)]
        if len(apart) == len(pairs):
            continue
        counted = goal.counting(flows)
        goal.uses[supply] = counted
        for one, other in apart:
            goal.model.at_most({one.column: 1, other.column: 1, counted.column: -1}, 0, goal.name(NAME))


def lower(goal: Goal, limit: Sharing) -> None:
    """Bounds on what stands at two places of the limit, and on the places of one achievement."""
    below, places = goal.problem.ground.below, limit.places(goal.problem.ground.below)
    shared: list[tuple[int, Flow]] = []
    for supply, counted in goal.uses.items():
        flows = list(goal.of(supply))
        covered = [
            (one.column, other.column)
            for one, other in combinations(flows, 2)
            if limit.covers(below, one.place, other.place)
        ]
        if covered and (limit.most_count is not None or limit.most_units is not None):
            most = goal.model.columns[counted.column].upper
            column = goal.model.column(goal.name(f"shared {supply} under {limit.id}"), most)
            shared.append((column, counted))
            for one, other in covered:
                both: Expr = {one: 1, other: 1, counted.column: -1, column: -1}
                goal.model.at_most(both, 0, goal.name(limit.id))
        mine = [flow for flow in flows if flow.place in places]
        if limit.most_uses is not None and len(mine) > limit.most_uses:
            uses = plus(dict.fromkeys((flow.column for flow in mine), 1), {counted.column: -limit.most_uses})
            goal.model.at_most(uses, 0, goal.name(limit.id))
    if limit.most_count is not None and shared:
        count = {column: 1 for column, flow in shared if flow.piece}
        goal.model.at_most(count, limit.most_count, goal.name(limit.id))
    if limit.most_units is not None and shared:
        credit = {column: flow.units for column, flow in shared}
        goal.model.at_most(credit, limit.most_units, goal.name(limit.id))
