"""What tests keep in a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from recommender.store import Answer, Event
from recommender.vocabulary import LearnerId

ANN, BO = LearnerId("demo/ann"), LearnerId("demo/bo")
KEY = "ab" * 32

ANSWER = Answer(
    KEY,
    ANN,
    "plan",
    '{"goals":["river/accounting"]}',
    date(2026, 9, 1),
    "catalogue-1",
    "record-1",
    "41",
    "model-1",
    "1.0",
    "highs-1",
    False,
    b'{"learner":"demo/ann","length":"12"}' + b" " * 500,
)


def answer(number: int, learner: LearnerId = ANN) -> Answer:
    """One of many."""
    body = f'{{"learner":"{learner}","length":"{number}"}}'.encode()
    return replace(ANSWER, key=f"{number:064x}", learner=learner, body=body)


def event(number: int, learner: LearnerId = ANN, body: str = "{}") -> Event:
    """One of many."""
    return Event(f"event-{number}", learner, "impression", 1_700_000_000_000_000 + number, body)


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: int) -> None:
        self.at += timedelta(**by)
