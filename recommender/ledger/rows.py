"""What does a row of the ledger's table say: an entry, or as much of one as a history needs?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from recommender.errors import Quarantined
from recommender.ledger.chain import broken
from recommender.ledger.entry import SCHEMA, Entry, canonical, chain_digest, payload_digest
from recommender.ledger.facts import Fact, day_of
from recommender.ledger.history import History, history_of
from recommender.ledger.payloads import LAST, PAYLOADS
from recommender.vocabulary import EntryId, LearnerId

__all__ = ["entry_in_place", "entry_of", "history_in"]

_NO_DIGEST = "0" * 64
"""Of nothing."""

_decode = json.JSONDecoder().decode
_EXECUTED = frozenset(map(str, PAYLOADS))
_TOLD = frozenset(
    kind for kind in PAYLOADS if kind.startswith("result.") or kind in {*LAST, "consent.changed"}
)
"""Types that a history depends on: of the others a pass over all accounts need not read the payload."""


def entry_of(row: Iterable[Any]) -> Entry:
    """The entry in a row of the table, without its position.

    Raises:
        Quarantined: the row holds something else, which no writer of ours put there.
    """
    id, account, number, kind, schema, on, recorded, payload, salt, erased, digest = row
    try:
        if not type(number) is type(schema) is type(recorded) is int:
            raise TypeError
        said = None if payload is None else _decode(payload)
        if said is not None and canonical(said) != payload:
            raise ValueError("this text is not the one that everybody would digest")
        sealed = (erased or "") if payload is None else payload_digest(payload, salt)
        day = day_of(on)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise broken(LearnerId(account), f"the row of entry {id} cannot be read") from None
    return Entry(id, account, number, kind, day, recorded, said, salt, sealed, digest, schema, True)


def entry_in_place(row: Sequence[Any], told: Callable[[Quarantined], None]) -> Entry:
    """The entry in a row; where the row cannot be read, one that fits no chain, so that its account alone is refused.

    A page or a moment is of many accounts: one row that somebody spoilt must not keep the others from being read.
    """
    try:
        return entry_of(row)
    except Quarantined as refused:
        told(refused)
        id, account, number, kind, *_, digest = row
        return Entry(
            EntryId(str(id)),
            LearnerId(str(account)),
            number if isinstance(number, int) and number > 0 else 1,
            str(kind),
            date.min,
            0,
            None,
            "",
            _NO_DIGEST,
            str(digest),
        )


def history_in(account: str, rows: Iterable[tuple[Any, ...]], until: str) -> History | None:
    """The history in an account's rows; None where there is none.

    The chain is checked as `chained` does it, without making entries, and payloads that a history does not depend on
    are not read: there may be millions.

    Raises:
        Quarantined: the rows are not what a writer of ours leaves, or cannot be executed.
    """
    learner, previous, facts = LearnerId(account), "", list[Fact]()
    try:
        for expected, row in enumerate(rows, 1):
            id, account, number, kind, schema, on, recorded, payload, salt, erased, digest = row
            sealed = erased if payload is None else payload_digest(payload, salt)
            chain = chain_digest(previous, id, account, number, kind, schema, on, recorded, sealed)
            if number != expected or digest != chain:
                raise broken(learner, f"entry {id} (number {number}) does not fit the chain of digests")
            previous = digest
            if on > until:
                continue
            if payload is None or schema != SCHEMA or kind not in _EXECUTED:
                raise broken(learner, f"entry {id} of type {kind!r} cannot be executed")
            if kind in _TOLD:
                facts.append(Fact(kind, day_of(on), number, id, _decode(payload)))
        return history_of(learner, facts)
    except Quarantined:
        raise
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise broken(learner, "an entry cannot be read") from None
