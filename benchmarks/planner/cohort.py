"""How many learners does one core plan for in a second: all of one programme, and all with two awards in mind?

Twice: learners whose results have nothing to do with each other, and learners who went the same ways through one
programme, so that a plan serves several. What is reused is told beside the speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import monotonic, process_time

from benchmarks.planner.families import Bar
from benchmarks.planner.figures import Json
from benchmarks.planner.learners import AS_OF, cases
from benchmarks.planner.programme import programme
from benchmarks.planner.sources import Sources
from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import GoalRef, PlanRequest, make_plan
from recommender.planning.cohort import Came, plan_cohort
from recommender.planning.request import OBJECTIVES
from recommender.planning.reuse.cache import PlanCache
from recommender.vocabulary import InstitutionId, QualificationId

ONE = (GoalRef(QualificationId("RPI/COMPUTER-SCIENCE")),)
TWO = (*ONE, GoalRef(QualificationId("RPI/MATHEMATICS")))
FIRST = 2
"""Plans before the clock starts: what is compiled once for a cohort is no cost of a learner."""
FOR_ONE, FOR_TWO = (Bar("learners_per_second", n, seen, least=True) for n, seen in ((300, "142"), (50, "26")))


def apart(catalogue: Catalogue, learners: int, seed: int) -> tuple[Record, ...]:
    """Learners whose results have nothing to do with each other."""
    return tuple(case.record for case in cases(catalogue, learners, 1, seed))


@dataclass(frozen=True, slots=True)
class Cohort:
    """Learners with the same goals."""

    name: str
    goals: tuple[GoalRef, ...]
    draw: Callable[[Catalogue, int, int], tuple[Record, ...]]
    bar: Bar
    objectives: tuple[str, ...] = OBJECTIVES


COHORTS = (
    Cohort("one_programme_length", ONE, programme, FOR_ONE, ("length",)),
    Cohort("two_awards_length", TWO, programme, FOR_TWO, ("length",)),
    Cohort("one_programme", ONE, programme, FOR_ONE),
    Cohort("two_awards", TWO, programme, FOR_TWO),
    Cohort("one_programme_apart", ONE, apart, FOR_ONE),
    Cohort("two_awards_apart", TWO, apart, FOR_TWO),
)


def throughput(cohort: Cohort, sources: Sources, learners: int, seed: int, seconds: float) -> Json:
    """Plans one after the other for so many learners, or for as many as the time allows."""
    request = PlanRequest(
        cohort.goals, AS_OF, cohort.objectives, institutions=frozenset({InstitutionId("RPI")})
    )
    # Others than those who are timed: what they leave behind is no plan of anybody's.
    for record in apart(sources.rpi, FIRST, seed + 1):
        make_plan(sources.rpi, record, request)
    return _timed(cohort, sources.rpi, cohort.draw(sources.rpi, learners, seed), request, seconds)


def _timed(
    cohort: Cohort, catalogue: Catalogue, records: Iterable[Record], request: PlanRequest, seconds: float
) -> Json:
    end, start, cache = monotonic() + seconds, process_time(), PlanCache()
    took: dict[bool, list[float]] = {False: [], True: []}
    before, failed = start, 0
    for one in plan_cohort(catalogue, records, request, cache):
        now = process_time()
        took[one.reused].append(now - before)
        failed += one.came is Came.FAILED
        before = now
        if monotonic() >= end:
            break
    done, spent = sum(map(len, took.values())), before - start
    rate = round(done / spent, 2) if spent else None
    return {
        "goals": [str(goal.qualification) for goal in cohort.goals],
        "learners": done,
        "failed": failed,
        "reused_share": round(cache.reuse.share, 3),
        "reused_ms": _middle(took[True]),
        "planned_ms": _middle(took[False]),
        "refused_by_check": cache.reuse.dropped,
        "cpu_s": round(spent, 2),
        "learners_per_second": rate,
        "bars": [cohort.bar.judged(rate)],
    }


def _middle(seconds: list[float]) -> float | None:
    """Milliseconds of the processor in the middle of them."""
    return round(median(seconds) * 1000, 2) if seconds else None
