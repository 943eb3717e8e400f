"""Limit kind `cap`: at most so much may come from a source (B7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, ItemKind, NodeId, format_units

KIND = "cap"
MONOTONE = True
WHY_MONOTONE = "a further achievement may be left unclaimed, so a cap on what is claimed never hurts"


@dataclass(frozen=True, slots=True)
class SourceSelector:
    """All stated conditions hold together; within one, any value will do."""

    kinds: frozenset[ItemKind] = frozenset()
    issuers: frozenset[InstitutionId] = frozenset()
    agreements: frozenset[str] = frozenset()
    recognised: bool | None = None
    transferred: bool | None = None
    """Studied, at least in part, elsewhere than at the awarding institution."""

    def selects(self, origin: Origin, awarding: InstitutionId) -> bool:
        """Whether credit of this origin falls under the cap of a qualification of `awarding`."""
        return (
            (not self.kinds or not self.kinds.isdisjoint(origin.kinds))
            and (not self.issuers or not self.issuers.isdisjoint(origin.issuers))
            and (not self.agreements or origin.agreement in self.agreements)
            and (self.recognised is None or self.recognised == origin.recognised)
            and (self.transferred is None or self.transferred == any(i != awarding for i in origin.issuers))
        )


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most_units` credits and `most_count` achievements from the source, in the whole or in one part."""

    id: str
    source: SourceSelector
    most_units: int | None = None
    most_count: int | None = None
    within: NodeId | None = None
    """Only claims that serve this requirement or one below it; None is the whole qualification."""


def read(fields: Fields, total_units: int) -> Cap:
    """Read `{kind, id, source, most | most_share, most_count, within}`; a share is of the stated total."""
    fields.only("kind", "id", "source", "most", "most_share", "most_count", "within")
    if fields.has("most") and fields.has("most_share"):
        raise fields.fail("most_share", "expected either `most` or `most_share`, found both")
    most = fields.units("most") if fields.has("most") else None
    if fields.has("most_share"):
        share: Fraction = fields.share("most_share") * total_units
        most = int(share)  # whole units: what exceeds the share is over the cap
    count = fields.integer("most_count") if fields.has("most_count") else None
    if most is None and count is None:
        raise fields.fail("", "expected `most`, `most_share` or `most_count`")
    within = NodeId(fields.ident("within")) if fields.has("within") else None
    return Cap(fields.ident("id"), _read_source(fields.sub("source")), most, count, within)


def _read_source(fields: Fields) -> SourceSelector:
    fields.only("kinds", "issuers", "agreements", "recognised", "transferred")
    for kind in fields.texts("kinds"):
        if kind not in list(ItemKind):
            raise fields.fail("kinds", f"unknown item kind {kind!r}; known are {', '.join(ItemKind)}")
    return SourceSelector(
        kinds=frozenset(map(ItemKind, fields.texts("kinds"))),
        issuers=frozenset(map(InstitutionId, fields.texts("issuers"))),
        agreements=frozenset(fields.texts("agreements")),
        recognised=fields.flag("recognised") if fields.has("recognised") else None,
        transferred=fields.flag("transferred") if fields.has("transferred") else None,
    )


def data(limit: Cap) -> Json:
    """The canonical form: a share is spelled out as the credit that it comes to."""
    source: Json = {
        "kinds": sorted(limit.source.kinds),
        "issuers": sorted(limit.source.issuers),
        "agreements": sorted(limit.source.agreements),
    }
    source = {name: value for name, value in source.items() if value}
    if limit.source.recognised is not None:
        source["recognised"] = limit.source.recognised
    if limit.source.transferred is not None:
        source["transferred"] = limit.source.transferred
    found: Json = {"kind": KIND, "id": limit.id, "source": source}
    if limit.most_units is not None:
        found["most"] = format_units(limit.most_units)
    if limit.most_count is not None:
        found["most_count"] = limit.most_count
    return found | ({"within": limit.within} if limit.within is not None else {})


def sees(limit: Cap, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it falls under the cap."""
    return limit.source.selects(origin, awarding)


def evaluate(limit: Cap, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """One result for the credits and one for the count, each where stated."""
    mine = [
        claim
        for claim in ground.within(claims, limit.within)
        if limit.source.selects(claim.origin, ground.awarding)
    ]
    keys = tuple(claim.key for claim in mine)
    found: list[LimitResult] = []
    if limit.most_units is not None:
        units = sum(claim.units for claim in mine)
        found.append(LimitResult(limit.id, units <= limit.most_units, units, limit.most_units, members=keys))
    if limit.most_count is not None:
        found.append(
            LimitResult(limit.id, len(mine) <= limit.most_count, len(mine), limit.most_count, True, keys)
        )
    return tuple(found)
