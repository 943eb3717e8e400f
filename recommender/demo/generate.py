"""Make the demo bank's catalogue directory."""

from __future__ import annotations

from pathlib import Path

from recommender.demo.world import build_world
from recommender.demo.write import write_directory


def generate_catalogue(directory: Path, seed: int = 7, scale: float = 1.0) -> None:
    """Write the bank's native catalogue directory: the same bytes for the same seed and scale."""
    write_directory(build_world(seed, scale), directory)
