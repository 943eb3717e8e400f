"""Where does a qualifier stand, and what of it has to be known that the block may not say: schemes, scales, rules?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from recommender.interchange.scribe.bank import Bank, NotSaid
from recommender.interchange.scribe.tree import Amount
from recommender.vocabulary import Grade, GradeScheme

Json: TypeAlias = dict[str, Any]
_POINTS = re.compile(r"[0-9]+(\.[0-9]+)?")


class Place:
    """Where a qualifier stands: the block, or one rule of it."""

    def __init__(
        self,
        bank: Bank,
        attributes: Mapping[str, str],
        node: str | None,
        amount: Amount | None = None,
        others: Sequence[str] = (),
        nodes: Mapping[str, str] | None = None,
    ) -> None:
        self.bank, self.attributes, self.node, self.amount = bank, attributes, node, amount
        self.others, self.nodes = others, nodes or {}

    @property
    def within(self) -> Json:
        return {} if self.node is None else {"within": self.node}

    def grade_scheme(self) -> str:
        known = self.bank.catalogue.grade_schemes
        stated = self.attributes.get("grades")
        if stated is not None and stated in known:
            return stated
        if stated is None and len(known) == 1:
            return str(next(iter(known)))
        raise NotSaid("the block names no grade scheme of the catalogue (Grades)")

    def pass_fail(self) -> str:
        stated = self.attributes.get("passfail", "")
        if stated not in self.bank.catalogue.grade_schemes:
            raise NotSaid("the block names no pass/fail scheme of the catalogue (PassFail)")
        return stated

    def scale(self) -> str:
        stated = self.attributes.get("scale")
        if stated is not None and stated in self.bank.catalogue.scales:
            return stated
        raise NotSaid("the block names no scale of grade points of the catalogue (Scale)")

    def mark(self, text: str) -> Json:
        """A mark of the block's scheme, as a grade."""
        name = self.grade_scheme()
        scheme = self.bank.catalogue.grade_schemes[name]
        if scheme.rank(text) is not None:
            return {"scheme": name, "mark": text}
        if scheme.numeric or not _POINTS.fullmatch(text):
            raise NotSaid(f"{text} is no mark of the scheme {name}")
        return {"scheme": name, "mark": self._worth(text, scheme)}

    def _worth(self, points: str, scheme: GradeScheme) -> str:
        """The lowest mark from which on every mark has so many points on the block's scale."""
        scale = self.bank.catalogue.scales[self.scale()]
        found = None
        for mark in reversed(scheme.marks):
            worth = scale.points(Grade(scheme.id, mark), self.bank.catalogue.grade_schemes)
            if worth is None or worth < Fraction(points):
                break
            found = mark
        if found is None:
            raise NotSaid(f"no mark of the scheme {scheme.id} is worth {points} points")
        return found
