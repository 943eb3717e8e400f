"""Who asks?  Seeded learners with real results of real institutions, and the degrees that they want."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record, Result
from recommender.vocabulary import (
    UNITS_PER_CREDIT,
    EntryId,
    InstitutionId,
    ItemId,
    LearnerId,
    QualificationId,
)

AS_OF = date(2025, 1, 2)
FEWEST, MOST = 5, 40
UNKNOWN_CREDIT = 3 * UNITS_PER_CREDIT
"""What a result brings whose credit only stands in a sum: the usual value."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question: this record, this degree."""

    record: Record
    degree: QualificationId


def cases(catalogue: Catalogue, learners: int, degrees: int, seed: int) -> tuple[Case, ...]:
    """So many learners, dealt over so many degrees."""
    random = Random(seed)
    wanted = random.sample(sorted(catalogue.qualifications), degrees)
    return tuple(
        Case(_learner(catalogue, number, random), wanted[number % degrees]) for number in range(learners)
    )


def record_of(
    catalogue: Catalogue, learner: str, items: Sequence[ItemId], random: Random | None = None
) -> Record:
    """A record of these results; with a random source, completed on different days."""
    results = []
    for number, key in enumerate(sorted(items)):
        item = catalogue.item(key)
        day = AS_OF - timedelta(days=random.randrange(30, 1500) if random else 200)
        units = item.units_most if item.units_most or item.studyable else UNKNOWN_CREDIT
        results.append(Result(EntryId(f"{learner}-{number}"), key, units, item.scheme, None, day))
    results.sort(key=lambda result: (result.completed, result.entry))
    return Record(LearnerId(learner), AS_OF, "file", results=tuple(results))


def _learner(catalogue: Catalogue, number: int, random: Random) -> Record:
    """Results of one institution after another, larger ones more often, until there are enough."""
    count = random.randint(FEWEST, MOST)
    by_issuer: dict[InstitutionId, list[ItemId]] = defaultdict(list)
    for item in catalogue.items.values():
        by_issuer[item.issuer].append(item.id)
    homes = {versions[-1].institution for versions in catalogue.qualifications.values()}
    senders = sorted(issuer for issuer in by_issuer if issuer not in homes)
    taken: list[ItemId] = []
    while senders and len(taken) < count:
        issuer = random.choices(senders, [len(by_issuer[one]) for one in senders])[0]
        senders.remove(issuer)
        there = by_issuer[issuer]
        taken += random.sample(there, min(len(there), count - len(taken), random.randint(3, 25)))
    return record_of(catalogue, f"learner-{number:03}", taken, random)
