"""How do the entries of one account become the learner's record as of a day?

Entries may come in any order and more than once. What is dated after the day is not seen. Lists are in the canonical
order (date, entry id); where a later fact changes an earlier one, those of one day act in the order of recording.
A below-pass grade needs the catalogue's grade schemes: here every deposited result counts as passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from recommender.ledger.entry import Entry
from recommender.ledger.facts import Fact, consents, of_type, undone
from recommender.ledger.joined import Gathered, gather
from recommender.ledger.payloads import EntryType
from recommender.ledger.recognitions import applied, granted, refused, taken_back
from recommender.ledger.record import Award, Dropped, Enrolment, InProgress, Record
from recommender.ledger.results import Lives
from recommender.ledger.waivers import waivers
from recommender.vocabulary import ItemId, LearnerId, QualificationId

__all__ = ["fold", "folded"]

NO_OTHERS: Mapping[LearnerId, Iterable[Entry]] = MappingProxyType({})
"""Nothing was merged into the account."""

_BROKEN_OFF = {EntryType.STUDY_WITHDRAWN: "withdrawn", EntryType.STUDY_FAILED: "failed"}
"""What ends study without a result, and the reason under which it is listed as dropped."""
_ENDS = (*_BROKEN_OFF, EntryType.STUDY_COMPLETED, EntryType.RESULT_DEPOSITED)
"""What ends study in progress."""


def fold(
    learner: LearnerId,
    entries: Iterable[Entry],
    as_of: date,
    position: str,
    others: Mapping[LearnerId, Iterable[Entry]] = NO_OTHERS,
) -> Record:
    """The record of the learner on the day `as_of`; `entries` are all those of the account, up to `position`.

    `others` are the entries of accounts that were merged into this one. Who does not know them reads with
    `recommender.ledger.reading.read_record`.

    Raises:
        Erased: the account was erased.
        NotFound: the account is closed on that day, or has gone on as another one (Merged).
        OtherAccounts: another account was merged into it that is not among `others`.
        Quarantined: the chain is broken, or a visible entry is of a type, schema or content that is not understood.
    """
    return folded(learner, gather(learner, entries, as_of, others), as_of, position)


def folded(learner: LearnerId, gathered: Gathered, as_of: date, position: str) -> Record:
    """The record in facts that were understood."""
    facts = gathered.facts
    lives = Lives.of(facts, gathered.copies)
    lost = [*lives.dropped(), *_ended(facts), *taken_back(facts, lives)]
    return Record(
        learner,
        as_of,
        position,
        tuple(sorted(lives.standing(), key=lambda one: (one.completed, one.entry))),
        tuple(_in_progress(facts)),
        tuple(granted(facts, lives)),
        tuple(applied(facts, lives)),
        tuple(refused(facts)),
        tuple(sorted(_enrolments(facts), key=lambda one: (one.since, one.entry))),
        tuple(_awards(facts, lives)),
        tuple(gone for _, gone in sorted(lost, key=lambda pair: (pair[0], pair[1].entry))),
        tuple(waivers(facts)),
        next(
            (fact.payload.get("region", "") for fact in of_type(gathered.own, EntryType.ACCOUNT_OPENED)), ""
        ),
        consents(facts),
    )


def _in_progress(facts: Sequence[Fact]) -> Iterator[InProgress]:
    """Registrations that nothing ended.

    An end that names no registration ends all study of its item that had begun by its day.
    """
    running = {fact.id: fact for fact in of_type(facts, EntryType.STUDY_REGISTERED)}
    for end in of_type(facts, *_ENDS) if running else ():
        named = end.payload.get("registration")
        if named is not None:
            running.pop(named, None)
            continue
        for key in [
            k for k, f in running.items() if f.payload["item"] == end.payload["item"] and f.on <= end.on
        ]:
            del running[key]
    for fact in running.values():
        yield InProgress(fact.id, ItemId(fact.payload["item"]), fact.on)


def _ended(facts: Sequence[Fact]) -> Iterator[tuple[date, Dropped]]:
    for kind, reason in _BROKEN_OFF.items():
        for end in of_type(facts, kind):
            yield end.on, Dropped(end.id, ItemId(end.payload["item"]), reason)


def _enrolments(facts: Sequence[Fact]) -> Iterable[Enrolment]:
    """Of each qualification the version pinned last."""
    latest: dict[str, Enrolment] = {}
    for fact in sorted(of_type(facts, EntryType.ENROLMENT_SET), key=lambda fact: (fact.on, fact.number)):
        said = fact.payload
        latest[said["qualification"]] = Enrolment(
            fact.id, QualificationId(said["qualification"]), said["year"], fact.on
        )
    return latest.values()


def _awards(facts: Sequence[Fact], lives: Lives) -> Iterator[Award]:
    revoked = undone(facts, EntryType.AWARD_REVOKED, "award")
    for fact in of_type(facts, EntryType.AWARD_MADE):
        if fact.id not in revoked:
            said = fact.payload
            uses = tuple(lives.now(entry) for entry in said.get("uses", ()))
            yield Award(fact.id, QualificationId(said["qualification"]), said["year"], fact.on, uses)
