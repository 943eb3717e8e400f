"""What does a document of others say of one achievement, in its own words, before anything is matched?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from recommender.vocabulary import Grade

__all__ = ["Achieved", "LeftOut", "Told"]

PASSED, RUNNING = "passed", "running"


@dataclass(frozen=True, slots=True)
class Achieved:
    """One achievement."""

    place: str
    """Where it stands in the document."""
    names: tuple[str, ...]
    """What may name its item, the best first."""
    issuers: tuple[str, ...]
    """What may name who issued it, the best first."""
    title: str
    credits: tuple[tuple[str, str], ...]
    """Amounts as they are written, each with its scheme; empty where the scheme is not told."""
    completed: date
    """Of study in progress: since when."""
    grade: Grade | None = None
    state: str = PASSED
    evidence: str = ""
    """The credential that says so, where it is not the whole document."""
    verified: str = ""
    """How sure that is."""
    measures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the document that becomes no result, and why."""

    place: str
    reason: str
    faulty: bool = False
    """It should have become one, and could not be read."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a document tells of achievements, and how sure it is."""

    format: str
    document: str
    """What the document calls itself."""
    issued: date
    state: str
    """verified, intact, unverified or unsigned."""
    status: str
    why: tuple[str, ...]
    achieved: tuple[Achieved, ...]
    left_out: tuple[LeftOut, ...]
