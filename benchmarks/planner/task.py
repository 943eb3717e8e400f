"""What is one question to the planner?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import PlanRequest


@dataclass(frozen=True, slots=True)
class Task:
    """One plan to make: this catalogue, this record, this request."""

    name: str
    catalogue: Catalogue
    record: Record
    request: PlanRequest
    optimum: int | None = None
    """The least length in units, where others have proven it."""

    @property
    def version(self) -> str:
        """The goals with the years that the request names: the first plan for them in a family is the cold one."""
        return "+".join(f"{goal.qualification}@{goal.year or ''}" for goal in self.request.goals)
