"""How many points is a mark worth on a scale of grade points (B10)?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from recommender.vocabulary import Grade, GradeScheme, ItemId


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """Points of one mark; of a numeric scheme from this mark on, or with no mark the mark times `points`."""

    grade_scheme: str
    points: Fraction
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of grade points over one grade scheme or several; marks that it does not name have no points."""

    id: str
    rows: tuple[ScaleRow, ...]

    def points(self, grade: Grade | None, schemes: Mapping[str, GradeScheme]) -> Fraction | None:
        """The points of a mark, None where the scale does not map it."""
        scheme = schemes.get(grade.scheme) if grade else None
        if grade is None or scheme is None:
            return None
        rank = scheme.rank(grade.mark)
        best: tuple[Fraction, Fraction] | None = None
        for row in self.rows:
            if row.grade_scheme != grade.scheme or rank is None:
                continue
            if row.mark is None:
                return rank * row.points
            floor = scheme.rank(row.mark)
            reached = floor is not None and (floor <= rank if scheme.numeric else floor == rank)
            if reached and floor is not None and (best is None or floor > best[0]):
                best = (floor, row.points)
        return best[1] if best else None


@dataclass(frozen=True)
class Assumed:
    """The marks that the caller assumes of new study: of single items, else of all (B20)."""

    overall: Grade | None = None
    items: Mapping[ItemId, Grade] = field(default_factory=dict, hash=False)

    def grade(self, item: ItemId | None) -> Grade | None:
        """What the caller assumes of an item; None: nothing."""
        found = self.items.get(item) if item is not None else None
        return found or self.overall
