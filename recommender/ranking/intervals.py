"""How sure is a mean over learners?  Bootstrap intervals, seeded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recommender.ranking.interactions import FloatArray

__all__ = ["Estimate", "estimates"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with the 95 % interval of its bootstrap distribution."""

    value: float
    low: float
    high: float


def estimates(figures: Mapping[str, FloatArray], seed: int, resamples: int = 1000) -> dict[str, Estimate]:
    """Mean and interval of each figure, (n_learners,); all figures share the same resampled learners.

    Without any learner every number is 0.
    """
    names = list(figures)
    table = np.column_stack([figures[name] for name in names])
    if not len(table):
        return {name: Estimate(0.0, 0.0, 0.0) for name in names}
    rng = np.random.default_rng(seed)
    means = np.empty((resamples, len(names)))
    for number in range(resamples):
        drawn = np.bincount(rng.integers(0, len(table), len(table)), minlength=len(table))
        means[number] = drawn @ table / len(table)
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    centre = table.mean(axis=0)
    return {
        name: Estimate(round(float(centre[i]), 6), round(float(low[i]), 6), round(float(high[i]), 6))
        for i, name in enumerate(names)
    }
