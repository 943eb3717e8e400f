"""What does an evaluation say?  Figures with intervals, by model and by length of history, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from recommender.ranking.intervals import Estimate

__all__ = ["Bucket", "EvaluationReport", "ModelFigures"]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Figures of the learners with such a length of history."""

    history: str
    """`3-5`: from and to, both included; `21+`."""
    learners: int
    figures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """One model on the test part."""

    model: str
    params: Mapping[str, Any]
    figures: Mapping[str, Estimate]
    """`recall@10`, `ndcg@10`, `phr@10`, `mrr`."""
    coverage: float
    """Share of the items that could stand among the first 10 of some learner."""
    buckets: tuple[Bucket, ...]
    fit_seconds: float
    rank_seconds: float

    def as_json(self) -> dict[str, Any]:
        """Plain values; the times stand apart in `seconds`."""
        out: dict[str, Any] = {"model": self.model, "params": dict(self.params)}
        out |= {name: asdict(estimate) for name, estimate in self.figures.items()}
        out["coverage@10"] = self.coverage
        out["by_history"] = [
            {"history": bucket.history, "learners": bucket.learners}
            | {name: asdict(estimate) for name, estimate in bucket.figures.items()}
            for bucket in self.buckets
        ]
        out["seconds"] = {"fit": round(self.fit_seconds, 3), "rank": round(self.rank_seconds, 3)}
        return out


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The champion beside the baselines, on one data set."""

    dataset: str
    split: str
    """`given` (the folder's own files) or `global time`."""
    learners: int
    """Learners asked."""
    no_past: int
    """Learners of the test part left out for want of a past."""
    items: int
    train_entries: int
    test_entries: int
    champion: ModelFigures
    baselines: Mapping[str, ModelFigures]
    trials: tuple[Mapping[str, Any], ...]
    """What was tried on the validation part, the best first."""
    choose_seconds: float

    def to_json(self) -> dict[str, Any]:
        """Plain values with stable keys."""
        return {
            "dataset": self.dataset,
            "split": self.split,
            "learners": self.learners,
            "no_past": self.no_past,
            "items": self.items,
            "entries": {"train": self.train_entries, "test": self.test_entries},
            "champion": self.champion.as_json(),
            "baselines": {name: figures.as_json() for name, figures in self.baselines.items()},
            "trials": [dict(trial) for trial in self.trials],
            "seconds": {"choose": round(self.choose_seconds, 3)},
        }
