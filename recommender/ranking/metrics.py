"""How good is a ranking?  Recall, NDCG, hit rate and reciprocal rank over all items, exact under ties.

Every item is ranked (no sampled negatives); a learner's own items are masked. Where scores tie, each figure is its
expectation over all orders of the tied items, so that no accident of storage can help or harm.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import comb

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import FloatArray, Histories, IntArray

__all__ = ["METRICS", "PerLearner", "covered", "join", "masked", "measure"]


@dataclass(frozen=True, eq=False)
class PerLearner:
    """One figure by learner, each (n_learners,), at a cut k."""

    recall: FloatArray
    """Share of the learner's future items among the first k."""
    ndcg: FloatArray
    """Discounted gain of the first k over the best possible."""
    phr: FloatArray
    """1 where at least one future item is among the first k."""
    mrr: FloatArray
    """1 / rank of the first future item, over the whole ranking; 0 where none can be ranked."""


METRICS = tuple(field.name for field in fields(PerLearner))


def masked(scores: FloatArray, seen: Histories) -> FloatArray:
    """A copy of the scores (n_learners, n_items) in which each learner's own items cannot be ranked."""
    out = np.where(np.isnan(scores), -np.inf, scores)
    out[seen.rows, seen.codes] = -np.inf
    return out


def measure(scores: FloatArray, truth: Histories, k: int = 10) -> PerLearner:
    """Compare masked scores (n_learners, n_items) with what each learner took; rows of truth must not be empty."""
    rows, codes = truth.rows, truth.codes
    value = scores[rows, codes]
    ahead, tied = _places(scores, rows, value)
    ranked = np.isfinite(value)
    wanted = truth.lengths
    reach = np.where(ranked, np.clip(k - ahead, 0, tied), 0)
    discount = np.concatenate([[0.0], np.cumsum(1.0 / np.log2(np.arange(k) + 2.0))])
    gain = (discount[np.minimum(ahead + reach, k)] - discount[np.minimum(ahead, k)]) / tied
    recall = np.bincount(rows, weights=reach / tied, minlength=len(truth)) / wanted
    ndcg = np.bincount(rows, weights=gain, minlength=len(truth)) / discount[np.minimum(wanted, k)]
    phr, mrr = _first_hits(len(truth), rows[ranked], ahead[ranked], tied[ranked], k)
    return PerLearner(recall, ndcg, phr, mrr)


def covered(scores: FloatArray, k: int = 10) -> NDArray[np.bool_]:
    """Which items could stand among the first k of some learner, (n_items,) of bool; ties count as could."""
    n_items = scores.shape[1]
    bar = np.partition(scores, n_items - min(k, n_items), axis=1)[:, [n_items - min(k, n_items)]]
    could = (scores >= bar) & np.isfinite(scores)
    return np.asarray(could.any(axis=0))


def join(parts: list[PerLearner]) -> PerLearner:
    """Figures of consecutive batches as one."""
    return PerLearner(*(np.concatenate([getattr(part, name) for part in parts]) for name in METRICS))


def _places(scores: FloatArray, rows: IntArray, value: FloatArray) -> tuple[IntArray, IntArray]:
    """For each wanted item, how many score higher and how many the same (itself included)."""
    ahead = np.empty(len(rows), dtype=np.int64)
    tied = np.empty(len(rows), dtype=np.int64)
    for start in range(0, len(rows), 512):
        block = slice(start, start + 512)
        others, own = scores[rows[block]], value[block, np.newaxis]
        ahead[block] = np.count_nonzero(others > own, axis=1)
        tied[block] = np.count_nonzero(others == own, axis=1)
    return ahead, tied


def _first_hits(
    n_learners: int, rows: IntArray, ahead: IntArray, tied: IntArray, k: int
) -> tuple[FloatArray, FloatArray]:
    """Expected hit among the first k, and expected 1 / rank of the first wanted item, by learner."""
    phr, mrr = np.zeros(n_learners), np.zeros(n_learners)
    if not len(rows):
        return phr, mrr
    order = np.lexsort((ahead, rows))
    rows, ahead, tied = rows[order], ahead[order], tied[order]
    start = np.flatnonzero((np.diff(rows, prepend=-1) != 0) | (np.diff(ahead, prepend=-1) != 0))
    count = np.diff(np.append(start, len(rows)))
    rows, ahead, tied = rows[start], ahead[start], tied[start]
    missed = np.ones(n_learners)
    np.multiply.at(missed, rows, _missed(ahead, tied, count, k))
    first = np.diff(rows, prepend=-1) != 0
    mrr[rows[first]] = _reciprocal(ahead[first], tied[first], count[first])
    phr = 1.0 - missed
    return phr, mrr


def _missed(ahead: IntArray, tied: IntArray, count: IntArray, k: int) -> FloatArray:
    """Chance that none of `count` wanted among `tied` equal items falls into the places left up to k."""
    places = np.clip(k - ahead, 0, tied)
    out = np.ones(len(ahead))
    for drawn in range(int(count.max(initial=0))):
        still = drawn < count
        out[still] *= np.maximum(tied - places - drawn, 0)[still] / (tied - drawn)[still]
    return out


def _reciprocal(ahead: IntArray, tied: IntArray, count: IntArray) -> FloatArray:
    """Expected 1 / rank of the first of `count` wanted among `tied` equal items that follow `ahead` others."""
    out = np.asarray(1.0 / (ahead + 1.0), dtype=np.float64)
    for place in np.flatnonzero(tied > count):
        group, wanted, before = int(tied[place]), int(count[place]), int(ahead[place])
        total = comb(group, wanted)
        out[place] = sum(
            comb(group - spot, wanted - 1) / total / (before + spot) for spot in range(1, group - wanted + 2)
        )
    return out
