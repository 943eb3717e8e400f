"""How are all rows of a question read as fast as the database gives them, without holding them all?

PostgreSQL has COPY, which is about as fast as the server reads; SQLite gives row by row, and some at a time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from sqlalchemy import Connection, Select

__all__ = ["copied", "pieces"]

_BUFFER = 1 << 20


def _text(connection: Connection, query: Select[*tuple[Any, ...]]) -> str:
    return str(query.compile(connection, compile_kwargs={"literal_binds": True}))


def pieces(
    connection: Connection, query: Select[*tuple[Any, ...]], size: int
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Rows as the driver gives them, so many at a time; the question has no parameters."""
    cursor: Any = connection.exec_driver_sql(_text(connection, query)).cursor
    while rows := cursor.fetchmany(size):
        yield rows


@contextmanager
def copied(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[BinaryIO]:
    """What PostgreSQL's COPY says: CSV in UTF-8, in which an empty text is quoted and nothing at all is NULL."""
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY ({_text(connection, query)}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')") as copy,
    ):
        yield cast(BinaryIO, io.BufferedReader(_Stream(copy), _BUFFER))


class _Stream(io.RawIOBase):
    """The blocks of a COPY as one stream; the driver gives a row at a time, and each call of Python costs."""

    def __init__(self, blocks: Any) -> None:
        self._blocks, self._left = iter(blocks), memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        room = memoryview(into).cast("B")
        if not self._left:
            self._left = memoryview(self._some(len(room)))
        took = min(len(room), len(self._left))
        room[:took] = self._left[:took]
        self._left = self._left[took:]
        return took

    def _some(self, wanted: int) -> bytes:
        rows: list[Any] = []
        size = 0
        for row in self._blocks:
            rows.append(row)
            size += len(row)
            if size >= wanted:
                break
        return b"".join(rows)
