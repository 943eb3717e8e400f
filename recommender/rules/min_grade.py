"""Limit kind `min_grade`: a held result counts only from this mark on, and with these measures (B10, F1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from recommender.rules.claims import Attributes, Circumstances, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import Grade, GradeScheme, InstitutionId, NodeId, reaches

KIND = "min_grade"
MONOTONE = True
WHY_MONOTONE = "a result that is too low may be left unclaimed, and then closes no new study"
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class MinGrade:
    """What a result has to show; recognised credit has no mark of its own, and is not judged.

    New study is assumed to reach it, and says so (B20).
    """

    id: str
    grades: tuple[Grade, ...] = ()
    """A floor for each grade scheme; a result reaches that of its own. New study is assumed at the first."""
    measures: tuple[tuple[str, str], ...] = ()
    """Name and least value, in order of names: all of them."""
    of: ItemSet | None = None
    """Only what counts as a member of this set; None: everything."""
    within: NodeId | None = None
    """Only claims that serve this requirement or one below it; None is the whole qualification."""

    def covers(self, attributes: Attributes) -> bool:
        """Whether such an achievement is judged, where it is a result or new study."""
        return self.of is None or attributes in self.of

    def passes(
        self, grade: Grade | None, measures: Mapping[str, str], schemes: Mapping[str, GradeScheme]
    ) -> bool:
        """Whether a result is good enough; what is not stated, or does not compare, is not."""
        return (not self.grades or any(reaches(grade, floor, schemes) for floor in self.grades)) and all(
            name in measures and Fraction(measures[name]) >= Fraction(least) for name, least in self.measures
        )


def read(fields: Fields, total_units: int) -> MinGrade:
    """Read `{kind, id, grade | grades, measures, of, within}`; a floor or a measure, or both."""
    fields.only("kind", "id", "grade", "grades", "measures", "of", "within")
    if fields.has("grade") and fields.has("grades"):
        raise fields.fail("grades", "expected either `grade` or `grades`, found both")
    one = fields.grade("grade")
    grades = (one,) if one else fields.each("grades", _floor) if fields.has("grades") else ()
    if len({grade.scheme for grade in grades}) != len(grades):
        raise fields.fail("grades", "expected one mark of each grade scheme")
    measures = _measures(fields.sub("measures")) if fields.has("measures") else ()
    if not grades and not measures:
        raise fields.fail("", "expected `grade`, `grades` or `measures`")
    of = read_set(fields.sub("of")) if fields.has("of") else None
    within = NodeId(fields.ident("within")) if fields.has("within") else None
    return MinGrade(fields.ident("id"), grades, measures, of, within)


def _floor(fields: Fields) -> Grade:
    fields.only("scheme", "mark")
    return Grade(fields.text("scheme"), fields.text("mark"))


def _measures(fields: Fields) -> tuple[tuple[str, str], ...]:
    found = []
    for name in sorted(fields.data):
        least = fields.text(name)
        if not _DECIMAL.fullmatch(least):
            raise fields.fail(name, f"expected a decimal text such as '80', found {least!r}")
        found.append((name, least))
    return tuple(found)


def data(limit: MinGrade) -> Json:
    """The canonical form."""
    floors = [{"scheme": grade.scheme, "mark": grade.mark} for grade in limit.grades]
    stated: Json = {
        "grade": floors[0] if len(floors) == 1 else None,
        "grades": floors if len(floors) > 1 else None,
        "measures": dict(limit.measures) or None,
        "of": None if limit.of is None else set_data(limit.of),
        "within": limit.within,
    }
    found: Json = {"kind": KIND, "id": limit.id}
    return found | {name: value for name, value in stated.items() if value is not None}


def sees(limit: MinGrade, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it is judged: new study of it says what it needs."""
    return limit.covers(attributes)


def outdone(limit: MinGrade, claim: Claim, facts: Circumstances) -> bool:
    """Whether new study of the same item may count where this result does not."""
    return limit.covers(claim.attributes) and not limit.passes(claim.grade, claim.measures, facts.schemes)


def evaluate(limit: MinGrade, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """The results that are claimed and should not be: none at all."""
    low = tuple(
        claim.key
        for claim in ground.within(claims, limit.within)
        if claim.key.startswith("held:")
        and limit.covers(claim.attributes)
        and not limit.passes(claim.grade, claim.measures, ground.facts.schemes)
    )
    return (LimitResult(limit.id, not low, len(low), 0, counts=True, members=low),)
