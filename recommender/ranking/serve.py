"""What does the service ask of a trained model?  Ranks, reasons and integer dislikes; numpy and plain arrays alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelUnavailable
from recommender.ranking.export import load
from recommender.ranking.interactions import FloatArray, ItemIndex
from recommender.ranking.models.popularity import Popularity
from recommender.ranking.protocol import POPULARITY, Ranker

__all__ = [
    "MOST_DISLIKED",
    "SUPPORT_FLOOR",
    "Champion",
    "FitSource",
    "NoFit",
    "PopularityFit",
    "Ranked",
    "Reason",
    "Support",
    "load_champion",
]

MOST_DISLIKED = 1000
SUPPORT_FLOOR = 10
"""No reason rests on fewer learners (E3)."""
REASONS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """What one past item adds to a score, and how many learners took it and later the ranked item."""

    item: str
    """The past item; POPULARITY where the score looks at no history."""
    contribution: float
    learners: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate in its place."""

    item: str
    rank: int
    """From 1; equal scores share a rank and the next rank follows without a gap."""
    score: float | None
    """Rounded half-even to 6 decimals; None where the model does not know the item."""
    reasons: tuple[Reason, ...]
    """The largest first, at most three, each resting on enough learners."""
    remainder: float
    """The score less the reasons shown: together they sum to the score."""
    personalised: bool
    """Whether a history was used."""


class FitSource(Protocol):
    """Whatever can say which of several items suits a learner."""

    @property
    def version(self) -> str:
        """Names the model for the replay key; equal versions give equal answers."""
        ...

    def rank(
        self, history: Sequence[str], candidates: Sequence[str], personalised: bool = True
    ) -> list[Ranked]:
        """Candidates, best first; equal scores by id. `history` is in order of time."""
        ...

    def dislikes(self, history: Sequence[str], candidates: Sequence[str]) -> dict[str, int]:
        """0 (best) to 1000 by dense rank: equal scores share one; unknown items share the worst."""
        ...


class NoFit:
    """No model: everything suits equally."""

    version = "none"

    def rank(
        self, history: Sequence[str], candidates: Sequence[str], personalised: bool = True
    ) -> list[Ranked]:
        """All in one rank, by id."""
        return [Ranked(item, 1, None, (), 0.0, False) for item in sorted(set(candidates))]

    def dislikes(self, history: Sequence[str], candidates: Sequence[str]) -> dict[str, int]:
        """0 for each."""
        return dict.fromkeys(candidates, 0)


@dataclass(frozen=True, eq=False)
class Support:
    """How many learners took one item and later another: rows in CSR form, pairs above the floor alone."""

    indptr: NDArray[Any]
    columns: NDArray[Any]
    counts: NDArray[Any]

    @classmethod
    def of(cls, table: NDArray[Any], floor: int = SUPPORT_FLOOR) -> Support:
        """From a table (n_items, n_items) of counts."""
        rows, columns = np.nonzero(table >= floor)
        indptr = np.searchsorted(rows, np.arange(len(table) + 1)).astype(np.int64)
        return cls(indptr, columns.astype(np.int32), table[rows, columns].astype(np.int32))

    def rows(self, codes: NDArray[Any], n_items: int) -> NDArray[np.int32]:
        """Dense rows (len(codes), n_items); 0 below the floor."""
        out = np.zeros((len(codes), n_items), dtype=np.int32)
        for place, code in enumerate(codes):
            part = slice(int(self.indptr[code]), int(self.indptr[code + 1]))
            out[place, self.columns[part]] = self.counts[part]
        return out

    def arrays(self) -> dict[str, NDArray[Any]]:
        """By name, for export."""
        return {"indptr": self.indptr, "columns": self.columns, "counts": self.counts}


class Champion:
    """A trained model with what its reasons need; the popularity of each item stands in where no history is used."""

    def __init__(
        self, ranker: Ranker, support: Support, takers: NDArray[Any], version: str, about: dict[str, Any]
    ) -> None:
        self.ranker = ranker
        self.support = support
        self.takers = takers
        """How many learners took each item, (n_items,)."""
        self.version = version
        self.about = about
        """Data, figures and seed, as the manifest tells them."""

    @property
    def index(self) -> ItemIndex:
        """The items that the model knows."""
        return self.ranker.index

    def rank(
        self, history: Sequence[str], candidates: Sequence[str], personalised: bool = True
    ) -> list[Ranked]:
        """Candidates, best first, with reasons; a history of unknown items alone is no history."""
        codes = self.index.encode(history) if personalised else self.index.encode(())
        used = len(codes) > 0 and not isinstance(self.ranker, Popularity)
        parts = self.ranker.contributions(codes) if used else self._shares[np.newaxis, :]
        support = self.support.rows(codes, len(self.index)) if used else self.takers[np.newaxis, :]
        names = [self.index.ids[code] for code in codes] if used else [POPULARITY]
        scores = np.round(self._scores(history, personalised), 6)
        out = []
        for item, place in _places(self.index, scores, candidates).items():
            code = self.index.code_of.get(item)
            if code is None:
                out.append(Ranked(item, place + 1, None, (), 0.0, used))
                continue
            score = float(scores[code]) + 0.0
            reasons = _reasons(names, parts[:, code], support[:, code])
            rest = round(score - sum(reason.contribution for reason in reasons), 6) + 0.0
            out.append(Ranked(item, place + 1, score, reasons, rest, used))
        return out

    def dislikes(self, history: Sequence[str], candidates: Sequence[str]) -> dict[str, int]:
        """Integers for the planner; their order is that of `rank`."""
        scores = np.round(self._scores(history, True), 6)
        places = _places(self.index, scores, candidates)
        last = max(places.values(), default=0)
        if last > MOST_DISLIKED:
            return {item: place * MOST_DISLIKED // last for item, place in places.items()}
        return places

    @cached_property
    def _shares(self) -> FloatArray:
        out: FloatArray = self.takers / max(
            int(self.about.get("learners", 0)), int(self.takers.max(initial=0)), 1
        )
        return out

    def _scores(self, history: Sequence[str], personalised: bool) -> FloatArray:
        codes = self.index.encode(history) if personalised else self.index.encode(())
        return self.ranker.score_codes(codes) if len(codes) else self._shares


class PopularityFit(Champion):
    """What everyone would be told, from counts alone."""

    def __init__(self, takers: dict[str, int], learners: int) -> None:
        index = ItemIndex(tuple(sorted(takers)))
        counts = np.array([takers[item] for item in index.ids], dtype=np.int64)
        ranker = Popularity(index, counts / max(learners, 1))
        nothing = np.zeros(0, dtype=np.int32)
        empty = Support(np.zeros(len(index) + 1, dtype=np.int64), nothing, nothing)
        super().__init__(ranker, empty, counts, "popularity", {"learners": learners})


def load_champion(directory: Path) -> Champion:
    """Open an exported champion, memory-mapped.

    Raises:
        ModelUnavailable: it is missing, damaged, or of a version that this program does not read.
    """
    loaded = load(directory)
    extra, n_items = loaded.extra, len(loaded.ranker.index)
    try:
        support = Support(extra["indptr"], extra["columns"], extra["counts"])
        takers = np.asarray(extra["takers"])
    except KeyError as missing:
        raise ModelUnavailable(f"{directory}: the manifest names no array {missing}; train again") from None
    if len(support.indptr) != n_items + 1 or takers.shape != (n_items,):
        raise ModelUnavailable(f"{directory}: the support arrays do not fit {n_items} items; train again")
    return Champion(loaded.ranker, support, takers, loaded.version, loaded.about)


def _reasons(names: Sequence[str], parts: FloatArray, support: NDArray[Any]) -> tuple[Reason, ...]:
    """The largest contributions that rest on enough learners; equal ones by id."""
    strong = [
        (round(float(parts[place]), 6), names[place], int(support[place]))
        for place in np.flatnonzero((support >= SUPPORT_FLOOR) & (parts > 0)).tolist()
    ]
    strong.sort(key=lambda reason: (-reason[0], reason[1]))
    return tuple(Reason(item, part, count) for part, item, count in strong[:REASONS] if part > 0)


def _places(index: ItemIndex, scores: FloatArray, candidates: Sequence[str]) -> dict[str, int]:
    """Dense rank from 0 by distinct candidate, in order of rank, then id; unknown ones share the last."""
    items = sorted(set(candidates))
    codes = np.array([index.code_of.get(item, -1) for item in items], dtype=np.int64)
    # One more value, for code -1: what an unknown item is worth.
    value = np.append(-scores, np.inf)[codes]
    places = np.unique(value, return_inverse=True)[1]
    order = np.argsort(places, kind="stable")
    return {items[k]: int(places[k]) for k in order.tolist()}
