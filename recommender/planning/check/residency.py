"""Check of `residency`: so much, or so many items, at the institution itself, in all or of the last (B9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from recommender.catalogue.objects import Qualification
from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, once
from recommender.rules.residency import KIND, Residency
from recommender.vocabulary import format_units


def check(
    facts: Facts, goal: Qualification, limit: Residency, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Recognised credit is never in residence, whoever issued what it comes from."""
    inside = claims
    if limit.within is not None:
        places = facts.wording(goal).below.get(limit.within)
        if places is None:
            return (Violation(KIND, limit.id, goal.key, f"its part {limit.within!r} is no requirement"),)
        inside = [claim for claim in claims if claim.place in places]
        if not inside:
            return ()
    homes = limit.institutions or {goal.institution}
    mine: list[Claim] = []
    others: list[Claim] = []
    for claim in once(inside):
        own = not claim.origin.recognised and claim.origin.issuers <= homes
        (mine if own else others).append(claim)
    if limit.least_count is not None:
        number = len([claim for claim in mine if claim.units > 0])
        if number >= limit.least_count:
            return ()
        said = f"{number} results in residence, expected at least {limit.least_count}"
        return (Violation(KIND, limit.id, goal.key, said),)
    if limit.last_units is None:
        have, of = sum(claim.units for claim in mine), ""
    else:
        have = _of_the_last(mine, others, limit.last_units)
        of = f" among the last {format_units(limit.last_units)}"
    if have >= limit.least_units:
        return ()
    message = (
        f"{format_units(have)} credits in residence{of}, expected at least {format_units(limit.least_units)}"
    )
    return (Violation(KIND, limit.id, goal.key, message),)


def _of_the_last(mine: Sequence[Claim], others: Sequence[Claim], last: int) -> int:
    """The most in residence that any day leaves room for: what is later elsewhere takes its room first."""
    best = 0
    for day in {_day(claim) for claim in mine}:
        here = sum(claim.units for claim in mine if _day(claim) >= day)
        elsewhere = sum(claim.units for claim in others if _day(claim) > day)
        best = max(best, min(here, last - elsewhere))
    return best


def _day(claim: Claim) -> date:
    return claim.earned or date.max


def rows(columns: GoalColumns, limit: Residency) -> Iterator[tuple[Name, Row]]:
    """What may be of residence is enough; of the last so much no less can be there than of all."""
    if limit.within is not None and limit.within not in columns.needed:
        return  # a part that carries no claims asks for nothing
    homes = limit.institutions or {columns.version.institution}
    mine = [
        (terms, stream)
        for terms, stream in columns.at_most(limit.within)
        if not stream.recognised and stream.origin is not None and stream.origin.issuers <= homes
    ]
    if limit.within is not None and not columns.carries(limit.within):
        return
    if limit.least_count is not None:
        yield ("count",), Row(summed((terms, 1) for terms, one in mine if one.most), limit.least_count)
    else:
        terms = summed((terms, min(one.most, limit.least_units)) for terms, one in mine)
        yield ("credit",), Row(terms, limit.least_units)
