"""What do learners with real results ask of real degrees: one, two at once, at home, or with every institution open?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.planner.cases import published
from benchmarks.planner.learners import AS_OF, cases, record_of
from benchmarks.planner.sources import CASES, Sources
from benchmarks.planner.task import Task
from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning import GoalRef, PlanRequest
from recommender.vocabulary import Grade, InstitutionId, ItemId, ItemKind

A_DEGREE = 4
"""So many learners ask for the same degree."""


def at_home(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """New study at the awarding institution only."""
    return _rpi(sources.rpi, seed, n, home=True)


def everywhere(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """New study at all institutions."""
    return _rpi(sources.rpi, seed, n, home=False)


def two_awards(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """Two degrees planned together; the data has no minors, so both are majors."""
    rng = Random(f"two/{seed}")
    degrees = sorted(sources.rpi.qualifications)
    pairs = [tuple(rng.sample(degrees, 2)) for _ in range(max(1, n // A_DEGREE))]
    for number, case in enumerate(cases(sources.rpi, n, 1, seed)):
        goals = tuple(GoalRef(one) for one in pairs[number % len(pairs)])
        request = PlanRequest(goals, AS_OF, institutions=frozenset({InstitutionId("RPI")}))
        yield Task(f"two-{number:03}", sources.rpi, case.record, request)


def _rpi(catalogue: Catalogue, seed: int, n: int, home: bool) -> Iterator[Task]:
    degrees = min(len(catalogue.qualifications), max(1, n // A_DEGREE))
    for number, case in enumerate(cases(catalogue, n, degrees, seed)):
        version = catalogue.qualification(case.degree, None, AS_OF)
        open_ = frozenset({version.institution}) if home else None
        request = PlanRequest((GoalRef(case.degree),), AS_OF, institutions=open_)
        yield Task(f"rpi-{number:03}", catalogue, case.record, request)


def proven(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """The published cases with proven optima: all of them, whatever the seed."""
    return published(sources.folder / CASES, sources.rpi)


def exam_credit(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """Degrees of UTD; each learner has some scores of exams and some courses."""
    catalogue, rng = sources.utd, Random(f"utd/{seed}")
    versions = [version for several in catalogue.qualifications.values() for version in several]
    versions = rng.sample(versions, min(len(versions), max(1, n // A_DEGREE)))
    exams = sorted((one for one in catalogue.items.values() if one.kind is ItemKind.EXAM), key=_by_id)
    courses = sorted((one for one in catalogue.items.values() if one.kind is ItemKind.COURSE), key=_by_id)
    for number in range(n):
        version = versions[number % len(versions)]
        held = rng.sample(exams, rng.randint(0, 6)) + rng.sample(courses, rng.randint(0, 25))
        record = _graded(catalogue, f"utd-{number:03}", held, rng)
        yield Task(
            record.learner, catalogue, record, PlanRequest((GoalRef(version.id, version.year),), AS_OF)
        )


def _by_id(item: Item) -> ItemId:
    return item.id


def _graded(catalogue: Catalogue, learner: str, items: list[Item], rng: Random) -> Record:
    """Exams with a score that some rule asks for; courses passed on an earlier day."""
    floors: dict[ItemId, list[Grade]] = {}
    for rule in catalogue.rules.values():
        for source in rule.sources:
            if source.min_grade is not None:
                floors.setdefault(source.item, []).append(source.min_grade)
    record = record_of(catalogue, learner, [one.id for one in items], rng)
    results = [
        replace(one, grade=rng.choice(floors[one.item]) if one.item in floors else None)
        for one in record.results
    ]
    return replace(record, as_of=AS_OF, results=tuple(results))
