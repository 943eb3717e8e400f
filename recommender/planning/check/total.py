"""Check of `total`: so much credit is claimed in all, free electives included (A8)."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, once
from recommender.rules.total import KIND, Total
from recommender.vocabulary import format_units


def check(facts: Facts, goal: Qualification, limit: Total, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """Every achievement counts, wherever it stands."""
    have = sum(claim.units for claim in once(claims))
    if have >= limit.least_units:
        return ()
    message = f"{format_units(have)} credits are claimed, expected at least {format_units(limit.least_units)}"
    return (Violation(KIND, limit.id, goal.key, message),)
