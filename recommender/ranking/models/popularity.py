"""What would everyone be told?  The share of learners who took each item: the floor that every model must beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import FloatArray, IntArray, Interactions, ItemIndex
from recommender.ranking.protocol import POPULARITY, Ranker

__all__ = ["Popularity", "PopularityRecipe"]


class Popularity(Ranker):
    """Scores that look at no history."""

    kind: ClassVar[str] = "popularity"

    def __init__(self, index: ItemIndex, shares: FloatArray) -> None:
        super().__init__(index)
        if shares.shape != (len(index),):
            raise ValueError(f"expected {len(index)} shares, found {shares.shape}")
        self.shares = shares
        """The share of learners who took each item, (n_items,)."""

    def score_codes(self, codes: IntArray) -> FloatArray:
        """The shares, whatever the history."""
        return np.array(self.shares)

    def contributions(self, codes: IntArray) -> FloatArray:
        """One row: nothing of the history counts."""
        return np.array(self.shares)[np.newaxis, :]

    def explain(self, history: Sequence[str], item: str) -> list[tuple[str, float]]:
        """The one reason: how many took it."""
        return [(POPULARITY, float(self.shares[self.index.code_of[item]]))]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The shares."""
        return {"shares": self.shares}

    @property
    def params(self) -> dict[str, Any]:
        """There are none."""
        return {}

    @classmethod
    def restore(cls, index: ItemIndex, params: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """From the shares."""
        return cls(index, arrays["shares"])


@dataclass(frozen=True, slots=True)
class PopularityRecipe:
    """Nothing to configure."""

    @property
    def kind(self) -> str:
        """`popularity`."""
        return Popularity.kind

    def fit(self, interactions: Interactions, seed: int) -> Popularity:
        """Count; the seed is not used."""
        return Popularity(interactions.index, interactions.counts / max(len(interactions), 1))
