"""Check of `total`: so much credit is claimed in all, free electives included (A8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
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


def rows(columns: GoalColumns, limit: Total) -> Iterator[tuple[Name, Row]]:
    """Credit of all that counts, each achievement once."""
    parts = ((terms, min(stream.most, limit.least_units)) for terms, stream in columns.at_most(None))
    yield (), Row(summed(parts), limit.least_units)
