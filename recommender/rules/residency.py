"""Limit kind `residency`: at least so much must be earned at the awarding institution itself (B9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, NodeId, format_units

KIND = "residency"
MONOTONE = True
WHY_MONOTONE = "credit earned elsewhere does not lower what was earned here, and may be left unclaimed"


@dataclass(frozen=True, slots=True)
class Residency:
    """Least credit studied at `institutions` (empty: the awarding institution) and not by recognition.

    With `last_units` only the last so much of what counts is looked at: ordered by the day on which it was earned, of
    equal days in residence first after what is later, and the achievement across the bound in part.
    """

    id: str
    least_units: int
    institutions: frozenset[InstitutionId] = frozenset()
    last_units: int | None = None
    within: NodeId | None = None
    """Only claims that serve this requirement or one below it, where there are any; None: the whole qualification."""

    def counts(self, origin: Origin, awarding: InstitutionId) -> bool:
        """Whether credit of this origin was earned in residence."""
        homes = self.institutions or frozenset({awarding})
        return not origin.recognised and origin.issuers <= homes


def read(fields: Fields, total_units: int) -> Residency:
    """Read `{kind, id, least | least_share, institutions?, last?, within?}`; a share is of the stated total."""
    fields.only("kind", "id", "least", "least_share", "institutions", "last", "within")
    if fields.has("least") == fields.has("least_share"):
        raise fields.fail("least", "expected exactly one of `least` and `least_share`")
    if fields.has("least"):
        least = fields.units("least")
    else:
        least = -int(-(fields.share("least_share") * total_units) // 1)
    last = fields.units("last") if fields.has("last") else None
    if last is not None and last < least:
        raise fields.fail("last", f"expected no less than the {format_units(least)} credits asked for")
    within = NodeId(fields.ident("within")) if fields.has("within") else None
    homes = frozenset(map(InstitutionId, fields.texts("institutions")))
    return Residency(fields.ident("id"), least, homes, last, within)


def data(limit: Residency) -> Json:
    """The canonical form: a share is spelled out as the credit that it comes to."""
    found: Json = {"kind": KIND, "id": limit.id, "least": format_units(limit.least_units)}
    if limit.institutions:
        found["institutions"] = sorted(limit.institutions)
    if limit.last_units is not None:
        found["last"] = format_units(limit.last_units)
    return found | ({"within": limit.within} if limit.within is not None else {})


def sees(limit: Residency, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it is of residence."""
    return limit.counts(origin, awarding)


def evaluate(limit: Residency, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """Sum what was earned in residence, from the latest back; what has no day yet is still to come."""
    inside = ground.within(claims, limit.within)
    mine = [claim for claim in inside if limit.counts(claim.origin, ground.awarding)]
    keys = {claim.key for claim in mine}
    order = sorted(inside, key=lambda claim: (claim.earned or date.max, claim.key in keys), reverse=True)
    left, have = limit.last_units, 0
    for claim in order:
        units = claim.units if left is None else min(claim.units, left)
        left = None if left is None else left - units
        have += units if claim.key in keys else 0
    kept = have >= limit.least_units or (limit.within is not None and not inside)
    return (LimitResult(limit.id, kept, have, limit.least_units, members=tuple(claim.key for claim in mine)),)
