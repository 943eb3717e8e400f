"""Check of `cap`: no more comes from a source than the limit allows, in the whole or in one part (B7)."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.cap import KIND, Cap
from recommender.rules.claims import Claim, once
from recommender.rules.registry import leaf_ids, walk
from recommender.vocabulary import NodeId, format_units


def check(facts: Facts, goal: Qualification, limit: Cap, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """Credits and achievements are bounded each for itself; a part is a requirement with all below it."""
    places: frozenset[NodeId] | None = None
    if limit.within is not None:
        parts = [node for node in walk(goal.requirement) if node.id == limit.within]
        if not parts:
            return (Violation(KIND, limit.id, goal.key, f"its part {limit.within!r} is no requirement"),)
        places = leaf_ids(parts[0])
    mine = [
        claim
        for claim in once([one for one in claims if places is None or one.place in places])
        if limit.source.selects(claim.origin, goal.institution)
    ]
    keys = ", ".join(claim.key for claim in mine)
    found: list[Violation] = []
    units = sum(claim.units for claim in mine)
    if limit.most_units is not None and units > limit.most_units:
        message = (
            f"{format_units(units)} credits are claimed, expected at most {format_units(limit.most_units)}"
        )
        found.append(Violation(KIND, limit.id, keys, message))
    if limit.most_count is not None and len(mine) > limit.most_count:
        message = f"{len(mine)} achievements are claimed, expected at most {limit.most_count}"
        found.append(Violation(KIND, limit.id, keys, message))
    return tuple(found)
