"""How is a PostgreSQL database opened: for writing, or so that nothing can be written?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from recommender.database.sqlite import failures_of
from recommender.errors import Unavailable

_DRIVERS = ("postgresql", "postgres", "postgresql+psycopg")
LOCK_SECONDS = 60
"""How long one writer waits for another one's account."""
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


def _engine(url: str, what: str, settings: tuple[str, ...], **options: Any) -> Engine:
    address = _address(url, what)
    try:
        import psycopg  # noqa: F401  (asked for here, so that its absence is told in our words)
    except ImportError:
        missing = f"the {what} {shown(url)} is on PostgreSQL, whose driver is not installed"
        raise Unavailable(what, f"{missing}: pip install 'creditpath[postgres]'") from None
    engine = create_engine(address, pool_pre_ping=True).execution_options(**options)

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _: Any) -> None:
        for setting in settings:
            raw.execute(setting)
        raw.commit()

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
