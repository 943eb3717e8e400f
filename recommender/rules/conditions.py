"""On what may a requirement depend: what the learner holds, chose, was awarded, when they entered (B12)?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from recommender.rules.average import points_text
from recommender.rules.claims import Circumstances
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import ItemId, NodeId, QualificationId

_POINTS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Holds:
    """One of the items is held: a result or recognised credit for it in the ledger, or by the plan."""

    items: frozenset[ItemId]


@dataclass(frozen=True, slots=True)
class Chose:
    """Another requirement of the same tree is satisfied."""

    node: NodeId


@dataclass(frozen=True, slots=True)
class Entered:
    """Enrolled before a day, or (`before` False) on that day or later; whoever is not enrolled enters today."""

    day: date
    before: bool


@dataclass(frozen=True, slots=True)
class EnrolledIn:
    """Enrolled on one of the qualifications, or planning it together with this one."""

    qualifications: frozenset[QualificationId]


@dataclass(frozen=True, slots=True)
class Awarded:
    """One of the qualifications, or any award of the kind, is in the ledger or planned together with this one."""

    qualifications: frozenset[QualificationId] = frozenset()
    award: str | None = None

    def met(self, facts: Circumstances) -> bool:
        """Whether the learner has such an award."""
        return bool(self.qualifications & facts.awards) or self.award in facts.award_kinds


@dataclass(frozen=True, slots=True)
class Averaged:
    """The results of the ledger with a mark average at least so many points; without any mark they do not."""

    least: Fraction
    scale: str
    of: ItemSet | None = None
    """Only results of this set; None: all."""

    def met(self, facts: Circumstances) -> bool:
        """Whether they do, weighted by credit."""
        scale = facts.scales.get(self.scale)
        if scale is None:
            return False
        credit, sum_of_points = 0, Fraction(0)
        for one in facts.marked:
            points = scale.points(one.grade, facts.schemes)
            if points is not None and (self.of is None or one.attributes in self.of):
                credit += one.units
                sum_of_points += one.units * points
        return credit > 0 and sum_of_points >= credit * self.least


@dataclass(frozen=True, slots=True)
class Every:
    """All of them."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition


Atom: TypeAlias = Holds | Chose | Entered | EnrolledIn | Awarded | Averaged
Condition: TypeAlias = Atom | Every | Some | Not


def read(fields: Fields) -> Condition:
    """Read one of the forms below, which are the whole language; raises RuleDataError naming the place."""
    for name, form in _FORMS.items():
        if fields.has(name):
            fields.only(name)
            return form(fields)
    known = ", ".join(sorted(fields.data)) or "nothing"
    raise fields.fail("", f"expected one of {', '.join(_FORMS)}; found {known}")


def read_award(fields: Fields) -> Awarded:
    """Read `{qualification | qualifications | award}`, one of them."""
    fields.only("qualification", "qualifications", "award")
    return stated_award(fields)


def stated_award(fields: Fields) -> Awarded:
    """The award that a mapping names, which may have other fields as well."""
    stated = [name for name in ("qualification", "qualifications", "award") if fields.has(name)]
    if len(stated) != 1:
        raise fields.fail("", "expected exactly one of qualification, qualifications, award")
    match stated[0]:
        case "qualification":
            return Awarded(frozenset({QualificationId(fields.ident("qualification"))}))
        case "qualifications":
            return Awarded(frozenset(map(QualificationId, _some(fields, "qualifications"))))
        case _:
            return Awarded(award=fields.text("award"))


def _average(fields: Fields) -> Averaged:
    fields.only("least", "scale", "of")
    least = fields.text("least")
    if not _POINTS.fullmatch(least):
        raise fields.fail("least", f"expected points as text such as '2.7', found {least!r}")
    of = read_set(fields.sub("of")) if fields.has("of") else None
    return Averaged(Fraction(least), fields.ident("scale"), of)


def _some(fields: Fields, name: str) -> tuple[str, ...]:
    found = fields.texts(name)
    if not found:
        raise fields.fail(name, "expected a list of at least 1, found []")
    return found


def _day(fields: Fields, name: str) -> date:
    day = fields.day(name)
    assert day is not None, "the field is there"
    return day


_FORMS: dict[str, Callable[[Fields], Condition]] = {
    "holds": lambda fields: Holds(frozenset(map(ItemId, _some(fields, "holds")))),
    "chose": lambda fields: Chose(NodeId(fields.ident("chose"))),
    "entered_before": lambda fields: Entered(_day(fields, "entered_before"), before=True),
    "entered_from": lambda fields: Entered(_day(fields, "entered_from"), before=False),
    "enrolled_in": lambda fields: EnrolledIn(frozenset(map(QualificationId, _some(fields, "enrolled_in")))),
    "holds_award": lambda fields: read_award(fields.sub("holds_award")),
    "average": lambda fields: _average(fields.sub("average")),
    "all": lambda fields: Every(fields.each("all", read)),
    "any": lambda fields: Some(fields.each("any", read)),
    "not": lambda fields: Not(read(fields.sub("not"))),
}


def data(condition: Condition) -> Json:
    """The canonical form."""
    match condition:
        case Holds(items):
            return {"holds": sorted(items)}
        case Chose(node):
            return {"chose": node}
        case Entered(day, before):
            return {"entered_before" if before else "entered_from": day.isoformat()}
        case EnrolledIn(qualifications):
            return {"enrolled_in": sorted(qualifications)}
        case Awarded():
            return {"holds_award": award_data(condition)}
        case Averaged(least, scale, of):
            members = {} if of is None else {"of": set_data(of)}
            return {"average": {"least": points_text(least), "scale": scale} | members}
        case Every(parts):
            return {"all": [data(part) for part in parts]}
        case Some(parts):
            return {"any": [data(part) for part in parts]}
        case Not(part):
            return {"not": data(part)}


def award_data(award: Awarded) -> Json:
    """The canonical form of an award asked for."""
    if award.award is not None:
        return {"award": award.award}
    return {"qualifications": sorted(award.qualifications)}


def atoms(condition: Condition) -> Iterator[Atom]:
    """Every simple condition, in order of the text."""
    match condition:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


def items_of(condition: Condition) -> frozenset[ItemId]:
    """The items that it asks about."""
    return frozenset(item for atom in atoms(condition) if isinstance(atom, Holds) for item in atom.items)


def truth(condition: Condition, facts: Circumstances) -> bool:
    """Direct evaluation on what is known of the learner and of the plan that is judged."""
    match condition:
        case Holds(items):
            return not items.isdisjoint(facts.held)
        case Chose(node):
            return node in facts.chosen
        case Entered(day, before):
            return ((facts.entered or facts.as_of) < day) is before
        case EnrolledIn(qualifications):
            return not qualifications.isdisjoint(facts.enrolled)
        case Awarded() | Averaged():
            return condition.met(facts)
        case Every(parts):
            return all(truth(part, facts) for part in parts)
        case Some(parts):
            return any(truth(part, facts) for part in parts)
        case Not(part):
            return not truth(part, facts)
