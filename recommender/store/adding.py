"""How is a row added once, however often it is handed in?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recommender.database import Connection, IntegrityError, Table, insert


def add_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Add the row unless one with its key is there, which another process may be writing at this moment."""
    try:
        # A savepoint: PostgreSQL takes nothing more of a transaction in which a statement failed.
        with connection.begin_nested():
            connection.execute(insert(table).values(**row))
    except IntegrityError:
        return False
    return True
