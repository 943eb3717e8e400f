"""Through which records does a learner's record come from one day and position to another, an entry at a time?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from recommender.errors import NotFound, Quarantined
from recommender.ledger import Entry
from recommender.ledger.fold import fold
from recommender.ledger.joined import OtherAccounts
from recommender.ledger.record import Record
from recommender.recommend.bank import Bank
from recommender.recommend.keeping import HANDED_IN
from recommender.recommend.record import read_record
from recommender.recommend.replaying import record_then
from recommender.recommend.view import Json
from recommender.store import Answer
from recommender.vocabulary import LearnerId

__all__ = ["Past", "records_between"]


@dataclass(frozen=True, slots=True)
class Past:
    """A change of the record, and the record after it."""

    kind: str
    """`entry`, or `day` for what time alone changes: what begins to hold, and what expires."""
    about: Json = field(hash=False)
    record: Record


def records_between(bank: Bank, before: Answer, after: Answer) -> Iterator[Past]:
    """Each entry recorded since that changed the record, in the order of recording, then the days that passed.

    Entries are looked at as of the earlier day, and on the way to the later one where their own day comes.
    """
    if HANDED_IN in (before.position, after.position):
        if before.record != after.record:
            yield Past("entry", {"record": HANDED_IN}, record_then(bank, after))
        return
    record = record_then(bank, before)
    for entry, found in _recorded(bank, before, after):
        if found.digest() != record.digest():
            yield Past("entry", _about(entry), found)
        record = found
    for day, entries in _days(bank, before, after):
        found = read_record(bank, after.learner, day, after.position)
        if day == after.as_of or found.digest() != record.digest():
            about = {"from": record.as_of.isoformat(), "to": day.isoformat()}
            yield Past("day", {**about, "entries": [_about(one) for one in entries]}, found)
            record = found


def _recorded(bank: Bank, before: Answer, after: Answer) -> Iterator[tuple[Entry, Record]]:
    """The record of the earlier day after each entry that was recorded between the two positions."""
    learner, ledger = before.learner, bank.ledger
    known = ledger.snapshot([learner], before.position).entries.get(learner, ())
    all_of = ledger.snapshot([learner], after.position).entries.get(learner, ())
    others: Mapping[LearnerId, Sequence[Entry]] = {}
    schemes, years = bank.catalogue.grade_schemes, bank.catalogue.valid_years
    for count in range(len(known) + 1, len(all_of) + 1):
        try:
            others = _folds(bank, learner, all_of[:count], before.as_of, after.position, others)
            found = fold(learner, all_of[:count], before.as_of, after.position, others)
        except (NotFound, Quarantined):
            continue  # between two answers there may have been none: closed, say, and quarantined until corrected
        yield all_of[count - 1], found.passing(schemes, years)


def _folds(
    bank: Bank,
    learner: LearnerId,
    entries: Sequence[Entry],
    as_of: date,
    position: str,
    others: Mapping[LearnerId, Sequence[Entry]],
) -> Mapping[LearnerId, Sequence[Entry]]:
    """The accounts without which the entries are no record, read when one of them names the first."""
    while True:
        try:
            fold(learner, entries, as_of, position, others)
        except OtherAccounts as more:
            others = {**others, **bank.ledger.snapshot(sorted(more.accounts), position).entries}
        else:
            return others


def _days(bank: Bank, before: Answer, after: Answer) -> Iterator[tuple[date, list[Entry]]]:
    """The days between on which entries begin to hold, and the later answer's own day."""
    if before.as_of == after.as_of:
        return
    entries = bank.ledger.snapshot([after.learner], after.position).entries.get(after.learner, ())
    by_day: dict[date, list[Entry]] = {after.as_of: []}
    low, high = sorted((before.as_of, after.as_of))
    for entry in entries:
        if low < entry.on <= high:
            by_day.setdefault(entry.on, []).append(entry)
    for day in sorted(by_day) if before.as_of < after.as_of else [after.as_of]:
        yield day, by_day[day]


def _about(entry: Entry) -> Json:
    return {"id": entry.id, "type": entry.type, "on": entry.on.isoformat(), "number": entry.number}
