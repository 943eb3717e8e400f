"""Rows of `holds_award`: a fact that no study changes; what rests on a missing award cannot be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.planning.lower.context import Below, Goal
from recommender.planning.lower.truth import constant
from recommender.rules.holds_award import HoldsAward


def lower(goal: Goal, node: HoldsAward, chosen: int | None, below: Below) -> None:
    """In an audit a missing award stays open; it is chosen only where nothing that study can reach would do."""
    if node.award.met(goal.problem.facts):
        return
    if not goal.shared.missing:
        goal.model.at_least({} if chosen is None else {chosen: -1}, int(chosen is None), goal.name(node.id))
    elif chosen is not None:
        goal.beyond.append(chosen)


def truth(goal: Goal, node: HoldsAward, parts: Sequence[int]) -> int:
    """Whether it is satisfied."""
    return constant(goal, node.award.met(goal.problem.facts))
