"""How often, and how far apart, do two items follow each other?  Sums over all histories, lag by lag.

Each sum is additive over learners, so it can be accumulated in a stream: memory grows with the items alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import FloatArray, Histories, IntArray

__all__ = ["gram_and_future", "pair_support"]


def gram_and_future(
    histories: Histories, n_items: int, decays: tuple[float, float], steps: int, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Accumulate X'X and X'Y over every position of every history, without building X or Y.

    At position t of a history, X holds past_decay^(age) for the items up to t and Y holds future_decay^(delay) for
    those after t. Summed over t, a pair of items d apart adds to X'X a geometric series that ends with the history,
    and to X'Y a number that depends on d alone.

    Args:
        decays: past_decay, future_decay.
        weight: how much each history counts, (n_learners,).
        steps: pairs further apart than this are left out.

    Returns:
        (X'X, X'Y), each (n_items, n_items).
    """
    gram = np.zeros(n_items * n_items)
    future = np.zeros(n_items * n_items)
    past_decay, future_decay = decays
    codes, after = histories.codes, histories.from_end
    counts = np.repeat(weight, histories.lengths)
    # The last position has no future and asks nothing, hence `after` and not `after + 1` cut points.
    np.add.at(gram, codes * (n_items + 1), counts * _series(past_decay, after))
    for lag, left in _pairs(histories, steps):
        early, late = codes[left], codes[left + lag]
        both = counts[left] * past_decay**lag * _series(past_decay, after[left] - lag)
        np.add.at(gram, early * n_items + late, both)
        np.add.at(gram, late * n_items + early, both)
        follows = sum(past_decay**k * future_decay ** (lag - 1 - k) for k in range(lag))
        np.add.at(future, early * n_items + late, counts[left] * follows)
    return gram.reshape(n_items, n_items), future.reshape(n_items, n_items)


def pair_support(histories: Histories, n_items: int) -> NDArray[np.int32]:
    """How many learners took item i and later item j, (n_items, n_items); histories must hold no repeats."""
    support = np.zeros(n_items * n_items, dtype=np.int32)
    for lag, left in _pairs(histories, int(histories.lengths.max(initial=0))):
        np.add.at(
            support,
            histories.codes[left] * n_items + histories.codes[left + lag],
            np.ones(len(left), np.int32),
        )
    return support.reshape(n_items, n_items)


def _pairs(histories: Histories, steps: int) -> Iterator[tuple[int, IntArray]]:
    """For each lag from 1, the positions of the entries that have another entry that much later."""
    after = histories.from_end
    left = np.arange(len(after), dtype=np.int64)
    for lag in range(1, steps + 1):
        left = left[after[left] >= lag]
        if not len(left):
            return
        yield lag, left


def _series(decay: float, terms: IntArray) -> FloatArray:
    """1 + decay^2 + decay^4 + ... with that many terms."""
    if decay == 1.0:
        return terms.astype(np.float64)
    return np.asarray((1.0 - decay ** (2.0 * terms)) / (1.0 - decay * decay), dtype=np.float64)
