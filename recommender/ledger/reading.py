"""How is a record read that may be of several accounts: one account, and those that were merged into it?"""

from __future__ import annotations

from datetime import date

from recommender.errors import Erased, NotFound
from recommender.ledger.chain import broken
from recommender.ledger.fold import fold
from recommender.ledger.joined import OtherAccounts
from recommender.ledger.payloads import EntryType
from recommender.ledger.reader import TOGETHER, LedgerReader
from recommender.ledger.record import Record
from recommender.vocabulary import LearnerId

__all__ = ["read_record"]


def read_record(ledger: LedgerReader, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
    """The record of a learner through any reader; nearly always one read.

    Raises:
        Erased: the account was erased.
        InputError: the position is none of this ledger's, or not closed yet.
        NotFound: there is no such learner, or the account is closed on that day, or has gone on as another one.
        Quarantined: the entries of an account that the record is of cannot be trusted or executed.
    """
    if position is not None and any(
        entry.type == EntryType.ACCOUNT_ERASED for entry in ledger.entries(learner)
    ):
        # What was erased later is erased for every position before: the payloads are gone, or should be.
        raise Erased("learner", learner)
    try:
        return ledger.record(learner, as_of, position)
    except OtherAccounts as several:
        return _of_several(ledger, learner, as_of, position or ledger.position(), several)


def _of_several(
    ledger: LedgerReader, learner: LearnerId, as_of: date, position: str, several: OtherAccounts
) -> Record:
    """Read all at one position; what went into an account that was merged is only known once that is read."""
    asked = {learner, *several.accounts}
    while len(asked) <= TOGETHER:
        moment = ledger.snapshot(sorted(asked), position)
        if learner not in moment.entries:
            raise NotFound("learner", learner)
        if missing := asked - moment.entries.keys():
            raise broken(learner, f"account {min(missing)!r}, which was joined to it, is not there")
        others = {account: entries for account, entries in moment.entries.items() if account != learner}
        try:
            return fold(learner, moment.entries[learner], as_of, moment.position, others)
        except OtherAccounts as more:
            asked |= more.accounts
    raise broken(learner, f"more than {TOGETHER} accounts were joined to it")
