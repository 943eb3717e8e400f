"""The figures agree with an outside library, and under ties with the mean over every order of the tied items."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import log2

import ir_measures
import numpy as np
import pytest
from ir_measures import RR, R, Success, nDCG

from recommender.ranking.interactions import Histories
from recommender.ranking.intervals import estimates
from recommender.ranking.metrics import METRICS, covered, join, masked, measure


def histories(*rows: list[int]) -> Histories:
    return Histories.of([np.array(row, dtype=np.int64) for row in rows])


def of_one_order(order: list[int], wanted: set[int], k: int) -> list[float]:
    """Recall, NDCG, hit and reciprocal rank of one strict order, straight from their definitions."""
    hits = [place for place, item in enumerate(order) if item in wanted]
    near = [place for place in hits if place < k]
    best = sum(1 / log2(place + 2) for place in range(min(k, len(wanted))))
    gain = sum(1 / log2(place + 2) for place in near)
    return [len(near) / len(wanted), gain / best, float(bool(near)), 1 / (hits[0] + 1) if hits else 0.0]


@pytest.mark.parametrize("seed", range(25))
def test_ties_are_averaged_over_every_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n_items, k = 6, int(rng.integers(1, 6))
    scores = rng.integers(0, 3, n_items).astype(float)
    wanted = rng.permutation(n_items)[: rng.integers(1, 5)]
    orders = [
        of_one_order(list(order), set(wanted.tolist()), k)
        for order in permutations(range(n_items))
        if all(scores[a] >= scores[b] for a, b in pairwise(order))
    ]
    found = measure(scores[np.newaxis], histories(wanted.tolist()), k)
    assert np.allclose([getattr(found, name)[0] for name in METRICS], np.mean(orders, axis=0), atol=1e-12)


def test_figures_equal_those_of_ir_measures() -> None:
    rng = np.random.default_rng(11)
    n_learners, n_items = 200, 60
    scores = rng.permuted(np.tile(np.arange(n_items, dtype=float), (n_learners, 1)), axis=1)
    truth = histories(*(rng.permutation(n_items)[: rng.integers(1, 15)].tolist() for _ in range(n_learners)))
    run = {f"q{u}": {f"d{i}": float(scores[u, i]) for i in range(n_items)} for u in range(n_learners)}
    qrels = {f"q{u}": {f"d{i}": 1 for i in truth.row(u)} for u in range(n_learners)}
    asked = {"recall": R @ 10, "ndcg": nDCG @ 10, "phr": Success @ 10, "mrr": RR}
    peer = ir_measures.calc_aggregate(list(asked.values()), qrels, run)
    found = measure(scores, truth, k=10)
    for name, metric in asked.items():
        assert abs(float(getattr(found, name).mean()) - peer[metric]) < 1e-12, name


def test_own_items_cannot_be_ranked() -> None:
    scores = masked(np.array([[3.0, 2.0, 1.0]]), histories([0]))
    assert measure(scores, histories([1]), k=1).recall.tolist() == [1.0]
    assert measure(scores, histories([0]), k=3).mrr.tolist() == [0.0]


def test_an_item_that_cannot_be_scored_is_a_miss() -> None:
    found = measure(masked(np.array([[np.nan, 2.0]]), histories([])), histories([0]), k=2)
    assert [getattr(found, name)[0] for name in METRICS] == [0.0, 0.0, 0.0, 0.0]


def test_batches_join_to_the_whole() -> None:
    rng = np.random.default_rng(5)
    scores, truth = rng.random((7, 9)), histories(*([int(i)] for i in rng.integers(0, 9, 7)))
    parts = [measure(scores[rows], part, 3) for rows, part in truth.batches(2)]
    whole = measure(scores, truth, 3)
    for name in METRICS:
        assert np.array_equal(getattr(join(parts), name), getattr(whole, name))


def test_coverage_counts_what_could_stand_among_the_first() -> None:
    scores = np.array([[3.0, 2.0, 1.0, 0.0], [3.0, 1.0, 1.0, 0.0]])
    assert covered(scores, 2).tolist() == [True, True, True, False]
    assert covered(scores, 9).all()


def test_intervals_hold_the_mean_narrow_with_data_and_repeat_by_seed() -> None:
    rng = np.random.default_rng(2)
    few, many = rng.random(50), rng.random(5000)
    wide, narrow = estimates({"x": few}, seed=1)["x"], estimates({"x": many}, seed=1)["x"]
    assert wide.low < wide.value < wide.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 5
    # The width of a mean of uniforms is known: 2 * 1.96 * sqrt(1 / 12 / n).
    assert narrow.high - narrow.low == pytest.approx(2 * 1.96 * (1 / 12 / 5000) ** 0.5, rel=0.1)
    assert estimates({"x": few}, seed=1) == estimates({"x": few}, seed=1) != estimates({"x": few}, seed=2)
    assert estimates({"x": np.zeros(0)}, seed=1)["x"].value == 0.0
