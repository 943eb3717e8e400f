"""What do the tests of the demo bank share: the full world, and a small one that is quick to write and read?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.demo import generate_catalogue
from recommender.demo.model import World
from recommender.demo.simulate import Histories, simulate
from recommender.demo.world import build_world

AS_OF = date(2026, 9, 1)


@pytest.fixture(scope="session")
def world() -> World:
    """The full bank, seed 7."""
    return build_world(7, 1.0)


@pytest.fixture(scope="session")
def small_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue directory of a small bank: seed 7, scale 0.05."""
    directory = tmp_path_factory.mktemp("small-bank")
    generate_catalogue(directory, seed=7, scale=0.05)
    return directory


@pytest.fixture(scope="session")
def histories(world: World) -> Histories:
    """3,000 simulated learners of the full bank."""
    return simulate(world, 7, 3_000, AS_OF)
