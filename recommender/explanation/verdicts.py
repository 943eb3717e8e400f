"""What is said of a certificate: what it shows, and by which catalogue it is judged (D4, D5)?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from recommender.explanation.reasons import Reason
from recommender.explanation.words import Units

SHORT = 12
"""How much of a hash one can compare by eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Reason):
    """What a certificate shows, and no more."""

    code: ClassVar[str] = "shown"
    outcome: str
    length: Units | None = None
    lower_bound: Units | None = None

    @property
    def key(self) -> str:
        return f"shown.{self.outcome}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedBy(Reason):
    """That it was written about another catalogue, or another version of it, than the one by which it is judged."""

    code: ClassVar[str] = "judged_by"
    about: str
    here: str

    @property
    def key(self) -> str:
        return "judged_by.other"


def judged_by(about: tuple[str, str], here: tuple[str, str]) -> JudgedBy:
    """Both by id and the beginning of the version."""
    said = [f"{key} {version[:SHORT]}" for key, version in (about, here)]
    return JudgedBy(about=said[0], here=said[1])
