"""What is measured of a filled ledger, each figure beside what the plain driver gives in the same run."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from statistics import median
from typing import Any

import psycopg

from benchmarks.ledger.made import EACH, account_of
from recommender.ledger import Entry
from recommender.ledger.fold import fold, folded
from recommender.ledger.joined import gather
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import LearnerId

AS_OF = date(2026, 9, 1)
PLAIN = "SELECT * FROM ledger_entry WHERE account = {} ORDER BY number"
FETCHED = 20_000
TURNS = 3

Ask = Callable[[str], object]
Way = Callable[[], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of many reads of one learner."""

    middle: float
    most: float
    """The 99th percentile."""
    processor: float
    """The 99th percentile of what it cost this process itself, which other work lengthens less."""


def spread(ask: Ask, accounts: Sequence[str]) -> Spread:
    """Ask for each account once."""
    waited: list[float] = []
    spent: list[float] = []
    for account in accounts:
        begun, before = time.perf_counter(), time.thread_time()
        ask(account)
        spent.append((time.thread_time() - before) * 1000)
        waited.append((time.perf_counter() - begun) * 1000)
    return Spread(median(waited), _ninety_nine(waited), _ninety_nine(spent))


def _ninety_nine(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def drawn(entries: int, number: int, seed: int) -> list[LearnerId]:
    """So many accounts, none asked for before."""
    chance, there = Random(f"drawn/{seed}"), max(1, entries // EACH)
    return [LearnerId(account_of(one)) for one in chance.sample(range(there), min(number, there))]


def ours(ledger: SqlLedger) -> Ask:
    """The record: read, chain, every payload checked, folded."""
    return lambda account: ledger.record(LearnerId(account), AS_OF)


def plain_sqlite(connection: sqlite3.Connection) -> Ask:
    """The rows alone."""
    return lambda account: connection.execute(PLAIN.format("?"), (account,)).fetchall()


def plain_postgres(connection: psycopg.Connection) -> Ask:
    """The rows alone."""
    return lambda account: connection.execute(PLAIN.format("%s"), (account,)).fetchall()


# --- everything


def arrow(ledger: SqlLedger) -> Iterator[int]:
    """Rows of each batch."""
    return (batch.num_rows for batch in ledger.batches())


def fetched_sqlite(connection: sqlite3.Connection) -> Iterator[int]:
    """Rows as the driver gives them."""
    cursor = connection.execute("SELECT * FROM ledger_entry ORDER BY position")
    while rows := cursor.fetchmany(FETCHED):
        yield len(rows)


def fetched_postgres(connection: psycopg.Connection) -> Iterator[int]:
    """Rows as the driver gives them, from a cursor of the server."""
    with connection.transaction(), connection.cursor("bulk") as cursor:
        cursor.execute("SELECT * FROM ledger_entry ORDER BY xid, seq")
        while rows := cursor.fetchmany(FETCHED):
            yield len(rows)


def copied_postgres(connection: psycopg.Connection) -> Iterator[int]:
    """Rows of COPY, as bytes that nobody looks at; along the index, as ours."""
    connection.execute("SET enable_sort = off")
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY (SELECT * FROM ledger_entry ORDER BY xid, seq) TO STDOUT (FORMAT binary)") as copy,
    ):
        for _ in copy:
            yield 1


def rates(ways: Sequence[Way], most: int) -> list[float]:
    """Rows a second of each way, the ways taking turns; the best turn of each, since others use the machine too."""
    best = [0.0] * len(ways)
    for _ in range(TURNS):
        for place, way in enumerate(ways):
            counted, begun, some = 0, time.perf_counter(), way()
            for number in some:
                counted += number
                if counted >= most:
                    break
            spent = time.perf_counter() - begun
            some.close()  # type: ignore[attr-defined]
            best[place] = max(best[place], counted / spent)
    return best


# --- the fold


@dataclass(frozen=True, slots=True)
class Folds:
    """Entries a second on one core."""

    folded: float
    """From facts that are understood to the record."""
    checked: float
    """The same with the chain of digests and each payload checked before."""


def folds(ledger: SqlLedger, accounts: Sequence[LearnerId]) -> Folds:
    """Of these accounts, in memory."""
    entries = {account: ledger.entries(account) for account in accounts}
    number = sum(map(len, entries.values()))
    gathered = {account: gather(account, own, AS_OF, {}) for account, own in entries.items()}

    def alone() -> None:
        for account, facts in gathered.items():
            folded(account, facts, AS_OF, "")

    def whole(own: dict[LearnerId, tuple[Entry, ...]] = entries) -> None:
        for account, some in own.items():
            fold(account, some, AS_OF, "")

    return Folds(number / _least(alone), number / _least(whole))


def _least(work: Callable[[], Any]) -> float:
    """Seconds of the processor, the best of some turns."""
    spent: list[float] = []
    for _ in range(2 * TURNS + 1):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)
