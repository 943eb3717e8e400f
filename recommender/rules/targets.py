"""Towards which qualification, and for which learner, does a recognition hold (A3)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId, QualificationId

SORTS = ("qualification", "award", "major", "programme")
"""By what a target can be named."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a recognition can ask of the qualification version that it is to count for; empty: not stated."""

    qualification: str
    award: str = ""
    major: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Towards:
    """All stated conditions hold together; within one any value will do, and a version that states none has none."""

    qualifications: frozenset[QualificationId] = frozenset()
    awards: frozenset[str] = frozenset()
    majors: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()

    def takes(self, target: Target) -> bool:
        """Whether credit may come in towards this target."""
        pairs = (
            (self.qualifications, target.qualification),
            (self.awards, target.award),
            (self.majors, target.major),
            (self.programmes, target.programme),
        )
        return all(not wanted or name in wanted for wanted, name in pairs)


@dataclass(frozen=True, slots=True)
class TargetAmount:
    """So much credit towards one target."""

    sort: str
    """One of `SORTS`."""
    name: str
    units: int

    def means(self, target: Target) -> bool:
        """Whether the line is about this target."""
        return bool(getattr(target, self.sort) == self.name)


@dataclass(frozen=True, slots=True)
class Learner:
    """Whom a rule is for; all stated conditions hold together, and what the ledger does not show does not hold."""

    regions: frozenset[str] = frozenset()
    enrolled_at: frozenset[InstitutionId] = frozenset()
    enrolled_in: frozenset[QualificationId] = frozenset()

    def admits(self, region: str, at: frozenset[InstitutionId], on: frozenset[QualificationId]) -> bool:
        """Whether a learner of the region, enrolled at and on these, may use the rule."""
        return (
            (not self.regions or region in self.regions)
            and (not self.enrolled_at or not self.enrolled_at.isdisjoint(at))
            and (not self.enrolled_in or not self.enrolled_in.isdisjoint(on))
        )


ANYWHERE, ANYONE = Towards(), Learner()


def read_towards(fields: Fields) -> Towards:
    """Read `{qualifications, awards, majors, programmes}`, of which at least one is stated."""
    fields.only("qualifications", "awards", "majors", "programmes")
    _something(fields)
    return Towards(
        frozenset(map(QualificationId, fields.texts("qualifications"))),
        frozenset(fields.texts("awards")),
        frozenset(fields.texts("majors")),
        frozenset(fields.texts("programmes")),
    )


def read_learner(fields: Fields) -> Learner:
    """Read `{regions, enrolled_at, enrolled_in}`, of which at least one is stated."""
    fields.only("regions", "enrolled_at", "enrolled_in")
    _something(fields)
    return Learner(
        frozenset(fields.texts("regions")),
        frozenset(map(InstitutionId, fields.texts("enrolled_at"))),
        frozenset(map(QualificationId, fields.texts("enrolled_in"))),
    )


def _something(fields: Fields) -> None:
    """An empty condition would silently hold of everything."""
    if not any(fields.texts(name) for name in fields.data):
        raise fields.fail("", "expected at least one value; leave the field out where it holds of everything")


def read_amounts(fields: Fields, name: str) -> tuple[TargetAmount, ...]:
    """Read `[{award|qualification|major|programme: X, credits}]`; the first line that fits counts."""
    found = fields.each(name, _read_amount)
    if len({(one.sort, one.name) for one in found}) < len(found):
        raise fields.fail(name, "expected each target once")
    return found


def _read_amount(fields: Fields) -> TargetAmount:
    fields.only(*SORTS, "credits")
    sorts = [sort for sort in SORTS if fields.has(sort)]
    if len(sorts) != 1:
        raise fields.fail("", f"expected one of {', '.join(SORTS)}, found {', '.join(sorts) or 'none'}")
    return TargetAmount(sorts[0], fields.text(sorts[0]), fields.units("credits"))


def towards_data(one: Towards) -> Json:
    """The canonical form; nothing where it holds towards everything."""
    return dict(_stated(one))


def learner_data(one: Learner) -> Json:
    """The canonical form; nothing where it holds of everyone."""
    return dict(_stated(one))


def _stated(one: Towards | Learner) -> Iterator[tuple[str, list[str]]]:
    for name in one.__slots__:
        values = sorted(getattr(one, name))
        if values:
            yield name, values
