"""What is a ranking model: how is it made, asked, explained and kept?

A recipe is a small frozen configuration; `fit` turns it and the interactions into a ranker, whose state is arrays.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.interactions import FloatArray, Histories, IntArray, Interactions, ItemIndex

__all__ = ["POPULARITY", "Progress", "Ranker", "Recipe"]

Progress: TypeAlias = Callable[[str, int, int], None] | None
"""Called with (what is being done, how much is done, how much there is)."""

POPULARITY = "*popularity*"
"""Stands where a past item would stand, in the one reason of a score that looks at no history."""


class Ranker(ABC):
    """A fitted model over the items of its index; needs numpy alone."""

    kind: ClassVar[str]

    def __init__(self, index: ItemIndex) -> None:
        self.index = index

    @abstractmethod
    def score_codes(self, codes: IntArray) -> FloatArray:
        """Scores (n_items,) for a history of distinct item codes in order of time. Called once for each learner."""

    @abstractmethod
    def contributions(self, codes: IntArray) -> FloatArray:
        """What each entry of a history adds to each score, (len(codes), n_items); the columns sum to the scores."""

    @abstractmethod
    def arrays(self) -> dict[str, NDArray[Any]]:
        """The state, by name: plain numeric arrays."""

    @property
    @abstractmethod
    def params(self) -> dict[str, Any]:
        """The recipe's parameters as JSON values."""

    @classmethod
    @abstractmethod
    def restore(cls, index: ItemIndex, params: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The inverse of `arrays` and `params`; the arrays may be memory-mapped.

        Raises:
            KeyError, TypeError, ValueError: parameters or arrays are missing or do not fit.
        """

    def scores(self, histories: Histories) -> FloatArray:
        """Scores (n_learners, n_items) of a batch."""
        out = np.empty((len(histories), len(self.index)))
        for number in range(len(histories)):
            out[number] = self.score_codes(histories.row(number))
        return out

    def score_one(self, history: Sequence[str]) -> FloatArray:
        """Scores (n_items,) for one history of item ids in order of time; unknown ids are left out."""
        return self.score_codes(self.index.encode(history))

    def explain(self, history: Sequence[str], item: str) -> list[tuple[str, float]]:
        """(past item, contribution) in order of time; the contributions sum to the score of `item`.

        Raises:
            KeyError: the model does not know `item`.
        """
        codes = self.index.encode(history)
        column = self.contributions(codes)[:, self.index.code_of[item]]
        return [(self.index.ids[code], float(part)) for code, part in zip(codes, column, strict=True)]


class Recipe(Protocol):
    """A model's configuration: a frozen dataclass."""

    @property
    def kind(self) -> str:
        """The name of the model's kind."""
        ...

    def fit(self, interactions: Interactions, seed: int) -> Ranker:
        """Learn; the same interactions and seed give the same ranker."""
        ...
