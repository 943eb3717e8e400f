"""A tiny bank whose catalogue keeps its versions and whose ledger goes on, with a store for its answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from recommender.catalogue import load
from recommender.catalogue.storage import save
from recommender.ledger import EmbeddedLedger, NewEntry
from recommender.recommend import Bank, audit_for, build_request, open_bank, plan_for, recommend_for
from recommender.recommend.keeping import answers_url, keep
from recommender.recommend.question import Question, of_audit, of_list, of_plan
from recommender.recommend.record import read_record
from recommender.recommend.view import Json
from recommender.settings import Settings
from recommender.store import Store, open_store
from recommender.vocabulary import EntryId, FrozenClock, LearnerId
from tests.cli import tiny

DEPOSIT = {"credits": "3", "scheme": "credit", "completed": "2026-03-01"}


class Replayed:
    """Where things are, and how they go on."""

    def __init__(self, folder: Path, ledger: str | None = None, answers: str | None = None) -> None:
        """In files of the folder, but for a ledger or a store of answers that is elsewhere."""
        self.directory = tiny.write(folder / "catalogue")
        self.settings = Settings(
            store_url=str(folder / "bank.db"),
            ledger_url=tiny.write_ledger(ledger or str(folder / "ledger.db")),
            answers_url=answers,
            model_dir=folder / "no-model",
            today=tiny.TODAY,
        )
        self._entries = 1_000
        self.publish({})

    def publish(self, files: Mapping[str, str | None]) -> None:
        """The catalogue with other files, as one more version."""
        tiny.write(self.directory, files)
        save(load(self.directory), Path(self.settings.store_url))

    def bank(self) -> Bank:
        """As it is now."""
        return open_bank(self.settings)

    def store(self) -> Store:
        """Of its answers."""
        return open_store(answers_url(self.settings))

    def append(
        self, kind: str, learner: str = tiny.CHEN, on: date = date(2026, 3, 5), **payload: Any
    ) -> EntryId:
        """One more entry."""
        self._entries += 1
        key = EntryId(f"0198f000-0000-7000-8000-{self._entries:012d}")
        with EmbeddedLedger(
            self.settings.ledger_url, FrozenClock(datetime(2026, 3, 6, tzinfo=UTC))
        ) as ledger:
            ledger.append([NewEntry(key, LearnerId(learner), kind, on, payload)])
        return key


def answered(
    bank: Bank, kind: str, learner: str = tiny.CHEN, as_of: date | None = None, named: bool = True
) -> tuple[Question, Json]:
    """An answer with the question to it."""
    record = read_record(bank, learner, as_of)
    if kind == "recommend":
        asked: dict[str, Any] = {"goal": tiny.GOAL, "limit": 2}
        return of_list(bank, **asked), recommend_for(bank, record, **asked)
    goals = [tiny.GOAL] if named else []
    request = build_request(bank, record, goals)
    if kind == "audit":
        return of_audit(request, named=named), audit_for(bank, record, request)
    return of_plan(request, named=named), plan_for(bank, record, request)


def kept(
    world: Replayed, kind: str, learner: str = tiny.CHEN, as_of: date | None = None, named: bool = True
) -> str:
    """Answer and keep; the key."""
    bank = world.bank()
    question, answer = answered(bank, kind, learner, as_of, named)
    with world.store() as store:
        return keep(store, bank, read_record(bank, learner, as_of), question, answer)
