"""What does a random history under the rules of the national credit bank look like?

Not a likely one, as the demo bank's learners have, but one in which the limits meet: enough credit, of every source, in
every order. The share of each source is drawn for each history.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from recommender.catalogue import Catalogue
from recommender.catalogue.objects import Item
from recommender.ledger.record import Record, Result
from recommender.planning import GoalRef
from recommender.vocabulary import EntryId, Grade, ItemKind, LearnerId, QualificationId, Term

LEAST, MOST = 15, 45
"""Results in a history."""


def random_goal(catalogue: Catalogue, rng: Random) -> GoalRef:
    """Any degree, all alike."""
    key = rng.choice(sorted(catalogue.qualifications))
    return GoalRef(QualificationId(key), catalogue.qualifications[key][-1].year)


def random_record(
    catalogue: Catalogue, goal: GoalRef, terms: Sequence[Term], as_of: date, rng: Random
) -> Record:
    """One history: so many results of items of every kind, of which a share lies near the goal."""
    major = goal.qualification.rsplit("-", 1)[1].upper()
    kinds = (ItemKind.COURSE, ItemKind.EXAM, ItemKind.CERTIFICATE)
    weights = (rng.uniform(4, 10), rng.uniform(0, 2), rng.uniform(0, 2))
    near = rng.uniform(0.2, 0.8)
    places = rng.sample(sorted({item.issuer for item in catalogue.items.values()}), rng.randint(2, 6))
    shelf = {kind: [one for one in catalogue.items.values() if one.kind is kind] for kind in kinds}
    taken: dict[str, Result] = {}
    for number in range(rng.randint(LEAST, MOST)):
        kind = rng.choices(kinds, weights)[0]
        open_ = [one for one in shelf[kind] if kind is not ItemKind.COURSE or one.issuer in places] or shelf[
            kind
        ]
        mine = [one for one in open_ if one.subject == major]
        item = rng.choice(mine if mine and rng.random() < near else open_)
        taken.setdefault(item.id, _result(item, number, rng.choice(terms), rng))
    results = sorted(taken.values(), key=lambda one: (one.completed, one.entry))
    return Record(LearnerId("random"), as_of, "file", tuple(results))


def _result(item: Item, number: int, term: Term, rng: Random) -> Result:
    """A pass, in one of the terms; now and then with too little attendance."""
    certificate = item.kind is ItemKind.CERTIFICATE
    grade = None if certificate else Grade("percent", str(rng.randint(60, 99)))
    measures = {"attendance": str(rng.randint(76, 100))} if item.kind is ItemKind.COURSE else {}
    day = term.end - timedelta(days=rng.randrange(30))
    return Result(EntryId(f"r{number:02}"), item.id, item.units_most, item.scheme, grade, day, measures)
