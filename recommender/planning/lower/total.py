"""Rows of `total`: all claimed credit, wherever it is claimed."""

from __future__ import annotations

from recommender.planning.lower.context import Goal, units
from recommender.rules.total import Total


def lower(goal: Goal, limit: Total) -> None:
    """One row over every flow."""
    goal.model.at_least(units(goal.once()), limit.least_units, goal.name(limit.id))
