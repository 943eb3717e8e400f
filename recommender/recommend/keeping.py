"""Which answers are kept, where, and with what beside them?"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from recommender import __version__
from recommender.errors import Unavailable
from recommender.ledger.record import Record
from recommender.planning.certificates.codec import plain
from recommender.planning.solve import solver_version
from recommender.recommend.bank import Bank
from recommender.recommend.question import Question
from recommender.recommend.replay import canonical
from recommender.recommend.view import Json

if TYPE_CHECKING:
    from recommender.settings import Settings
    from recommender.store import Answer, Store

__all__ = ["HANDED_IN", "Keeper", "answers_url", "body_of", "keep"]

HANDED_IN = "file"
"""The position of a record that no ledger holds."""
_TRIMMED_EVERY = 1_000
"""Answers after which those that are too old are let go."""
_LOG = logging.getLogger("creditpath.answers")


def answers_url(settings: Settings) -> str:
    """Where answers are kept: as the settings say, else in a file beside the catalogue."""
    if settings.answers_url is not None:
        return settings.answers_url
    path = Path(settings.store_url.removeprefix("sqlite:///"))
    return str(path.with_name(f"{path.name.removesuffix('.db')}.answers.db"))


def body_of(answer: Json) -> bytes:
    """The answer's canonical bytes: what it is a function of its key, as a GET sends it; `meta` stands beside it."""
    said = {name: value for name, value in answer.items() if name != "meta"}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def keep(store: Store, bank: Bank, record: Record, question: Question, answer: Json) -> str:
    """Keep an answer, and say under which key."""
    kept = _answer(bank, record, question, answer)
    store.keep(kept)
    return kept.key


def _answer(bank: Bank, record: Record, question: Question, answer: Json) -> Answer:
    from recommender.store import Answer

    # Nobody can read a record again that was handed in: it is kept with the question.
    own = {"record": plain(record)} if record.position == HANDED_IN else {}
    return Answer(
        answer.get("replay_key") or answer["recommendation_id"],
        record.learner,
        question.kind,
        canonical({**question.data, **own}),
        record.as_of,
        bank.catalogue.version,
        record.digest(),
        record.position,
        "" if question.kind == "audit" else bank.fit.version,
        __version__,
        solver_version(),
        is_cut(answer),
        body_of(answer),
    )


def is_cut(answer: Json) -> bool:
    """Whether a search ended before it had proven what it found, so that another run may find something else."""
    levels = answer.get("levels", ())
    return answer.get("status") == "bounded" or any(level["proof"] == "none" for level in levels)


class Keeper:
    """Keeps the answers of a service: never in the way of an answer, and none for ever."""

    def __init__(self, store: Store | None, which: str, days: int, problem: str = "") -> None:
        """Without a store, `problem` says why there is none."""
        self._store, self._which, self._days = store, which, days
        self.problem = problem
        """What kept the last answer from being kept; empty where nothing did."""
        self._since_trimmed = 0
        if store is not None:
            store.trim(days)

    @property
    def store(self) -> Store:
        """Where they are, or Unavailable with the reason."""
        if self._store is None:
            raise Unavailable("store", self.problem)
        return self._store

    def keep(self, bank: Bank, record: Record, question: Question, answer: Json) -> None:
        """Keep it if it is one of those that are kept; what keeps the store from it is logged.

        A record that was handed in is its sender's alone, and so is the answer about it.
        """
        if record.position == HANDED_IN or (self._which == "cut" and not is_cut(answer)):
            return
        if self._store is None:
            return
        try:
            keep(self._store, bank, record, question, answer)
            self._since_trimmed += 1
            if self._since_trimmed >= _TRIMMED_EVERY:
                self._since_trimmed = 0
                self._store.trim(self._days)
            self.problem = ""
        except Unavailable as problem:
            self.problem = str(problem)
            _LOG.warning("an answer was not kept: %s", problem)


def open_keeper(settings: Settings) -> Keeper | None:
    """The keeper of a service; None where nothing is to be kept.

    Beside a catalogue that is a directory of files nothing is written unless the settings name a place.
    """
    named = settings.answers_url is not None
    if settings.keep_answers == "none" or not (named or Path(answers_url(settings)).parent.is_dir()):
        return None
    if not named and not Path(settings.store_url.removeprefix("sqlite:///")).is_file():
        return None
    from recommender.store import open_store

    try:
        return Keeper(open_store(answers_url(settings)), settings.keep_answers, settings.keep_days)
    except Unavailable as problem:
        _LOG.warning("no answers are kept: %s", problem)
        return Keeper(None, settings.keep_answers, settings.keep_days, str(problem))
