"""On which databases is the store tried?  On every one that it promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recommender.store import Store, open_store
from tests.fakes import postgres
from tests.store.keeping import Hands

POSTGRES = pytest.param("postgresql", marks=pytest.mark.suite("postgres"))


@pytest.fixture(params=["sqlite", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a database that holds no store yet."""
    if request.param == "postgresql":
        with postgres.schema() as empty:
            yield empty
    else:
        yield f"sqlite:///{tmp_path / 'answers.db'}"


@pytest.fixture
def hands() -> Hands:
    """The clock of the stores of a test."""
    return Hands()


@pytest.fixture
def opening(url: str, hands: Hands) -> Iterator[Callable[[], Store]]:
    """Opens the store, once more each time."""
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(open_store(url, hands))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


@pytest.fixture
def store(opening: Callable[[], Store]) -> Store:
    """A new store."""
    return opening()
