"""Limit kind `total`: so many credits must be counted in all, wherever they are claimed (A8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin, once
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, format_units

KIND = "total"
MONOTONE = True
WHY_MONOTONE = "more counted credit can only help"


@dataclass(frozen=True, slots=True)
class Total:
    """Least credit counted over all places, free electives included."""

    id: str
    least_units: int


def read(fields: Fields, total_units: int) -> Total:
    """Read `{kind, id, least}`."""
    fields.only("kind", "id", "least")
    return Total(fields.ident("id"), fields.units("least"))


def data(limit: Total) -> Json:
    """The canonical form: what `read` makes the limit of again."""
    return {"kind": KIND, "id": limit.id, "least": format_units(limit.least_units)}


def sees(limit: Total, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> None:
    """Tells no achievement from another of equal credit."""


def evaluate(limit: Total, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """Sum every achievement claimed."""
    mine = once(claims)
    have = sum(claim.units for claim in mine)
    keys = tuple(claim.key for claim in mine)
    return (LimitResult(limit.id, have >= limit.least_units, have, limit.least_units, members=keys),)
