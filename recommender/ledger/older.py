"""How does a ledger of an older format become one of today's, with a copy of it kept before?

No Alembic here, unlike in our own store: a ledger says its format in one row that everybody reads, without rights to
more, and the one step that there is exchanges a trigger and touches no entry. A table's change would be worth a tool.
"""

from __future__ import annotations

import os
from pathlib import Path

from recommender.database import Connection, copy_file, file_of
from recommender.ledger.tables import format_of, layout_of, stamp

__all__ = ["backup_of", "bring_forward"]


def backup_of(path: Path, found: int) -> Path:
    """Where the copy of a ledger of that format lies; `sqlite3 LEDGER ".restore COPY"` puts it back."""
    return path.with_name(f"{path.name}.backup-{found}")


def bring_forward(connection: Connection, url: Path | str) -> None:
    """Give a ledger of format 1 that of today; others are left alone.

    All or nothing: it is part of the transaction, whose lock keeps every other writer away from before the copy on.
    """
    found = format_of(connection)
    if found != 1 or connection.dialect.name != "sqlite":  # there never was a format 1 elsewhere
        return
    target = backup_of(file_of(url), found)
    half = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        copy_file(file_of(url), half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    for name in ("no_update", "no_delete", "no_replace"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS ledger_entry_{name}")
    for trigger in layout_of(connection).triggers:
        connection.exec_driver_sql(trigger)
    stamp(connection)
