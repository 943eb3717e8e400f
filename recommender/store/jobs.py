"""How far is each job?  Every state that it was in is a row; the newest one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recommender.database import Connection, func, select
from recommender.errors import NotFound, Stale
from recommender.store.adding import add_new
from recommender.store.tables import JOB
from recommender.vocabulary import LearnerId


@dataclass(frozen=True, slots=True)
class JobState:
    """A job at one moment."""

    job: str
    number: int
    """From 1, without gaps."""
    learner: str
    """Whom it is about; empty of a job about many, whose body then names nobody."""
    state: str
    at: int
    """Microseconds UTC."""
    body: str
    """Canonical JSON."""


def add_state(
    connection: Connection, job: str, state: str, body: str, learner: LearnerId | None, seen: int, now: int
) -> JobState:
    """Add the state after number `seen`, which is 0 of a new job: of two workers that want a job one gets it.

    Raises:
        Stale: it has gone on since.
    """
    row = JobState(job, seen + 1, learner or "", state, now, body)
    if _newest(connection, job) != seen or not add_new(connection, JOB, _row(row)):
        raise Stale("job", job, seen, _newest(connection, job))
    return row


def states(connection: Connection, job: str) -> Sequence[JobState]:
    """All of them, the first one first; NotFound where there is no such job."""
    rows = connection.execute(select(JOB).where(JOB.c.job == job).order_by(JOB.c.number))
    found = [_state(row) for row in rows]
    if not found:
        raise NotFound("job", job)
    return found


def _newest(connection: Connection, job: str) -> int:
    return int(connection.execute(select(func.max(JOB.c.number)).where(JOB.c.job == job)).scalar() or 0)


def _state(row: Any) -> JobState:
    return JobState(row.job, row.number, row.learner, row.state, row.at, row.body)


def _row(one: JobState) -> dict[str, object]:
    return {
        "job": one.job,
        "number": one.number,
        "learner": one.learner,
        "state": one.state,
        "at": one.at,
        "body": one.body,
    }
