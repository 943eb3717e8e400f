"""Rows of `pool`: bounds on the whole and on each part, over the same claims; none at one that does not hold."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.lower.context import Flow, Goal, pieces, units
from recommender.planning.lower.credits_from import close_unless
from recommender.planning.model import Expr
from recommender.rules.pool import Part, Pool


def lower(goal: Goal, node: Pool, chosen: int | None) -> None:
    """A claim counts in the pool and in every part that holds it."""
    flows = goal.at(node.id)
    _bounds(goal, node, node, flows, chosen)
    for part in node.parts:
        _bounds(goal, node, part, [flow for flow in flows if in_part(flow, part)], chosen)
    if chosen is not None:
        close_unless(goal, node.id, chosen)


def in_part(flow: Flow, part: Part) -> bool:
    """Whether a claim counts in a part; what an audit fills in says so itself."""
    if flow.missing:
        return part.id in flow.parts
    return flow.attributes is not None and flow.attributes in part.of


def _bounds(goal: Goal, node: Pool, part: Part, flows: Sequence[Flow], chosen: int | None) -> None:
    """Least is asked for where the pool must hold; most holds anywhere, of an empty pool by itself."""
    name, credit, count = goal.name(node.id), units(flows), pieces(flows)
    for expr, least in ((credit, part.least_units), (count, part.least)):
        if least:
            asked: Expr = expr if chosen is None else {**expr, chosen: -least}
            goal.model.at_least(asked, least if chosen is None else 0, name)
    for expr, most in ((credit, part.most_units), (count, part.most)):
        if most is not None and expr:
            goal.model.at_most(expr, most, name)
