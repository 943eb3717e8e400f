"""How is a ledger in a database read, without any means to write to it?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from recommender.database import Connection, failures_of, func, read_only, select
from recommender.errors import NotFound, Unavailable
from recommender.ledger.chain import broken
from recommender.ledger.entry import SCHEMA, Entry, chain_digest, payload_digest
from recommender.ledger.facts import Fact, day_of
from recommender.ledger.fold import fold
from recommender.ledger.history import History, history_of
from recommender.ledger.payloads import LAST, PAYLOADS
from recommender.ledger.reader import (
    TOGETHER,
    LedgerReader,
    Moment,
    Page,
    accounts_asked,
    no_such_position,
    page_size,
)
from recommender.ledger.record import Record
from recommender.ledger.tables import ENTRIES, FORMAT, format_of
from recommender.vocabulary import EntryId, LearnerId

__all__ = ["SqlLedger", "entry_of", "open_ledger"]

_COLUMNS = [column for column in ENTRIES.columns if column.name != "position"]
_STREAMED = 20_000
"""Rows that a pass over the whole ledger holds at one time."""

_EXECUTED = frozenset(map(str, PAYLOADS))
_TOLD = frozenset(
    kind for kind in PAYLOADS if kind.startswith("result.") or kind in {*LAST, "consent.changed"}
)
"""Types that a history depends on: of the others a pass over all accounts need not read the payload."""


class SqlLedger:
    """The ledger in one database file, opened read-only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = read_only(path, "ledger")
        try:
            with self._reading() as connection:
                found = format_of(connection)
            if found != FORMAT:
                what = (
                    "is no ledger"
                    if found is None
                    else f"is a ledger of format {found}, and this reads {FORMAT}"
                )
                raise Unavailable("ledger", f"{path} {what}")
        except Unavailable:
            self._engine.dispose()
            raise

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One transaction: everything read in it is of one position."""
        with failures_of("ledger", self._path), self._engine.connect() as connection:
            yield connection

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        """The record of one learner, as far as it was recorded at a closed position."""
        with self._reading() as connection:
            closed = _position(connection)
            until = closed if position is None else _closed(position, closed)
            entries = _entries(connection, learner, until)
        return fold(learner, entries, as_of, str(until))

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        """The entries of one account, by number, unchecked."""
        with self._reading() as connection:
            return _entries(connection, learner, _position(connection))

    def feed(self, after: str = "", limit: int = TOGETHER) -> Page:
        """Entries after a cursor in the order of positions."""
        position = ENTRIES.c.position
        with self._reading() as connection:
            start = _closed(after or "0", _position(connection), "cursor")
            query = select(position, *_COLUMNS).where(position > start).order_by(position)
            rows = connection.execute(query.limit(page_size(limit) + 1)).fetchall()
        page = rows[:limit]
        cursor = page[-1].position if page else start
        return Page(tuple(entry_of(row[1:]) for row in page), str(cursor), len(rows) > limit)

    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        """Up to 1,000 accounts at one moment."""
        asked, c = accounts_asked(learners), ENTRIES.c
        with self._reading() as connection:
            closed = _position(connection)
            until = closed if position is None else _closed(position, closed)
            own = c.account.in_(asked) & (c.position <= until)
            rows = connection.execute(select(*_COLUMNS).where(own).order_by(c.account, c.number)).fetchall()
        each = groupby(map(entry_of, rows), key=lambda entry: entry.account)
        return Moment(str(until), {account: tuple(entries) for account, entries in each})

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        """Ids of accounts in ascending order, those after `after`."""
        account = ENTRIES.c.account
        query = select(account).where(account > (after or "")).distinct().order_by(account).limit(limit)
        with self._reading() as connection:
            return tuple(LearnerId(one) for one in connection.execute(query).scalars())

    def histories(self, as_of: date) -> Iterator[History]:
        """What learners completed by that day, in one pass over the whole ledger."""
        query = select(*_COLUMNS).order_by(ENTRIES.c.account, ENTRIES.c.number)
        with self._reading() as connection:
            rows = connection.execution_options(yield_per=_STREAMED).execute(query)
            for account, own in groupby(map(tuple, rows), key=itemgetter(1)):
                if (history := _history(account, own, as_of.isoformat())) is not None:
                    yield history

    def is_empty(self) -> bool:
        """Whether there are no entries at all."""
        with self._reading() as connection:
            return connection.execute(select(ENTRIES.c.position).limit(1)).first() is None

    def count(self) -> int:
        """How many entries there are."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(ENTRIES)).scalar_one())

    def position(self) -> str:
        """The greatest position that is there."""
        with self._reading() as connection:
            return str(_position(connection))

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()


def _position(connection: Connection) -> int:
    return int(connection.execute(select(func.max(ENTRIES.c.position))).scalar() or 0)


def _closed(said: str, closed: int, what: str = "position") -> int:
    """The position that a text names, if it is closed."""
    if not (said.isascii() and said.isdigit() and int(said) <= closed):
        raise no_such_position(said, what)
    return int(said)


def _entries(connection: Connection, learner: LearnerId, until: int) -> tuple[Entry, ...]:
    c = ENTRIES.c
    query = select(*_COLUMNS).where(c.account == learner, c.position <= until).order_by(c.number)
    found = tuple(entry_of(row) for row in connection.execute(query))
    if not found:
        raise NotFound("learner", learner)
    return found


def entry_of(row: Iterable[Any]) -> Entry:
    """The entry in a row of the table, without its position.

    Raises:
        Quarantined: the row holds something else, which no writer of ours put there.
    """
    id, account, number, kind, schema, on, recorded, payload, salt, erased, digest = row
    try:
        if not all(isinstance(value, int) for value in (number, schema, recorded)):
            raise TypeError
        said = None if payload is None else json.loads(payload)
        sealed = (erased or "") if payload is None else payload_digest(payload, salt)
        day = date.fromisoformat(on)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise broken(LearnerId(account), f"the row of entry {id} cannot be read") from None
    return Entry(
        EntryId(id), LearnerId(account), number, kind, day, recorded, said, salt, sealed, digest, schema
    )


def _history(account: str, rows: Iterable[tuple[Any, ...]], until: str) -> History | None:
    """The history in an account's rows; None where there is none, or the rows are not what a writer of ours leaves.

    The chain is checked as `chained` does it, without making entries, and payloads that a history does not depend on
    are not read: there may be millions.
    """
    previous = ""
    facts: list[Fact] = []
    try:
        for expected, row in enumerate(rows, 1):
            id, account, number, kind, schema, on, recorded, payload, salt, erased, digest = row
            sealed = erased if payload is None else payload_digest(payload, salt)
            chain = chain_digest(previous, id, account, number, kind, schema, on, recorded, sealed)
            if number != expected or digest != chain:
                return None
            previous = digest
            if on > until:
                continue
            if payload is None or schema != SCHEMA or kind not in _EXECUTED:
                return None
            if kind in _TOLD:
                facts.append(Fact(kind, day_of(on), number, id, json.loads(payload)))
        return history_of(LearnerId(account), facts)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def open_ledger(url: str) -> LedgerReader:
    """The reader of the ledger that a path, or a URL `sqlite:///path`, names.

    Raises:
        Unavailable: there is none, it is not a ledger that this program reads, or no adapter reads such a URL.
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme != "sqlite":
        raise Unavailable("ledger", f"no adapter reads {scheme}:// ledgers; name a file, or sqlite:///path")
    return SqlLedger(Path(rest.removeprefix("/") if separator else url))
