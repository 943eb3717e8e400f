"""A client of the service over the fake; no bank, no ledger, no solver."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from recommender.settings import Settings
from tests.fakes.service import FakeService


@pytest.fixture
def service() -> FakeService:
    """The fake, to look at what it was asked."""
    return FakeService()


@pytest.fixture
def client(service: FakeService) -> Iterator[TestClient]:
    """A client that sees failures as a caller does."""
    with TestClient(create_app(service=service, settings=Settings()), raise_server_exceptions=False) as found:
        yield found
