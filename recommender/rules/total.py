"""Limit kind `total`: so many credits must be counted in all, wherever they are claimed (A8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from recommender.rules.claims import Claim, LimitResult
from recommender.rules.fields import Fields

KIND = "total"
MONOTONE = True
WHY_MONOTONE = "more counted credit can only help"


@dataclass(frozen=True, slots=True)
class Total:
    """Least credit counted over all places, free electives included."""

    id: str
    least_units: int


def read(fields: Fields) -> Total:
    """Read `{kind, id, least}`."""
    fields.only("kind", "id", "least")
    return Total(fields.ident("id"), fields.units("least"))


def evaluate(limit: Total, claims: Collection[Claim]) -> LimitResult:
    """Sum every claim."""
    have = sum(claim.units for claim in claims)
    return LimitResult(
        limit.id, have >= limit.least_units, have, limit.least_units, members=tuple(c.key for c in claims)
    )
