"""What do an account and those that were merged into it say together, nothing of it twice (C1)?

A merge is two entries, which the bank writes in one transaction: `account.merged` ends the one account and says where
it went, `account.joined` says in the other what came. From that day on the other's record is of the entries of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.errors import Erased, Merged, NotFound, Unavailable
from recommender.ledger.chain import broken, chained
from recommender.ledger.copies import copies_of
from recommender.ledger.entry import Entry
from recommender.ledger.facts import Fact, Facts, of_type, visible
from recommender.ledger.payloads import LAST, EntryType
from recommender.vocabulary import EntryId, LearnerId

__all__ = ["Gathered", "OtherAccounts", "gather"]

_ABOVE = 1 << 40
"""More than an account has entries: on one day what came with an account lies before the account's own word."""


_SEVERAL = frozenset({EntryType.ACCOUNT_JOINED, EntryType.CONVERSION_POSTED})
"""Where an account has none of these, nothing in it can be there twice."""


class OtherAccounts(Unavailable):
    """The record is of several accounts, and whoever read it handed in one; `accounts` are those that are missing."""

    def __init__(self, learner: LearnerId, accounts: frozenset[LearnerId]) -> None:
        names = ", ".join(sorted(accounts))
        super().__init__("ledger", f"the record of {learner!r} is of the entries of {names} too")
        self.accounts = accounts


@dataclass(frozen=True, slots=True)
class Gathered:
    """The visible facts of an account and of those merged into it."""

    own: Sequence[Fact]
    facts: list[Fact]
    """The own ones and the others', in the canonical order."""
    copies: Mapping[EntryId, EntryId]
    """Results and grants that another of the accounts holds as well, by the entry that stands for both."""


def gather(
    learner: LearnerId,
    entries: Iterable[Entry],
    as_of: date,
    others: Mapping[LearnerId, Iterable[Entry]],
) -> Gathered:
    """The facts up to the day.

    Raises:
        Erased: the account was erased, on whatever day.
        Merged: it has gone on as another one by that day.
        NotFound: it is closed on that day.
        OtherAccounts: an account was merged into it whose entries are not among `others`.
        Quarantined: as `chained` and `visible`, of any of the accounts; or two accounts tell different merges.
    """
    own = _facts(learner, entries, as_of)
    types = {fact.type for fact in own}
    if not types.isdisjoint(LAST):
        raise _ended(learner, own)
    if types.isdisjoint(_SEVERAL):
        return Gathered(own, Facts(sorted(own, key=_canonical)), {})
    accounts = _joined(learner, own, as_of, others)
    facts = [*own]
    for rank, account in enumerate(sorted(accounts), 1):
        facts += [fact._replace(number=fact.number - rank * _ABOVE) for fact in accounts[account]]
    copies = copies_of([own, *(accounts[account] for account in sorted(accounts))])
    return Gathered(own, Facts(sorted(facts, key=_canonical)), copies)


def _canonical(fact: Fact) -> tuple[date, EntryId]:
    return fact.on, fact.id


def _facts(learner: LearnerId, entries: Iterable[Entry], as_of: date) -> list[Fact]:
    """Erased is an account for every day: what it said on an earlier one is gone."""
    chain = chained(learner, entries)
    if any(entry.type == EntryType.ACCOUNT_ERASED for entry in chain):
        raise Erased("learner", learner)
    return visible(learner, chain, as_of)


def _ended(learner: LearnerId, facts: Iterable[Fact]) -> NotFound:
    for fact in of_type(facts, EntryType.ACCOUNT_MERGED):
        return Merged(learner, fact.payload["into"], fact.on)
    return NotFound("open account", learner)


def _joined(
    learner: LearnerId, own: Sequence[Fact], as_of: date, others: Mapping[LearnerId, Iterable[Entry]]
) -> Mapping[LearnerId, Sequence[Fact]]:
    """The facts of every account that went into this one, or into one that did."""
    found: dict[LearnerId, Sequence[Fact]] = {}
    missing: set[LearnerId] = set()
    waiting = list(_named(learner, own))
    while waiting:
        into, account = waiting.pop()
        if account in found or account == learner:
            raise broken(learner, f"account {account!r} was joined to it twice, or is itself")
        if account not in others:
            missing.add(account)
            continue
        try:
            found[account] = _facts(account, others[account], as_of)
        except Erased:
            raise broken(learner, f"account {account!r}, which was joined to it, was erased") from None
        went = {fact.payload["into"] for fact in of_type(found[account], EntryType.ACCOUNT_MERGED)}
        if went != {into}:
            said = " and ".join(sorted(went)) or "nothing"
            raise broken(
                learner, f"account {account!r} was joined to {into!r}, and says itself by {as_of}: {said}"
            )
        waiting += _named(account, found[account])
    if missing:
        raise OtherAccounts(learner, frozenset(missing))
    return found


def _named(into: LearnerId, facts: Iterable[Fact]) -> Iterator[tuple[LearnerId, LearnerId]]:
    for fact in of_type(facts, EntryType.ACCOUNT_JOINED):
        yield into, LearnerId(fact.payload["account"])
