"""What may a prerequisite, an entry condition or an item ask of a learner beside what they passed (A1, A8, B17)?

These are facts that no plan changes: enrolments and awards of the ledger, and what a caller says of the learner. A fact
that nobody states is unknown, and unknown is never true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from recommender.rules.conditions import Awarded, EnrolledIn, award_data, read_award
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, QualificationId, parse_number

YES, NO = frozenset({"yes", "true", "是"}), frozenset({"no", "false", "否"})


@dataclass(frozen=True, slots=True)
class EnrolledAt:
    """Enrolled on a qualification of one of the institutions."""

    institutions: frozenset[InstitutionId]


@dataclass(frozen=True, slots=True)
class EnteredBefore:
    """First enrolled, on anything, before a day; whoever is not enrolled enters today."""

    day: date


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that the ledger does not hold and a caller can say: `name` is yes, or a number of at least `least`."""

    name: str
    least: Fraction | None = None


Asked: TypeAlias = EnrolledIn | EnrolledAt | Awarded | EnteredBefore | Stated


@dataclass(frozen=True)
class Learner:
    """What is known of one learner."""

    entered: date
    """The first day of enrolment; today where there is none."""
    enrolled: frozenset[QualificationId] = frozenset()
    places: frozenset[InstitutionId] = frozenset()
    """Institutions of these qualifications."""
    awards: frozenset[QualificationId] = frozenset()
    award_kinds: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


def known(asked: Asked, learner: Learner) -> bool | None:
    """Whether it is so; None where nobody says."""
    match asked:
        case EnrolledIn(qualifications):
            return not qualifications.isdisjoint(learner.enrolled)
        case EnrolledAt(institutions):
            return not institutions.isdisjoint(learner.places)
        case Awarded(qualifications, kind):
            return not qualifications.isdisjoint(learner.awards) or kind in learner.award_kinds
        case EnteredBefore(day):
            return learner.entered < day
        case Stated(name, least):
            return _stated(learner.facts.get(name), least)


def _stated(said: str | None, least: Fraction | None) -> bool | None:
    if said is None:
        return None
    if least is None:
        return True if said in YES else False if said in NO else None
    number = parse_number(said)
    return None if number is None else number >= least


NOBODY = Learner(date.min)
"""Of whom nothing is known."""

FORMS = ("enrolled_in", "enrolled_at", "holds_award", "entered_before", "fact")
"""The fields of which each is one of these."""


def read(fields: Fields) -> Asked:
    """Read `{enrolled_in: [...]}`, `{enrolled_at: [...]}`, `{holds_award: ...}`, `{entered_before: date}` or a fact."""
    name = next(form for form in FORMS if fields.has(form))
    fields.only(*(("fact", "least") if name == "fact" else (name,)))
    match name:
        case "enrolled_in":
            return EnrolledIn(frozenset(map(QualificationId, _some(fields, name))))
        case "enrolled_at":
            return EnrolledAt(frozenset(map(InstitutionId, _some(fields, name))))
        case "holds_award":
            return read_award(fields.sub(name))
        case "entered_before":
            day = fields.day(name)
            assert day is not None, "the field is there"
            return EnteredBefore(day)
        case _:
            return Stated(fields.text("fact"), _number(fields, "least") if fields.has("least") else None)


def read_takers(fields: Fields) -> tuple[Asked, ...]:
    """Who may take an item: all that is stated has to be so, and within a list any one."""
    fields.only("enrolled_at", "enrolled_in", "holds_award", "years_of_work", "other")
    names = ("enrolled_at", "enrolled_in", "holds_award")
    found = [read(Fields({name: fields.data[name]}, fields.path)) for name in names if fields.has(name)]
    if fields.has("years_of_work"):
        found.append(Stated("years_of_work", _number(fields, "years_of_work")))
    if fields.has("other"):
        found.append(Stated(fields.text("other")))
    if not found:
        raise fields.fail("", "expected who may take it, found nothing")
    return tuple(found)


def takers_data(takers: tuple[Asked, ...]) -> Json:
    """The canonical form of who may take an item."""
    found: Json = {}
    for one in takers:
        if isinstance(one, Stated):
            found |= {"other": one.name} if one.least is None else {one.name: str(one.least)}
        else:
            found |= data(one)
    return found


def data(asked: Asked) -> Json:
    """The canonical form."""
    match asked:
        case EnrolledIn(qualifications):
            return {"enrolled_in": sorted(qualifications)}
        case EnrolledAt(institutions):
            return {"enrolled_at": sorted(institutions)}
        case Awarded():
            return {"holds_award": award_data(asked)}
        case EnteredBefore(day):
            return {"entered_before": day.isoformat()}
        case Stated(name, least):
            return {"fact": name} | ({} if least is None else {"least": str(least)})


def _some(fields: Fields, name: str) -> tuple[str, ...]:
    found = fields.texts(name)
    if not found:
        raise fields.fail(name, "expected a list of at least 1, found []")
    return found


def _number(fields: Fields, name: str) -> Fraction:
    value = fields.data.get(name)
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    number = parse_number(text)
    if number is None or number < 0:
        raise fields.fail(name, f"expected a number as text such as '2.5', found {value!r}")
    return number
