"""How does a learner leave the store: every row goes, and the keys of the answers say that they were erased?"""

from __future__ import annotations

import json
from collections.abc import Mapping

from recommender.database import Connection, delete, func, insert, select
from recommender.store.adding import add_new
from recommender.store.tables import ANSWER, ERASED, ERASURE, PERSONAL
from recommender.vocabulary import LearnerId


def forget(connection: Connection, learner: LearnerId, now: int) -> Mapping[str, int]:
    """Delete the learner's rows from every table, and say how many there were in each.

    What stays is that something was erased, when, and how much; and of each answer its key, which is a digest of much
    that nobody knows, so that whoever holds the key learns why there is no answer.
    """
    number = connection.execute(select(func.coalesce(func.max(ERASURE.c.number), 0))).scalar_one() + 1
    keys = select(ANSWER.c.key).where(ANSWER.c.learner == learner).distinct()
    for key in connection.execute(keys).scalars().all():
        add_new(connection, ERASED, {"key": key, "erasure": number})
    counts = {
        name: connection.execute(delete(table).where(table.c.learner == learner)).rowcount
        for name, table in PERSONAL.items()
    }
    if any(counts.values()):
        row = {"number": number, "at": now, "counts": json.dumps(counts, sort_keys=True)}
        connection.execute(insert(ERASURE).values(**row))
    return counts
