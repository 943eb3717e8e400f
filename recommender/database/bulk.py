"""How are all rows of a question read as fast as the database gives them, without holding them all?

PostgreSQL has COPY, which is about as fast as the server reads; SQLite gives row by row, and some at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select

__all__ = ["copied", "pieces"]


def _text(connection: Connection, query: Select[*tuple[Any, ...]]) -> str:
    return str(query.compile(connection, compile_kwargs={"literal_binds": True}))


def pieces(
    connection: Connection, query: Select[*tuple[Any, ...]], size: int
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Rows as the driver gives them, so many at a time; the question has no parameters."""
    cursor: Any = connection.exec_driver_sql(_text(connection, query)).cursor
    while rows := cursor.fetchmany(size):
        yield rows


def copied(connection: Connection, query: Select[*tuple[Any, ...]], size: int) -> Iterator[bytes]:
    """What PostgreSQL's COPY says, so many rows at a time: CSV in UTF-8, where NULL is nothing and a text is quoted.

    The server sends each row as a message of its own, so that no piece ends within a row.
    """
    # A server that thinks of the last row would sort all of them first, whether or not an index has them in order.
    connection.exec_driver_sql("SET LOCAL enable_sort = off")
    driver: Any = connection.connection.driver_connection
    statement = f"COPY ({_text(connection, query)}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        rows = iter(copy)
        while piece := b"".join(islice(rows, size)):
            yield piece
