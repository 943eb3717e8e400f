"""Check of `residency`: enough credit was studied at the awarding institution itself (B9)."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, once
from recommender.rules.residency import KIND, Residency
from recommender.vocabulary import format_units


def check(
    facts: Facts, goal: Qualification, limit: Residency, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Recognised credit is never in residence, whoever issued what it comes from."""
    homes = limit.institutions or {goal.institution}
    have = sum(
        claim.units for claim in once(claims) if not claim.origin.recognised and claim.origin.issuers <= homes
    )
    if have >= limit.least_units:
        return ()
    message = (
        f"{format_units(have)} credits in residence, expected at least {format_units(limit.least_units)}"
    )
    return (Violation(KIND, limit.id, goal.key, message),)
