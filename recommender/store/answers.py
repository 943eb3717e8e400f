"""Which answers were given, byte for byte, and what did each rest on?"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recommender.database import Connection, delete, select
from recommender.errors import Erased, NotFound, Unavailable
from recommender.store.adding import add_new
from recommender.store.tables import ANSWER, ERASED
from recommender.vocabulary import LearnerId

__all__ = ["Answer", "find", "keep", "trim"]

_LEVEL = 6
"""How hard bodies are pressed: an answer of 60 KB becomes a tenth of it in a millisecond."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it left, and everything that it is a function of."""

    key: str
    learner: LearnerId
    kind: str
    """`plan`, `recommend` or `audit`."""
    question: str
    """What was asked with every default filled in, as canonical JSON."""
    as_of: date
    catalogue: str
    record: str
    """Digest of the record."""
    position: str
    """Of the ledger, up to which it was read; `file` for a record that was handed in."""
    model: str
    code: str
    solver: str
    cut: bool
    """Whether time ended the search: then computing it anew may find something else."""
    body: bytes = field(repr=False)
    """The answer's canonical bytes."""
    kept: int = 0
    """When it was kept, in microseconds UTC."""


def keep(connection: Connection, answer: Answer, now: int) -> bool:
    """Add the answer; False where the very same one is there already."""
    row = {
        "key": answer.key,
        "learner": answer.learner,
        "digest": hashlib.sha256(answer.body).hexdigest(),
        "kind": answer.kind,
        "question": answer.question,
        "as_of": answer.as_of.isoformat(),
        "catalogue": answer.catalogue,
        "record": answer.record,
        "position": answer.position,
        "model": answer.model,
        "code": answer.code,
        "solver": answer.solver,
        "cut": int(answer.cut),
        "kept": now,
        "body": zlib.compress(answer.body, _LEVEL),
    }
    return add_new(connection, ANSWER, row)


def find(connection: Connection, key: str, learner: LearnerId | None = None) -> Sequence[Answer]:
    """What was answered under a key, the latest first: of several learners where their records are equal.

    Raises:
        Erased: it was, and its learner was forgotten.
        NotFound: nothing was kept under it, or what was is older than what is kept.
        Unavailable: what is there is not what was kept.
    """
    query = select(ANSWER).where(ANSWER.c.key == key).order_by(ANSWER.c.kept.desc(), ANSWER.c.digest)
    if learner is not None:
        query = query.where(ANSWER.c.learner == learner)
    found = [_answer(row) for row in connection.execute(query)]
    if found:
        return found
    if connection.execute(select(ERASED.c.key).where(ERASED.c.key == key)).first() is not None:
        raise Erased("answer", key)
    raise NotFound("answer", key)


def _answer(row: Any) -> Answer:
    try:
        body = zlib.decompress(row.body)
    except zlib.error:
        body = b""
    if hashlib.sha256(body).hexdigest() != row.digest:
        raise Unavailable("store", f"the answer {row.key} is damaged in the store")
    return Answer(
        row.key,
        LearnerId(row.learner),
        row.kind,
        row.question,
        date.fromisoformat(row.as_of),
        row.catalogue,
        row.record,
        row.position,
        row.model,
        row.code,
        row.solver,
        bool(row.cut),
        body,
        row.kept,
    )


def trim(connection: Connection, before: int) -> int:
    """Let go of answers kept before an instant, and say how many there were."""
    return connection.execute(delete(ANSWER).where(ANSWER.c.kept < before)).rowcount
