"""The use case: what made the later answer differ from the earlier one?

From the one to the other one thing is changed at a time, and each time the question is answered anew: first what the
ledger says (each entry that changed the record, then the day), then each version of the catalogue, then the model, then
what was asked. What differs is put down to the change with which it came. What is left is the program's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recommender.catalogue.storage import versions_between
from recommender.errors import InputError
from recommender.explanation.changes import changes
from recommender.ledger.record import Record
from recommender.recommend.bank import Bank
from recommender.recommend.differences import Difference, differences
from recommender.recommend.keeping import body_of
from recommender.recommend.past import Past, records_between
from recommender.recommend.question import Question, answer_to
from recommender.recommend.replaying import at_catalogue, question_of, record_then
from recommender.recommend.rulebook_changes import changes_json
from recommender.recommend.view import Json
from recommender.store import Answer

__all__ = ["Cause", "Explained", "explain_change", "explained_json"]


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that was changed, and what came with it."""

    kind: str
    """`entry`, `day`, `catalogue`, `model`, `question`, or `program` for what is left."""
    about: Json = field(hash=False)
    """Which entry, day, version or field."""
    differences: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """Two answers, and every difference between them with its causes."""

    before: Answer
    after: Answer
    differences: Sequence[Difference]
    causes: Sequence[Cause]
    """In the order in which they were changed; also those that changed nothing in the answer."""


def explain_change(banks: tuple[Bank, Bank], before: Answer, after: Answer) -> Explained:
    """Walk from one answer to the other; `banks` have the models of the two.

    Raises:
        InputError: the answers are of two learners, or of two kinds.
        Unavailable: something that one of them stands on is not there any more.
    """
    if (before.learner, before.kind) != (after.learner, after.kind):
        raise InputError(
            "the answers are of two learners, or of two kinds: nothing leads from one to the other"
        )
    causes: list[Cause] = []
    told: Json = json.loads(before.body)
    for kind, about, answer in _walk(banks, before, after):
        causes.append(Cause(kind, about, differences(told, answer)))
        told = answer
    last: Json = json.loads(after.body)
    if left := differences(told, last):
        causes.append(Cause("program", {"code": [before.code, after.code], "cut": after.cut}, left))
    return Explained(before, after, differences(json.loads(before.body), last), tuple(causes))


def _walk(banks: tuple[Bank, Bank], before: Answer, after: Answer) -> Iterator[tuple[str, Json, Json]]:
    """Each change with the answer after it; the first answer is computed anew too, which tells what time had cut."""
    old, new = banks
    asked, last = question_of(before), question_of(after)
    bank = at_catalogue(old, before.catalogue)
    record = record_then(bank, before)
    yield "program", {"code": [before.code]}, _answer(bank, record, asked)
    past: Past | None = None
    for past in records_between(bank, before, after):
        record = past.record
        yield past.kind, past.about, _answer(bank, record, asked)
    for version in _versions(bank, before, after):
        earlier, bank = bank.catalogue, at_catalogue(bank, version)
        # What passes, and what has expired, is the catalogue's word.
        record = record_then(bank, after) if past is not None else record_then(bank, before)
        changed = changes_json(changes(earlier, bank.catalogue))
        about = {"from": earlier.version, "to": version, "changed": [_changed(one) for one in changed]}
        yield "catalogue", about, _answer(bank, record, asked)
    if before.model != after.model:
        bank = at_catalogue(new, after.catalogue)
        yield "model", {"from": before.model, "to": after.model}, _answer(bank, record, asked)
    if (fields := _fields(asked, last)) and asked.data != last.data:
        yield "question", {"fields": fields}, _answer(bank, record, last)


def _answer(bank: Bank, record: Record, question: Question) -> Json:
    found: Json = json.loads(body_of(answer_to(bank, record, question)))
    return found


def _versions(bank: Bank, before: Answer, after: Answer) -> Sequence[str]:
    if before.catalogue == after.catalogue:
        return ()
    path = Path(bank.settings.store_url.removeprefix("sqlite:///"))
    return versions_between(path, before.catalogue, after.catalogue)


def _changed(one: Json) -> Json:
    return {name: one[name] for name in ("kind", "id", "change", "before_hash", "after_hash")}


def _fields(before: Question, after: Question) -> list[str]:
    """What is asked otherwise; the day has a cause of its own."""
    return [place for place, *_ in differences(before.data, after.data) if place != "/request/as_of"]


def explained_json(found: Explained) -> Json:
    """The explanation as plain data: every difference with the numbers of the causes that brought it."""
    by_place: dict[str, list[int]] = {}
    for number, cause in enumerate(found.causes):
        for place, *_ in cause.differences:
            by_place.setdefault(place, []).append(number)
    return {
        "before": head(found.before),
        "after": head(found.after),
        "same": found.before.body == found.after.body,
        "causes": [
            {"cause": cause.kind, **cause.about, "differences": [_row(one) for one in cause.differences]}
            for cause in found.causes
            if cause.differences or cause.kind != "program"
        ],
        "differences": [
            {**_row(one), "causes": [found.causes[n].kind for n in by_place.get(one[0], ())]}
            for one in found.differences
        ],
    }


def head(answer: Answer) -> Json:
    """What an answer stands on."""
    return {
        "key": answer.key,
        "learner": answer.learner,
        "kind": answer.kind,
        "as_of": answer.as_of.isoformat(),
        "position": answer.position,
        "record": answer.record,
        "catalogue": answer.catalogue,
        "model": answer.model,
        "code": answer.code,
        "solver": answer.solver,
        "cut": answer.cut,
        "kept": answer.kept,
    }


def _row(one: Difference) -> dict[str, Any]:
    place, before, after = one
    return {"at": place, "before": before, "after": after}
