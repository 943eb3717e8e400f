"""How do entries that others recorded come into a ledger file as they are, with their own numbers and digests?

For files of entries, which are copied once into a file of this process, and for the copy of a remote ledger, which
grows page by page: the cursor is kept in the same transaction as the entries up to it. So whoever dies in between goes
on where the file stands, nothing is lost, and nothing is there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from recommender.database import (
    Column,
    Connection,
    Integer,
    IntegrityError,
    MetaData,
    Table,
    Text,
    failures_of,
    select,
    writable,
)
from recommender.errors import InputError, Unavailable
from recommender.ledger.entry import Entry, canonical
from recommender.ledger.files import entries_in
from recommender.ledger.reader import PAGE, LedgerReader
from recommender.ledger.sql import SqlLedger
from recommender.ledger.tables import ENTRIES, create

__all__ = ["Copied", "FileLedger", "LedgerCopy", "copy_from"]

_TOGETHER = 10_000
_ASKED = 500
"""Ids named in one query."""
_CURSOR = Table(
    "ledger_copy",
    MetaData(),
    Column("one", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("cursor", Text, nullable=False),
)
"""Where the copy of a remote ledger stands: one row."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did."""

    written: int
    repeated: int
    cursor: str


class LedgerCopy:
    """The writer of a ledger file whose entries are another ledger's."""

    def __init__(self, path: Path, source: str) -> None:
        """Open or make the file.

        Raises:
            Unavailable: it cannot be written, or it is a ledger of its own, or the copy of another source.
        """
        self._path, self._source = path, source
        self._engine = writable(path, "ledger")
        with failures_of("ledger", path), self._engine.begin() as connection:
            known = connection.dialect.has_table(connection, ENTRIES.name)
            create(connection)
            _CURSOR.create(connection, checkfirst=True)
            row = connection.execute(select(_CURSOR.c.source)).scalar()
            own = row is None and known
            if row is None and not own:
                connection.execute(_CURSOR.insert(), {"one": 1, "source": source, "cursor": ""})
        if own or (row is not None and row != source):
            self.close()
            what = "a ledger of its own" if own else f"the copy of {row}"
            raise Unavailable("ledger", f"{path} is {what}; name another file for the copy of {source}")

    @property
    def cursor(self) -> str:
        """Where the next page of the source begins."""
        with failures_of("ledger", self._path), self._engine.connect() as connection:
            return str(connection.execute(select(_CURSOR.c.cursor)).scalar() or "")

    def add(self, entries: Sequence[Entry], cursor: str) -> Copied:
        """Entries of the source and the cursor behind them: all or nothing.

        Raises:
            InputError: an id is there already with other content.
        """
        with failures_of("ledger", self._path), self._engine.begin() as connection:
            written = _write(connection, entries)
            connection.execute(_CURSOR.delete())
            connection.execute(_CURSOR.insert(), {"one": 1, "source": self._source, "cursor": cursor})
        return Copied(written, len(entries) - written, cursor)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def copy_from(
    source: LedgerReader, into: LedgerCopy, told: Callable[[int], None], size: int = PAGE
) -> Copied:
    """Everything that the source has and the copy has not, page by page; may be broken off and begun again."""
    written = repeated = 0
    cursor, more = into.cursor, True
    while more:
        page = source.feed(cursor, size)
        done = into.add(page.entries, page.cursor)
        written, repeated = written + done.written, repeated + done.repeated
        cursor, more = page.cursor, page.more
        told(written + repeated)
    return Copied(written, repeated, cursor)


def _write(connection: Connection, entries: Sequence[Entry]) -> int:
    """How many were new; one that is there already must be the same."""
    known = _known(connection, [one.id for one in entries])
    new: dict[str, Entry] = {}
    for one in entries:
        seal = (one.account, one.number, one.digest)
        before = new.get(one.id)
        there = known.get(one.id) if before is None else (before.account, before.number, before.digest)
        if there is None:
            new[one.id] = one
        elif there != seal:
            raise _taken(one)
    try:
        if new:
            connection.execute(ENTRIES.insert(), [_row(one) for one in new.values()])
    except IntegrityError:
        raise InputError("two entries have one number of one account", place="entries") from None
    return len(new)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, int, str]]:
    """Of the ids that are there account, number and digest."""
    c = ENTRIES.c
    found: dict[str, tuple[str, int, str]] = {}
    for start in range(0, len(ids), _ASKED):
        query = select(c.id, c.account, c.number, c.digest).where(c.id.in_(ids[start : start + _ASKED]))
        found |= {id: (account, number, digest) for id, account, number, digest in connection.execute(query)}
    return found


def _taken(one: Entry) -> InputError:
    return InputError("there is an entry with this id and other content already", place=f"entry {one.id}")


def _row(one: Entry) -> dict[str, object]:
    return {
        "id": one.id,
        "account": one.account,
        "number": one.number,
        "type": one.type,
        "schema": one.schema,
        "valid_on": one.on.isoformat(),
        "recorded": one.recorded,
        "payload": None if one.payload is None else canonical(one.payload),
        "salt": one.salt,
        "payload_digest": one.payload_digest if one.payload is None else None,
        "digest": one.digest,
    }


class FileLedger(SqlLedger):
    """The ledger in files of entries, copied once when it is opened."""

    def __init__(self, path: Path) -> None:
        """Read all rows.

        Raises:
            InputError: a row is no entry, with file, row and field.
            Unavailable: there are no such files.
        """
        self._folder = TemporaryDirectory(prefix="creditpath-ledger-")
        file = Path(self._folder.name) / "ledger.db"
        try:
            with LedgerCopy(file, str(path)) as copy:
                for number, some in enumerate(_pieces(entries_in(path)), 1):
                    copy.add(some, str(number))
            super().__init__(file)
        except BaseException:
            self._folder.cleanup()
            raise

    def close(self) -> None:
        """Give the file back."""
        super().close()
        self._folder.cleanup()


def _pieces(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    waiting = iter(entries)
    while some := list(islice(waiting, _TOGETHER)):
        yield some
