"""What has this learner already earned and had recognised, as of a date: the fold of ledger entries (C1-C3)?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from recommender.rules.waiver import Waiver
from recommender.vocabulary import (
    EntryId,
    Grade,
    GradeScheme,
    InstitutionId,
    ItemId,
    ItemKind,
    LearnerId,
    QualificationId,
    RuleId,
    months_later,
)

NO_YEARS: Mapping[ItemId, int] = MappingProxyType({})
"""No item expires."""


@dataclass(frozen=True, slots=True)
class Result:
    """One learning achievement that stands: passed, not revoked, not suspended, not expired."""

    entry: EntryId
    item: ItemId
    units: int
    """Credit as deposited, in units of 1/600 credit of `scheme`."""
    scheme: str
    grade: Grade | None
    completed: date
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What else was measured of it, by name, as decimal text: attendance in percent, say (B10)."""


@dataclass(frozen=True, slots=True)
class InProgress:
    """Study registered and neither completed, failed nor withdrawn (B22)."""

    entry: EntryId
    item: ItemId
    since: date


@dataclass(frozen=True, slots=True)
class GrantedOutput:
    """What a granted recognition gave; `item` None is elective credit."""

    item: ItemId | None
    units: int
    scheme: str
    kind: ItemKind = ItemKind.COURSE
    subject: str | None = None
    level: int | None = None
    tags: tuple[str, ...] = ()
    type: str = "credit"
    """`credit` (elective where no item is named), `exemption` or `prerequisite`; the last two have no units."""
    prerequisite: bool = True
    """Of credit for an item: whether it meets a prerequisite that names it."""

    @property
    def opens(self) -> bool:
        """Whether its item counts as passed for a prerequisite: an exemption never does (A3)."""
        return self.type == "prerequisite" or (self.type == "credit" and self.prerequisite)


@dataclass(frozen=True, slots=True)
class Granted:
    """A recognition in the ledger: it fixes the use of its sources and its amount, under the rule of its day (A5)."""

    entry: EntryId
    rule: RuleId
    rule_version: str
    recogniser: InstitutionId
    sources: tuple[EntryId, ...]
    outputs: tuple[GrantedOutput, ...]
    decided: date
    agreement: str | None = None
    reuse: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """A recognition applied for and not yet decided."""

    entry: EntryId
    rule: RuleId
    sources: tuple[EntryId, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Refused:
    """A recognition refused: not proposed again under the same rule version (A5)."""

    entry: EntryId
    rule: RuleId
    rule_version: str
    on: date


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Enrolment on a qualification, pinned to its catalogue year (A8)."""

    entry: EntryId
    qualification: QualificationId
    year: str
    since: date


@dataclass(frozen=True, slots=True)
class Award:
    """A qualification already awarded."""

    entry: EntryId
    qualification: QualificationId
    year: str
    on: date
    uses: tuple[EntryId, ...] = ()
    """The results and granted recognitions that it was made for (B16); without any, the ledger does not say."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something in the ledger that does not stand, with the reason.

    Reasons: failed, withdrawn, corrected, revoked, suspended, expired, below_pass, consent, reversed,
    duplicate, unreadable.
    """

    entry: EntryId
    item: ItemId
    reason: str
    units: int = 0
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about one learner that an answer may depend on; lists are in canonical order (date, entry id)."""

    learner: LearnerId
    as_of: date
    position: str
    """The closed ledger position that was read, opaque; `file` for a record handed in."""
    results: tuple[Result, ...] = ()
    in_progress: tuple[InProgress, ...] = ()
    granted: tuple[Granted, ...] = ()
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    awards: tuple[Award, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    """Waivers and substitutions, granted and proposed (B15)."""
    region: str = ""
    personalised: bool = True
    """False where the learner withdrew consent to the use of histories for order (E5)."""

    def history(self) -> tuple[ItemId, ...]:
        """Items passed, in order of completion: what the ranking may look at."""
        return tuple(result.item for result in sorted(self.results, key=lambda r: (r.completed, r.entry)))

    def passing(
        self, schemes: Mapping[str, GradeScheme], valid_years: Mapping[ItemId, int] = NO_YEARS
    ) -> Record:
        """The record without results below the pass mark of their scheme, and without those of items that expire.

        What has no order is kept, and so is a result on the anniversary on which it expires.
        """
        lost = {one.entry: "below_pass" for one in self.results if _failed(one, schemes)}
        for one in self.results:
            years = valid_years.get(one.item)
            if years is not None and months_later(one.completed, 12 * years) < self.as_of:
                lost.setdefault(one.entry, "expired")
        if not lost:
            return self
        kept = tuple(one for one in self.results if one.entry not in lost)
        gone = (one for one in self.results if one.entry in lost)
        dropped = (Dropped(one.entry, one.item, lost[one.entry], one.units, one.scheme) for one in gone)
        return replace(self, results=kept, dropped=(*self.dropped, *dropped))

    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything but learner and position (rule 7 of the house)."""
        plain = {name: value for name, value in _stated(self).items() if name not in {"learner", "position"}}
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()


def _failed(result: Result, schemes: Mapping[str, GradeScheme]) -> bool:
    scheme = schemes.get(result.grade.scheme) if result.grade else None
    if scheme is None or result.grade is None:
        return False
    mark, least = scheme.rank(result.grade.mark), scheme.rank(scheme.pass_mark)
    return mark is not None and least is not None and mark < least


_LATER: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        Award: frozenset({"uses"}),
        GrantedOutput: frozenset({"type", "prerequisite"}),
        Record: frozenset({"waivers"}),
        Result: frozenset({"measures"}),
    }
)
"""Fields that the format gained: where they say what was always meant, a record keeps the digest that it had before."""


def _stated(value: Any) -> Any:
    """The value in plain data, down to the innermost row."""
    if isinstance(value, tuple):
        return [_stated(one) for one in value]
    if not is_dataclass(value):
        return value
    later = _LATER.get(type(value), frozenset())
    found = {one.name: (one, getattr(value, one.name)) for one in fields(value)}
    return {
        name: _stated(said)
        for name, (one, said) in found.items()
        if name not in later or said != _default(one)
    }


def _default(one: Field[Any]) -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _plain(value: Any) -> str:
    if isinstance(value, date | Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
