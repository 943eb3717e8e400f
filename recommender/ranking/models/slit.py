"""What do learners with such a past, weighted towards the recent, tend to take soon?

A ridge regression in closed form from the decayed past to the decayed future of every position of every history:
W = (X'X + ridge I)^-1 X'Y. A score is a sum of rows of W, so a new learner needs no fitting and the sum explains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import FloatArray, Histories, IntArray, Interactions, ItemIndex
from recommender.ranking.pairs import gram_and_future, pair_support
from recommender.ranking.protocol import Ranker

__all__ = ["Slit", "SlitRecipe"]

DOUBLE_UP_TO = 2000
"""With more items the system is solved in single precision: half the time and memory, and W is kept single anyway."""


@dataclass(frozen=True, slots=True)
class SlitRecipe:
    """How the past and the future fade, and how firmly the weights are held back."""

    past_decay: float = 0.7
    """Weight of an entry against the next later one, 0 to 1."""
    future_decay: float = 0.9
    """Weight of a later entry to come against the one before it, 0 to 1."""
    length_power: float = 0.5
    """A history of n items weighs n to minus this power; at 0 the few long ones outvote the many short ones."""
    ridge: float = 0.15
    """Penalty, in units of the mean diagonal of X'X, so that it means the same for any size of data."""
    popularity_power: float = 0.15
    """Scores are divided by popularity to this power, 0 for none."""
    min_support: int = 0
    """Weights of pairs that fewer learners took in this order become 0; 0 keeps all."""
    max_items: int = 6000
    """Only so many items, the most taken, have weights; the others score 0."""
    longest: int = 50
    """Only the latest entries of a history count."""
    steps: int = 30
    """Pairs further apart than this are not learnt from."""

    @property
    def kind(self) -> str:
        """`slit`."""
        return Slit.kind

    def fit(self, interactions: Interactions, seed: int) -> Slit:
        """Accumulate and solve; the seed is not used. Cost: O(entries x steps + items^3)."""
        few = interactions.most_taken(self.max_items)
        histories, n_items = few.histories.last(self.longest), len(few.index)
        decays = (self.past_decay, self.future_decay)
        weight = np.maximum(histories.lengths, 1.0) ** -self.length_power
        gram, future = gram_and_future(histories, n_items, decays, self.steps, weight)
        weights = self._solve(gram, future)
        weights *= _damping(few.counts, self.popularity_power)
        if self.min_support > 0:
            weights[pair_support(histories, n_items) < self.min_support] = 0.0
        kept = np.array([interactions.index.code_of[item] for item in few.index.ids], dtype=np.int64)
        # Row by row in memory: serving reads whole rows.
        return Slit(interactions.index, self, kept, np.ascontiguousarray(weights, dtype=np.float32))

    def _solve(self, gram: FloatArray, future: FloatArray) -> NDArray[Any]:
        n_items = len(gram)
        # A whisper of ridge is always added: an item that nobody took would make the system singular.
        gram[np.diag_indices(n_items)] += self.ridge * float(np.trace(gram)) / max(n_items, 1) + 1e-9
        kind = np.float64 if n_items <= DOUBLE_UP_TO else np.float32
        # Imported here: fitting alone needs it. X'X is symmetric, so its transpose costs nothing and spares a copy.
        from scipy.linalg import cho_factor, cho_solve

        factor = cho_factor(gram.astype(kind, copy=False).T, overwrite_a=True, check_finite=False)
        right = np.asarray(future, dtype=kind, order="F")
        return np.asarray(cho_solve(factor, right, overwrite_b=True, check_finite=False))


class Slit(Ranker):
    """Item-to-item weights and the decay with which a history is read."""

    kind: ClassVar[str] = "slit"

    def __init__(
        self, index: ItemIndex, recipe: SlitRecipe, kept: IntArray, weights: NDArray[np.float32]
    ) -> None:
        super().__init__(index)
        if weights.shape != (len(kept), len(kept)):
            raise ValueError(f"expected weights of {len(kept)} x {len(kept)}, found {weights.shape}")
        self.recipe = recipe
        self.kept = np.asarray(kept)
        """Codes of the items that have weights, (n_kept,)."""
        self.weights = weights
        """What a past item (row) says for another (column), (n_kept, n_kept)."""
        self._place = np.full(len(index), -1, dtype=np.int64)
        self._place[self.kept] = np.arange(len(self.kept))

    def score_codes(self, codes: IntArray) -> FloatArray:
        """The decayed sum of the rows of the history."""
        places, fading = self._read(codes)
        out = np.zeros(len(self.index))
        known = places >= 0
        out[self.kept] = fading[known] @ self.weights[places[known]].astype(np.float64)
        return out

    def scores(self, histories: Histories) -> FloatArray:
        """As one by one, but in single precision: for measuring many learners, three times as fast."""
        out = np.zeros((len(histories), len(self.index)))
        for number in range(len(histories)):
            places, fading = self._read(histories.row(number))
            known = places >= 0
            out[number, self.kept] = fading[known].astype(np.float32) @ self.weights[places[known]]
        return out

    def contributions(self, codes: IntArray) -> FloatArray:
        """Each entry's decayed row; rows of entries that no longer count are 0."""
        places, fading = self._read(codes)
        out = np.zeros((len(codes), len(self.index)))
        known = np.flatnonzero(places >= 0)
        rows = fading[known, np.newaxis] * self.weights[places[known]].astype(np.float64)
        out[np.ix_(known, self.kept)] = rows
        return out

    def _read(self, codes: IntArray) -> tuple[IntArray, FloatArray]:
        """Row of W by entry (-1 for none) and its weight by age."""
        age = np.arange(len(codes) - 1, -1, -1)
        places = np.where(age < self.recipe.longest, self._place[codes], -1)
        return places, self.recipe.past_decay ** age.astype(np.float64)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The kept codes and the weights."""
        return {"kept": self.kept, "weights": self.weights}

    @property
    def params(self) -> dict[str, Any]:
        """The recipe."""
        return asdict(self.recipe)

    @classmethod
    def restore(cls, index: ItemIndex, params: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """From recipe, kept codes and weights."""
        return cls(index, SlitRecipe(**params), arrays["kept"], arrays["weights"])


def _damping(counts: IntArray, power: float) -> FloatArray:
    """(popularity / mean popularity)^-power, (n_items,)."""
    mean = max(float(counts.mean()) if len(counts) else 1.0, 1.0)
    return (np.maximum(counts, 1) / mean) ** -power
