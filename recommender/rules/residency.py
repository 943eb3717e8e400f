"""Limit kind `residency`: at least so much must be earned at the awarding institution itself (B9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from recommender.rules.claims import Claim, LimitResult, Origin
from recommender.rules.fields import Fields
from recommender.vocabulary import InstitutionId

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


def evaluate(limit: Residency, claims: Collection[Claim], awarding: InstitutionId) -> LimitResult:
    """Sum the claims that were earned in residence."""
    mine = [claim for claim in claims if limit.counts(claim.origin, awarding)]
    have = sum(claim.units for claim in mine)
    return LimitResult(
        limit.id, have >= limit.least_units, have, limit.least_units, members=tuple(c.key for c in mine)
    )
