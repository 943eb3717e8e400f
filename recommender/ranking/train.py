"""How does a bank's history become the model that serves?  Choose, fit on everything, export, and record if asked."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np

from recommender.errors import InputError
from recommender.ranking.export import save
from recommender.ranking.interactions import Interactions
from recommender.ranking.models import PopularityRecipe
from recommender.ranking.pairs import pair_support
from recommender.ranking.protocol import Progress
from recommender.ranking.selection import ALS_GRID, FEW_ITEMS, Trial, choose
from recommender.ranking.serve import Champion, Support, load_champion

__all__ = ["CHAMPION", "train"]

CHAMPION = "champion"
LONGEST = 200
"""Support is counted over the latest entries of a history."""


def train(
    interactions: Interactions,
    out_dir: Path,
    seed: int = 1,
    progress: Progress = None,
    *,
    tracking: Path | None = None,
) -> Champion:
    """Choose a model by validation, fit it on everything, export it to `out_dir/champion` and open it from there.

    Validation divides by time where the interactions are dated, else by order. Where `implicit` is not installed,
    ALS is not among the choices.

    Args:
        tracking: a directory in which the run is recorded with mlflow, when that is installed.

    Raises:
        InputError: there is nothing to learn from.
    """
    if not len(interactions.histories.codes):
        raise InputError("there is not one completed result to learn from", place="histories")
    als = ALS_GRID[:1] if importlib.util.find_spec("implicit") is not None else ()
    trials = choose(interactions, seed, progress, als=als, most_items=FEW_ITEMS)
    _tell(progress, "fitting the champion", 0, 2)
    best = trials[0]
    ranker = best.recipe.fit(interactions, seed)
    _tell(progress, "fitting the champion", 1, 2)
    n_items = len(interactions.index)
    support = Support.of(pair_support(interactions.histories.last(LONGEST), n_items))
    extra = support.arrays() | {"takers": interactions.counts}
    directory = out_dir / CHAMPION
    manifest = save(ranker, directory, extra=extra, about=_about(interactions, trials, seed))
    _tell(progress, "fitting the champion", 2, 2)
    if tracking is not None and importlib.util.find_spec("mlflow") is not None:
        # Imported here: recording is optional, and its library takes seconds to load.
        from recommender.ranking.registry import record_run

        record_run(tracking, best.as_json(), manifest)
    return load_champion(directory)


def _about(interactions: Interactions, trials: list[Trial], seed: int) -> dict[str, Any]:
    floor = next(trial for trial in trials if trial.recipe == PopularityRecipe())
    times = interactions.times
    return {
        "learners": len(interactions),
        "items": len(interactions.index),
        "entries": len(interactions.histories.codes),
        "first": None if times is None else int(np.min(times)),
        "last": None if times is None else int(np.max(times)),
        "seed": seed,
        "validation": trials[0].as_json(),
        "floor": floor.as_json(),
    }


def _tell(progress: Progress, label: str, done: int, total: int) -> None:
    if progress is not None:
        progress(label, done, total)
