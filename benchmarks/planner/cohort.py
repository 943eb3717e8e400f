"""How many learners does one core plan for in a second: all of one programme, and all with two awards in mind?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic, process_time

from benchmarks.planner.families import Bar
from benchmarks.planner.figures import Json
from benchmarks.planner.learners import AS_OF, cases
from benchmarks.planner.sources import Sources
from benchmarks.planner.task import Task
from recommender.planning import GoalRef, PlanRequest, make_plan
from recommender.vocabulary import InstitutionId, QualificationId

ONE = (GoalRef(QualificationId("RPI/COMPUTER-SCIENCE")),)
TWO = (*ONE, GoalRef(QualificationId("RPI/MATHEMATICS")))
FIRST = 2
"""Plans before the clock starts: what is compiled once for a cohort is no cost of a learner."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Learners with different results and the same goals."""

    name: str
    goals: tuple[GoalRef, ...]
    bar: Bar


COHORTS = (
    Cohort("one_programme", ONE, Bar("learners_per_second", 300, "142", least=True)),
    Cohort("two_awards", TWO, Bar("learners_per_second", 50, "26", least=True)),
)


def throughput(cohort: Cohort, sources: Sources, learners: int, seed: int, seconds: float) -> Json:
    """Plans one after the other for so many learners, or for as many as the time allows."""
    tasks = list(_tasks(cohort, sources, learners + FIRST, seed))
    for task in tasks[:FIRST]:
        make_plan(task.catalogue, task.record, task.request)
    end, start, done = monotonic() + seconds, process_time(), 0
    for task in tasks[FIRST:]:
        if done and monotonic() >= end:
            break
        make_plan(task.catalogue, task.record, task.request)
        done += 1
    took = process_time() - start
    rate = round(done / took, 2) if took else None
    return {
        "goals": [str(goal.qualification) for goal in cohort.goals],
        "learners": done,
        "cpu_s": round(took, 2),
        "learners_per_second": rate,
        "bars": [cohort.bar.judged(rate)],
    }


def _tasks(cohort: Cohort, sources: Sources, learners: int, seed: int) -> Iterator[Task]:
    home = frozenset({InstitutionId("RPI")})
    request = PlanRequest(cohort.goals, AS_OF, institutions=home)
    for case in cases(sources.rpi, learners, 1, seed):
        yield Task(case.record.learner, sources.rpi, case.record, request)
