"""What is asked of a model that is not the planner's, and what does it answer?"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.planner.task import Task
from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.vocabulary import InstitutionId, ItemId

DEFAULT_LOAD = 24 * 600


@dataclass(frozen=True, slots=True)
class Question:
    """One learner and qualification, with the caller's choices."""

    catalogue: Catalogue
    record: Record
    version: Qualification
    institutions: frozenset[InstitutionId] | None = None
    horizon_years: int = 8
    load_units: int = DEFAULT_LOAD
    timed: bool = False
    seconds: float = 60.0
    """Most time for one answer, by the clock."""
    also: tuple[Qualification, ...] = ()
    """Further qualifications, planned together with the first (A8)."""
    exclude: frozenset[ItemId] = frozenset()

    @property
    def versions(self) -> tuple[Qualification, ...]:
        """All that is asked for."""
        return (self.version, *self.also)

    @property
    def load(self) -> int:
        """Most study in a term: what the caller and the versions allow."""
        stated = [one.load_units for one in self.versions if one.load_units is not None]
        return min([self.load_units, *stated])


@dataclass(frozen=True, slots=True)
class Answer:
    """`optimal`, `feasible`, `infeasible` or `unknown`, with the least study found and its bound, in units.

    `seconds` are of the processor: every solver here runs in one thread.
    """

    status: str
    length: int | None
    bound: int
    seconds: float
    steps: tuple[ItemId, ...] = ()
    columns: int = 0
    """How large the model was."""


def question_of(task: Task, seconds: float) -> Question:
    """The same question as the planner's.

    Raises:
        Unsupported: the request says something that these models do not know.
    """
    asked, catalogue = task.request, task.catalogue
    if asked.pins or asked.facts:
        raise Unsupported("pinned items, or facts of the learner")
    record = task.record.passing(catalogue.grade_schemes, catalogue.valid_years)
    versions = [catalogue.qualification(one.qualification, one.year, asked.as_of) for one in asked.goals]
    return Question(
        catalogue,
        record,
        versions[0],
        asked.institutions,
        asked.horizon_years or 8,
        DEFAULT_LOAD if asked.load_units is None else asked.load_units,
        seconds=seconds,
        also=tuple(versions[1:]),
        exclude=asked.exclude,
    )
