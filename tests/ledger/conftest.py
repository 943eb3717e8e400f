"""What do the tests of the ledger share: adapters that read the same entries?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias, TypeVar

import pytest
from starlette.testclient import TestClient

from api.core_ledger.app import ledger_app
from recommender.ledger import EmbeddedLedger, Entry, LedgerReader, NewEntry, open_ledger
from recommender.ledger.files import line_of
from recommender.ledger.remote import RemoteLedger
from recommender.ledger.sql import SqlLedger
from recommender.ledger.wire import entry_to
from recommender.vocabulary import FrozenClock
from tests.fakes import postgres
from tests.fakes.ledger import FakeLedger
from tests.ledger.pen import RECORDED, Pen, sealed

Place = TypeVar("Place", str, Path)
"""Where a ledger is: a file or a URL."""
Opener: TypeAlias = Callable[[Iterable[NewEntry]], LedgerReader]


Growing: TypeAlias = tuple[LedgerReader, Callable[[Iterable[NewEntry]], object]]
"""A reader, and how more is written to its ledger meanwhile."""


def writer(place: Place) -> EmbeddedLedger:
    """A writer that seals as the pen does."""
    clock = FrozenClock(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=RECORDED))
    return EmbeddedLedger(place, clock, lambda entry: "ab" * 16)


def written(place: Place, entries: Iterable[NewEntry]) -> Place:
    """A ledger that holds these entries, sealed as the pen seals them."""
    with writer(place) as ledger:
        ledger.append(entries)
    return place


def settled(ledger: SqlLedger, seconds: float = 10.0) -> SqlLedger:
    """The ledger once everything in it is closed: others may use the server too."""
    end = time.monotonic() + seconds
    while ledger.lag().entries and time.monotonic() < end:
        time.sleep(0.01)
    return ledger


def in_lines(path: Path, entries: Iterable[Entry]) -> Path:
    """The entries as a JSON Lines ledger."""
    path.write_text("".join(line_of(entry_to(one)) for one in entries), encoding="utf-8")
    return path


def served(ledger: LedgerReader) -> RemoteLedger:
    """The ledger as another program reads it over HTTP, without the network between."""
    return RemoteLedger("http://ledger.test", via=TestClient(ledger_app(ledger))._transport)


POSTGRES = pytest.param("postgresql", marks=pytest.mark.suite("postgres"))


@pytest.fixture
def schema() -> Iterator[str]:
    """The URL of an empty schema on a real PostgreSQL."""
    with postgres.schema() as url:
        yield url


@pytest.fixture(params=["sqlite", POSTGRES])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made, in each kind of database."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("schema"))
    return str(tmp_path / "var" / "ledger.db")


@pytest.fixture(params=["sqlite", POSTGRES, "fake", "http", "file"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a ledger of given entries through each adapter."""
    if request.param == "fake":
        return lambda entries: FakeLedger(sealed(entries))
    if request.param == "file":
        return lambda entries: open_ledger(str(in_lines(tmp_path / "ledger.jsonl", sealed(entries))))
    if request.param == "http":
        return lambda entries: served(open_ledger(str(written(tmp_path / "ledger.db", entries))))
    if request.param == "postgresql":
        url = request.getfixturevalue("schema")
        return lambda entries: settled(SqlLedger(written(url, entries)))
    return lambda entries: open_ledger(str(written(tmp_path / "ledger.db", entries)))


@pytest.fixture(params=["sqlite", POSTGRES, "fake", "http"])
def growing(request: pytest.FixtureRequest, tmp_path: Path) -> Growing:
    """An empty ledger through each adapter, and how it grows."""
    if request.param == "postgresql":
        database = SqlLedger(written(request.getfixturevalue("schema"), []))

        def grow(entries: Iterable[NewEntry]) -> None:
            written(request.getfixturevalue("schema"), entries)
            settled(database)

        return database, grow
    if request.param != "fake":
        path = written(tmp_path / "ledger.db", [])
        ledger = open_ledger(str(path))
        reader = served(ledger) if request.param == "http" else ledger
        return reader, lambda entries: written(path, entries)
    ledger, new = FakeLedger(), []

    def add(entries: Iterable[NewEntry]) -> None:
        new.extend(entries)
        ledger.delivered[:] = sealed(new)

    return ledger, add


@pytest.fixture
def pen() -> Pen:
    """An open account."""
    return Pen()
