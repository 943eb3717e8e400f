"""What is one fact of the ledger, and how does each fact seal those before it (C1)?

An entry is never changed. Its digest covers the digest of the account's entry before it, and of its payload only a
salted digest: a payload may be erased with its salt, and the chain still checks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recommender.vocabulary import EntryId, LearnerId

__all__ = ["SCHEMA", "Entry", "NewEntry", "canonical", "chain_digest", "payload_digest", "seal"]

SCHEMA = 1
"""Version of the payload schemas that this program reads; an entry of a newer one is refused by name."""

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What a writer hands in; the ledger adds number, instant and digests."""

    id: EntryId
    account: LearnerId
    type: str
    on: date
    """The civil date from which the fact holds, which may lie before the day of its recording."""
    payload: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded fact."""

    id: EntryId
    account: LearnerId
    number: int
    """From 1, without gaps within the account, in the order of recording."""
    type: str
    on: date
    recorded: int
    """The instant of recording, in microseconds UTC since 1970."""
    payload: Mapping[str, Any] | None = field(hash=False)
    """None where it was erased."""
    salt: str
    """Hexadecimal; empty where the payload was erased."""
    payload_digest: str
    digest: str
    schema: int = SCHEMA
    digested: bool = field(default=False, compare=False, repr=False)
    """Whether its payload's digest was just made from the payload, so that it need not be made once more."""

    def follows(self, previous: str) -> bool:
        """Whether its digests are right after an entry with digest `previous` ("" for the first of an account)."""
        if self.payload is not None and not self.digested:
            try:
                payload = payload_digest(canonical(self.payload), self.salt)
            except ValueError:
                return False
            if payload != self.payload_digest:
                return False
        return self.digest == chain_digest(
            previous,
            self.id,
            self.account,
            self.number,
            self.type,
            self.schema,
            self.on.isoformat(),
            self.recorded,
            self.payload_digest,
        )


def canonical(payload: Mapping[str, Any]) -> str:
    """The canonical JSON of a payload: sorted keys, no blanks, UTF-8."""
    return _encode(payload)


def payload_digest(text: str, salt: str) -> str:
    """SHA-256 of salt and canonical payload, in hexadecimal.

    Raises:
        ValueError: the salt is not hexadecimal.
    """
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def chain_digest(
    previous: str,
    id: str,
    account: str,
    number: int,
    type: str,
    schema: int,
    on: str,
    recorded: int,
    payload: str,
) -> str:
    """SHA-256 over the digest before and everything of this entry; no part may hold a line break."""
    text = f"{previous}\n{id}\n{account}\n{number}\n{type}\n{schema}\n{on}\n{recorded}\n{payload}"
    return hashlib.sha256(text.encode()).hexdigest()


def seal(new: NewEntry, number: int, recorded: int, salt: str, previous: str) -> Entry:
    """The entry that a new one becomes as number `number` of its account, after the digest `previous`."""
    payload = payload_digest(canonical(new.payload), salt)
    digest = chain_digest(
        previous, new.id, new.account, number, new.type, SCHEMA, new.on.isoformat(), recorded, payload
    )
    return Entry(new.id, new.account, number, new.type, new.on, recorded, new.payload, salt, payload, digest)
