"""Limit kind `residency`: at least so much, or so many items, earned at the awarding institution itself (B9)."""

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
    least_count: int | None = None
    """Least number of items with credit, in place of credit; None: credit is asked for."""

    def counts(self, origin: Origin, awarding: InstitutionId) -> bool:
        """Whether credit of this origin was earned in residence."""
        homes = self.institutions or frozenset({awarding})
        return not origin.recognised and origin.issuers <= homes


def read(fields: Fields, total_units: int) -> Residency:
    """Read `{kind, id, least | least_share | least_count, institutions?, last?, within?}`; a share is of the total."""
    fields.only("kind", "id", "least", "least_share", "least_count", "institutions", "last", "within")
    if sum(fields.has(name) for name in ("least", "least_share", "least_count")) != 1:
        raise fields.fail("least", "expected exactly one of `least`, `least_share` and `least_count`")
    least, count = 0, None
    if fields.has("least"):
        least = fields.units("least")
    elif fields.has("least_share"):
        least = -int(-(fields.share("least_share") * total_units) // 1)
    else:
        count = fields.integer("least_count", 1)
    last = fields.units("last") if fields.has("last") else None
    if last is not None and count is not None:
        raise fields.fail(
            "last", "expected no `last` beside `least_count`: the last credits are counted in credit"
        )
    if last is not None and last < least:
        raise fields.fail("last", f"expected no less than the {format_units(least)} credits asked for")
    within = NodeId(fields.ident("within")) if fields.has("within") else None
    homes = frozenset(map(InstitutionId, fields.texts("institutions")))
    return Residency(fields.ident("id"), least, homes, last, within, count)


def data(limit: Residency) -> Json:
    """The canonical form: a share is spelled out as the credit that it comes to."""
    found: Json = {"kind": KIND, "id": limit.id}
    if limit.least_count is None:
        found["least"] = format_units(limit.least_units)
    else:
        found["least_count"] = limit.least_count
    if limit.institutions:
        found["institutions"] = sorted(limit.institutions)
    if limit.last_units is not None:
        found["last"] = format_units(limit.last_units)
    return found | ({"within": limit.within} if limit.within is not None else {})


def sees(limit: Residency, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it is of residence."""
    return limit.counts(origin, awarding)


def evaluate(limit: Residency, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """Sum, or count, what was earned in residence, from the latest back; what has no day yet is still to come."""
    inside = ground.within(claims, limit.within)
    mine = [claim for claim in inside if limit.counts(claim.origin, ground.awarding)]
    keys = {claim.key for claim in mine}
    order = sorted(inside, key=lambda claim: (claim.earned or date.max, claim.key in keys), reverse=True)
    left, have = limit.last_units, 0
    for claim in order:
        units = claim.units if left is None else min(claim.units, left)
        left = None if left is None else left - units
        have += units if claim.key in keys else 0
    idle, members = limit.within is not None and not inside, tuple(claim.key for claim in mine)
    if limit.least_count is not None:
        pieces = sum(1 for claim in mine if claim.units)
        kept = pieces >= limit.least_count or idle
        return (LimitResult(limit.id, kept, pieces, limit.least_count, True, members),)
    kept = have >= limit.least_units or idle
    return (LimitResult(limit.id, kept, have, limit.least_units, members=members),)
