"""What do learners of banks ask: of that of the published cases, the demo banks, a larger and a random one?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.planner.acbs import acbs_catalogue, acbs_request
from benchmarks.planner.cases import document
from benchmarks.planner.families.larger import times
from benchmarks.planner.learners import record_of
from benchmarks.planner.random_bank import AS_OF, random_bank
from benchmarks.planner.sources import CASES, Sources
from benchmarks.planner.task import Task
from recommender.catalogue.objects import Catalogue
from recommender.demo.acbs.histories import account_id as acbs_account
from recommender.demo.histories_as_entries import account_id as delta_account
from recommender.ledger import open_ledger
from recommender.planning import GoalRef, PlanRequest
from recommender.vocabulary import ItemKind, LearnerId

DELTA, ACBS = "delta", "acbs"
LARGER = 10
RANDOM_SIZE = 3000
"""Items of a random bank."""
BANK_SEED = 7
"""The banks stay the same for every seed: the seed draws who asks."""


def acbs_like(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """The synthetic instance of the published cases, with holdings of our own: courses and certificates."""
    instance = document(sources.folder / CASES / "acbs_like_instance.json")
    catalogue, rng = acbs_catalogue(instance), Random(f"acbs-like/{seed}")
    shelf = {
        kind: sorted(key for key, item in catalogue.items.items() if item.kind is kind)
        for kind in (ItemKind.COURSE, ItemKind.CERTIFICATE)
    }
    for number in range(n):
        held = rng.sample(shelf[ItemKind.COURSE], rng.randint(0, 40))
        held += rng.sample(shelf[ItemKind.CERTIFICATE], rng.randint(0, 6))
        request = acbs_request(catalogue, held)
        record = replace(record_of(catalogue, f"acbs-{number:03}", held), as_of=request.as_of)
        yield Task(record.learner, catalogue, record, request)


def demo(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """Learners of the first demo bank, for what they are enrolled on."""
    return _enrolled(sources, DELTA, seed, n)


def demo_acbs(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """Learners of the second demo bank."""
    return _enrolled(sources, ACBS, seed, n)


def demo_larger(sources: Sources, seed: int, n: int) -> Iterator[Task]:
    """The learners of the first bank, in a catalogue ten times the size with the same degrees."""
    catalogue = times(sources.bank(DELTA, BANK_SEED)[0], LARGER)
    return _enrolled(sources, DELTA, seed, n, catalogue)


def _enrolled(
    sources: Sources, bank: str, seed: int, n: int, larger: Catalogue | None = None
) -> Iterator[Task]:
    catalogue, made = sources.bank(bank, BANK_SEED)
    account = delta_account if bank == DELTA else acbs_account
    ledger = open_ledger(str(made.ledger_file))
    try:
        numbers = list(range(sources.learners))
        Random(f"{bank}/{seed}").shuffle(numbers)
        for number in numbers:
            record = ledger.record(LearnerId(account(number)), made.as_of)
            if n <= 0:
                return
            if record.enrolments:
                n -= 1
                enrolled = record.enrolments[-1]
                request = PlanRequest((GoalRef(enrolled.qualification, enrolled.year),), made.as_of)
                yield Task(record.learner, larger or catalogue, record, request)
    finally:
        ledger.close()


def random_banks(sources: Sources, seed: int, n: int, size: int = RANDOM_SIZE) -> Iterator[Task]:
    """Learners of a random bank, with results of every kind at home and elsewhere."""
    catalogue, rng = random_bank(seed, size), Random(f"random/{seed}")
    keys, goals = sorted(catalogue.items), sorted(catalogue.qualifications)
    for number in range(n):
        held = rng.sample(keys, rng.randint(0, 40))
        record = replace(record_of(catalogue, f"random-{number:03}", held), as_of=AS_OF)
        yield Task(
            record.learner, catalogue, record, PlanRequest((GoalRef(goals[number % len(goals)]),), AS_OF)
        )
