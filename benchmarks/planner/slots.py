"""What stands at a place in the other statement, and how is it summed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.planner.rows import weighted
from recommender.ledger.record import Result
from recommender.rules.claims import Attributes, Origin
from recommender.vocabulary import Grade


@dataclass(frozen=True, slots=True)
class Slot:
    """One achievement counted at one place, if its column is 1."""

    column: int
    place: str
    units: int
    origin: Origin
    view: Attributes
    result: Result | None = None
    """The result that counts there as itself; None: new study, or the output of a rule."""

    @property
    def grade(self) -> Grade | None:
        """The mark of the result; new study has none yet."""
        return None if self.result is None else self.result.grade


def units(slots: Iterable[Slot]) -> dict[int, int]:
    """The credit of what stands there."""
    return weighted((slot.column, slot.units) for slot in slots)


def pieces(slots: Iterable[Slot]) -> dict[int, int]:
    """How many there are."""
    return weighted((slot.column, 1) for slot in slots)
