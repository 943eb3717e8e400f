"""How well does each model continue histories it has not seen?  The champion beside the baselines, on one data set.

The champion is chosen on the training part alone; then every model is fitted on the whole of it and asked for the
test part. Every item is ranked, the learner's own are masked, ties are averaged, intervals are bootstrapped.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from recommender.errors import Unreadable
from recommender.ranking.interactions import IntArray
from recommender.ranking.interactions_io import Dataset, read_dataset
from recommender.ranking.intervals import Estimate, estimates
from recommender.ranking.metrics import PerLearner, covered, join, masked, measure
from recommender.ranking.protocol import Progress, Ranker, Recipe
from recommender.ranking.report import Bucket, EvaluationReport, ModelFigures
from recommender.ranking.selection import best_of, choose
from recommender.ranking.splits import Split

__all__ = ["evaluate", "evaluate_dataset"]

K = 10
BATCH = 1000
BUCKETS = ((1, 2), (3, 5), (6, 10), (11, 20), (21, None))
LABELS = {"recall": f"recall@{K}", "ndcg": f"ndcg@{K}", "phr": f"phr@{K}", "mrr": "mrr"}


def evaluate(dataset_dir: Path, progress: Progress = None, *, seed: int = 1) -> EvaluationReport:
    """Read a data set and compare champion and baselines on it.

    Raises:
        Unreadable: the directory holds no data set, or nobody in it can be asked.
    """
    dataset = read_dataset(dataset_dir)
    if not len(dataset.split.asked):
        raise Unreadable("no learner has both a past and a future here", place=str(dataset_dir))
    return evaluate_dataset(dataset, progress, seed=seed)


def evaluate_dataset(dataset: Dataset, progress: Progress = None, *, seed: int = 1) -> EvaluationReport:
    """Compare champion and baselines on a data set that was read."""
    split, start = dataset.split, time.perf_counter()
    trials = choose(split.train, seed, progress)
    chosen = time.perf_counter() - start
    recipes = {"champion": trials[0].recipe}
    recipes |= {kind: best_of(trials, kind) for kind in ("popularity", "als")}
    figures: dict[str, ModelFigures] = {}
    for number, (name, recipe) in enumerate(recipes.items()):
        if progress is not None:
            progress("measuring on the test part", number, len(recipes))
        figures[name] = _figures(recipe, split, seed)
    if progress is not None:
        progress("measuring on the test part", len(recipes), len(recipes))
    return EvaluationReport(
        dataset=dataset.name,
        split=dataset.how,
        learners=len(split.asked),
        no_past=split.no_past,
        items=len(split.train.index),
        train_entries=len(split.train.histories.codes),
        test_entries=len(split.truth.codes),
        champion=figures.pop("champion"),
        baselines=figures,
        trials=tuple(trial.as_json() for trial in trials),
        choose_seconds=chosen,
    )


def _figures(recipe: Recipe, split: Split, seed: int) -> ModelFigures:
    start = time.perf_counter()
    ranker = recipe.fit(split.train, seed)
    fitted = time.perf_counter()
    found, coverage = _asked(ranker, split)
    ranked = time.perf_counter()
    params: dict[str, Any] = asdict(recipe)  # type: ignore[call-overload]
    return ModelFigures(
        model=recipe.kind,
        params=params,
        figures=_estimates(found, seed),
        coverage=coverage,
        buckets=_buckets(found, split.asked.lengths, seed),
        fit_seconds=fitted - start,
        rank_seconds=ranked - fitted,
    )


def _asked(ranker: Ranker, split: Split) -> tuple[PerLearner, float]:
    """Figures of every asked learner, and the share of items that could stand among the first."""
    parts: list[PerLearner] = []
    reached = np.zeros(len(ranker.index), dtype=bool)
    for (_, asked), (_, truth) in zip(split.asked.batches(BATCH), split.truth.batches(BATCH), strict=True):
        scores = masked(ranker.scores(asked), asked)
        parts.append(measure(scores, truth, K))
        reached |= covered(scores, K)
    return join(parts), round(float(reached.mean()), 6)


def _estimates(found: PerLearner, seed: int) -> dict[str, Estimate]:
    return estimates({label: getattr(found, name) for name, label in LABELS.items()}, seed)


def _buckets(found: PerLearner, lengths: IntArray, seed: int) -> tuple[Bucket, ...]:
    out = []
    for low, high in BUCKETS:
        inside = (lengths >= low) & (lengths <= (high or np.inf))
        if inside.any():
            part = PerLearner(*(getattr(found, name)[inside] for name in LABELS))
            label = f"{low}-{high}" if high else f"{low}+"
            out.append(Bucket(label, int(inside.sum()), _estimates(part, seed)))
    return tuple(out)
