"""Are these all entries of one account, unchanged, each once?  Otherwise the account is quarantined (C1)."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from recommender.errors import Quarantined
from recommender.ledger.entry import Entry
from recommender.vocabulary import EntryId, LearnerId

__all__ = ["chained"]


def chained(learner: LearnerId, deliveries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The account's entries in the order of their numbers, from deliveries in any order and any number of times.

    Raises:
        Quarantined: a number is missing or taken twice, an id came with two contents, or a digest is wrong.
    """
    ordered = sorted(_each_once(learner, deliveries), key=attrgetter("number"))
    previous = ""
    for expected, entry in enumerate(ordered, 1):
        if entry.number != expected:
            what = "is missing" if entry.number > expected else "is there twice"
            raise broken(learner, f"entry number {min(expected, entry.number)} {what}")
        if not entry.follows(previous):
            raise broken(learner, f"entry {entry.id} (number {expected}) does not fit the chain of digests")
        previous = entry.digest
    return tuple(ordered)


def _each_once(learner: LearnerId, deliveries: Iterable[Entry]) -> Iterable[Entry]:
    known: dict[EntryId, Entry] = {}
    for entry in deliveries:
        if entry.account != learner:
            raise broken(learner, f"entry {entry.id} is of account {entry.account!r}")
        before = known.setdefault(entry.id, entry)
        if before is not entry and before != entry:
            raise broken(learner, f"entry {entry.id} was delivered with two contents")
    return known.values()


def broken(learner: LearnerId, reason: str) -> Quarantined:
    """The refusal of an account, by name and with the reason."""
    return Quarantined(learner, f"account {learner!r} is quarantined: {reason}")
