"""What do learners take together, as factors that ignore order?  Implicit-feedback ALS: a baseline, and one voice.

This is the only door to `implicit`, and only fitting opens it: serving folds a history in with numpy alone.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import FloatArray, Histories, IntArray, Interactions, ItemIndex
from recommender.ranking.protocol import Ranker

__all__ = ["Als", "AlsRecipe"]


@dataclass(frozen=True, slots=True)
class AlsRecipe:
    """The usual knobs of weighted matrix factorisation."""

    factors: int = 64
    confidence: float = 10.0
    """How much more an entry weighs than its absence (1)."""
    regularization: float = 0.05
    iterations: int = 15
    longest: int = 200
    """Only the latest entries of a history count."""

    @property
    def kind(self) -> str:
        """`als`."""
        return Als.kind

    def fit(self, interactions: Interactions, seed: int) -> Als:
        """Factorise on one thread, from the seed; the same seed gives the same factors."""
        # Imported here: fitting alone needs them, and they take longer to load than a whole answer.
        from implicit.cpu.als import AlternatingLeastSquares
        from scipy.sparse import csr_matrix

        histories = interactions.histories.last(self.longest)
        data = np.ones(len(histories.codes), dtype=np.float32)
        shape = (len(histories), len(interactions.index))
        matrix = csr_matrix((data, histories.codes.astype(np.int32), histories.indptr), shape=shape)
        with warnings.catch_warnings():
            # It warns of BLAS threads beside its own; it gets one thread of its own, so there are none beside.
            warnings.simplefilter("ignore", RuntimeWarning)
            model = AlternatingLeastSquares(
                factors=self.factors,
                regularization=self.regularization,
                alpha=self.confidence,
                iterations=self.iterations,
                num_threads=1,
                random_state=seed,
            )
        model.fit(matrix, show_progress=False)
        return Als(interactions.index, self, np.asarray(model.item_factors, dtype=np.float32))


class Als(Ranker):
    """Item factors; a learner's factor is solved exactly from the history when asked."""

    kind: ClassVar[str] = "als"

    def __init__(self, index: ItemIndex, recipe: AlsRecipe, factors: NDArray[np.float32]) -> None:
        super().__init__(index)
        if factors.shape != (len(index), recipe.factors):
            raise ValueError(f"expected factors of {len(index)} x {recipe.factors}, found {factors.shape}")
        self.recipe = recipe
        self.factors = factors
        self._items = factors.astype(np.float64)
        self._gram = self._items.T @ self._items + recipe.regularization * np.eye(recipe.factors)

    def score_codes(self, codes: IntArray) -> FloatArray:
        """Factors of the items times the learner's own."""
        seen = self._items[codes[-self.recipe.longest :]]
        pull = self.recipe.confidence * seen.sum(axis=0)
        out: FloatArray = self._items @ np.linalg.solve(self._normal(seen), pull)
        return out

    def contributions(self, codes: IntArray) -> FloatArray:
        """What each entry pulls, through the learner's own normal matrix."""
        out = np.zeros((len(codes), len(self.index)))
        seen = self._items[codes[-self.recipe.longest :]]
        if len(seen):
            pulls = np.linalg.solve(self._normal(seen), self.recipe.confidence * seen.T)
            out[-len(seen) :] = (self._items @ pulls).T
        return out

    def scores(self, histories: Histories) -> FloatArray:
        """As one by one, but with one product for the whole batch."""
        learners = np.zeros((len(histories), self.recipe.factors))
        for number in range(len(histories)):
            seen = self._items[histories.row(number)[-self.recipe.longest :]]
            learners[number] = np.linalg.solve(self._normal(seen), self.recipe.confidence * seen.sum(axis=0))
        out: FloatArray = learners @ self._items.T
        return out

    def _normal(self, seen: FloatArray) -> FloatArray:
        out: FloatArray = self._gram + (self.recipe.confidence - 1.0) * (seen.T @ seen)
        return out

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The item factors."""
        return {"factors": self.factors}

    @property
    def params(self) -> dict[str, Any]:
        """The recipe."""
        return asdict(self.recipe)

    @classmethod
    def restore(cls, index: ItemIndex, params: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """From recipe and factors."""
        return cls(index, AlsRecipe(**params), arrays["factors"])
