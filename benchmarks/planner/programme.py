"""Who studies on one programme?  Seeded learners who took the same courses in the same order, some of them more.

Nobody publishes who holds what, so this is drawn, and what it shares is drawn with it: the share of learners whose
question somebody asked before is a figure of the drawing as much as of the planner.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random

from benchmarks.planner.learners import record_of
from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.vocabulary import InstitutionId, ItemId

ROUTES, TERMS, LOAD = 8, 6, 5
"""Ways through the programme, terms of each, and courses in a term."""
APART = 1 / 3
"""Of the learners so many took one course more, which their way does not have."""


def programme(catalogue: Catalogue, learners: int, seed: int) -> tuple[Record, ...]:
    """Learners of one college in any of its terms, each on one of a few ways."""
    random = Random(f"programme/{seed}")
    there = _largest(catalogue)
    routes = [random.sample(there, TERMS * LOAD) for _ in range(ROUTES)]
    return tuple(_learner(catalogue, number, random, routes, there) for number in range(learners))


def _learner(
    catalogue: Catalogue, number: int, random: Random, routes: list[list[ItemId]], there: list[ItemId]
) -> Record:
    taken = random.choice(routes)[: random.randint(1, TERMS) * LOAD]
    if random.random() < APART:
        taken = [*taken, random.choice([item for item in there if item not in taken])]
    return record_of(catalogue, f"on-programme-{number:03}", taken, random)


def _largest(catalogue: Catalogue) -> list[ItemId]:
    """The courses of the institution, other than those that award, that has the most."""
    homes = {versions[-1].institution for versions in catalogue.qualifications.values()}
    by_issuer: dict[InstitutionId, list[ItemId]] = defaultdict(list)
    for item in catalogue.items.values():
        if item.issuer not in homes:
            by_issuer[item.issuer].append(item.id)
    most = max(len(items) for items in by_issuer.values())
    return sorted(next(items for items in by_issuer.values() if len(items) == most))
