"""What is the demo bank made of before it is written down: places, course templates, what each place offers?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Atom:
    """One course that must be passed, with the least percentage mark asked for (0: a pass)."""

    code: str
    floor: int = 0


Clauses: TypeAlias = tuple[tuple[Atom, ...], ...]
"""All clauses must hold; of a clause one atom is enough."""


@dataclass(frozen=True, slots=True)
class Template:
    """A course as such, whoever teaches it."""

    code: str
    subject: str
    zh: str
    en: str
    level: int
    credits: str
    needs: Clauses = ()
    seasons: tuple[str, ...] = ()
    """Empty: every season of the place's calendar but summer."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One institution."""

    id: str
    zh: str
    en: str
    region: str
    kind: str
    """open, university, college, vocational, community, or the bodies: certificates, exams, shared."""
    fields: tuple[str, ...] = ()
    """Major fields that it teaches, its strongest first."""
    weight: float = 1.0
    """Relative number of learners who study here."""

    @property
    def calendar(self) -> str:
        """Which calendar it keeps."""
        return "three-term" if self.kind in {"vocational", "community"} else "two-term"

    @property
    def scheme(self) -> str:
        """How it counts credit."""
        return "skill-point" if self.kind == "certificates" else "credit"


@dataclass(frozen=True, slots=True)
class Offer:
    """One item of the catalogue."""

    id: str
    kind: str
    place: str
    code: str
    """Template, or a code of its own for certificates and examinations."""
    zh: str
    en: str
    credits: str
    level: int | None
    subject: str
    tags: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    needs: Clauses = ()
    """Atoms name items of the catalogue."""
    with_: tuple[str, ...] = ()
    """Corequisite items."""
    fee: int = 0
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("zh",)
    start: str = ""
    end: str = ""
    lineage: str = ""
    hours: str = ""
    study_credits: str = ""
    five_level: bool = False
    """Graded on the five-level scheme instead of percentages."""


@dataclass(frozen=True)
class World:
    """The whole bank: a function of seed and scale."""

    seed: int
    scale: float
    places: Mapping[str, Place]
    offers: Mapping[str, Offer]
    rules: tuple[Json, ...] = field(default=())
    qualifications: tuple[Json, ...] = field(default=())

    @cached_property
    def at(self) -> dict[str, tuple[Offer, ...]]:
        """What each place offers."""
        found: dict[str, list[Offer]] = {place: [] for place in self.places}
        for offer in self.offers.values():
            found[offer.place].append(offer)
        return {place: tuple(offers) for place, offers in found.items()}
