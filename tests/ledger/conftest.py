"""What do the tests of the ledger share: adapters that read the same entries?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from starlette.testclient import TestClient

from api.core_ledger.app import ledger_app
from recommender.ledger import EmbeddedLedger, Entry, LedgerReader, NewEntry, open_ledger
from recommender.ledger.files import line_of
from recommender.ledger.remote import RemoteLedger
from recommender.ledger.wire import entry_to
from recommender.vocabulary import FrozenClock
from tests.fakes.ledger import FakeLedger
from tests.ledger.pen import RECORDED, Pen, sealed

Opener: TypeAlias = Callable[[Iterable[NewEntry]], LedgerReader]


Growing: TypeAlias = tuple[LedgerReader, Callable[[Iterable[NewEntry]], object]]
"""A reader, and how more is written to its ledger meanwhile."""


def writer(path: Path) -> EmbeddedLedger:
    """A writer that seals as the pen does."""
    clock = FrozenClock(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=RECORDED))
    return EmbeddedLedger(path, clock, lambda entry: "ab" * 16)


def written(path: Path, entries: Iterable[NewEntry]) -> Path:
    """A ledger file that holds these entries, sealed as the pen seals them."""
    with writer(path) as ledger:
        ledger.append(entries)
    return path


def in_lines(path: Path, entries: Iterable[Entry]) -> Path:
    """The entries as a JSON Lines ledger."""
    path.write_text("".join(line_of(entry_to(one)) for one in entries), encoding="utf-8")
    return path


def served(ledger: LedgerReader) -> RemoteLedger:
    """The ledger as another program reads it over HTTP, without the network between."""
    return RemoteLedger("http://ledger.test", via=TestClient(ledger_app(ledger))._transport)


@pytest.fixture(params=["sqlite", "fake", "http", "file"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a ledger of given entries through each adapter."""
    if request.param == "fake":
        return lambda entries: FakeLedger(sealed(entries))
    if request.param == "file":
        return lambda entries: open_ledger(str(in_lines(tmp_path / "ledger.jsonl", sealed(entries))))
    if request.param == "http":
        return lambda entries: served(open_ledger(str(written(tmp_path / "ledger.db", entries))))
    return lambda entries: open_ledger(str(written(tmp_path / "ledger.db", entries)))


@pytest.fixture(params=["sqlite", "fake", "http"])
def growing(request: pytest.FixtureRequest, tmp_path: Path) -> Growing:
    """An empty ledger through each adapter, and how it grows."""
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
