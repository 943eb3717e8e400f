"""What does a rule see of a learning achievement that is claimed for a qualification?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from recommender.rules.scales import Assumed, Scale
from recommender.vocabulary import (
    Calendar,
    Grade,
    GradeScheme,
    InstitutionId,
    ItemId,
    ItemKind,
    NodeId,
    QualificationId,
)

FREE = NodeId("*")
"""The place of a claim that serves no requirement but counts towards the total (a free elective)."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a set can ask of an item, or of elective credit that names no item (A3, B4)."""

    item: ItemId | None
    issuer: InstitutionId
    kind: ItemKind
    subject: str | None = None
    level: int | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claimed credit came from: what caps by source and residency look at (B7, B9)."""

    kinds: frozenset[ItemKind]
    """Kinds of what was really studied; for recognised credit, of all its sources."""
    issuers: frozenset[InstitutionId]
    recognised: bool = False
    agreement: str | None = None
    rule: str | None = None
    awarded: bool = False
    """Whether an earlier award has used it (B16)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One achievement counted towards one qualification, in one place."""

    key: str
    """`held:ENTRY`, `new:ITEM`, or `out:RULE#N` for the N-th output of a recognition."""
    place: NodeId
    """The leaf that it serves, or FREE."""
    attributes: Attributes
    units: int
    """Credit that it brings, in units of 1/600 of the goal's scheme."""
    origin: Origin
    lineage: str | None = None
    """The duplicates group; the item id where none is stated, None for elective credit."""
    grade: Grade | None = None
    """Of a held result; None for recognised credit and for new study, which is assumed to be passed (B20)."""
    earned: date | None = None
    """Day of the result or of the decision; the last day of its term for new study; None where it has no term yet."""
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Of a held result: numbers by name, such as attendance."""


@dataclass(frozen=True, slots=True)
class NodeResult:
    """The status of one requirement, by direct evaluation."""

    node: NodeId
    satisfied: bool
    have_units: int = 0
    have_count: int = 0
    missing_units: int = 0
    missing_count: int = 0
    children: tuple[NodeResult, ...] = ()
    applies: bool = True
    """False below a condition that does not hold: then nothing is asked here, and nothing may be claimed (B12)."""


@dataclass(frozen=True, slots=True)
class LimitResult:
    """The status of one limit: units, or pieces where `counts` is set."""

    limit: str
    satisfied: bool
    have: int
    bound: int
    counts: bool = False
    members: tuple[str, ...] = field(default=())
    """Keys of the claims that the limit looked at."""


def claims_in(claims: Collection[Claim], places: Collection[NodeId]) -> tuple[Claim, ...]:
    """The claims that serve one of `places`."""
    return tuple(claim for claim in claims if claim.place in places)


def once(claims: Collection[Claim]) -> tuple[Claim, ...]:
    """Each achievement once: where a sharing law lets it serve several requirements, its credit is still its own."""
    return tuple({claim.key: claim for claim in reversed(tuple(claims))}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Studied:
    """One item that a plan studies anew, whether or not it is claimed: what windows look at (B8)."""

    key: str
    """`new:ITEM`."""
    kind: ItemKind
    issuer: InstitutionId
    units: int
    """Credit that it yields."""
    begins: date
    """First day of its term."""
    running: bool = False
    """In progress already: a fact, which is never itself at fault."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One result of the ledger that stands, as averages of what was achieved so far see it (B12)."""

    attributes: Attributes
    units: int
    """Its credit on the goal's scheme."""
    grade: Grade | None


@dataclass(frozen=True)
class Circumstances:
    """What rules may ask of a learner apart from what is claimed (A8, B8, B10, B12, B16-B18)."""

    as_of: date = date.min
    entered: date | None = None
    """Day of enrolment on the qualification that is judged; None: not enrolled."""
    awards: frozenset[QualificationId] = frozenset()
    """Qualifications awarded already, and those of the same goal."""
    held: frozenset[ItemId] = frozenset()
    """Items of which there is a result, or credit that was recognised; with those of the plan that is judged (B12)."""
    schemes: Mapping[str, GradeScheme] = field(default_factory=dict, hash=False)
    calendar: Calendar | None = None
    """Of the awarding institution; None: nothing is known of terms."""
    award: date | None = None
    """The day on which it is awarded by what is judged (B19); None: as if now."""
    studied: tuple[Studied, ...] = ()
    """What the plan that is judged studies anew, with its terms."""
    award_kinds: frozenset[str] = frozenset()
    """What kinds of award these are: bachelor, associate, ..."""
    enrolled: frozenset[QualificationId] = frozenset()
    """Qualifications that the learner is enrolled on, and those of the same goal."""
    chosen: frozenset[NodeId] = frozenset()
    """Requirements of the same tree that are satisfied, of those that a condition asks about (B12)."""
    scales: Mapping[str, Scale] = field(default_factory=dict, hash=False)
    """Scales of grade points, for averages."""
    assume: Assumed = field(default_factory=Assumed, hash=False)
    """The marks that the caller assumes of new study (B20)."""
    marked: tuple[Marked, ...] = ()
    """The results of the ledger, of several attempts at an item the one that counts (B21)."""


@dataclass(frozen=True)
class Ground:
    """What a limit of one qualification version is judged on, beside the claims."""

    awarding: InstitutionId
    below: Mapping[NodeId, frozenset[NodeId]]
    """For every requirement the leaves at or below it: what `within` means."""
    facts: Circumstances = Circumstances()

    def within(self, claims: Collection[Claim], part: NodeId | None) -> tuple[Claim, ...]:
        """The achievements claimed in a part, or (None) in the whole, each once."""
        if part is None:
            return once(claims)
        return once(claims_in(claims, self.below.get(part, frozenset())))
