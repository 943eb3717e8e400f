"""What can a recognition give, and how much (A3): credit, elective credit, exemption, or a prerequisite alone?

The four never stand in for each other: an exemption is no credit and opens no study, a prerequisite fills no place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from recommender.rules.fields import Fields, Json
from recommender.rules.targets import Target, TargetAmount, read_amounts
from recommender.vocabulary import Grade, ItemId, ItemKind, format_units

TYPES = ("credit", "elective", "exemption", "prerequisite")
_RATIO = re.compile(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?")
_AMOUNT = ("credits", "credits_by", "ratio", "rounding")


class Law(StrEnum):
    """How an amount between two steps is rounded."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


@dataclass(frozen=True, slots=True)
class Rounding:
    """To whole steps of `to` units, by a law, of each result or of the sum: nothing else ever rounds (A2)."""

    to: int
    law: Law
    each: bool
    """True: the amount of every result is rounded, then added; False: the sum is rounded."""

    def of(self, units: Fraction) -> int:
        """The amount, in whole steps."""
        steps, rest = divmod(units, self.to)
        twice = 2 * rest
        match self.law:
            case Law.DOWN:
                more = False
            case Law.UP:
                more = rest > 0
            case Law.HALF_UP:
                more = twice >= self.to
            case Law.HALF_EVEN:
                more = twice > self.to or (twice == self.to and steps % 2 == 1)
        return (int(steps) + more) * self.to


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, where it is not one stated amount."""

    by_target: tuple[TargetAmount, ...] = ()
    ratio: Fraction | None = None
    """Of the credit of its sources."""
    rounding: Rounding | None = None

    def stated(self, units: int | None, target: Target) -> int | None:
        """The amount towards a target: of the first line that means it, else the one for all."""
        return next((line.units for line in self.by_target if line.means(target)), units)


PLAIN = Amount()


@dataclass(frozen=True, slots=True)
class CreditOutput:
    """Credit for a named item; `units` None means the item's own credit, unless `amount` says otherwise."""

    item: ItemId
    units: int | None = None
    amount: Amount = PLAIN
    prerequisite: bool = True
    """Whether it meets a prerequisite that names the item."""
    prerequisite_grade: Grade | None = None
    """The least grade of every source with which it does."""
    option: int | None = None
    """Of a rule with a choice the option that it belongs to; None: given in any case."""


@dataclass(frozen=True, slots=True)
class ElectiveOutput:
    """Credit of a subject, level or category without a named item.

    `units` None means the credit of the results that it comes from, at their sending value.
    """

    units: int | None = None
    subject: str | None = None
    level: int | None = None
    tags: frozenset[str] = frozenset()
    kind: ItemKind = ItemKind.COURSE
    titles: dict[str, str] = field(default_factory=dict, hash=False)
    amount: Amount = PLAIN
    option: int | None = None


@dataclass(frozen=True, slots=True)
class ExemptionOutput:
    """Free from a requirement that names the item: a piece without credit, and no prerequisite met."""

    item: ItemId
    option: int | None = None


@dataclass(frozen=True, slots=True)
class PrerequisiteOutput:
    """The item counts as passed where a prerequisite asks for it, and nowhere else."""

    item: ItemId
    option: int | None = None


Output: TypeAlias = CreditOutput | ElectiveOutput | ExemptionOutput | PrerequisiteOutput


def type_of(output: Output) -> str:
    """The type, as a rule's text calls it."""
    match output:
        case CreditOutput():
            return "credit"
        case ElectiveOutput():
            return "elective"
        case ExemptionOutput():
            return "exemption"
        case PrerequisiteOutput():
            return "prerequisite"


def item_of(output: Output) -> ItemId | None:
    """The item that it names; None of elective credit."""
    return None if isinstance(output, ElectiveOutput) else output.item


def opens(output: Output) -> ItemId | None:
    """The item that it can count as passed for a prerequisite; the grade that this may ask for is another matter."""
    match output:
        case CreditOutput(item=item, prerequisite=True) | PrerequisiteOutput(item=item):
            return item
        case _:
            return None


def read_output(fields: Fields, option: int | None = None) -> Output:
    """Read one output; a type or a field that nobody knows is refused by name."""
    match fields.text("type"):
        case "credit":
            fields.only("type", "item", *_AMOUNT, "prerequisite")
            units, amount = _read_amount(fields)
            meets, grade = _read_prerequisite(fields)
            return CreditOutput(ItemId(fields.ident("item")), units, amount, meets, grade, option)
        case "elective":
            return _read_elective(fields, option)
        case "exemption":
            fields.only("type", "item")
            return ExemptionOutput(ItemId(fields.ident("item")), option)
        case "prerequisite":
            fields.only("type", "item")
            return PrerequisiteOutput(ItemId(fields.ident("item")), option)
        case kind:
            raise fields.fail("type", f"unknown output type {kind!r}; known are {', '.join(TYPES)}")


def _read_elective(fields: Fields, option: int | None) -> ElectiveOutput:
    fields.only("type", *_AMOUNT, "subject", "level", "tags", "item_kind", "titles")
    kind = fields.text("item_kind", ItemKind.COURSE)
    if kind not in list(ItemKind):
        raise fields.fail("item_kind", f"expected one of {', '.join(ItemKind)}, found {kind!r}")
    units, amount = _read_amount(fields)
    return ElectiveOutput(
        units,
        fields.text("subject") if fields.has("subject") else None,
        fields.integer("level") if fields.has("level") else None,
        frozenset(fields.texts("tags")),
        ItemKind(kind),
        fields.titles(),
        amount,
        option,
    )


def _read_amount(fields: Fields) -> tuple[int | None, Amount]:
    """A stated amount, lines by target, or a ratio of the sources with its rounding law."""
    units = fields.units("credits") if fields.has("credits") else None
    lines = read_amounts(fields, "credits_by") if fields.has("credits_by") else ()
    if not fields.has("ratio"):
        if fields.has("rounding"):
            raise fields.fail("rounding", "expected a ratio beside it: a stated amount is not rounded")
        return units, Amount(lines) if lines else PLAIN
    if units is not None or lines:
        raise fields.fail("ratio", "expected either a ratio or stated credits, found both")
    rounding = _read_rounding(fields.sub("rounding")) if fields.has("rounding") else None
    return None, Amount((), _ratio(fields), rounding)


def _ratio(fields: Fields) -> Fraction:
    value = fields.text("ratio")
    try:
        ratio = Fraction(value) if _RATIO.fullmatch(value) else Fraction(0)
    except ZeroDivisionError:
        ratio = Fraction(0)
    if ratio <= 0:
        raise fields.fail("ratio", f"expected a ratio over 0 such as '2/3', found {value!r}")
    return ratio


def _read_rounding(fields: Fields) -> Rounding:
    fields.only("to", "law", "on")
    law, place = fields.text("law"), fields.text("on")
    if law not in list(Law):
        raise fields.fail("law", f"expected one of {', '.join(Law)}, found {law!r}")
    if place not in ("result", "sum"):
        raise fields.fail("on", f"expected one of result, sum, found {place!r}")
    to = fields.units("to")
    if to == 0:
        raise fields.fail("to", "expected more than 0")
    return Rounding(to, Law(law), place == "result")


def _read_prerequisite(fields: Fields) -> tuple[bool, Grade | None]:
    """`prerequisite: false`, or `{min_grade}` of the sources; by default it meets one."""
    if not isinstance(fields.data.get("prerequisite", True), bool):
        nested = fields.sub("prerequisite")
        nested.only("min_grade")
        grade = nested.grade("min_grade")
        if grade is None:
            raise nested.fail("min_grade", "expected a mark, found nothing")
        return True, grade
    return bool(fields.data.get("prerequisite", True)), None


def output_data(output: Output) -> Json:
    """The canonical form: what `read_output` makes it of again."""
    match output:
        case CreditOutput():
            data: Json = {"type": "credit", "item": output.item} | _amount_data(output)
            if output.prerequisite_grade is not None:
                grade = output.prerequisite_grade
                return data | {"prerequisite": {"min_grade": {"scheme": grade.scheme, "mark": grade.mark}}}
            return data if output.prerequisite else data | {"prerequisite": False}
        case ElectiveOutput():
            data = {"type": "elective", "item_kind": output.kind.value} | _amount_data(output)
            stated: Json = {"subject": output.subject, "tags": sorted(output.tags), "titles": output.titles}
            level = {} if output.level is None else {"level": output.level}
            return data | level | {key: value for key, value in stated.items() if value}
        case _:
            return {"type": type_of(output), "item": output.item}


def _amount_data(output: CreditOutput | ElectiveOutput) -> Json:
    data: Json = {} if output.units is None else {"credits": format_units(output.units)}
    amount = output.amount
    if amount.by_target:
        data["credits_by"] = [
            {line.sort: line.name, "credits": format_units(line.units)} for line in amount.by_target
        ]
    if amount.ratio is not None:
        data["ratio"] = str(amount.ratio)
    if amount.rounding is not None:
        rounding = amount.rounding
        data["rounding"] = {
            "to": format_units(rounding.to),
            "law": rounding.law.value,
            "on": "result" if rounding.each else "sum",
        }
    return data
