"""Tiny worlds that the ranking tests share; each has an answer that needs no model to see."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.ranking.interactions import Interactions


def from_rows(rows: list[tuple[str, str, int]], *, dated: bool = False) -> Interactions:
    """Interactions from (learner, item, order)."""
    learners, items, order = zip(*rows, strict=True) if rows else ((), (), ())
    return Interactions.from_columns(list(learners), list(items), list(order), dated=dated)


@pytest.fixture(scope="session")
def checkerboard() -> Interactions:
    """Two kinds of learner that share nothing: 60 take six of eight red items, 30 six of eight black ones."""
    colours = {number: "red" if number % 3 else "black" for number in range(90)}
    return from_rows(
        [
            (f"L{number:02d}", f"{colour}{(number + step) % 8}", step)
            for number, colour in colours.items()
            for step in range(6)
        ]
    )


@pytest.fixture(scope="session")
def ladder() -> Interactions:
    """Four programmes of 20 courses taken in order, dated by day, from many starting points, with a little noise."""
    rng = np.random.default_rng(7)
    rows = []
    for number in range(600):
        programme, start, day = number % 4, int(rng.integers(0, 12)), 9000 + int(rng.integers(0, 300))
        for step in range(8):
            place = int(rng.integers(0, 20)) if rng.random() < 0.15 else start + step
            rows.append((f"L{number:03d}", f"P{programme}-{place:02d}", day + 30 * step))
    return from_rows(rows, dated=True)
