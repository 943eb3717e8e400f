"""A ledger of any size, sealed like a real one, written straight into the tables: millions of checks take their time.

Accounts take turns, so that the entries of one lie far apart, as they do where they came over years.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import psycopg

from benchmarks.planner.progress import Bar
from recommender.ledger import EmbeddedLedger
from recommender.ledger.entry import SCHEMA, chain_digest, payload_digest

__all__ = ["EACH", "account_of", "fill_postgres", "fill_sqlite", "rows"]

EACH = 20
"""Entries of one account."""
TOGETHER = 100_000
"""Rows of one transaction."""
COLUMNS = "id, account, number, type, schema, valid_on, recorded, payload, salt, digest"
_FIRST = date(2015, 1, 1)
_BEGIN = 1_420_070_400_000

Row: TypeAlias = tuple[Any, ...]


def account_of(number: int) -> str:
    """The account of that number."""
    return f"bank/{number:08d}"


def rows(entries: int, seed: int = 1) -> Iterator[Row]:
    """So many entries, in the order of recording; each account has twenty."""
    chance, accounts = Random(seed), max(1, entries // EACH)
    heads = [""] * accounts
    made = 0
    for number in range(1, EACH + 2):
        on = (_FIRST + timedelta(days=150 * number)).isoformat()
        for account in range(accounts):
            if made == entries:
                return
            made += 1
            row = _row(made, account, number, on, chance, heads[account])
            heads[account] = row[-1]
            yield row


def _row(made: int, number: int, entry: int, on: str, chance: Random, previous: str) -> Row:
    account, salt = account_of(number), f"{chance.getrandbits(128):032x}"
    stamp, recorded = _BEGIN + made, (_BEGIN + made) * 1000
    id = f"{stamp >> 16:08x}-{stamp & 0xFFFF:04x}-7{made & 0xFFF:03x}-8{made >> 12 & 0xFFF:03x}-{made:012x}"
    if entry == 1:
        kind, payload = "account.opened", '{"region":"Shanghai"}'
    else:
        item, mark = chance.randrange(5_000), chance.randrange(60, 100)
        kind = "result.deposited"
        payload = (
            f'{{"completed":"{on}","credits":"{chance.randrange(1, 6)}","grade":{{"mark":"{mark}",'
            f'"scheme":"percent"}},"item":"river/{item}","scheme":"credit"}}'
        )
    sealed = payload_digest(payload, salt)
    digest = chain_digest(previous, id, account, entry, kind, SCHEMA, on, recorded, sealed)
    return (id, account, entry, kind, SCHEMA, on, recorded, payload, salt, digest)


def fill_sqlite(path: Path, entries: int) -> None:
    """A ledger file of so many entries; its triggers ask for each row what is known here."""
    EmbeddedLedger(path).close()
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    connection.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    insert = f"INSERT INTO ledger_entry ({COLUMNS}) VALUES ({', '.join('?' * 10)})"
    for some in _pieces(entries, "sqlite"):
        with connection:
            connection.executemany(insert, some)
    for _, text in triggers:
        connection.execute(text)
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def fill_postgres(url: str, entries: int) -> None:
    """The same on PostgreSQL, in many transactions."""
    EmbeddedLedger(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        for some in _pieces(entries, "postgresql"):
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY ledger_entry ({COLUMNS}) FROM STDIN") as copy,
            ):
                for row in some:
                    copy.write_row(row)
        connection.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
        connection.execute("VACUUM (ANALYZE) ledger_entry")


def _pieces(entries: int, name: str) -> Iterator[list[Row]]:
    waiting, bar = rows(entries), Bar(f"{name}, 100,000 entries each", -(-entries // TOGETHER))
    while some := list(islice(waiting, TOGETHER)):
        yield some
        bar.step()
    bar.end()
