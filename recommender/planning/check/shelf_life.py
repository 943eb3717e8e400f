"""Check of `shelf_life`: nothing counts that was completed too long before the award, enrolment or now (B18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from recommender.catalogue.objects import Qualification
from recommender.planning.check.award import award_day, entered
from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, once
from recommender.rules.shelf_life import AWARD, ENROLMENT, KIND, ShelfLife
from recommender.vocabulary import months_later


def check(
    facts: Facts, goal: Qualification, limit: ShelfLife, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Results and steps that count as themselves, each by its own day; recognised credit is its rule's affair."""
    until = _until(facts, goal, limit)
    return tuple(
        Violation(KIND, limit.id, claim.key, f"is of {claim.earned}, and does not last until {until}")
        for claim in once(claims)
        if not claim.origin.recognised and claim.attributes in limit.of and claim.earned is not None
        if months_later(claim.earned, limit.months) < until
    )


def _until(facts: Facts, goal: Qualification, limit: ShelfLife) -> date:
    if limit.since == AWARD:
        return award_day(facts, goal)
    return entered(facts, goal) if limit.since == ENROLMENT else facts.request.as_of


def rows(columns: GoalColumns, limit: ShelfLife) -> Iterator[tuple[Name, Row]]:
    """A result that is too old already counts nowhere: an award can only come later than a plan of nothing says."""
    until = _until(columns.facts, columns.version, limit)
    for terms, stream in columns.at_least(None):
        judged = stream.earned is not None and not stream.recognised and stream.attributes in limit.of
        if judged and stream.earned is not None and months_later(stream.earned, limit.months) < until:
            yield (stream.key,), Row(dict.fromkeys(terms, -1), 0)
