"""What does a rule see of a learning achievement that is claimed for a qualification?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from recommender.vocabulary import InstitutionId, ItemId, ItemKind, NodeId

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
