"""Does a whole-number solution reach the bound of the relaxation, so that nothing has to be searched?

The linear relaxation of these models is nearly whole: a few columns are not. What is asked for is held at the next
whole number above the relaxation, and these columns are fixed one after another, the relaxation solved again from where
it stands: as long as it has a solution, what is found in the end is as low as the bound: an optimum with its proof.
Among the solutions that are as low a guide may say which way to go. Else the search decides.
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
MOST_STEPS = 10
"""After so many relaxations the search is the shorter way."""


@dataclass(frozen=True)
class Relaxation:
    """A solver's relaxation: solve it again, between what bounds a column lies, and what was found last."""

    solved: Callable[[], float | None]
    """Solve; the objective, or None where there is no optimum."""
    values: Callable[[], Sequence[float]]
    bound: Callable[[int, int, int], Any]
    """Set lower and upper bound of a column."""
    hold: Callable[[int], Any]
    """Let the objective be no more than this, and follow the guide from here on, where there is one."""
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]


@dataclass(frozen=True)
class Target:
    """The objective that no whole solution is below."""

    value: int
    likely: bool
    """Whether the relaxation reaches it by itself: then a whole solution mostly does so too."""


def least_whole(relaxation: Relaxation) -> Target | None:
    """What the relaxation says of the objective; None where it has no optimum."""
    least = relaxation.solved()
    if least is None:
        return None
    slack = SLACK + 1e-9 * abs(least)
    value = math.ceil(least - slack)
    return Target(value, least >= value - slack)


def nearest(relaxation: Relaxation, target: int) -> NDArray[np.int64] | None:
    """Whole values that are worth the target; None where the dive ends elsewhere. They still have to be evaluated."""
    relaxation.hold(target)
    if relaxation.solved() is None:
        return None
    lower, upper = relaxation.lower.copy(), relaxation.upper.copy()
    for _ in range(MOST_STEPS):
        values = np.asarray(relaxation.values())
        if not np.isfinite(values).all():
            return None
        whole = np.rint(values)
        broken = np.flatnonzero(np.abs(values - whole) > WHOLE)
        if not len(broken):
            found: NDArray[np.int64] = whole.astype(np.int64)
            return found
        over = values[broken] - np.floor(values[broken])
        column = int(broken[np.argmin(np.abs(over - 0.5))])
        if not _fixed(relaxation, lower, upper, column, float(values[column])):
            return None
    return None


def _fixed(
    relaxation: Relaxation, lower: NDArray[np.int64], upper: NDArray[np.int64], column: int, value: float
) -> bool:
    """Take the column up, or else down, to the next whole number; whether there is a solution as low.

    Up first: what is left out has mostly another that does as well, and so decides nothing.
    """
    below, above = int(lower[column]), int(upper[column])
    for low, high in ((math.ceil(value), above), (below, math.floor(value))):
        relaxation.bound(column, low, high)
        if relaxation.solved() is not None:
            lower[column], upper[column] = low, high
            return True
    return False
