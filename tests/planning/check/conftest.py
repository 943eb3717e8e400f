"""The world that the tests of the checker change in one place each."""

from __future__ import annotations

import pytest

from tests.planning.check.world import World


@pytest.fixture
def world() -> World:
    """A valid plan, by hand."""
    return World()
