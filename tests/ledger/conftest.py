"""What do the tests of the ledger share: adapters that read the same entries?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from recommender.ledger import EmbeddedLedger, LedgerReader, NewEntry, open_ledger
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


@pytest.fixture(params=["sqlite", "fake"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a ledger of given entries through each adapter."""
    if request.param == "fake":
        return lambda entries: FakeLedger(sealed(entries))
    return lambda entries: open_ledger(str(written(tmp_path / "ledger.db", entries)))


@pytest.fixture(params=["sqlite", "fake"])
def growing(request: pytest.FixtureRequest, tmp_path: Path) -> Growing:
    """An empty ledger through each adapter, and how it grows."""
    if request.param == "sqlite":
        path = written(tmp_path / "ledger.db", [])
        return open_ledger(str(path)), lambda entries: written(path, entries)
    ledger, new = FakeLedger(), []

    def add(entries: Iterable[NewEntry]) -> None:
        new.extend(entries)
        ledger.delivered[:] = sealed(new)

    return ledger, add


@pytest.fixture
def pen() -> Pen:
    """An open account."""
    return Pen()
