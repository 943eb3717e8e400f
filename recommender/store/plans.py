"""Which versions has a plan had?  A change adds one; nothing is written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recommender.database import Connection, func, select
from recommender.errors import NotFound, Stale
from recommender.store.adding import add_new
from recommender.store.tables import PLAN
from recommender.vocabulary import LearnerId


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as somebody left it."""

    plan: str
    version: int
    """From 1, without gaps."""
    learner: LearnerId
    author: str
    made: int
    """Microseconds UTC."""
    body: str
    """Canonical JSON."""


def add_version(
    connection: Connection, plan: str, learner: LearnerId, author: str, body: str, seen: int, now: int
) -> PlanVersion:
    """Add the version after `seen`, which is 0 of a new plan.

    Raises:
        Stale: somebody added one since, or the plan is another learner's.
    """
    newest = _newest(connection, plan)
    row = PlanVersion(plan, seen + 1, learner, author, now, body)
    owner = learner if newest == 0 else versions(connection, plan)[0].learner
    if newest != seen or owner != learner or not add_new(connection, PLAN, _row(row)):
        raise Stale("plan", plan, seen, _newest(connection, plan))
    return row


def versions(connection: Connection, plan: str) -> Sequence[PlanVersion]:
    """All of them, the first one first; NotFound where there is no such plan."""
    rows = connection.execute(select(PLAN).where(PLAN.c.plan == plan).order_by(PLAN.c.version))
    found = [_version(row) for row in rows]
    if not found:
        raise NotFound("plan", plan)
    return found


def plans_of(connection: Connection, learner: LearnerId) -> Sequence[PlanVersion]:
    """The newest version of each plan of a learner, in order of id."""
    rows = connection.execute(
        select(PLAN).where(PLAN.c.learner == learner).order_by(PLAN.c.plan, PLAN.c.version)
    )
    return list({row.plan: _version(row) for row in rows}.values())


def _newest(connection: Connection, plan: str) -> int:
    query = select(func.max(PLAN.c.version)).where(PLAN.c.plan == plan)
    return int(connection.execute(query).scalar() or 0)


def _version(row: Any) -> PlanVersion:
    return PlanVersion(row.plan, row.version, LearnerId(row.learner), row.author, row.made, row.body)


def _row(one: PlanVersion) -> dict[str, object]:
    return {
        "plan": one.plan,
        "version": one.version,
        "learner": one.learner,
        "author": one.author,
        "made": one.made,
        "body": one.body,
    }
