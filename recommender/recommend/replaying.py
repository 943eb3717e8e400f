"""The use case: what was answered then, and would the same be answered again from what it stood on?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recommender import __version__
from recommender.catalogue.storage import load
from recommender.errors import InputError, NotFound, Unavailable
from recommender.ledger.record import Record
from recommender.planning.certificates.codec import read
from recommender.planning.solve import solver_version
from recommender.recommend.bank import Bank
from recommender.recommend.differences import Difference, differences
from recommender.recommend.keeping import HANDED_IN, body_of
from recommender.recommend.question import Question, answer_to
from recommender.recommend.record import read_record
from recommender.recommend.view import Json
from recommender.store import Answer, Store
from recommender.vocabulary import LearnerId

__all__ = ["Again", "answer_once", "as_it_was", "computed_again", "question_of", "record_then"]


def answer_once(store: Store, key: str, learner: str | None = None) -> Answer:
    """The answer under a key, the latest where time cut several differently.

    Raises:
        Erased: its learner was erased.
        InputError: several learners with equal records were answered, and none is named.
        NotFound: nothing is kept under it.
    """
    found = store.answers(key, LearnerId(learner) if learner is not None else None)
    if len({one.learner for one in found}) > 1:
        raise InputError(
            "several learners with equal records were answered under this key; name one", place="learner"
        )
    return found[0]


@dataclass(frozen=True, slots=True)
class Again:
    """An answer that was computed anew from what it had stood on."""

    same: bool
    """Byte for byte."""
    body: bytes
    differences: Sequence[Difference]
    others: dict[str, tuple[str, str]]
    """What of the program is not what it was then: `code`, `solver`, each then and now."""


def computed_again(bank: Bank, answer: Answer) -> Again:
    """Compute the answer anew: catalogue, record and model as they were then.

    Raises:
        Erased: the learner was erased in the ledger.
        NotFound: the ledger does not know the learner any more.
        Unavailable: the catalogue's version or the model is not there any more, or the ledger tells another record
            of that day and position.
    """
    then = as_it_was(bank, answer)
    record = record_then(then, answer)
    if record.digest() != answer.record:
        raise Unavailable(
            "ledger",
            f"the ledger tells another record of {answer.as_of} at position {answer.position} than it did then",
        )
    body = body_of(answer_to(then, record, question_of(answer)))
    versions = {"code": (answer.code, __version__), "solver": (answer.solver, solver_version())}
    return Again(
        body == answer.body,
        body,
        differences(json.loads(answer.body), json.loads(body)),
        {name: pair for name, pair in versions.items() if pair[0] != pair[1]},
    )


def as_it_was(bank: Bank, answer: Answer) -> Bank:
    """The bank with the catalogue and the model of an answer.

    Raises:
        Unavailable: one of them is not there any more.
    """
    if answer.model not in ("", bank.fit.version):
        raise Unavailable(
            "model",
            f"the answer stands on the model {answer.model}, and here is {bank.fit.version}; name its folder",
        )
    return at_catalogue(bank, answer.catalogue)


def at_catalogue(bank: Bank, version: str) -> Bank:
    """The bank with a version of its catalogue; Unavailable where that was not kept."""
    if bank.catalogue.version == version:
        return bank
    path = Path(bank.settings.store_url.removeprefix("sqlite:///"))
    try:
        loaded = load(path, version)
    except NotFound:
        raise Unavailable(
            "catalogue", f"the catalogue {path} has not kept its version {version[:12]}"
        ) from None
    return replace(bank, catalogue=loaded.catalogue, findings=loaded.findings)


def record_then(bank: Bank, answer: Answer) -> Record:
    """The record of an answer: from the ledger as of its day and position, or as it was handed in."""
    if answer.position != HANDED_IN:
        return read_record(bank, answer.learner, answer.as_of, answer.position)
    return read(Record, json.loads(answer.question)["record"], "record")


def question_of(answer: Answer) -> Question:
    """What was asked."""
    data: Json = json.loads(answer.question)
    data.pop("record", None)
    return Question(answer.kind, data)
