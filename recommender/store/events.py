"""What did learners see and do with what was recommended: each event once, however often it is told?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.database import Connection, select
from recommender.store.adding import add_new
from recommender.store.tables import EVENT
from recommender.vocabulary import LearnerId


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, under the id that its teller gave it."""

    id: str
    learner: LearnerId
    kind: str
    happened: int
    """Microseconds UTC, as told."""
    body: str
    """Canonical JSON: the item, the answer's key, a reason."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the events of one call."""

    written: int
    repeated: int
    refused: tuple[str, ...]
    """Ids that are there with another content already; they lose no other event."""


def add_events(connection: Connection, events: Iterable[Event], now: int) -> Taken:
    """Add what is new."""
    written = repeated = 0
    refused: list[str] = []
    for event in events:
        if add_new(connection, EVENT, _row(event) | {"taken": now}):
            written += 1
        elif _known(connection, event.id) == event:
            repeated += 1
        else:
            refused.append(event.id)
    return Taken(written, repeated, tuple(refused))


def events_of(connection: Connection, learner: LearnerId) -> Sequence[Event]:
    """In the order in which they happened."""
    query = select(EVENT).where(EVENT.c.learner == learner).order_by(EVENT.c.happened, EVENT.c.id)
    return [_event(row) for row in connection.execute(query)]


def _known(connection: Connection, id: str) -> Event | None:
    row = connection.execute(select(EVENT).where(EVENT.c.id == id)).first()
    return None if row is None else _event(row)


def _event(row: Any) -> Event:
    return Event(row.id, LearnerId(row.learner), row.kind, row.happened, row.body)


def _row(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "learner": event.learner,
        "kind": event.kind,
        "happened": event.happened,
        "body": event.body,
    }
