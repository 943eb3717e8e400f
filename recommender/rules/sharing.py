"""Limit kind `sharing`: an achievement may serve several requirements, within bounds (B6).

Without such a limit the law is "in either but not both". A pair of places is open to one achievement if some sharing
limit covers it; each limit bounds what is shared under it. The credit of an achievement counts once in all that looks
at the whole: total, caps, residency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from recommender.rules.claims import FREE, Attributes, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, NodeId, format_units

KIND = "sharing"
MONOTONE = True
WHY_MONOTONE = "what may serve several requirements may also be left to serve one, or none"

Below: TypeAlias = Mapping[NodeId, frozenset[NodeId]]
"""For every requirement the leaves at or below it."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Between requirements of each pair in `between`, or (without any) between all requirements."""

    id: str
    between: tuple[tuple[NodeId, NodeId], ...] = ()
    most_count: int | None = None
    """Achievements shared."""
    most_units: int | None = None
    """Their credit."""
    most_uses: int | None = None
    """Requirements that one achievement may serve, among those that the limit is about."""

    def covers(self, below: Below, one: NodeId, other: NodeId) -> bool:
        """Whether an achievement may stand at both places; a free elective serves no requirement."""
        if one == other or FREE in (one, other):
            return False
        return not self.between or any(
            (one in below[left] and other in below[right]) or (other in below[left] and one in below[right])
            for left, right in self.between
            if left in below and right in below
        )

    def places(self, below: Below) -> frozenset[NodeId]:
        """The leaves that the limit is about."""
        named = [name for pair in self.between for name in pair] or list(below)
        return frozenset().union(*(below.get(name, frozenset()) for name in named))


def read(fields: Fields, total_units: int) -> Sharing:
    """Read `{kind, id, between | any, most_count, most, most_uses}`."""
    fields.only("kind", "id", "between", "any", "most_count", "most", "most_uses")
    if fields.has("between") == fields.flag("any"):
        raise fields.fail("between", "expected exactly one of `between` and `any: true`")
    return Sharing(
        fields.ident("id"),
        _pairs(fields) if fields.has("between") else (),
        fields.integer("most_count") if fields.has("most_count") else None,
        fields.units("most") if fields.has("most") else None,
        fields.integer("most_uses", least=2) if fields.has("most_uses") else None,
    )


def _pairs(fields: Fields) -> tuple[tuple[NodeId, NodeId], ...]:
    stated = fields.data["between"]
    if not isinstance(stated, list | tuple) or not stated:
        raise fields.fail("between", f"expected a list of pairs of requirements, found {stated!r}")
    found = []
    for place, pair in enumerate(stated):
        good = isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
        if not good:
            raise fields.fail(f"between/{place}", f"expected the ids of two requirements, found {pair!r}")
        found.append((NodeId(pair[0]), NodeId(pair[1])))
    return tuple(found)


def data(limit: Sharing) -> Json:
    """The canonical form."""
    found: Json = {"kind": KIND, "id": limit.id}
    found |= {"between": [list(pair) for pair in limit.between]} if limit.between else {"any": True}
    if limit.most_count is not None:
        found["most_count"] = limit.most_count
    if limit.most_units is not None:
        found["most"] = format_units(limit.most_units)
    if limit.most_uses is not None:
        found["most_uses"] = limit.most_uses
    return found


def sees(limit: Sharing, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> None:
    """Tells no two achievements apart that cannot be shared; those that can are planned item by item."""


def may_share(limits: Iterable[object], below: Below, one: NodeId, other: NodeId) -> bool:
    """Whether some limit allows an achievement at both places."""
    return any(isinstance(limit, Sharing) and limit.covers(below, one, other) for limit in limits)


def evaluate(limit: Sharing, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """One result for each bound, on the achievements that stand at a pair of places which the limit covers."""
    at: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        at[claim.key].append(claim)
    shared = [some[0] for some in at.values() if _is_shared(limit, some, ground.below)]
    keys = tuple(claim.key for claim in shared)
    found = []
    if limit.most_count is not None:
        have = len(shared)
        found.append(LimitResult(limit.id, have <= limit.most_count, have, limit.most_count, True, keys))
    if limit.most_units is not None:
        have = sum(claim.units for claim in shared)
        found.append(LimitResult(limit.id, have <= limit.most_units, have, limit.most_units, members=keys))
    if limit.most_uses is not None:
        places = limit.places(ground.below)
        have = max((sum(claim.place in places for claim in some) for some in at.values()), default=0)
        found.append(LimitResult(limit.id, have <= limit.most_uses, have, limit.most_uses, True, keys))
    return tuple(found)


def _is_shared(limit: Sharing, claims: Collection[Claim], below: Below) -> bool:
    return any(limit.covers(below, one.place, other.place) for one, other in combinations(claims, 2))
