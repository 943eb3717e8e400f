"""Requirement kind `pool`: so much from one set, and of it so much from parts of it, which may overlap (B5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from recommender.rules.claims import Attributes, Circumstances, Claim, NodeResult, claims_in
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import NodeId, format_units

KIND = "pool"
MONOTONE = True
WHY_MONOTONE = "a further member of the pool may be left unclaimed, so it can only help"

_BOUNDS = ("least", "least_count", "most", "most_count")


@dataclass(frozen=True, slots=True)
class Part:
    """Bounds on what of the pool lies in `of`; one claim counts in every part that holds it."""

    id: NodeId
    of: ItemSet
    least_units: int = 0
    least: int = 0
    most_units: int | None = None
    most: int | None = None
    titles: dict[str, str] = field(default_factory=dict, hash=False)

    def keeps(self, claims: Sequence[Claim]) -> bool:
        """Whether the claims, all of them its own, are enough and not too many."""
        units, count = sum(claim.units for claim in claims), len(claims)
        return (
            units >= self.least_units
            and count >= self.least
            and (self.most_units is None or units <= self.most_units)
            and (self.most is None or count <= self.most)
        )


@dataclass(frozen=True, slots=True)
class Pool(Part):
    """The whole pool with its parts: 20 credits, of which 4 of laboratories and 3 at level 300."""

    parts: tuple[Part, ...] = ()

    def inside(self, claims: Collection[Claim]) -> list[Claim]:
        """What of the claims stands in the pool."""
        return [claim for claim in claims_in(claims, {self.id}) if claim.attributes in self.of]


def read(fields: Fields) -> Pool:
    """Read `{kind, id, titles, of, least, least_count, most, most_count, parts}`, each part alike."""
    fields.only("kind", "id", "titles", "of", *_BOUNDS, "parts")
    whole = _part(fields)
    parts = fields.each("parts", _read_part)
    seen = {whole.id}
    for place, part in enumerate(parts):
        if part.id in seen:
            raise fields.fail(f"parts/{place}/id", f"expected an id of its own, found {part.id!r}")
        seen.add(part.id)
    return Pool(
        whole.id,
        whole.of,
        whole.least_units,
        whole.least,
        whole.most_units,
        whole.most,
        whole.titles,
        parts,
    )


def _read_part(fields: Fields) -> Part:
    fields.only("id", "titles", "of", *_BOUNDS)
    if not any(map(fields.has, _BOUNDS)):
        raise fields.fail("", f"expected at least one of {', '.join(_BOUNDS)}")
    return _part(fields)


def _part(fields: Fields) -> Part:
    units = fields.units("least") if fields.has("least") else 0
    least = fields.integer("least_count") if fields.has("least_count") else 0
    most_units = fields.units("most") if fields.has("most") else None
    most = fields.integer("most_count") if fields.has("most_count") else None
    if most_units is not None and most_units < units:
        raise fields.fail("most", "expected no less than `least`")
    if most is not None and most < least:
        raise fields.fail("most_count", "expected no less than `least_count`")
    of, key = read_set(fields.sub("of")), NodeId(fields.ident("id"))
    return Part(key, of, units, least, most_units, most, fields.titles())


def data(node: Pool) -> Json:
    """The canonical form; `id`, `kind` and `titles` are written for every kind alike."""
    parts = [
        {"id": part.id} | ({"titles": part.titles} if part.titles else {}) | _data(part)
        for part in node.parts
    ]
    return _data(node) | {"parts": parts}


def _data(part: Part) -> Json:
    found: Json = {"of": set_data(part.of)}
    if part.least_units:
        found["least"] = format_units(part.least_units)
    if part.least:
        found["least_count"] = part.least
    if part.most_units is not None:
        found["most"] = format_units(part.most_units)
    if part.most is not None:
        found["most_count"] = part.most
    # A part says at least one bound, even one that asks for nothing.
    return found if len(found) > 1 else found | {"least": "0"}


def sees(node: Pool, attributes: Attributes) -> tuple[bool, ...]:
    """The parts in which an item counts."""
    return tuple(attributes in part.of for part in node.parts)


def evaluate(node: Pool, claims: Collection[Claim], facts: Circumstances) -> NodeResult:
    """The pool and each of its parts, on what is claimed in it."""
    mine = node.inside(claims)
    inside = [[claim for claim in mine if claim.attributes in part.of] for part in node.parts]
    units = sum(claim.units for claim in mine)
    short = [
        (part.least_units - sum(claim.units for claim in some), part.least - len(some))
        for part, some in ((node, mine), *zip(node.parts, inside, strict=True))
    ]
    return NodeResult(
        node.id,
        node.keeps(mine) and all(part.keeps(some) for part, some in zip(node.parts, inside, strict=True)),
        have_units=units,
        have_count=len(mine),
        # One claim may serve several parts: missing is what the pool or its neediest part still lacks.
        missing_units=max(0, *(units for units, _ in short)),
        missing_count=max(0, *(count for _, count in short)),
    )
