"""Check of `breadth`: does the credit spread over enough areas, not too many, and not too much in one (B14)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.breadth import KIND, Breadth
from recommender.rules.claims import Claim, claims_in, once
from recommender.rules.registry import leaf_ids, walk
from recommender.vocabulary import format_units


def check(
    facts: Facts, goal: Qualification, limit: Breadth, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Areas are counted by what counts in them, once for each achievement."""
    if limit.within is not None:
        parts = [node for node in walk(goal.requirement) if node.id == limit.within]
        claims = claims_in(claims, leaf_ids(parts[0]) if parts else frozenset())
        if not claims:
            return ()
    mine = [one for one in once(claims) if limit.of is None or one.attributes in limit.of]
    return tuple(Violation(KIND, limit.id, goal.key, message) for message in _messages(limit, mine))


def _messages(limit: Breadth, claims: Sequence[Claim]) -> Iterator[str]:
    areas = {area: [one for one in claims if area in _areas(limit, one)] for area in _all(limit, claims)}
    areas = {area: inside for area, inside in areas.items() if inside}
    covered = [
        area
        for area, inside in areas.items()
        if sum(one.units for one in inside) >= limit.each_least_units
        and len(inside) >= limit.each_least_count
    ]
    if len(covered) < limit.least_areas:
        yield f"covers {len(covered)} areas, expected at least {limit.least_areas}"
    if limit.most_areas is not None and len(areas) > limit.most_areas:
        yield f"lies in {len(areas)} areas, expected at most {limit.most_areas}"
    for area, inside in areas.items():
        credit = sum(one.units for one in inside)
        if limit.each_most_units is not None and credit > limit.each_most_units:
            most = format_units(limit.each_most_units)
            yield f"has {format_units(credit)} credits in {area}, expected at most {most}"
        if limit.each_most_count is not None and len(inside) > limit.each_most_count:
            yield f"has {len(inside)} achievements in {area}, expected at most {limit.each_most_count}"


def _all(limit: Breadth, claims: Sequence[Claim]) -> list[str]:
    return sorted({area for claim in claims for area in _areas(limit, claim)})


def _areas(limit: Breadth, claim: Claim) -> set[str]:
    """The named areas whose set holds it, else the one value of the attribute."""
    if limit.areas:
        return {area.id for area in limit.areas if claim.attributes in area.of}
    look = claim.attributes
    if limit.by == "level":
        return set() if look.level is None else {str(look.level)}
    found = {"subject": look.subject, "issuer": look.issuer, "item_kind": look.kind.value}[limit.by]
    return set() if found is None else {str(found)}
