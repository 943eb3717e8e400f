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


def written(path: Path, entries: Iterable[NewEntry]) -> Path:
    """A ledger file that holds these entries, sealed as the pen seals them."""
    clock = FrozenClock(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=RECORDED))
    with EmbeddedLedger(path, clock, lambda entry: "ab" * 16) as ledger:
        ledger.append(entries)
    return path


@pytest.fixture(params=["sqlite", "fake"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a ledger of given entries through each adapter."""
    if request.param == "fake":
        return lambda entries: FakeLedger(sealed(entries))
    return lambda entries: open_ledger(str(written(tmp_path / "ledger.db", entries)))


@pytest.fixture
def pen() -> Pen:
    """An open account."""
    return Pen()
