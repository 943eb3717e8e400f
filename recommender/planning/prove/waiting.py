"""Rows that a program has looked at and does without, as no solution has broken them yet."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from recommender.planning.check.row import Name, Row
from recommender.planning.prove.sparse import Entries

BROKEN = 1e-6


class Waiting:
    """The rows that are outside still, in the order in which they were looked at."""

    def __init__(self) -> None:
        self._pairs: list[tuple[Name, Row]] = []
        self._leasts: list[int] = []
        self._outside = np.zeros(0, dtype=np.bool_)
        self._number: dict[str, int] = {}
        self._entries = Entries()

    def add(self, rows: Mapping[Name, Row]) -> None:
        """Rows that may be broken some day."""
        number = self._number
        for name, row in rows.items():
            place = len(self._pairs)
            self._pairs.append((name, row))
            self._leasts.append(row.least)
            self._entries.add((place, number.setdefault(c, len(number)), v) for c, v in row.items())

    def broken(self, values: Mapping[str, float]) -> list[tuple[Name, Row]]:
        """Those that the values break, where all other columns are nothing; they wait no longer."""
        many = len(self._pairs)
        if len(self._outside) < many:
            self._outside = np.append(self._outside, np.ones(many - len(self._outside), dtype=np.bool_))
        here = np.zeros(len(self._number))
        known = [(self._number[column], value) for column, value in values.items() if column in self._number]
        if known:
            at, value = zip(*known, strict=True)
            here[list(at)] = value
        rows, columns, factors = self._entries.table()
        sums = np.bincount(rows, weights=factors * here[columns], minlength=many)
        found = np.flatnonzero(self._outside & (sums < np.array(self._leasts) - BROKEN)).tolist()
        if found:
            self._outside[found] = False
            self._entries.keep(self._outside)
        return [self._pairs[place] for place in found]
