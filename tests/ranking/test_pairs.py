"""The lag-by-lag sums equal X'X and X'Y built position by position."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.ranking.interactions import Histories
from recommender.ranking.pairs import gram_and_future, pair_support

RNG = np.random.default_rng(3)
HISTORIES = Histories.of([RNG.permutation(9)[:length] for length in (0, 1, 2, 3, 5, 8, 9, 9)])
WEIGHT = RNG.random(8)


def by_position(past: float, future: float) -> tuple[np.ndarray, np.ndarray]:
    """X and Y as they are defined: one row for each position that has a future."""
    xs, ys = [], []
    for row in range(len(HISTORIES)):
        codes = HISTORIES.row(row)
        for cut in range(len(codes) - 1):
            x, y = np.zeros(9), np.zeros(9)
            for place, code in enumerate(codes):
                if place <= cut:
                    x[code] = past ** (cut - place)
                else:
                    y[code] = future ** (place - cut - 1)
            xs.append(x * WEIGHT[row] ** 0.5)
            ys.append(y * WEIGHT[row] ** 0.5)
    left, right = np.array(xs), np.array(ys)
    return left.T @ left, left.T @ right


@pytest.mark.parametrize(("past", "future"), [(0.6, 0.9), (0.8, 0.8), (1.0, 1.0), (0.5, 0.0)])
def test_sums_equal_the_definition(past: float, future: float) -> None:
    gram, follows = gram_and_future(HISTORIES, 9, (past, future), 20, WEIGHT)
    expected_gram, expected_follows = by_position(past, future)
    assert np.allclose(gram, expected_gram, atol=1e-12)
    assert np.allclose(follows, expected_follows, atol=1e-12)


def test_sums_add_up_over_learners() -> None:
    whole = gram_and_future(HISTORIES, 9, (0.7, 0.9), 20, WEIGHT)
    parts = [gram_and_future(half, 9, (0.7, 0.9), 20, WEIGHT[rows]) for rows, half in HISTORIES.batches(4)]
    for place in (0, 1):
        assert np.allclose(whole[place], parts[0][place] + parts[1][place], atol=1e-12)


def test_support_counts_learners_by_order_of_the_pair() -> None:
    found = pair_support(Histories.of([np.array([0, 1, 2]), np.array([1, 0]), np.array([0, 2])]), 3)
    assert found.tolist() == [[0, 1, 2], [1, 0, 1], [0, 0, 0]]
