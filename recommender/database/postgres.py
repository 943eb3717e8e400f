"""How is a PostgreSQL database opened: for writing, or so that nothing can be written?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from recommender.database.sqlite import failures_of
from recommender.errors import Unavailable

_DRIVERS = ("postgresql", "postgres", "postgresql+psycopg")
LOCK_SECONDS = 60
"""How long one writer waits for another one's account."""
UNUSED_SECONDS = 5
"""After so long a connection that lies about may be gone; one that goes while it is used is made anew the next time."""
IDLE_SECONDS = 60
"""How long a read of ours may stand still: a forgotten one would keep the server from cleaning up."""


def is_postgres(url: str) -> bool:
    """Whether this names a PostgreSQL database."""
    return url.partition("://")[0] in _DRIVERS


def shown(url: str) -> str:
    """The URL as it may be printed: without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.partition("://")[0] + "://..."


def postgres_writable(url: str, what: str = "store") -> Engine:
    """An engine that writes to the database.

    Raises:
        Unavailable: it cannot be reached, or the driver is not installed.
    """
    return _engine(url, what, (f"SET lock_timeout = '{LOCK_SECONDS}s'",))


def postgres_read_only(url: str, what: str = "store") -> Engine:
    """An engine that can only read: each transaction is of one moment and read-only, whatever the role may do.

    Raises:
        Unavailable: it cannot be reached, or the driver is not installed.
    """
    settings = (
        "SET default_transaction_read_only = on",
        f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'",
    )
    return _engine(url, what, settings, isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def at_once(engine: Engine) -> Iterator[Connection]:
    """A connection for questions of one statement: where that saves the words that begin and end more."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def _engine(url: str, what: str, settings: tuple[str, ...], **options: Any) -> Engine:
    address = _address(url, what)
    try:
        import psycopg
    except ImportError:
        missing = f"the {what} {shown(url)} is on PostgreSQL, whose driver is not installed"
        raise Unavailable(what, f"{missing}: pip install 'creditpath[postgres]'") from None
    engine = create_engine(address).execution_options(**options)

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, record: Any) -> None:
        for setting in settings:
            raw.execute(setting)
        raw.commit()
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(raw: Any, record: Any, _: Any) -> None:
        """Ask whether it is still there, where it lay about: another question each time would double the waiting."""
        now, used = time.monotonic(), record.info["used"]
        record.info["used"] = now
        if now - used > UNUSED_SECONDS:
            try:
                raw.execute("SELECT 1")
                raw.rollback()
            except psycopg.Error as gone:
                raise DisconnectionError from gone

    try:
        with failures_of(what, shown(url)), engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except Unavailable:
        engine.dispose()
        raise
    return engine


def _address(url: str, what: str) -> URL:
    try:
        return make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise Unavailable(what, f"{shown(url)} is no URL of a database") from None
