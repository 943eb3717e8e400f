"""How often does an item count: once, up to so many times, or up to so much credit (A1)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.rules.fields import Fields, Json
from recommender.vocabulary import format_units

MOST_TIMES = 1000


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A bound on the results of one item, or of one lineage, that count towards a qualification."""

    times: int | None = None
    units: int | None = None
    """Most credit of them all together."""

    def credit(self, amounts: Iterable[int]) -> int:
        """How much of these amounts counts as completed: the highest first."""
        most = sum(sorted(amounts, reverse=True)[: self.times])
        return most if self.units is None else min(most, self.units)

    def allows(self, amounts: Iterable[int | None]) -> bool:
        """Whether all of these count together; an amount that is not known takes all the credit there is."""
        known = [self.weight(units) for units in amounts]
        return (self.times is None or len(known) <= self.times) and (
            self.units is None or sum(known) <= self.units
        )

    def weight(self, units: int | None) -> int:
        """What an amount takes up of the credit; one that is not known takes it all."""
        return (self.units or 0) if units is None else units

    def results(self, least_units: int) -> int:
        """How many results there can be, each of so much credit at least."""
        if self.times is not None:
            return self.times
        return (self.units or 0) // least_units if least_units else MOST_TIMES

    def total(self, most_units: int) -> int:
        """How much credit there can be of results of so much at most."""
        found = [self.units] if self.units is not None else []
        found += [self.times * most_units] if self.times is not None else []
        return min(found, default=most_units)


ONCE = Repeatable(1)
"""Of whatever is not said to be repeatable one result counts."""


def read(fields: Fields, most_units: int) -> Repeatable:
    """Read `{times: n}` or `{credits: c}` of an item that yields so much at most; raises RuleDataError."""
    fields.only("times", "credits")
    if fields.has("times") == fields.has("credits"):
        raise fields.fail("times", "expected exactly one of `times` and `credits`")
    if fields.has("times"):
        times = fields.integer("times", 2)
        if times > MOST_TIMES:
            raise fields.fail("times", f"expected {MOST_TIMES} at most, found {times}")
        return Repeatable(times)
    units = fields.units("credits")
    if units <= most_units:
        more = f"expected more than the {format_units(most_units)} credits of one result"
        raise fields.fail("credits", f"{more}, found {fields.data['credits']!r}")
    return Repeatable(units=units)


def data(one: Repeatable) -> Json:
    """The canonical form."""
    return {"times": one.times} if one.units is None else {"credits": format_units(one.units)}
