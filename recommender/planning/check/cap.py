"""Check of `cap`: no more comes from a source than the limit allows, in the whole or in one part (B7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from recommender.catalogue.objects import Qualification
from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.streams import Stream
from recommender.planning.check.violation import Violation
from recommender.rules.cap import KIND, Cap
from recommender.rules.claims import Claim, once
from recommender.vocabulary import NodeId, format_units


def check(facts: Facts, goal: Qualification, limit: Cap, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """Credits and achievements are bounded each for itself; a part is a requirement with all below it."""
    below = facts.wording(goal).below
    for part in (limit.within, limit.share_of):
        if part is not None and part not in below:
            return (Violation(KIND, limit.id, goal.key, f"its part {part!r} is no requirement"),)

    def inside(part: NodeId | None) -> tuple[Claim, ...]:
        places = None if part is None else below[part]
        return once([one for one in claims if places is None or one.place in places])

    mine = [
        claim
        for claim in inside(limit.within)
        if limit.source.selects(claim.origin, goal.institution, claim.grade)
        and (limit.of is None or claim.attributes in limit.of)
    ]
    whole = sum(claim.units for claim in inside(limit.share_of)) if limit.most_share is not None else 0
    return tuple(
        Violation(KIND, limit.id, ", ".join(claim.key for claim in together), message)
        for together in _together(limit, mine)
        for message in _over(limit, together, whole)
    )


def _together(limit: Cap, claims: Sequence[Claim]) -> list[list[Claim]]:
    """What is counted together: everything, or what shares a value of that for which the cap holds by itself."""
    if not limit.each:
        return [list(claims)]
    values = {value for claim in claims for value in _values(limit.each, claim)}
    return [[claim for claim in claims if value in _values(limit.each, claim)] for value in sorted(values)]


def _values(each: str, claim: Claim) -> set[str]:
    """Where, under what or as what it was studied; or what it counts as."""
    match each:
        case "issuer":
            return set(claim.origin.issuers)
        case "item_kind":
            return set(claim.origin.kinds)
        case "agreement":
            found: str | int | None = claim.origin.agreement
        case "subject":
            found = claim.attributes.subject
        case _:
            found = claim.attributes.level
    return set() if found is None else {str(found)}


def _over(limit: Cap, claims: Sequence[Claim], whole: int) -> Iterator[str]:
    units = sum(claim.units for claim in claims)
    said = f"{format_units(units)} credits are claimed, expected at most"
    if limit.most_units is not None and units > limit.most_units:
        yield f"{said} {format_units(limit.most_units)}"
    if limit.most_share is not None and Fraction(units) > limit.most_share * whole:
        yield f"{said} {limit.most_share} of {format_units(whole)}"
    if limit.most_count is not None and len(claims) > limit.most_count:
        yield f"{len(claims)} achievements are claimed, expected at most {limit.most_count}"


def rows(columns: GoalColumns, limit: Cap) -> Iterator[tuple[Name, Row]]:
    """At most so much of what certainly falls under the cap; what may or may not is left out."""
    together: dict[str, list[tuple[dict[str, int], Stream]]] = defaultdict(list)
    for terms, stream in columns.at_least(limit.within):
        for value in _falls_under(columns, limit, stream):
            together[value].append((terms, stream))
    if limit.most_share is not None and not limit.each:
        # With every book, even where nothing of it falls under the cap: what counts in the whole makes room.
        yield ("share",), _share(columns, limit, limit.most_share, together[""])
    for value, some in together.items():
        if limit.most_units is not None:
            lowest = summed((terms, -stream.least) for terms, stream in some)
            yield ("most", value), Row(lowest, -limit.most_units)
        if limit.most_count is not None:
            yield ("count", value), Row(summed((terms, -1) for terms, _ in some), -limit.most_count)


def _share(
    columns: GoalColumns, limit: Cap, share: Fraction, under: list[tuple[dict[str, int], Stream]]
) -> Row:
    """What falls under the cap is no more than its share of all that may count in the part."""
    part, whole = share.numerator, share.denominator
    all_of_it = [(terms, part * stream.most) for terms, stream in columns.at_most(limit.share_of)]
    return Row(summed([*all_of_it, *((terms, -whole * stream.least) for terms, stream in under)]), 0)


def _falls_under(columns: GoalColumns, limit: Cap, stream: Stream) -> set[str]:
    """Values with which a stream is counted together for sure; none where it may not fall under the cap at all."""
    origin, version = stream.origin, columns.version
    if origin is None or (limit.of is not None and stream.attributes not in limit.of):
        return set()
    if limit.source.awarded is not None and stream.key.startswith("out:"):
        return set()  # whether an award has used its sources hangs on which they are
    if not limit.source.selects(origin, version.institution, stream.grade):
        return set()
    match limit.each:
        case "":
            return {""}
        case "issuer":
            return set(origin.issuers)
        case "item_kind":
            return set(origin.kinds)
        case "agreement":
            found: str | int | None = origin.agreement
        case "subject":
            found = stream.attributes.subject
        case _:
            found = stream.attributes.level
    return set() if found is None else {str(found)}
