"""What did learners take, in which order, as arrays with id maps between the bank's ids and dense integers?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["FloatArray", "Histories", "IntArray", "Interactions", "ItemIndex"]

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class ItemIndex:
    """External item ids in ascending order; the position of an id is its dense code."""

    ids: tuple[str, ...]

    @cached_property
    def code_of(self) -> dict[str, int]:
        """Dense code by external id."""
        return {item: code for code, item in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def encode(self, history: Iterable[str]) -> IntArray:
        """Codes of the known items of a history in its order; of repeats the first counts, unknown ids are left out."""
        known = dict.fromkeys(self.code_of[item] for item in history if item in self.code_of)
        return np.fromiter(known, dtype=np.int64, count=len(known))


@dataclass(frozen=True, eq=False)
class Histories:
    """Rows of item codes in order of time: row i is `codes[indptr[i]:indptr[i + 1]]`."""

    indptr: IntArray
    codes: IntArray

    @classmethod
    def of(cls, rows: Sequence[IntArray]) -> Histories:
        """Join rows of codes."""
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        codes = np.concatenate([np.empty(0, dtype=np.int64), *rows])
        return cls(_indptr(lengths), codes)

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @property
    def lengths(self) -> IntArray:
        """Number of items by row, (n_learners,)."""
        return np.diff(self.indptr)

    @property
    def rows(self) -> IntArray:
        """The row that each entry belongs to, (n_entries,)."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.lengths)

    @property
    def from_end(self) -> IntArray:
        """How many entries of the same row follow each entry, (n_entries,)."""
        return np.repeat(self.indptr[1:], self.lengths) - 1 - np.arange(len(self.codes), dtype=np.int64)

    def row(self, number: int) -> IntArray:
        """The codes of one row."""
        return self.codes[self.indptr[number] : self.indptr[number + 1]]

    def where(self, keep: NDArray[np.bool_]) -> Histories:
        """The same rows with only the entries of the mask (n_entries,); rows may become empty."""
        lengths = np.bincount(self.rows[keep], minlength=len(self))
        return Histories(_indptr(lengths), self.codes[keep])

    def last(self, longest: int) -> Histories:
        """The same rows cut to their latest entries: a few accounts are not people, and order fades anyway."""
        return self.where(self.from_end < longest)

    def take(self, rows: IntArray) -> Histories:
        """The named rows, in that order."""
        return Histories.of([self.row(int(row)) for row in rows])

    def batches(self, size: int) -> Iterator[tuple[slice, Histories]]:
        """Consecutive blocks of rows."""
        for start in range(0, len(self), size):
            stop = min(start + size, len(self))
            bounds = self.indptr[start : stop + 1]
            yield slice(start, stop), Histories(bounds - bounds[0], self.codes[bounds[0] : bounds[-1]])


@dataclass(frozen=True, eq=False)
class Interactions:
    """Ordered histories of many learners; of repeats of an item by one learner the first is kept."""

    learners: tuple[str, ...]
    index: ItemIndex
    histories: Histories
    times: IntArray | None
    """An instant by entry (day number or seconds; one unit throughout), or None where only the order is known."""
    repeats: int
    """How many entries were left out because the learner had the item already."""

    @classmethod
    def from_columns(
        cls,
        learners: Sequence[Any] | NDArray[Any],
        items: Sequence[Any] | NDArray[Any],
        order: Sequence[int] | NDArray[Any],
        *,
        dated: bool,
        index: ItemIndex | None = None,
    ) -> Interactions:
        """Build from three columns of equal length, one row for each entry.

        Args:
            learners: account ids; items: item ids; both are read as text.
            order: instants if `dated`, else positions; equal values keep the order of the rows.
            dated: whether `order` is comparable between learners.
            index: the items to use, when given; must contain every item.
        """
        people, owner = _coded(learners)
        if index is None:
            names, codes = _coded(items)
            index = ItemIndex(names)
        else:
            codes = _codes_in(index, items)
        when = np.asarray(order, dtype=np.int64)
        by_time = np.lexsort((when, owner))
        owner, codes, when = owner[by_time], codes[by_time], when[by_time]
        first = np.sort(np.unique(owner * max(len(index), 1) + codes, return_index=True)[1])
        indptr = _indptr(np.bincount(owner[first], minlength=len(people)))
        times = when[first] if dated else None
        return cls(people, index, Histories(indptr, codes[first]), times, len(codes) - len(first))

    def __len__(self) -> int:
        return len(self.learners)

    @property
    def counts(self) -> IntArray:
        """How many learners took each item, (n_items,)."""
        return np.bincount(self.histories.codes, minlength=len(self.index)).astype(np.int64)

    def only(self, keep: NDArray[np.bool_]) -> Interactions:
        """The same learners and items with only the entries of the mask (n_entries,)."""
        times = None if self.times is None else self.times[keep]
        return Interactions(self.learners, self.index, self.histories.where(keep), times, self.repeats)

    def most_taken(self, at_most: int) -> Interactions:
        """The same learners with only the most taken items, under an index of their own; ties by id."""
        if len(self.index) <= at_most:
            return self
        kept = np.sort(np.argsort(-self.counts, kind="stable")[:at_most])
        new_code = np.full(len(self.index), -1, dtype=np.int64)
        new_code[kept] = np.arange(len(kept))
        few = self.only(new_code[self.histories.codes] >= 0)
        index = ItemIndex(tuple(self.index.ids[code] for code in kept))
        recoded = Histories(few.histories.indptr, new_code[few.histories.codes])
        return Interactions(self.learners, index, recoded, few.times, self.repeats)

    def sample(self, at_most: int, seed: int) -> Interactions:
        """At most so many learners, drawn by seed, in their old order."""
        if len(self) <= at_most:
            return self
        drawn = np.sort(np.random.default_rng(seed).choice(len(self), at_most, replace=False))
        chosen = np.zeros(len(self), dtype=bool)
        chosen[drawn] = True
        times = None if self.times is None else self.times[chosen[self.histories.rows]]
        people = tuple(self.learners[row] for row in drawn)
        return Interactions(people, self.index, self.histories.take(drawn), times, self.repeats)


def _indptr(lengths: IntArray) -> IntArray:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])


def _coded(values: Sequence[Any] | NDArray[Any]) -> tuple[tuple[str, ...], IntArray]:
    """Ids as text in ascending order, and the dense code of each value."""
    distinct, inverse = np.unique(np.asarray(values), return_inverse=True)
    names = [str(value) for value in distinct.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.empty(len(names), dtype=np.int64)
    place[order] = np.arange(len(names))
    return tuple(names[k] for k in order), place[inverse]


def _codes_in(index: ItemIndex, items: Sequence[Any] | NDArray[Any]) -> IntArray:
    names, codes = _coded(items)
    return np.array([index.code_of[name] for name in names], dtype=np.int64)[codes]
