"""What can be learnt, and what do the rules say: the versioned objects of one catalogue snapshot (A1-A9)?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

from recommender.catalogue.timing import ANY_TIME, Timing
from recommender.errors import NotFound
from recommender.rules.claims import Attributes
from recommender.rules.learner import Asked
from recommender.rules.prerequisite import NOTHING, Prerequisite
from recommender.rules.recognition import Recognition
from recommender.rules.registry import Limit, Requirement
from recommender.rules.repeatable import ONCE, Repeatable
from recommender.rules.scales import Scale
from recommender.rules.sets import ItemSet
from recommender.rules.targets import Target
from recommender.vocabulary import (
    ALWAYS,
    Calendar,
    GradeScheme,
    InstitutionId,
    Interval,
    ItemId,
    ItemKind,
    QualificationId,
    Repeats,
    RuleId,
)

T = TypeVar("T")
KEPT = 64
"""So much of one sort that later stages make of a snapshot is kept."""
NO_TITLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CreditScheme:
    """A way of counting credit, with the study hours that one credit stands for."""

    id: str
    titles: Mapping[str, str] = field(default_factory=lambda: NO_TITLES, hash=False)
    hours_per_credit: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """Whoever issues items, recognises results or awards qualifications."""

    id: InstitutionId
    titles: Mapping[str, str] = field(hash=False)
    calendar: str
    scheme: str
    region: str = ""
    limits: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    """What holds for every version that it awards, as it is written."""


@dataclass(frozen=True, slots=True)
class Item:
    """Whatever can be earned (A1); credit amounts are on `scheme`, in units of 1/600 credit."""

    id: ItemId
    kind: ItemKind
    issuer: InstitutionId
    titles: Mapping[str, str] = field(hash=False)
    scheme: str
    units: int
    """Least credit of a result; a result in the ledger has its own."""
    units_most: int
    """Most credit; new study of an item with a range is planned at the most, as a named assumption."""
    study_units: int | None = None
    """Stated study credits of the item, where they differ from the credit it yields (D1)."""
    hours: Fraction | None = None
    level: int | None = None
    subject: str | None = None
    tags: frozenset[str] = frozenset()
    fee: int | None = None
    """Fee in the smallest unit of the currency (fen)."""
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    seasons: frozenset[str] | None = None
    """Seasons in which it is offered; None is unknown: taken as every season, as a named assumption."""
    prerequisites: Prerequisite = NOTHING
    corequisites: Prerequisite = NOTHING
    lineage: str | None = None
    """Duplicates group (renumbered, re-titled); None: the item stands alone."""
    life: Interval = ALWAYS
    studyable: bool = True
    valid_years: int | None = None
    """How long a result of it stands, from its completion; None: for good (B18)."""
    takers: tuple[Asked, ...] = ()
    """What has to be so, all of it, of whoever studies it anew; nothing: anyone may (A1)."""
    excludes: frozenset[ItemId] = frozenset()
    """Items beside which it does not count, nor they beside it (B11)."""
    repeatable: Repeatable | None = None
    """How many results of it count, each for itself; None: one (A1)."""
    attributes: Attributes = field(init=False, repr=False, compare=False)
    """What a set can ask of the item."""

    def __post_init__(self) -> None:
        look = Attributes(self.id, self.issuer, self.kind, self.subject, self.level, self.tags)
        object.__setattr__(self, "attributes", look)

    @property
    def results_most(self) -> int:
        """How many results of it can count."""
        return (self.repeatable or ONCE).results(self.units)

    @property
    def credit_most(self) -> int:
        """How much credit of it can count, on its scheme, whatever its results have."""
        return (self.repeatable or ONCE).total(self.units_most)

    @property
    def lineage_key(self) -> str:
        """The duplicates group, or the item itself."""
        return self.lineage or self.id


@dataclass(frozen=True, slots=True)
class Qualification:
    """One version, by catalogue year, of what an institution awards (A8)."""

    id: QualificationId
    year: str
    institution: InstitutionId
    titles: Mapping[str, str] = field(hash=False)
    award: str
    """bachelor, associate, certificate, ..."""
    scheme: str
    total_units: int
    requirement: Requirement
    limits: tuple[Limit, ...]
    """Every limit, the stated total included as kind `total` and the law of single use as kind `single_use`."""
    electives: ItemSet | None = None
    """What may count towards the total without serving a requirement; None: nothing."""
    accepts: frozenset[InstitutionId] | None = frozenset()
    """Issuers whose items count as themselves, besides the awarding institution; None: everyone's.

    Everything else has to come in through a recognition rule of the awarding institution.
    """
    entrants: Interval = ALWAYS
    """When new learners may enrol on this version."""
    last_award: date | None = None
    load_units: int | None = None
    """Most credit of new study in one term, where the version states it."""
    major: str = ""
    programme: str = ""
    """What recognition rules can name beside the qualification and its award; empty: not stated."""
    timing: Timing = ANY_TIME
    """Least and most time of study, award days, least load (B19)."""
    repeats: Repeats = Repeats.BEST
    """Which of several attempts at an item counts (B21)."""
    consumes: bool = False
    """Whether an award of it uses its credit up, so that it counts for nothing else (B16)."""
    counts_again_units: int | None = None
    """Most credit that earlier awards have used and that counts here; None: all of it."""
    entry: Prerequisite = NOTHING
    """What is asked of whoever enrols: shown, and never in the way of a plan (A8)."""

    @property
    def key(self) -> str:
        """`id@year`, as versions are named in answers."""
        return f"{self.id}@{self.year}"

    @property
    def target(self) -> Target:
        """What recognition rules can ask of it."""
        return Target(self.id, self.award, self.major, self.programme)

    def takes(self, issuer: InstitutionId) -> bool:
        """Whether an item of `issuer` counts as itself, with no recognition."""
        return self.accepts is None or issuer == self.institution or issuer in self.accepts


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was wrong in the data: where, what was found, what was expected."""

    file: str
    row: int | None
    """1-based line of the file (the header is line 1), or None for the file as a whole."""
    field: str
    expected: str
    found: str
    object_kind: str = ""
    object_id: str = ""
    severity: str = "error"
    """`error`: the row or part of it was left out; `warning`: kept, but look at it; `note`: worth knowing."""
    code: str = ""
    """Which check of the linter it comes from; empty where something could not be read."""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """What the sentences of its code say (`recommender.catalogue.linting.words`)."""

    @property
    def place(self) -> str:
        """File and line; where there is no file, the object."""
        if not self.file:
            return f"{self.object_kind} {self.object_id}"
        return self.file if self.row is None else f"{self.file}:{self.row}"

    def __str__(self) -> str:
        return f"{self.place}: {self.field}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class Unread:
    """An object, or a part of one, that could not be understood: never guessed, never planned through (D4)."""

    kind: str
    """item, prerequisite, rule, qualification, institution."""
    id: str
    reason: str


@dataclass(frozen=True)
class Catalogue:
    """One immutable snapshot: objects by id, and the hash of each."""

    id: str
    titles: Mapping[str, str]
    version: str
    """SHA-256 over the manifest of object hashes."""
    synthetic: bool
    schemes: Mapping[str, CreditScheme]
    ratios: Mapping[tuple[str, str], Fraction]
    """Exact conversion (from scheme, to scheme) -> factor; a missing pair cannot be converted."""
    grade_schemes: Mapping[str, GradeScheme]
    calendars: Mapping[str, Calendar]
    institutions: Mapping[InstitutionId, Institution]
    items: Mapping[ItemId, Item]
    rules: Mapping[RuleId, Recognition]
    qualifications: Mapping[QualificationId, tuple[Qualification, ...]]
    """Versions in order of their first entry date."""
    hashes: Mapping[tuple[str, str], str]
    """(object kind, id) -> SHA-256 of its canonical JSON; a qualification's id here is its `key`."""
    unread: tuple[Unread, ...] = ()
    scales: Mapping[str, Scale] = field(default_factory=dict)
    """Scales of grade points, by id."""

    @cached_property
    def _kept(self) -> tuple[Lock, dict[str, dict[Hashable, Any]]]:
        return Lock(), {}

    def kept(self, sort: str, key: Hashable, make: Callable[[], T]) -> T:
        """What a later stage made for the key before, else what it makes now; nothing else may hang in `make`.

        A snapshot cannot change, so it cannot grow old. Of each sort the oldest go where there are many, so that a
        service that is asked for everything does not grow without end; several threads may ask at once.
        """
        lock, sorts = self._kept
        with lock:
            if key in sorts.setdefault(sort, {}):
                known: T = sorts[sort][key]
                return known
        made = make()
        with lock:
            kept = sorts[sort]
            while len(kept) >= KEPT and key not in kept:
                kept.pop(next(iter(kept)))
            found: T = kept.setdefault(key, made)
            return found

    @cached_property
    def valid_years(self) -> Mapping[ItemId, int]:
        """The items whose results expire."""
        return {key: one.valid_years for key, one in self.items.items() if one.valid_years is not None}

    @cached_property
    def repeatable(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each lineage that may be repeated: every one of them says so (A1)."""
        named = {one.lineage_key for one in self.items.values() if one.repeatable is not None}
        found: dict[str, tuple[Item, ...]] = {}
        for one in self.items.values() if named else ():
            if one.lineage_key in named:
                found[one.lineage_key] = (*found.get(one.lineage_key, ()), one)
        return {key: some for key, some in found.items() if all(one.repeatable for one in some)}

    @cached_property
    def repeatable_items(self) -> frozenset[ItemId]:
        """All items of these lineages."""
        return frozenset(one.id for some in self.repeatable.values() for one in some)

    @cached_property
    def exclusions(self) -> frozenset[frozenset[str]]:
        """Pairs of lineages of which one counts at most: an item of the one excludes an item of the other (B11)."""
        pairs = {
            frozenset({one.lineage_key, self.items[other].lineage_key})
            for one in self.items.values()
            for other in one.excludes
            if other in self.items
        }
        return frozenset(pair for pair in pairs if len(pair) == 2)

    def item(self, item: ItemId) -> Item:
        """The item, or NotFound."""
        if item not in self.items:
            raise NotFound("item", item)
        return self.items[item]

    def qualification(self, goal: QualificationId, year: str | None, on: date) -> Qualification:
        """The pinned version, else the one open to new entrants on the day (A8).

        Raises:
            NotFound: no such qualification, no such year, or none open on that day.
        """
        versions = self.qualifications.get(goal)
        if not versions:
            raise NotFound("qualification", goal)
        if year is not None:
            for version in versions:
                if version.year == year:
                    return version
            raise NotFound("qualification version", f"{goal}@{year}")
        for version in reversed(versions):
            if on in version.entrants:
                return version
        raise NotFound("version open to new entrants of qualification", str(goal))

    def convert(self, units: int, source: str, target: str) -> Fraction:
        """Units of `source` as exact units of `target`; raises KeyError when no ratio is known."""
        if source == target:
            return Fraction(units)
        return units * self.ratios[(source, target)]

    def version_of(self, kind: str, key: str) -> str:
        """Short content version of an object: the first 12 digits of its hash, empty when unknown."""
        return self.hashes.get((kind, key), "")[:12]
