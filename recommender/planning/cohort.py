"""How are many learners planned for, so that what is found for one serves all who are in the same state?

One learner's error is an answer about that learner: the others are planned for all the same. What a learner is told
does not hang on who came before (see `reuse`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.make import make_plan
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest
from recommender.planning.reuse.cache import PlanCache
from recommender.planning.stop import Cancelled, never
from recommender.vocabulary import LearnerId


class Came(StrEnum):
    """What came of one learner's question."""

    PLANNED = "planned"
    """There is an answer; its own status says what it claims."""
    FAILED = "failed"
    """There is none: the record, the request or our own plan was refused."""
    CANCELLED = "cancelled"
    """It was not asked: the cohort was cancelled before."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One learner of a cohort."""

    learner: LearnerId
    came: Came
    plan: Plan | None = None
    error: Exception | None = None
    reused: bool = False
    """Whether the plan is that of somebody before, under this learner's names."""


def plan_cohort(
    catalogue: Catalogue,
    records: Iterable[Record],
    request: PlanRequest,
    cache: PlanCache | None = None,
    on_progress: Callable[[int], None] | None = None,
    cancelled: Cancelled = never,
) -> Iterator[Planned]:
    """A plan for each record, in their order, as it is made.

    Args:
        catalogue: The snapshot.
        records: The learners, as of the request's day.
        request: What is asked for all of them.
        cache: Plans from before; None: one for this cohort alone.
        on_progress: Is told after each learner how many are done.
        cancelled: Is asked all the time whether to go on. Who is planned for then has what was found, the others are
            named as cancelled.
    """
    plans = PlanCache() if cache is None else cache
    for number, record in enumerate(records, 1):
        if cancelled():
            yield Planned(record.learner, Came.CANCELLED)
            continue
        yield plan_one(catalogue, record, request, plans, cancelled)
        if on_progress is not None:
            on_progress(number)


def plan_one(
    catalogue: Catalogue, record: Record, request: PlanRequest, cache: PlanCache, cancelled: Cancelled = never
) -> Planned:
    """One learner of a cohort, with what was found for those before."""
    before = cache.reuse.hits
    try:
        plan = make_plan(catalogue, record, request, cache, cancelled)
    except Exception as error:  # whatever it is, it is about this learner, and the others wait
        return Planned(record.learner, Came.FAILED, error=error)
    return Planned(record.learner, Came.PLANNED, plan, reused=cache.reuse.hits > before)
