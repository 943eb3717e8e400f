"""Does a whole-number solution reach the bound of the relaxation, so that nothing has to be searched?

The linear relaxation of these models is nearly whole: a few columns are not. They are fixed one after another at the
nearest whole number, the relaxation is solved again from where it stands, and as long as it stays below the next whole
objective, a solution found in the end is as low as the bound: an optimum with its proof. Else the search decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

WHOLE = 1e-6
"""Closer to a whole number is whole; what is made of it is evaluated exactly afterwards."""
SLACK = 1e-4
"""By so much the bound of the relaxation is taken to be too high: what its tolerances may come to."""
MOST_STEPS = 25
"""After so many relaxations the search is the shorter way."""


@dataclass(frozen=True)
class Relaxation:
    """A solver's relaxation: solve it again, between what bounds a column lies, and what was found last."""

    solved: Callable[[], float | None]
    """Solve; the objective, or None where there is no optimum."""
    values: Callable[[], Sequence[float]]
    bound: Callable[[int, int, int], Any]
    """Set lower and upper bound of a column."""
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]


def nearest(relaxation: Relaxation) -> tuple[NDArray[np.int64], int] | None:
    """Whole values and the objective that nothing is below; None where the dive ends elsewhere.

    The values still have to be evaluated: they are optimal if their objective is the one returned.
    """
    least = relaxation.solved()
    if least is None:
        return None
    target = math.ceil(least - SLACK - 1e-9 * abs(least))
    for _ in range(MOST_STEPS):
        values = np.asarray(relaxation.values())
        if not np.isfinite(values).all():
            return None
        whole = np.rint(values)
        off = np.abs(values - whole)
        broken = np.flatnonzero(off > WHOLE)
        if not len(broken):
            return whole.astype(np.int64), target
        column = int(broken[np.argmin(off[broken])])
        if not _fixed(relaxation, column, float(values[column]), target):
            return None
    return None


def _fixed(relaxation: Relaxation, column: int, value: float, target: int) -> bool:
    """Take the column to the nearest whole number, or past it, or else the other way; whether it is low enough."""
    lower, upper = int(relaxation.lower[column]), int(relaxation.upper[column])
    near = round(value)
    far = math.floor(value) if near > value else math.ceil(value)
    for whole in (near, far):
        relaxation.bound(column, *((whole, upper) if whole > value else (lower, whole)))
        objective = relaxation.solved()
        if objective is not None and objective <= target + WHOLE:
            return True
    return False
