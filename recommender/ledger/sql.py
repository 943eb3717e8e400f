"""How is a ledger in a database read, on SQLite or PostgreSQL, without any means to write to it?

Each call is one transaction, so that everything read in it is of one moment; and only what lies below the closed
position is read, so that nothing can appear later before what was read (tables.py says where that is).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.database import (
    Connection,
    Prepared,
    and_,
    at_once,
    failures_of,
    func,
    name_of,
    open_reading,
    select,
    text,
)
from recommender.errors import NotFound, Quarantined, Unavailable
from recommender.ledger.alarms import Hook, Lag, Watch, to_log
from recommender.ledger.entry import Entry
from recommender.ledger.fold import fold
from recommender.ledger.history import History
from recommender.ledger.reader import TOGETHER, Moment, Page, accounts_asked, no_such_position, page_size
from recommender.ledger.record import Record
from recommender.ledger.rows import entry_in_place, entry_of, history_in
from recommender.ledger.tables import READ, Position, format_of, layout_of
from recommender.vocabulary import LearnerId

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SqlLedger"]

STREAMED = 20_000
"""Rows that a pass over the whole ledger holds at one time."""
_LONGEST = 19
"""Digits of the greatest number in a position."""


class SqlLedger:
    """The ledger in one database, opened read-only."""

    def __init__(self, url: Path | str, alarm: Hook = to_log) -> None:
        """Open it, and see that it is one.

        Args:
            url: a path, `sqlite:///path` or `postgresql://...`.
            alarm: who is told of accounts that cannot be trusted, and of entries that wait too long.

        Raises:
            Unavailable: there is none, or it is not a ledger that this program reads.
        """
        self._name, self._watch = name_of(url), Watch(alarm)
        self._engine = open_reading(url, "ledger")
        try:
            with self._reading() as connection:
                layout = self._layout = layout_of(connection)
                self._refuse_others(connection)
            self._newest = Prepared(self._engine, layout.of_account(layout.closed))
            self._past = Prepared(self._engine, layout.of_account(layout.until_named()))
        except Unavailable:
            self._engine.dispose()
            raise

    def _refuse_others(self, connection: Connection) -> None:
        found = format_of(connection)
        if found is None:
            raise Unavailable("ledger", f"{self._name} is no ledger")
        if found not in READ:
            reads = f"is a ledger of format {found}, and this reads {READ[-1]}"
            raise Unavailable("ledger", f"{self._name} {reads}")
        if self._layout.foreign is not None:
            query = select(self._layout.key[0]).where(self._layout.foreign).limit(1)
            if connection.execute(query).first() is not None:
                raise Unavailable(
                    "ledger",
                    f"{self._name} was moved to a server that counts transactions from an earlier number: "
                    "set its next one beyond the ledger's last (docs/ledger.md)",
                )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One transaction: everything read in it is of one position."""
        with failures_of("ledger", self._name), self._engine.connect() as connection:
            yield connection

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        """The record of one learner, as far as it was recorded at a closed position."""
        with self._watch.quarantines():
            until, entries = self._account(learner, position)
            return fold(learner, entries, as_of, _said(until))

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        """The entries of one account, by number, unchecked."""
        return self._account(learner, None)[1]

    def feed(self, after: str = "", limit: int = TOGETHER) -> Page:
        """Entries after a cursor in the order of positions."""
        layout = self._layout
        with self._reading() as connection:
            last = self._last(connection)
            start = self._closed(after, last, "cursor") if after else layout.start
            query = select(*layout.key, *layout.content).where(layout.after(start), layout.until(last))
            found = connection.execute(query.order_by(*layout.key).limit(page_size(limit) + 1)).fetchall()
            if len(found) <= limit:
                self._watch.lags(self._lag(connection))
        page, width = [tuple(row) for row in found[:limit]], len(layout.key)
        cursor = page[-1][:width] if page else start
        entries = tuple(self._entry(row[width:]) for row in page)
        return Page(entries, _said(cursor), len(found) > limit)

    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        """Up to 1,000 accounts at one moment."""
        asked, layout = accounts_asked(learners), self._layout
        c = layout.entries.c
        with self._reading() as connection:
            until = self._until(connection, position)
            own = and_(c.account.in_(asked), layout.until(until))
            query = select(*layout.content).where(own).order_by(c.account, c.number)
            rows = connection.execute(query).fetchall()
        each = groupby(map(self._entry, rows), key=lambda entry: entry.account)
        return Moment(_said(until), {account: tuple(entries) for account, entries in each})

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        """Ids of accounts in ascending order, those after `after`."""
        account = self._layout.entries.c.account
        seen = and_(account > (after or ""), self._layout.closed)
        query = select(account).where(seen).distinct().order_by(account).limit(limit)
        with self._reading() as connection:
            return tuple(LearnerId(one) for one in connection.execute(query).scalars())

    def histories(self, as_of: date) -> Iterator[History]:
        """What learners completed by that day, in one pass over the whole ledger."""
        layout, until = self._layout, as_of.isoformat()
        c = layout.entries.c
        query = select(*layout.content).where(layout.closed).order_by(c.account, c.number)
        with self._reading() as connection:
            rows = connection.execution_options(yield_per=STREAMED).execute(query)
            for account, own in groupby(map(tuple, rows), key=itemgetter(1)):
                try:
                    history = history_in(account, own, until)
                except Quarantined as refused:
                    self._watch.quarantined(refused)
                    continue
                if history is not None:
                    yield history

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The whole ledger in columns, in the order of positions (arrow.py)."""
        from recommender.ledger.arrow import batches_of

        with self._reading() as connection:
            if self._last(connection) != self._layout.start:
                yield from batches_of(connection, self._layout)

    def is_empty(self) -> bool:
        """Whether there are no entries at all."""
        return self.position() == _said(self._layout.start)

    def count(self) -> int:
        """How many entries there are."""
        query = select(func.count()).select_from(self._layout.entries).where(self._layout.closed)
        with self._reading() as connection:
            return int(connection.execute(query).scalar_one())

    def position(self) -> str:
        """That of the last entry that is closed."""
        with self._reading() as connection:
            return _said(self._last(connection))

    def lag(self) -> Lag:
        """What is committed and not closed yet: how many entries, and for how long the oldest has been waiting."""
        with self._reading() as connection:
            return self._lag(connection)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def _account(self, learner: LearnerId, position: str | None) -> tuple[Position, tuple[Entry, ...]]:
        """One account's entries up to a position: one statement, which is of one moment by itself."""
        width = len(self._layout.key)
        with failures_of("ledger", self._name), at_once(self._engine) as connection:
            if position is None:
                rows = self._newest.rows(connection, account=learner)
            else:
                asked = self._closed(position, self._layout.end, "position")
                rows = self._past.rows(connection, account=learner, **self._layout.named(asked))
        last = tuple(rows[0][:width]) if rows[0][0] is not None else self._layout.start
        until = last if position is None else self._closed(position, last, "position")
        found = tuple(entry_of(row[width:]) for row in rows if row[width] is not None)
        if not found:
            raise NotFound("learner", learner)
        return until, found

    def _entry(self, row: Sequence[Any]) -> Entry:
        return entry_in_place(row, self._watch.quarantined)

    # --- within one transaction

    def _last(self, connection: Connection) -> Position:
        found = connection.execute(self._layout.last()).first()
        return self._layout.start if found is None else tuple(found)

    def _until(self, connection: Connection, position: str | None) -> Position:
        last = self._last(connection)
        return last if position is None else self._closed(position, last, "position")

    def _closed(self, said: str, last: Position, what: str) -> Position:
        """The position that a text names, if it is closed."""
        parts = said.split(".")
        whole = all(part.isascii() and part.isdigit() and len(part) <= _LONGEST for part in parts)
        position = tuple(map(int, parts)) if whole else ()
        if len(position) != len(last) or position > last:
            raise no_such_position(said, what)
        return position

    def _lag(self, connection: Connection) -> Lag:
        layout = self._layout
        if layout.waiting is None:
            return Lag()
        oldest = func.min(layout.entries.c.recorded)
        query = select(func.count(), oldest).select_from(layout.entries).where(layout.waiting)
        entries, recorded = connection.execute(query).one()
        now = connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
        return Lag(entries, max(0.0, float(now) - recorded / 1e6)) if entries else Lag()


def _said(position: Position) -> str:
    return ".".join(map(str, position))
