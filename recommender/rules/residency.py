"""Limit kind `residency`: at least so much must be earned at the awarding institution itself (B9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin, once
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, format_units

KIND = "residency"
MONOTONE = True
WHY_MONOTONE = "credit earned elsewhere does not lower what was earned here"


@dataclass(frozen=True, slots=True)
class Residency:
    """Least credit studied at `institutions` (empty: the awarding institution) and not by recognition."""

    id: str
    least_units: int
    institutions: frozenset[InstitutionId] = frozenset()

    def counts(self, origin: Origin, awarding: InstitutionId) -> bool:
        """Whether credit of this origin was earned in residence."""
        homes = self.institutions or frozenset({awarding})
        return not origin.recognised and origin.issuers <= homes


def read(fields: Fields, total_units: int) -> Residency:
    """Read `{kind, id, least | least_share, institutions}`; a share is of the stated total, rounded up."""
    fields.only("kind", "id", "least", "least_share", "institutions")
    if fields.has("least") == fields.has("least_share"):
        raise fields.fail("least", "expected exactly one of `least` and `least_share`")
    if fields.has("least"):
        least = fields.units("least")
    else:
        least = -int(-(fields.share("least_share") * total_units) // 1)
    return Residency(fields.ident("id"), least, frozenset(map(InstitutionId, fields.texts("institutions"))))


def data(limit: Residency) -> Json:
    """The canonical form: a share is spelled out as the credit that it comes to."""
    found: Json = {"kind": KIND, "id": limit.id, "least": format_units(limit.least_units)}
    return found | ({"institutions": sorted(limit.institutions)} if limit.institutions else {})


def sees(limit: Residency, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it is of residence."""
    return limit.counts(origin, awarding)


def evaluate(limit: Residency, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """Sum the achievements that were earned in residence."""
    mine = [claim for claim in once(claims) if limit.counts(claim.origin, ground.awarding)]
    have = sum(claim.units for claim in mine)
    keys = tuple(claim.key for claim in mine)
    return (LimitResult(limit.id, have >= limit.least_units, have, limit.least_units, members=keys),)
