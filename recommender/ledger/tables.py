"""How does the reference ledger lie in a database: one table, to which rows are only ever added?"""

from __future__ import annotations

from recommender.database import Column, Connection, Integer, MetaData, Table, Text, UniqueConstraint

__all__ = ["ENTRIES", "FORMAT", "create", "format_of"]

FORMAT = 1
"""Version of this layout, kept in the file; a newer one is refused by name."""

_METADATA = MetaData()

ENTRIES = Table(
    "ledger_entry",
    _METADATA,
    # SQLite's rowid: one writer at a time, so that a greater position is always the later one.
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("account", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("valid_on", Text, nullable=False),
    Column("recorded", Integer, nullable=False),
    Column("payload", Text),
    Column("salt", Text, nullable=False),
    # Stated only where the payload was erased: elsewhere it follows from payload and salt.
    Column("payload_digest", Text),
    Column("digest", Text, nullable=False),
    UniqueConstraint("account", "number"),
)

_ABOUT = Table("ledger_about", _METADATA, Column("format", Integer, primary_key=True))

_TAKEN = """EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM ledger_entry WHERE account = NEW.account AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position)"""

_TRIGGERS = (
    """CREATE TRIGGER IF NOT EXISTS ledger_entry_no_update BEFORE UPDATE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never changed'); END""",
    """CREATE TRIGGER IF NOT EXISTS ledger_entry_no_delete BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    f"""CREATE TRIGGER IF NOT EXISTS ledger_entry_no_replace BEFORE INSERT ON ledger_entry WHEN {_TAKEN}
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never replaced'); END""",
)


def create(connection: Connection) -> None:
    """Make what is not there yet."""
    _METADATA.create_all(connection)
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(trigger)
    if format_of(connection) is None:
        connection.execute(_ABOUT.insert(), {"format": FORMAT})


def format_of(connection: Connection) -> int | None:
    """The layout's version that the file states; None where it is no ledger."""
    if not connection.dialect.has_table(connection, _ABOUT.name):
        return None
    found = connection.execute(_ABOUT.select()).scalar()
    return None if found is None else int(found)
