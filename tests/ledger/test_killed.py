"""Whoever writes, and whoever reads, may be killed at any moment: nothing is lost, half or double."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from recommender.ledger import Entry
from recommender.ledger.copied import LedgerCopy, copy_from
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import LearnerId
from tests.counts import worlds
from tests.ledger import dying
from tests.ledger.conftest import settled, written
from tests.ledger.pen import TODAY

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.ledger.dying"])


class Victim:
    """A process, and what it said."""

    def __init__(self, work: Callable[..., None], *given: object) -> None:
        self._ear, mouth = PROCESSES.Pipe(duplex=False)
        self._process = PROCESSES.Process(target=work, args=(*given, mouth), daemon=True)
        self._process.start()
        mouth.close()

    def wait(self) -> None:
        """Until it has said a first word."""
        assert self._ear.poll(60), "the process says nothing"

    def kill(self) -> list[int]:
        """Everything that it said before it died."""
        self._process.kill()
        self._process.join()
        return list(_all(self._ear))


def _all(ear: Connection) -> Iterator[int]:
    try:
        while True:
            yield ear.recv()
    except (EOFError, OSError):
        return


@contextmanager
def reading(url: str) -> Iterator[SqlLedger]:
    """The ledger, when all that was committed is closed."""
    ledger = settled(SqlLedger(url))
    yield ledger
    ledger.close()


def everything(ledger: SqlLedger) -> list[Entry]:
    """All entries by the feed."""
    found: list[Entry] = []
    page = ledger.feed("", 1000)
    while page.entries:
        found += page.entries
        page = ledger.feed(page.cursor, 1000)
    return found


@pytest.mark.hypothesis  # so that a soak makes it at full count
def test_a_writer_and_a_reader_are_killed_again_and_again(place: str, tmp_path: Path) -> None:
    chance, copy = random.Random(place), tmp_path / "copy.db"
    written(place, [])
    confirmed: list[int] = []
    followed = 0
    for _ in range(worlds(5)):
        first = confirmed[-1] + 1 if confirmed else 0
        # The call after the last that was told may have come through: it is made once more, and harmless.
        writer = Victim(dying.write, place, first)
        writer.wait()
        reader = Victim(dying.follow, place, str(copy))
        reader.wait()
        time.sleep(chance.uniform(0, 0.1))
        for victim in chance.sample([writer, reader], 2):
            said = victim.kill()
            if victim is writer:
                confirmed += said
            else:
                followed += len(said)
            time.sleep(chance.uniform(0, 0.02))
        _whole(place, confirmed)
    assert len(confirmed) >= worlds(5)
    assert followed >= worlds(5)
    with reading(place) as source:
        with LedgerCopy(copy, "the ledger of the test") as into:
            copy_from(source, into, lambda done: None)
        assert everything(SqlLedger(copy)) == everything(source), "each once, in the same order"


def _whole(place: str, confirmed: list[int]) -> None:
    """What was confirmed is there, and of what was not all of a call or nothing."""
    assert confirmed == list(range(len(confirmed)))
    with reading(place) as ledger:
        entries = ledger.count()
        assert entries % dying.TOGETHER == 0
        assert entries // dying.TOGETHER in (len(confirmed), len(confirmed) + 1)
        for number in {0, len(confirmed) // 2, len(confirmed) - 1}:
            assert len(ledger.record(LearnerId(f"demo/{number:06d}"), TODAY).results) == 2


def test_a_reader_that_kept_no_cursor_would_meet_entries_again(place: str) -> None:
    """What the test above rests on: the cursor is what makes it go on where it stood."""
    written(place, [new for number in range(3) for new in dying.call(number)])
    with reading(place) as ledger:
        first = ledger.feed("", 4)
        assert ledger.feed("", 4) == first
        assert not set(ledger.feed(first.cursor, 4).entries) & set(first.entries)


@pytest.mark.parametrize("number", [0, 7])
def test_a_call_is_the_same_whenever_it_is_made(number: int) -> None:
    assert dying.call(number) == dying.call(number)
