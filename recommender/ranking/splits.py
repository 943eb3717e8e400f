"""How is the past divided from the future, so that no figure has seen what it predicts?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import Histories, IntArray, Interactions

__all__ = ["Split", "split_at", "split_for_validation", "split_last"]


@dataclass(frozen=True, eq=False)
class Split:
    """What may be learnt from, and who is asked: row i of `asked` is to be continued by row i of `truth`."""

    train: Interactions
    asked: Histories
    truth: Histories
    no_past: int
    """Learners of the future that were left out because they had no past to rank from."""


def split_at(interactions: Interactions, instant: int, *, first_only: bool = False) -> Split:
    """Divide by one global instant: everything before it trains, what learners took from then on tests.

    Args:
        instant: in the unit of the interactions' times.
        first_only: ask for the first entry of each learner's future alone.

    Raises:
        ValueError: the interactions have no dates.
    """
    if interactions.times is None:
        raise ValueError("a split by time needs dated interactions")
    before = interactions.times < instant
    after = ~before
    if first_only:
        future = interactions.histories.where(after)
        place = np.zeros(len(after), dtype=np.int64)
        place[after] = np.arange(len(future.codes)) - np.repeat(future.indptr[:-1], future.lengths)
        after &= place == 0
    return _split(interactions, before, after)


def split_last(interactions: Interactions, share: float = 0.2) -> Split:
    """Divide each learner's own order: of n entries the last n * share, rounded down but at least one, test.

    It lets time leak between learners and is for data without dates, and for comparison with papers.
    Learners with one entry train only.
    """
    lengths = interactions.histories.lengths
    held = np.where(lengths >= 2, np.maximum((lengths * share).astype(np.int64), 1), 0)
    after = interactions.histories.from_end < np.repeat(held, lengths)
    return _split(interactions, ~after, after)


def split_for_validation(interactions: Interactions, share: float = 0.2) -> Split:
    """By time where there are dates (the instant after which `share` of the entries lie), else by order.

    Falls back to the order where all entries fall on one side of every instant.
    """
    if interactions.times is not None and len(interactions.times):
        instant = int(np.quantile(interactions.times, 1 - share, method="higher"))
        split = split_at(interactions, instant)
        if len(split.asked) and len(split.train.histories.codes):
            return split
    return split_last(interactions, share)


def _split(interactions: Interactions, before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Split:
    train = interactions.only(before)
    future = interactions.histories.where(after)
    has_future = future.lengths > 0
    has_past = train.histories.lengths > 0
    rows: IntArray = np.flatnonzero(has_future & has_past)
    no_past = int(np.count_nonzero(has_future & ~has_past))
    return Split(train, train.histories.take(rows), future.take(rows), no_past)
