"""A matrix that grows by its entries, so that sums over all of its rows take one step and not one each."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from recommender.planning.check.layout import Whole


class Entries:
    """Of each entry its row, its column, and its value; whole numbers all."""

    def __init__(self) -> None:
        self._known = np.zeros((3, 0), dtype=np.int64)
        self._new: list[tuple[int, int, int]] = []

    def add(self, entries: Iterable[tuple[int, int, int]]) -> None:
        """Further entries."""
        self._new += entries

    def table(self) -> Whole:
        """Rows, columns and values, one below the other."""
        if self._new:
            self._known = np.concatenate((self._known, np.array(self._new, dtype=np.int64).T), axis=1)
            self._new = []
        return self._known

    def keep(self, rows: npt.NDArray[np.bool_]) -> None:
        """Only the entries of these rows."""
        table = self.table()
        self._known = table[:, rows[table[0]]]
