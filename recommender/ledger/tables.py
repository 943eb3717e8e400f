"""How does the reference ledger lie in a database: one table, to which rows are only ever added?

The table is the same on SQLite and PostgreSQL but for what orders its rows. SQLite has one writer at a time, so that
the rowid does: a greater one is always the later one. PostgreSQL has many, which draw numbers and commit in any order;
there an entry's place is its transaction's id and then its number, and what lies below the oldest transaction that
still runs is closed: nothing can appear there any more (C1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recommender.database import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Identity,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    literal,
    select,
    text,
    true,
    tuple_,
)
from recommender.ledger.triggers import POSTGRES_TRIGGERS, SQLITE_TRIGGERS

__all__ = ["ENTRIES", "FORMAT", "READ", "Layout", "Position", "create", "format_of", "layout_of", "stamp"]

FORMAT = 2
"""Version of this layout, kept in the database; a newer one is refused by name.

1: nothing is ever changed. 2: a payload may be erased together with its salt.
"""
READ = (1, FORMAT)
"""Formats that a reader reads: to it they are the same."""

Position = tuple[int, ...]

_ABOUT = Table("ledger_about", MetaData(), Column("format", Integer, primary_key=True))
_LARGEST = 2**63 - 1
_CREATING = 7_266_317
"""Any number: who holds the lock of this name makes the tables, and others wait."""


def _columns(kind: Text, whole: type[Integer]) -> tuple[Column[Any] | UniqueConstraint, ...]:
    return (
        Column("id", kind, nullable=False, unique=True),
        Column("account", kind, nullable=False),
        Column("number", whole, nullable=False),
        Column("type", kind, nullable=False),
        Column("schema", whole, nullable=False),
        Column("valid_on", kind, nullable=False),
        Column("recorded", whole, nullable=False),
        Column("payload", kind),
        Column("salt", kind, nullable=False),
        # Stated only where the payload was erased: elsewhere it follows from payload and salt.
        Column("payload_digest", kind),
        Column("digest", kind, nullable=False),
        UniqueConstraint("account", "number"),
    )


@dataclass(frozen=True)
class Layout:
    """The table in one kind of database, and what orders it."""

    entries: Table
    key: tuple[Column[int], ...]
    """The position of an entry."""
    closed: ColumnElement[bool]
    """What tells the entries whose place nothing can come before any more."""
    waiting: ColumnElement[bool] | None
    """What tells those that are committed and not closed; None where there are none."""
    foreign: ColumnElement[bool] | None
    """What tells those that this server cannot have written, since it has not counted so far."""
    triggers: tuple[str, ...]

    @property
    def content(self) -> tuple[Column[object], ...]:
        """The columns of an entry, without its position."""
        return tuple(one for one in self.entries.columns if one.name not in {key.name for key in self.key})

    @property
    def end(self) -> Position:
        """A position after everything."""
        return (_LARGEST,) * len(self.key)

    @property
    def start(self) -> Position:
        """The position before everything."""
        return (0,) * len(self.key)

    def after(self, position: Position) -> ColumnElement[bool]:
        """What tells the entries after a position."""
        return tuple_(*self.key) > position if len(position) > 1 else self.key[0] > position[0]

    def until(self, position: Position) -> ColumnElement[bool]:
        """What tells the entries up to a position."""
        return tuple_(*self.key) <= position if len(position) > 1 else self.key[0] <= position[0]

    def named(self, position: Position) -> dict[str, int]:
        """The position as the parameters of `until_named`."""
        return {f"until_{column.name}": part for column, part in zip(self.key, position, strict=True)}

    def until_named(self) -> ColumnElement[bool]:
        """What tells the entries up to a position that is stated when the question is asked."""
        parts = [bindparam(name, type_=self.key[0].type) for name in self.named(self.start)]
        return tuple_(*self.key) <= tuple_(*parts) if len(parts) > 1 else self.key[0] <= parts[0]

    def of_account(self, seen: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        """The question for the last closed position, and with it for each entry of an account that is seen.

        Always one row at least, so that of an account without entries the position is told as well.
        """
        one, last, c = select(literal(1)).subquery(), self.last().subquery(), self.entries.c
        own = and_(c.account == bindparam("account", type_=c.account.type), seen)
        joined = one.outerjoin(last, true()).outerjoin(self.entries, own)
        return select(*last.columns, *self.content).select_from(joined).order_by(c.number)

    def last(self) -> Select[*tuple[Any, ...]]:
        """The question for the last closed position."""
        return select(*self.key).where(self.closed).order_by(*(one.desc() for one in self.key)).limit(1)


_SQLITE = Table(
    "ledger_entry", MetaData(), Column("position", Integer, primary_key=True), *_columns(Text(), Integer)
)
# Compared by bytes, as SQLite and Python do; xid8 as a number, since as text 1000 would come before 999.
_POSTGRES = Table(
    "ledger_entry",
    MetaData(),
    Column("xid", BigInteger, nullable=False, server_default=text("pg_current_xact_id()::text::bigint")),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    *_columns(Text(collation="C"), BigInteger),
    PrimaryKeyConstraint("xid", "seq"),
)
_OLDEST = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
SQLITE = Layout(_SQLITE, (_SQLITE.c.position,), true(), None, None, SQLITE_TRIGGERS)
POSTGRES = Layout(
    _POSTGRES,
    (_POSTGRES.c.xid, _POSTGRES.c.seq),
    text(f"ledger_entry.xid < {_OLDEST}"),  # type: ignore[arg-type]
    text(f"ledger_entry.xid >= {_OLDEST}"),  # type: ignore[arg-type]
    text("ledger_entry.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint"),  # type: ignore[arg-type]
    POSTGRES_TRIGGERS,
)
ENTRIES = SQLITE.entries


def layout_of(connection: Connection) -> Layout:
    """How a ledger lies in this database."""
    return POSTGRES if connection.dialect.name == "postgresql" else SQLITE


def create(connection: Connection) -> None:
    """Make the tables of an empty ledger, where there is none."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATING})")
    if format_of(connection) is not None:
        return
    layout = layout_of(connection)
    layout.entries.create(connection, checkfirst=True)
    _ABOUT.create(connection, checkfirst=True)
    for trigger in layout.triggers:
        connection.exec_driver_sql(trigger)
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Say that the layout is that of today."""
    connection.execute(_ABOUT.delete())
    connection.execute(_ABOUT.insert(), {"format": FORMAT})


def format_of(connection: Connection) -> int | None:
    """The layout's version that the database states; None where it is no ledger."""
    if not connection.dialect.has_table(connection, _ABOUT.name):
        return None
    found = connection.execute(_ABOUT.select()).scalar()
    return None if found is None else int(found)
