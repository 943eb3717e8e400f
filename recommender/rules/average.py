"""Limit kind `average`: the marks of what counts average at least so many points, weighted by credit (B10, B20)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from recommender.rules.claims import Attributes, Circumstances, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import Grade, InstitutionId, ItemId, NodeId

KIND = "average"
MONOTONE = True
WHY_MONOTONE = "a further result, however low, may be left unclaimed, and then counts in no average"
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_SHOWN = 600
"""Points are shown as amounts are, in units of 1/600."""


@dataclass(frozen=True, slots=True)
class Average:
    """Over the results and the new study that count, and have a mark that the scale maps; the rest is left out."""

    id: str
    least: Fraction
    scale: str
    of: ItemSet | None = None
    """Only what counts as a member of this set; None: everything."""
    within: NodeId | None = None
    """Only claims that serve this requirement or one below it; None is the whole qualification."""

    def covers(self, attributes: Attributes) -> bool:
        """Whether such an achievement is averaged, where it has a mark."""
        return self.of is None or attributes in self.of

    def assumed(self, item: ItemId | None, facts: Circumstances) -> Grade | None:
        """The mark at which new study is averaged: the caller's where the scale maps it, else the pass mark."""
        scale = facts.scales.get(self.scale)
        if scale is None:
            return None
        wished = facts.assume.grade(item)
        if scale.points(wished, facts.schemes) is not None:
            return wished
        first = facts.schemes.get(scale.rows[0].grade_scheme)
        return None if first is None else Grade(first.id, first.pass_mark)

    def points(self, grade: Grade | None, facts: Circumstances) -> Fraction | None:
        """The points of a mark; None: it has none, and is left out."""
        scale = facts.scales.get(self.scale)
        return None if scale is None else scale.points(grade, facts.schemes)

    def lift(self, claim: Claim, facts: Circumstances) -> Fraction:
        """Credit units times points above the least: what a claim adds to, or takes from, the average."""
        grade = claim.grade
        if claim.key.startswith("new:"):
            grade = self.assumed(claim.attributes.item, facts)
        points = self.points(grade, facts)
        return Fraction(0) if points is None else claim.units * (points - self.least)


def read(fields: Fields, total_units: int) -> Average:
    """Read `{kind, id, least, scale, of, within}`; `least` is a decimal text such as '2.7'."""
    fields.only("kind", "id", "least", "scale", "of", "within")
    least = fields.text("least")
    if not _DECIMAL.fullmatch(least):
        raise fields.fail("least", f"expected points as text such as '2.7', found {least!r}")
    return Average(
        fields.ident("id"),
        Fraction(least),
        fields.ident("scale"),
        read_set(fields.sub("of")) if fields.has("of") else None,
        NodeId(fields.ident("within")) if fields.has("within") else None,
    )


def data(limit: Average) -> Json:
    """The canonical form."""
    found: Json = {"kind": KIND, "id": limit.id, "least": points_text(limit.least), "scale": limit.scale}
    of = {} if limit.of is None else {"of": set_data(limit.of)}
    return found | of | ({} if limit.within is None else {"within": limit.within})


def points_text(points: Fraction) -> str:
    """Points as decimal text of at most two places, rounded up: what has to be reached is never understated."""
    hundredths = -int(-points * 100 // 1)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def sees(limit: Average, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it is averaged; items of which the caller assumes marks of their own are told apart by the planner."""
    return limit.covers(attributes)


def outdone(limit: Average, claim: Claim, facts: Circumstances) -> bool:
    """Whether new study of the same item, at the mark assumed of it, does more for the average than this result."""
    if not limit.covers(claim.attributes):
        return False
    points = limit.points(limit.assumed(claim.attributes.item, facts), facts)
    anew = Fraction(0) if points is None else claim.units * (points - limit.least)
    return anew > limit.lift(claim, facts)


def evaluate(limit: Average, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """The average over what has a mark; where nothing has one it is met."""
    facts = ground.facts
    mine = [one for one in ground.within(claims, limit.within) if limit.covers(one.attributes)]
    marked = [one for one in mine if _has_points(limit, one, facts)]
    credit = sum(one.units for one in marked)
    above = sum((limit.lift(one, facts) for one in marked), Fraction(0))
    have = limit.least + (above / credit if credit else 0)
    keys = tuple(one.key for one in marked)
    return (
        LimitResult(limit.id, above >= 0, int(have * _SHOWN // 1), int(limit.least * _SHOWN), members=keys),
    )


def _has_points(limit: Average, claim: Claim, facts: Circumstances) -> bool:
    grade = limit.assumed(claim.attributes.item, facts) if claim.key.startswith("new:") else claim.grade
    return limit.points(grade, facts) is not None
