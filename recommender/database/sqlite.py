"""How is a SQLite file opened: for writing, or so that nothing can be written?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Insert, QueuePool, Table, create_engine, event
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import SQLAlchemyError

from recommender.errors import Unavailable

BUSY_SECONDS = 10
"""How long one connection waits for another one's write."""


def writable(path: Path | str, what: str = "store") -> Engine:
    """An engine that writes to the file, which is made when it is missing, its folder too.

    Write-ahead log, so that readers and one writer do not wait for each other; foreign keys are enforced; a
    transaction takes the write lock when it begins, so that it cannot fail halfway for want of it.

    Raises:
        Unavailable: the file cannot be made, or it is no SQLite file; `what` says what it would have been.
    """
    file = Path(path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(what, f"the {what} {file} cannot be written: {error.strerror}") from None
    engine = _engine(file, "rwc", ("PRAGMA journal_mode=WAL", "PRAGMA foreign_keys=ON"), "BEGIN IMMEDIATE")
    _try(engine, file, what)
    return engine


def read_only(path: Path | str, what: str = "store") -> Engine:
    """An engine that can only read the file: it is opened read-only, and the connection refuses to write as well.

    Raises:
        Unavailable: there is no such file, or it is no SQLite file; `what` (ledger, catalogue) says what it is.
    """
    file = Path(path)
    if not file.is_file():
        raise Unavailable(what, f"there is no {what} at {file}")
    engine = _engine(file, "ro", ("PRAGMA query_only=ON",), "BEGIN")
    _try(engine, file, what)
    return engine


@contextmanager
def failures_of(what: str, path: Path | str) -> Iterator[None]:
    """Turn whatever the database reports inside the block into Unavailable, in one sentence."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise Unavailable(what, f"the {what} {path} cannot be used: {reason}") from error


def copy_file(source: Path, target: Path) -> None:
    """Copy what is committed in a SQLite file into another one, made where it is missing, as one transaction of it.

    Raises:
        Unavailable: there is no such file, or one of them is no SQLite file or is in use for too long.
    """
    if not source.is_file():
        raise Unavailable("store", f"there is no file {source} to copy from")
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as old,
            closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise Unavailable("store", f"{source} cannot be copied to {target}: {error}") from None


def scrub(engine: Engine) -> None:
    """Write the file anew and empty its write-ahead log, so that nothing of a deleted row is left in either."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        raw.close()
    if busy:
        raise Unavailable(
            "store", "the log of the database is in use, so that it still holds what was deleted"
        )


def insert_new(table: Table) -> Insert:
    """An insert that leaves rows alone whose key is there already; `rowcount` is what was written."""
    return sqlite_insert(table).on_conflict_do_nothing()


def _engine(file: Path, mode: str, pragmas: tuple[str, ...], begin: str) -> Engine:
    address = f"file:{quote(str(file.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
        try:
            # The driver would begin transactions by itself, and only before some statements: we begin them all.
            raw.isolation_level = None
            for pragma in pragmas:
                raw.execute(pragma)
        except sqlite3.Error:
            raw.close()
            raise
        return raw

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _try(engine: Engine, file: Path, what: str) -> None:
    """Read once, so that a file which is no database is said now and not in the middle of something."""
    try:
        with failures_of(what, file), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema")
    except Unavailable:
        engine.dispose()
        raise
