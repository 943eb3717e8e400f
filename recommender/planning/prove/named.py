"""The rows of a program that the kernel knows by name: what they are for columns, and what they make of prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from recommender.planning.check.layout import LARGEST, Layout, Terms, TooLarge, Whole
from recommender.planning.check.row import Name, Row
from recommender.planning.prove.sparse import Entries


class Named:
    """Named rows in the order in which they came in, each with its number in the solver."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.names: list[Name] = []
        self.rows: list[Row] = []
        self.places: list[int] = []
        self._common: list[int] = []
        """Rows with terms that all learners share."""
        self._later: dict[str, list[tuple[int, int]]] = {}
        """Of columns that are not there yet the rows, by their own terms."""
        self._in_layout = Entries()
        self._inside = Entries()

    def add(self, name: Name, row: Row, place: int, columns: Mapping[str, int]) -> None:
        """A row that is number `place` of the solver; `columns` are those of the solver."""
        number, layout = len(self.names), self._layout.number
        self.names.append(name)
        self.rows.append(row)
        self.places.append(place)
        if row.common is not None:
            self._common.append(number)
        for column, value in row.terms.items():
            if column not in columns:
                self._later.setdefault(column, []).append((number, value))
        self._in_layout.add((number, layout[c], v) for c, v in row.terms.items() if c in layout)

    def inside(self, row: Row, columns: Mapping[str, int]) -> list[tuple[int, int]]:
        """What a row is for the columns of the solver, by their numbers."""
        found = [(columns[column], value) for column, value in row.terms.items() if column in columns]
        if row.common is not None:
            both = row.common.row.keys() & columns.keys()
            found += sorted((columns[column], row.common.row[column]) for column in both)
        return found

    def settle(self, entries: Sequence[tuple[int, int, int]]) -> None:
        """Row, column and value of what came in."""
        self._inside.add(entries)

    def table(self) -> Whole:
        """Row, column and value of all that is in the solver."""
        return self._inside.table()

    def of_new(self, columns: Sequence[str]) -> list[list[tuple[int, int]]]:
        """For each column that comes in now the rows that it stands in, and its factors."""
        found = {column: self._later.pop(column, []) for column in columns}
        for number in self._common:
            common = self.rows[number].common
            assert common is not None
            for column in common.row.keys() & found.keys():
                found[column].append((number, common.row[column]))
        return [sorted(pair for pair in found[column] if pair[1]) for column in columns]

    def prices(self, times: Whole, more: Whole) -> Whole:
        """What a unit of each column of the layout brings: each row so many times, and what is added beside."""
        parts = [(int(times[number]), self.rows[number].common) for number in self._common if times[number]]
        rows, columns, values = self._in_layout.table()
        if float(np.abs(times).astype(float)[rows] @ np.abs(values).astype(float)) > LARGEST / 4:
            raise TooLarge("the multipliers are too large")
        beside = more.copy()
        np.add.at(beside, columns, times[rows] * values)
        at = np.flatnonzero(beside)
        own = Terms({}, at, beside[at], int(np.abs(beside).max(initial=0)))
        return self._layout.prices([*((n, one) for n, one in parts if one is not None), (1, own)], {})
