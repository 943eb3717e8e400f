"""Many write at once and commit in any order: nobody who reads page by page misses an entry or meets one twice (C1)."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from recommender.ledger import EmbeddedLedger, Entry
from recommender.ledger.alarms import Alarm, Lag
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import LearnerId
from tests.counts import worlds
from tests.ledger.conftest import settled, written
from tests.ledger.hands import Hand, burn_to
from tests.ledger.pen import TODAY, Pen, sealed

pytestmark = pytest.mark.suite("postgres")

WRITERS = 12
EACH = 30
"""Transactions of one writer."""


def account_of(name: str, deposits: int) -> list[Entry]:
    """An account with so many results."""
    pen = Pen(LearnerId(name))
    for number in range(deposits):
        pen.deposit(f"river/{number}", number % 500)
    return sealed(pen.new)


def write(url: str, entries: list[Entry], chance: random.Random) -> None:
    """Some at a time, each time with a pause between writing and committing."""
    with Hand(url) as hand:
        while entries:
            some = chance.randint(1, 3)
            hand.put(entries[:some])
            time.sleep(chance.uniform(0, 0.02))
            hand.commit()
            entries = entries[some:]


class Follower(threading.Thread):
    """Asks again and again for what came after what it has, and keeps the ids."""

    def __init__(self, more: Callable[[Any], tuple[list[str], Any]], start: Any) -> None:
        super().__init__(daemon=True)
        self.found: list[str] = []
        self._more, self._at, self._enough = more, start, threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._enough.is_set():
                self._step()
                time.sleep(0.001)
            while self._step():
                pass
        except BaseException as error:
            self.failure = error

    def _step(self) -> bool:
        ids, self._at = self._more(self._at)
        self.found += ids
        return bool(ids)

    def finish(self) -> Counter[str]:
        """How often it met each entry, when nothing more can come."""
        self._enough.set()
        self.join(30)
        if self.failure is not None:
            raise self.failure
        return Counter(self.found)


def ours(ledger: SqlLedger) -> Follower:
    """The feed."""

    def more(cursor: str) -> tuple[list[str], str]:
        page = ledger.feed(cursor, 1000)
        return [entry.id for entry in page.entries], page.cursor

    return Follower(more, "")


def naive(hand: Hand) -> Follower:
    """What anybody would write first: the entries with a greater number than the last one."""

    def more(last: int) -> tuple[list[str], int]:
        rows = hand.ask("SELECT id, seq FROM ledger_entry WHERE seq > %s ORDER BY seq", last)
        hand.commit()
        return [id for id, _ in rows], rows[-1][1] if rows else last

    return Follower(more, 0)


def as_text(hand: Hand) -> Follower:
    """Below the oldest running transaction, but with its ids compared as texts."""
    question = """SELECT id, xid::text, seq FROM ledger_entry
        WHERE (xid::text COLLATE "C", seq) > (%s, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        ORDER BY xid::text COLLATE "C", seq"""

    def more(last: tuple[str, int]) -> tuple[list[str], tuple[str, int]]:
        rows = hand.ask(question, *last)
        hand.commit()
        return [row[0] for row in rows], rows[-1][1:] if rows else last  # type: ignore[return-value]

    return Follower(more, ("", 0))


@contextmanager
def following(url: str, also: Callable[[Hand], Follower]) -> Iterator[tuple[Follower, Follower]]:
    """Our reader and another one, both at work."""
    with Hand(url) as hand:
        ledger = SqlLedger(url)
        both = ours(ledger), also(hand)
        for one in both:
            one.start()
        yield both
        ledger.close()


def write_at_once(url: str, seed: int) -> list[Entry]:
    """Twelve writers, each with an account of its own; what they wrote."""
    accounts = [account_of(f"demo/{number}", EACH * 2) for number in range(WRITERS)]
    chances = [random.Random(f"{seed} {number}") for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, [url] * WRITERS, accounts, chances))
    return [entry for account in accounts for entry in account]


@pytest.mark.parametrize("seed", range(worlds(1)))
def test_among_many_writers_a_naive_reader_loses_entries_and_ours_none(seed: int, schema: str) -> None:
    written(schema, [])
    with following(schema, naive) as (feed, other):
        entries = write_at_once(schema, seed)
        wanted = Counter(entry.id for entry in entries)
        assert feed.finish() == wanted, "each once"
        assert wanted - other.finish(), "the naive reader did as well: this shows nothing"
    place = {entry.id: entry for entry in entries}
    numbers: dict[str, list[int]] = {}
    for id in feed.found:
        numbers.setdefault(place[id].account, []).append(place[id].number)
    assert all(own == list(range(1, len(own) + 1)) for own in numbers.values())


def test_nothing_is_lost_or_doubled_where_transaction_ids_gain_a_digit(schema: str) -> None:
    written(schema, [])
    boundary = burn_to(schema, beyond=WRITERS)
    with following(schema, as_text) as (feed, other):
        entries = write_at_once(schema, 1)
        wanted = Counter(entry.id for entry in entries)
        assert feed.finish() == wanted, "each once"
        assert other.finish() != wanted, "as text 1000 comes before 999, and yet nothing went wrong"
    with Hand(schema) as hand:
        ((least, greatest),) = hand.ask("SELECT min(xid), max(xid) FROM ledger_entry")
    assert least < boundary <= greatest, "the boundary was not crossed"


def test_writers_of_the_same_accounts_leave_one_chain_in_the_order_of_positions(schema: str) -> None:
    """Our own writer: twelve at once, each with entries of every account."""
    pens = [Pen(LearnerId(f"demo/{number}")) for number in range(3)]
    written(schema, [pen.new[0] for pen in pens])
    for pen in pens:
        for number in range(WRITERS * 4):
            pen.deposit("river/A", number)
    calls = [[pen.new[1 + part :: WRITERS] for pen in pens] for part in range(WRITERS)]

    def append(own: list[list[Any]]) -> None:
        with EmbeddedLedger(schema) as ledger:
            for together in zip(*own, strict=True):
                ledger.append(together)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(append, calls))
    reader = settled(SqlLedger(schema))
    for pen in pens:
        assert len(reader.record(pen.account, TODAY).results) == WRITERS * 4
        fed = [entry.number for entry in reader.feed("", 1000).entries if entry.account == pen.account]
        assert fed == list(range(1, WRITERS * 4 + 2))


# --- somebody's transaction stands still


def test_what_came_after_a_transaction_that_still_runs_waits_and_this_is_told(schema: str) -> None:
    alarms: list[Alarm] = []
    early, late = account_of("demo/early", 2), account_of("demo/late", 1)
    now = int(time.time() * 1e6)
    late = [replace(entry, recorded=now - 120_000_000) for entry in late]
    written(schema, [])
    with Hand(schema) as idle, Hand(schema) as busy:
        idle.put(early)
        busy.put(late)
        busy.commit()
        ledger = SqlLedger(schema, alarms.append)
        assert ledger.feed().entries == ()
        assert ledger.learners() == ()
        assert ledger.is_empty()
        lag = ledger.lag()
        assert (lag.entries, 120 <= lag.seconds < 180) == (2, True)
        ledger.feed()
        assert [(alarm.kind, alarm.count) for alarm in alarms] == [("lag", 2)], "told once"
        idle.commit()
        assert [entry.account for entry in settled(ledger).feed().entries] == ["demo/early"] * 3 + [
            "demo/late"
        ] * 2
        assert ledger.lag() == Lag()
        idle.put(account_of("demo/third", 1))
        busy.put([replace(entry, recorded=now - 120_000_000) for entry in account_of("demo/fourth", 1)])
        busy.commit()
        ledger.feed()
        assert len(alarms) == 2, "told again, since it began again"


def test_an_entry_that_has_just_come_is_no_reason_for_an_alarm(schema: str) -> None:
    alarms: list[Alarm] = []
    written(schema, [])
    with Hand(schema) as idle, Hand(schema) as busy:
        idle.ask("SELECT pg_current_xact_id()")
        busy.put([replace(one, recorded=int(time.time() * 1e6)) for one in account_of("demo/ann", 1)])
        busy.commit()
        ledger = SqlLedger(schema, alarms.append)
        assert ledger.feed().entries == ()
        assert ledger.lag().entries == 2
        assert alarms == []


@pytest.mark.parametrize("end", ["abort", "die"])
def test_what_was_never_committed_is_a_gap_that_nobody_waits_for(end: str, schema: str) -> None:
    written(schema, [])
    with Hand(schema) as lost, Hand(schema) as kept:
        lost.put(account_of("demo/lost", 1))
        kept.put(account_of("demo/kept", 1))
        kept.commit()
        ledger = SqlLedger(schema)
        assert ledger.feed().entries == ()
        getattr(lost, end)()
        page = settled(ledger).feed()
        assert {entry.account for entry in page.entries} == {"demo/kept"}
        assert not page.more
