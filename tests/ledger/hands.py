"""How does a bank's own program write to PostgreSQL?  Row by row, and it commits when it likes: readers bear it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import psycopg

from recommender.ledger import Entry
from recommender.ledger.entry import canonical

INSERT = """INSERT INTO ledger_entry (id, account, number, type, schema, valid_on, recorded, payload, salt, digest)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""


def row(one: Entry) -> tuple[Any, ...]:
    """An entry as the table has it."""
    payload = canonical(one.payload or {})
    head = (one.id, one.account, one.number, one.type, one.schema, one.on.isoformat(), one.recorded)
    return (*head, payload, one.salt, one.digest)


class Hand:
    """One connection, whose transaction stays open until it is told to end."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url)

    def put(self, entries: Iterable[Entry]) -> None:
        """Write, and do not commit."""
        with self.connection.cursor() as cursor:
            cursor.executemany(INSERT, [row(one) for one in entries])

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Whatever it answers."""
        return self.connection.execute(statement, values).fetchall()

    def commit(self) -> None:
        """What was written is there."""
        self.connection.commit()

    def abort(self) -> None:
        """What was written never was; its numbers are gaps for good."""
        self.connection.rollback()

    def die(self) -> None:
        """The program is gone in the middle of it; the server ends the transaction when it notices."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def burn_to(url: str, beyond: int = 10) -> int:
    """Use transaction ids up, until the next one that has a digit more is `beyond` away; that id."""
    with psycopg.connect(url, autocommit=True) as connection:
        (now,) = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone() or (0,)
        boundary = 10 ** len(str(now))
        while boundary - now > 200_000:  # a server that has run for long: its next boundary is out of reach
            boundary = now + 100 - now % 100
        burn = boundary - beyond - now - 1
        connection.execute(
            f"DO $$ BEGIN FOR one IN 1..{burn} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
        )
        return boundary
