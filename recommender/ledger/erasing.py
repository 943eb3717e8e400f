"""How is a learner forgotten in a ledger of the reference format?

An entry says that the account was erased, so that no question about it is answered from then on; then each payload goes
with its salt, and their digests stay: the chain still checks, and nobody can try out what a payload may have said. Last
the file is written anew, its log emptied, and copies of older formats go, for they hold what was there. Broken off,
the same call again does what is left.

In the core ledger of a bank erasing is the bank's act; this is for ledgers of ours, and for copies.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recommender.database import (
    Connection,
    failures_of,
    file_of,
    is_postgres,
    name_of,
    open_writing,
    scrub,
    select,
    update,
)
from recommender.errors import NotFound
from recommender.ledger.embedded import EmbeddedLedger
from recommender.ledger.entry import NewEntry, payload_digest
from recommender.ledger.ids import stamped
from recommender.ledger.payloads import EntryType
from recommender.ledger.tables import layout_of
from recommender.vocabulary import Clock, EntryId, LearnerId, SystemClock

__all__ = ["Erasure", "erase"]

_STAYS = str(EntryType.ACCOUNT_ERASED)
"""The one entry whose payload says nothing about anybody."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was taken away."""

    payloads: int
    copies: int
    """Files that held the ledger as it was."""


def erase(url: Path | str, account: LearnerId, on: date, clock: Clock | None = None) -> Erasure:
    """Forget an account, whatever state it is in.

    Args:
        url: the ledger, a file or `postgresql://...`.
        account: whose.
        on: the date of the entry that says so.
        clock: where instants come from.

    Raises:
        NotFound: the ledger has no such account.
        Unavailable: it cannot be written, or its log is in use, so that the file would still hold what was there.
    """
    engine = open_writing(url, "ledger")
    try:
        with failures_of("ledger", name_of(url)), engine.connect() as connection:
            types = _types(connection, account)
        if not types:
            raise NotFound("learner", account)
        if _STAYS not in types:
            with EmbeddedLedger(url, clock) as ledger:
                ledger.append([NewEntry(_new_id(clock), account, _STAYS, on, {})])
        with failures_of("ledger", name_of(url)), engine.begin() as connection:
            payloads = _take_payloads(connection, account)
        copies = 0
        if not is_postgres(str(url)):
            scrub(engine)
            copies = _drop_copies(file_of(url))
        return Erasure(payloads, copies)
    finally:
        engine.dispose()


def _types(connection: Connection, account: LearnerId) -> list[str]:
    c = layout_of(connection).entries.c
    query = select(c.type).where(c.account == account)
    return [str(one) for one in connection.execute(query).scalars()]


def _take_payloads(connection: Connection, account: LearnerId) -> int:
    """Each payload and its salt; what is known of them is the digest that the chain needs."""
    entries = layout_of(connection).entries
    c = entries.c
    there = (c.account == account) & c.payload.is_not(None) & (c.type != _STAYS)
    rows = connection.execute(select(c.id, c.payload, c.salt).where(there)).fetchall()
    for id, payload, salt in rows:
        sealed = payload_digest(payload, salt)
        gone = {"payload": None, "salt": "", "payload_digest": sealed}
        connection.execute(update(entries).where(c.id == id).values(**gone))
    return len(rows)


def _drop_copies(file: Path) -> int:
    """Copies that were made before the ledger got a newer format."""
    found = sorted(file.parent.glob(f"{file.name}.backup-*"))
    for one in found:
        one.unlink()
    return len(found)


def _new_id(clock: Clock | None) -> EntryId:
    """A UUIDv7 of now."""
    milliseconds = int((clock or SystemClock()).now().timestamp() * 1000)
    return stamped(milliseconds, secrets.token_hex(9))
