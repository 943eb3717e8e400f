"""Which model suits this data?  A small search, judged on the training part alone.

No constant is set by hand for any data set: every recipe is fitted on the past of the training part and asked for its
future, and the best NDCG@10 wins. Decays, the weight of long
histories, popularity power and ridge are searched one axis after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from recommender.ranking.interactions import Interactions
from recommender.ranking.metrics import PerLearner, join, masked, measure
from recommender.ranking.models import AlsRecipe, PopularityRecipe, SlitRecipe
from recommender.ranking.protocol import Progress, Ranker, Recipe
from recommender.ranking.splits import Split, split_for_validation

__all__ = ["ALS_GRID", "FEW_ITEMS", "Trial", "best_of", "choose", "judge", "ranked_figures"]

FEW_ITEMS = 1500
"""On so many most taken items recipes can be compared in seconds; a longer tail would call for more damping."""
MOST_LEARNERS = 100_000
MOST_ASKED = 2000
ALS_GRID = (
    AlsRecipe(factors=64, confidence=10.0, regularization=0.05),
    AlsRecipe(factors=64, confidence=10.0, regularization=5.0),
)
SLIT_AXES: tuple[tuple[dict[str, float], ...], ...] = (
    (
        {"past_decay": 0.7, "future_decay": 0.9},
        {"past_decay": 0.5, "future_decay": 0.7},
        {"past_decay": 0.6, "future_decay": 0.9},
        {"past_decay": 0.8, "future_decay": 0.8},
        {"past_decay": 0.9, "future_decay": 0.9},
    ),
    ({"length_power": 0.0}, {"length_power": 1.0}),
    ({"popularity_power": 0.0}, {"popularity_power": 0.3}, {"popularity_power": 0.45}),
    ({"ridge": 0.05}, {"ridge": 0.5}, {"ridge": 1.5}),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One recipe and its mean NDCG@10 and recall@10 on the validation part."""

    recipe: Recipe
    ndcg: float
    recall: float

    def as_json(self) -> dict[str, Any]:
        """Kind, parameters and figures."""
        return {
            "model": self.recipe.kind,
            "params": asdict(self.recipe),  # type: ignore[call-overload]
            "ndcg@10": round(self.ndcg, 6),
            "recall@10": round(self.recall, 6),
        }


def choose(
    interactions: Interactions,
    seed: int,
    progress: Progress = None,
    *,
    als: Sequence[AlsRecipe] = ALS_GRID,
    most_items: int | None = None,
) -> list[Trial]:
    """Try every recipe and return all trials, the best first; equal ones keep the order of trying.

    Args:
        als: the ALS recipes to try beside popularity and SLIT; none where `implicit` is not installed.
        most_items: compare on so many most taken items only; None for all.
    """
    smaller = interactions.sample(MOST_LEARNERS, seed)
    smaller = smaller.most_taken(most_items or len(smaller.index))
    split = split_for_validation(smaller)
    split = _fewer_asked(split, seed)
    total = 1 + len(als) + sum(map(len, SLIT_AXES))
    trials: list[Trial] = []
    for trial in _search(split, seed, als):
        trials.append(trial)
        if progress is not None:
            progress("choosing a model", len(trials), total)
    return sorted(trials, key=lambda trial: -trial.ndcg)


def best_of(trials: list[Trial], kind: str) -> Recipe:
    """The best tried recipe of a kind."""
    return next(trial.recipe for trial in trials if trial.recipe.kind == kind)


def judge(recipe: Recipe, split: Split, seed: int) -> Trial:
    """Fit on the past of the split and measure on its future."""
    found = ranked_figures(recipe.fit(split.train, seed), split)
    return Trial(recipe, float(found.ndcg.mean()), float(found.recall.mean()))


def ranked_figures(ranker: Ranker, split: Split, batch: int = 1000) -> PerLearner:
    """Figures of every asked learner."""
    parts = [
        measure(masked(ranker.scores(asked), asked), truth)
        for (_, asked), (_, truth) in zip(split.asked.batches(batch), split.truth.batches(batch), strict=True)
    ]
    return join(parts) if parts else PerLearner(*(np.zeros(1) for _ in range(4)))


def _search(split: Split, seed: int, als: Sequence[AlsRecipe]) -> Iterator[Trial]:
    yield judge(PopularityRecipe(), split, seed)
    for recipe in als:
        yield judge(recipe, split, seed)
    best: Trial | None = None
    for axis in SLIT_AXES:
        start = SlitRecipe() if best is None else best.recipe
        assert isinstance(start, SlitRecipe)
        for change in axis:
            trial = judge(replace(start, **change), split, seed)  # type: ignore[arg-type]
            yield trial
            if best is None or trial.ndcg > best.ndcg:
                best = trial


def _fewer_asked(split: Split, seed: int) -> Split:
    if len(split.asked) <= MOST_ASKED:
        return split
    rows = np.sort(np.random.default_rng(seed).choice(len(split.asked), MOST_ASKED, replace=False))
    return replace(split, asked=split.asked.take(rows), truth=split.truth.take(rows))
