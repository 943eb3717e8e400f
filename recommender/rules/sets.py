"""Which achievements does a rule mean: sets by ids and attributes, unions, intersections, differences (B4)?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.rules.claims import Attributes
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, ItemId, ItemKind

_FIELDS = (
    "items",
    "issuers",
    "kinds",
    "subjects",
    "level_from",
    "level_to",
    "tags",
    "union",
    "intersection",
    "except",
)


@dataclass(frozen=True, slots=True)
class ItemSet:
    """All stated conditions hold together; an empty set of conditions means everything.

    Within one condition any value will do (`subjects: [MATH, STAT]` is either). Elective credit without a named
    item is never in `items`, but may be in a set by attributes. A missing subject or level is in no such range.
    """

    items: frozenset[ItemId] = frozenset()
    issuers: frozenset[InstitutionId] = frozenset()
    kinds: frozenset[ItemKind] = frozenset()
    subjects: frozenset[str] = frozenset()
    level_from: int | None = None
    level_to: int | None = None
    """Inclusive."""
    tags: frozenset[str] = frozenset()
    union: tuple[ItemSet, ...] = ()
    intersection: tuple[ItemSet, ...] = ()
    minus: tuple[ItemSet, ...] = ()

    def __contains__(self, thing: object) -> bool:
        if not isinstance(thing, Attributes):
            return False
        return (
            (not self.items or (thing.item is not None and thing.item in self.items))
            and (not self.issuers or thing.issuer in self.issuers)
            and (not self.kinds or thing.kind in self.kinds)
            and (not self.subjects or thing.subject in self.subjects)
            and self._level_fits(thing.level)
            and (not self.tags or not self.tags.isdisjoint(thing.tags))
            and (not self.union or any(thing in part for part in self.union))
            and all(thing in part for part in self.intersection)
            and not any(thing in part for part in self.minus)
        )

    def _level_fits(self, level: int | None) -> bool:
        if self.level_from is None and self.level_to is None:
            return True
        if level is None:
            return False
        return (self.level_from is None or self.level_from <= level) and (
            self.level_to is None or level <= self.level_to
        )

    def named_items(self) -> frozenset[ItemId]:
        """Every item id that the set names anywhere, for look-ups of unknown ids."""
        parts = (*self.union, *self.intersection, *self.minus)
        return self.items.union(*(part.named_items() for part in parts)) if parts else self.items


EVERYTHING = ItemSet()


def read_set(fields: Fields) -> ItemSet:
    """Read a set; raises RuleDataError naming the field."""
    fields.only(*_FIELDS)
    kinds = []
    for kind in fields.texts("kinds"):
        if kind not in list(ItemKind):
            raise fields.fail("kinds", f"unknown item kind {kind!r}; known are {', '.join(ItemKind)}")
        kinds.append(ItemKind(kind))
    part = {
        name: fields.each(name, read_set) for name in ("union", "intersection", "except") if fields.has(name)
    }
    return ItemSet(
        items=frozenset(map(ItemId, fields.texts("items"))),
        issuers=frozenset(map(InstitutionId, fields.texts("issuers"))),
        kinds=frozenset(kinds),
        subjects=frozenset(fields.texts("subjects")),
        level_from=fields.integer("level_from") if fields.has("level_from") else None,
        level_to=fields.integer("level_to") if fields.has("level_to") else None,
        tags=frozenset(fields.texts("tags")),
        union=part.get("union", ()),
        intersection=part.get("intersection", ()),
        minus=part.get("except", ()),
    )


def set_data(one: ItemSet) -> Json:
    """The canonical form of a set; everything is the empty mapping."""
    stated: Json = {
        "items": sorted(one.items),
        "issuers": sorted(one.issuers),
        "kinds": sorted(kind.value for kind in one.kinds),
        "subjects": sorted(one.subjects),
        "tags": sorted(one.tags),
        "union": [set_data(part) for part in one.union],
        "intersection": [set_data(part) for part in one.intersection],
        "except": [set_data(part) for part in one.minus],
    }
    levels = {"level_from": one.level_from, "level_to": one.level_to}
    return {key: value for key, value in stated.items() if value} | {
        key: level for key, level in levels.items() if level is not None
    }
