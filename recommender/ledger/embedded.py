"""How does the reference ledger, for demonstrations and small banks, take new entries, on SQLite or PostgreSQL?

The only code that writes ledger entries. One call of `append` is all or nothing: either every entry of it is in the
ledger afterwards, or none, and the error names the entry that was wrong. Handing the same entries in again is harmless.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self, TypeAlias

from recommender.database import Connection, IntegrityError, failures_of, name_of, open_writing, select
from recommender.errors import InputError, Unavailable
from recommender.ledger.accepting import Head, accept, refusal
from recommender.ledger.entry import SCHEMA, NewEntry, canonical, chain_digest, payload_digest
from recommender.ledger.older import bring_forward
from recommender.ledger.tables import FORMAT, create, format_of, layout_of
from recommender.ledger.turns import wait_for_turn
from recommender.vocabulary import Clock, EntryId, LearnerId, SystemClock

__all__ = ["Appended", "EmbeddedLedger"]

_TOGETHER = 10_000
"""Entries that are checked, and then written, at one time."""
_ASKED = 500
"""Ids named in one query; SQLite takes some thousands."""
_COLUMNS = (
    *("id", "account", "number", "type", "schema", "valid_on", "recorded", "payload", "salt", "digest"),
)
_PLACES = {"sqlite": "?", "postgresql": "%s"}
"""How the drivers mark a value."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Appended:
    """What a call of `append` did."""

    written: int
    repeated: int
    """Entries that were there already, with the same content."""


def random_salt(entry: EntryId) -> str:
    """16 random bytes in hexadecimal."""
    return secrets.token_hex(16)


class EmbeddedLedger:
    """The writer of a ledger, whose tables are made when they are missing; read it with `open_ledger`."""

    def __init__(
        self, url: Path | str, clock: Clock | None = None, salt: Callable[[EntryId], str] = random_salt
    ) -> None:
        """Open it or make it.

        Args:
            url: the file, also as `sqlite:///path`, or `postgresql://...`.
            clock: where the instant of recording comes from.
            salt: at least 16 bytes in hexadecimal that nobody can guess; a synthetic bank may derive them.

        Raises:
            Unavailable: it cannot be written, or its layout is a newer one.
        """
        self._name, self._clock, self._salt = name_of(url), clock or SystemClock(), salt
        self._engine = open_writing(url, "ledger")
        with failures_of("ledger", self._name), self._engine.begin() as connection:
            create(connection)
            bring_forward(connection, url)
            found = format_of(connection)
        if found != FORMAT:
            self.close()
            raise Unavailable(
                "ledger", f"{self._name} is a ledger of format {found}, and this writes {FORMAT}"
            )

    def append(self, entries: Iterable[NewEntry]) -> Appended:
        """Add entries in the given order: all of them or, when one is wrong, none.

        An entry may refer to entries before it, in the ledger or in this call. One that the ledger has already,
        with the same content, is counted as repeated.

        Raises:
            InputError: an entry is not what its type says, refers to what is not there, or has the id of another
                one; it names entry and field.
            Unavailable: the ledger cannot be written.
        """
        waiting = iter(entries)
        chunk = list(islice(waiting, _TOGETHER))
        rest = list(islice(waiting, 1))
        with failures_of("ledger", self._name), self._engine.begin() as connection:
            wait_for_turn(connection, None if rest else {new.account for new in chunk})
            # The instant of one that had to wait for its turn is not before that of the entry it waited for.
            now = (self._clock.now() - _EPOCH) // timedelta(microseconds=1)
            batch = _Batch(connection, now, self._salt)
            waiting = chain(rest, waiting)
            while chunk:
                batch.take(chunk)
                chunk = list(islice(waiting, _TOGETHER))
        return Appended(batch.written, batch.repeated)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Batch:
    """The entries of one call, in one transaction."""

    def __init__(self, connection: Connection, now: int, salt: Callable[[EntryId], str]) -> None:
        self._connection, self._now, self._salt = connection, now, salt
        self._entries = layout_of(connection).entries
        self._heads: dict[LearnerId, Head] = {}
        self.written = self.repeated = 0

    def take(self, chunk: Sequence[NewEntry]) -> None:
        """Check these entries, and write those that are new."""
        self._load({new.account for new in chunk if isinstance(new.account, str)})
        rows: dict[EntryId, Row] = {}
        again: list[NewEntry] = []
        for new in chunk:
            head = self._heads.setdefault(new.account, Head())
            if new.id in head.known:
                again.append(new)
                continue
            accept(new, head)
            if new.id in rows:
                raise _taken(new.id)
            rows[new.id] = self._row(new, head)
        self._write(rows)
        self._compare(again)
        self.written += len(rows)
        self.repeated += len(again)

    def _load(self, accounts: set[LearnerId]) -> None:
        """Know where these accounts stand, and forget the others: a call may be about very many."""
        c = self._entries.c
        self._heads = {account: head for account, head in self._heads.items() if account in accounts}
        for asked in _parts(sorted(accounts - self._heads.keys())):
            query = (
                select(c.account, c.number, c.id, c.type, c.valid_on, c.digest)
                .where(c.account.in_(asked))
                .order_by(c.account, c.number)
            )
            for account, number, id, kind, on, digest in self._connection.execute(query):
                head = self._heads.setdefault(account, Head())
                head.add(id, kind, date.fromisoformat(on))
                head.number, head.digest = number, digest

    def _row(self, new: NewEntry, head: Head) -> Row:
        try:
            text = canonical(new.payload)
            salt, on, number = self._salt(new.id), new.on.isoformat(), head.number + 1
            sealed = payload_digest(text, salt)
        except (TypeError, ValueError) as error:
            raise refusal(new, f"the payload has no canonical JSON: {error}", "payload") from None
        digest = chain_digest(
            head.digest, new.id, new.account, number, new.type, SCHEMA, on, self._now, sealed
        )
        head.add(new.id, new.type, new.on)
        head.number, head.digest = number, digest
        return (new.id, new.account, number, new.type, SCHEMA, on, self._now, text, salt, digest)

    def _write(self, rows: dict[EntryId, Row]) -> None:
        if not rows:
            return
        places = ", ".join([_PLACES[self._connection.dialect.name]] * len(_COLUMNS))
        statement = f"INSERT INTO {self._entries.name} ({', '.join(_COLUMNS)}) VALUES ({places})"
        try:
            # Taken back alone, so that one may still ask what was wrong.
            with self._connection.begin_nested():
                self._connection.exec_driver_sql(statement, list(rows.values()))
        except IntegrityError:
            # Ids are looked up by account; only one that another account has comes this far.
            c = self._entries.c
            for asked in _parts(sorted(rows)):
                for id, account in self._connection.execute(select(c.id, c.account).where(c.id.in_(asked))):
                    if account != rows[id][1]:
                        raise _taken(id) from None
            raise

    def _compare(self, again: Sequence[NewEntry]) -> None:
        """Refuse a known id that comes with other content."""
        c = self._entries.c
        query = select(c.id, c.account, c.type, c.valid_on, c.payload)
        known: dict[str, Row] = {}
        for asked in _parts(sorted({new.id for new in again})):
            found = self._connection.execute(query.where(c.id.in_(asked)))
            known |= {row.id: tuple(row) for row in found}
        for new in again:
            if known[new.id] != (new.id, new.account, new.type, f"{new.on}", canonical(new.payload)):
                raise _taken(new.id)


def _taken(id: str) -> InputError:
    return InputError("there is an entry with this id and other content already", place=f"entry {id}")


def _parts(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + _ASKED] for start in range(0, len(values), _ASKED))
