"""Limit kind `breadth`: over how many subjects, places, levels or named areas must the credit spread (B14)?"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import InstitutionId, NodeId, format_units

KIND = "breadth"
MONOTONE = True
WHY_MONOTONE = "a further achievement may be left unclaimed, and claimed it can only cover one more area"

BY = ("subject", "issuer", "level", "item_kind")
"""What an area may be: one value of this attribute."""
_FIELDS = (
    "kind",
    "id",
    "by",
    "areas",
    "of",
    "within",
    "least_areas",
    "most_areas",
    "each_least",
    "each_least_count",
    "each_most",
    "each_most_count",
)


@dataclass(frozen=True, slots=True)
class Area:
    """A named area; an achievement may lie in several, and counts in each."""

    id: str
    of: ItemSet
    titles: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Breadth:
    """Bounds on the number of areas, and on what one area holds; what lies in no area is under no bound."""

    id: str
    by: str = ""
    """One of BY; empty where the areas are named."""
    areas: tuple[Area, ...] = ()
    of: ItemSet | None = None
    """Only what counts as a member of this set; None: everything."""
    within: NodeId | None = None
    """Only claims that serve this requirement or one below it; a part that carries no claims asks for no areas."""
    least_areas: int = 0
    """So many areas must be covered: hold an achievement, and as much as is stated below."""
    most_areas: int | None = None
    """No more areas may hold anything."""
    each_least_units: int = 0
    each_least_count: int = 1
    each_most_units: int | None = None
    each_most_count: int | None = None

    def areas_of(self, attributes: Attributes) -> frozenset[Hashable]:
        """The areas in which such an achievement lies."""
        if self.of is not None and attributes not in self.of:
            return frozenset()
        if self.areas:
            return frozenset(area.id for area in self.areas if attributes in area.of)
        value = {
            "subject": attributes.subject,
            "issuer": attributes.issuer,
            "level": attributes.level,
            "item_kind": attributes.kind,
        }[self.by]
        return frozenset() if value is None else frozenset({value})


def read(fields: Fields, total_units: int) -> Breadth:
    """Read `{kind, id, by | areas, of, within, least_areas, most_areas, each_least, ...}`."""
    fields.only(*_FIELDS)
    if fields.has("by") == fields.has("areas"):
        raise fields.fail("by", "expected exactly one of `by` and `areas`")
    by = fields.text("by") if fields.has("by") else ""
    if by and by not in BY:
        raise fields.fail("by", f"expected one of {', '.join(BY)}, found {by!r}")
    areas = fields.each("areas", _area) if fields.has("areas") else ()
    if len({area.id for area in areas}) != len(areas):
        raise fields.fail("areas", "expected each id once")
    return Breadth(
        fields.ident("id"),
        by,
        areas,
        read_set(fields.sub("of")) if fields.has("of") else None,
        NodeId(fields.ident("within")) if fields.has("within") else None,
        *_numbers(fields, areas),
        fields.units("each_least") if fields.has("each_least") else 0,
        fields.integer("each_least_count", least=1) if fields.has("each_least_count") else 1,
        fields.units("each_most") if fields.has("each_most") else None,
        fields.integer("each_most_count") if fields.has("each_most_count") else None,
    )


def _area(fields: Fields) -> Area:
    fields.only("id", "titles", "of")
    return Area(fields.ident("id"), read_set(fields.sub("of")), fields.titles())


def _numbers(fields: Fields, areas: Collection[Area]) -> tuple[int, int | None]:
    """Least and most number of areas, and that there is a bound at all."""
    least = fields.integer("least_areas", least=1) if fields.has("least_areas") else 0
    most = fields.integer("most_areas", least=1) if fields.has("most_areas") else None
    if areas and least > len(areas):
        raise fields.fail("least_areas", f"expected at most the {len(areas)} areas, found {least}")
    if most is not None and most < least:
        raise fields.fail("most_areas", "expected no less than `least_areas`")
    for name in ("each_least", "each_least_count"):
        if fields.has(name) and not least:
            raise fields.fail(
                name, "expected `least_areas` beside it: the number of areas that must have so much"
            )
    if not least and not any(fields.has(name) for name in ("most_areas", "each_most", "each_most_count")):
        raise fields.fail("", "expected `least_areas`, `most_areas`, `each_most` or `each_most_count`")
    return least, most


def data(limit: Breadth) -> Json:
    """The canonical form."""
    stated: Json = {
        "by": limit.by or None,
        "areas": [_area_data(area) for area in limit.areas] or None,
        "of": None if limit.of is None else set_data(limit.of),
        "within": limit.within,
        "least_areas": limit.least_areas or None,
        "most_areas": limit.most_areas,
        "each_least": format_units(limit.each_least_units) if limit.each_least_units else None,
        "each_least_count": limit.each_least_count if limit.each_least_count > 1 else None,
        "each_most": None if limit.each_most_units is None else format_units(limit.each_most_units),
        "each_most_count": limit.each_most_count,
    }
    found: Json = {"kind": KIND, "id": limit.id}
    return found | {name: value for name, value in stated.items() if value is not None}


def _area_data(area: Area) -> Json:
    return {"id": area.id} | ({"titles": area.titles} if area.titles else {}) | {"of": set_data(area.of)}


def sees(limit: Breadth, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> Hashable:
    """The areas in which it lies."""
    return limit.areas_of(attributes)


def evaluate(limit: Breadth, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """One result for each bound that is stated; of the bounds on one area that of the fullest."""
    mine = ground.within(claims, limit.within)
    held: dict[Hashable, list[Claim]] = {}
    for claim in mine:
        for area in limit.areas_of(claim.attributes):
            held.setdefault(area, []).append(claim)
    keys = tuple(dict.fromkeys(claim.key for group in held.values() for claim in group))
    units = {area: sum(claim.units for claim in group) for area, group in held.items()}
    covered = sum(
        units[area] >= limit.each_least_units and len(group) >= limit.each_least_count
        for area, group in held.items()
    )
    found: list[LimitResult] = []
    if limit.least_areas:
        enough = covered >= limit.least_areas or (limit.within is not None and not mine)
        found.append(LimitResult(limit.id, enough, covered, limit.least_areas, True, keys))
    for have, most, counts in (
        (len(held), limit.most_areas, True),
        (max(units.values(), default=0), limit.each_most_units, False),
        (max(map(len, held.values()), default=0), limit.each_most_count, True),
    ):
        if most is not None:
            found.append(LimitResult(limit.id, have <= most, have, most, counts, keys))
    return tuple(found)
