"""What do random worlds hold, how often, and how is it drawn?"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st


@dataclass(frozen=True)
class Family:
    """What occurs in a family of worlds, and how often of ten."""

    items: tuple[int, int] = (3, 6)
    results: tuple[int, int] = (0, 3)
    rules: tuple[int, int] = (0, 1)
    leaves: tuple[int, int] = (1, 3)
    limits: tuple[int, int] = (0, 2)
    prerequisites: int = 0
    seasons: int = 0
    """Seasons, lives, small loads and short horizons."""
    elsewhere: int = 3
    """Items of the other institution."""
    awards: int = 2
    """Certificates and exams."""
    lineages: int = 0
    ledger: int = 0
    """Granted, applied and refused recognitions; study in progress."""
    conditions: int = 0
    """Dates, grades, status and assurance of rules; other schemes."""
    goals: int = 0
    """A second goal."""
    choices: int = 1
    """Pins and exclusions."""


class Draw:
    """Short names for what hypothesis draws."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def of(self, *values: Any) -> Any:
        """One of the values; the first is the simplest."""
        return self._draw(st.sampled_from(values))

    def number(self, bounds: tuple[int, int]) -> int:
        """A whole number, both bounds included."""
        return self._draw(st.integers(*bounds))

    def often(self, tenths: int) -> bool:
        """True so many times in ten."""
        return tenths > 0 and self._draw(st.integers(0, 9)) >= 10 - tenths

    def some(self, values: list[Any], least: int = 0, most: int | None = None) -> list[Any]:
        """A few of the values, each once."""
        most = len(values) if most is None else min(most, len(values))
        if most < max(least, 1):
            return []
        return self._draw(st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True))


class Dice(Draw):
    """The same from a seed alone: nothing is shrunk, and a world costs next to nothing."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def of(self, *values: Any) -> Any:
        """One of the values."""
        return self.chance.choice(values)

    def number(self, bounds: tuple[int, int]) -> int:
        """A whole number, both bounds included."""
        return self.chance.randint(*bounds)

    def often(self, tenths: int) -> bool:
        """True so many times in ten."""
        return self.chance.randrange(10) < tenths

    def some(self, values: list[Any], least: int = 0, most: int | None = None) -> list[Any]:
        """A few of the values, each once."""
        most = len(values) if most is None else min(most, len(values))
        if most < max(least, 1):
            return []
        return self.chance.sample(values, self.chance.randint(least, most))
