"""Which rows of requirements and limits, rounded, does a solution break that keeps them as they are?

Only what the solution counts has a say in that. So each row is tried on these columns alone, in all steps at once, and
only the one rounding that is broken the most is made whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

import numpy as np

from recommender.planning.check.layout import Whole
from recommender.planning.check.relaxation import RULES, Relaxation
from recommender.planning.check.rounded import MARK, rounded, rounded_name
from recommender.planning.check.row import Name, Row
from recommender.planning.prove.program import Answer, Program
from recommender.planning.prove.tableau import Values

CLEAR = 1e-3
"""How far a solution has to be from a rounded row, in its own measure, for the row to come in."""
WHOLE = 1e-6
NONE: Mapping[str, int] = {}


def rounded_rows(program: Program, answer: Answer) -> list[tuple[Name, Row]]:
    """For each row the rounding that the solution breaks the most."""
    there = np.flatnonzero(answer.values > WHOLE)
    columns, many = [program.tableau.columns[one] for one in there.tolist()], answer.values[there]
    halved = np.abs(many - np.rint(many)) > WHOLE
    found = []
    for number, factors in _rows_of_rules(program, there):
        name, row = program.named.names[number], program.named.rows[number]
        mine = factors != 0
        if not (mine & halved).any():
            continue
        kept = [column for column, one in zip(columns, mine.tolist(), strict=True) if one]
        part = _Part(program.relaxation, row, kept, factors[mine], many[mine], halved[mine])
        best = max(part.broken(), default=None, key=lambda one: one[0])
        if best is not None:
            _, step, turned = best
            whole = rounded(row, step, turned)
            assert whole is not None
            found.append((rounded_name(name, step, turned), whole))
    return found


def _rows_of_rules(program: Program, there: Whole) -> Iterator[tuple[int, Whole]]:
    """Rows that may be rounded, and what they are for the columns that are there."""
    named = program.named
    place = np.full(len(program.tableau.columns), -1, dtype=np.int64)
    place[there] = np.arange(len(there))
    rows, at, values = named.table()
    inside = place[at] >= 0
    factors = np.zeros((len(named.names), len(there)), dtype=np.int64)
    factors[rows[inside], place[at[inside]]] = values[inside]
    for number, name in enumerate(named.names):
        if name[0] in RULES and MARK not in name:
            yield number, factors[number]


class _Part:
    """What a row says of the columns that a solution counts."""

    def __init__(
        self,
        ground: Relaxation,
        row: Row,
        columns: Sequence[str],
        factors: Whole,
        many: Values,
        halved: np.typing.NDArray[np.bool_],
    ) -> None:
        self._columns, self._factors, self._many = columns, factors, many
        self._ground, self._least = ground, row.least
        sizes = np.abs(factors)
        self._steps = np.unique(np.concatenate((sizes, 2 * sizes[halved])))

    def broken(self) -> Iterator[tuple[float, int, Mapping[str, int]]]:
        """Roundings that the solution breaks: how far, the step, and what is turned."""
        for turned in (NONE, self._turned()):
            for step, far in self._far(turned):
                yield far, step, turned

    def _far(self, turned: Mapping[str, int]) -> Iterator[tuple[int, float]]:
        """How far the solution is from the row in each step that breaks it; as `check.rounded` has it, all at once."""
        signs = np.array([-1 if column in turned else 1 for column in self._columns], dtype=np.int64)
        mosts = np.array([turned.get(column, 0) for column in self._columns], dtype=np.int64)
        steps = self._steps
        wholes, rests = np.divmod(self._least - int(self._factors @ mosts), steps)
        steps, wholes, rests = (one[rests > 0, None] for one in (steps, wholes, rests))
        parts, over = np.divmod(signs * self._factors, steps)
        parts = signs * (parts * rests + np.minimum(rests, over))
        leasts = (rests * (wholes + 1))[:, 0] + parts @ mosts
        units = np.maximum(np.gcd.reduce(parts, axis=1), 1)
        leasts, parts = -(-leasts // units), parts // units[:, None]
        sizes = np.sqrt((parts.astype(np.float64) ** 2).sum(axis=1))
        lacking = leasts - parts @ self._many
        for one in np.flatnonzero(lacking > CLEAR * sizes).tolist():
            yield int(steps[one, 0]), float(lacking[one] / sizes[one]) if sizes[one] else float(lacking[one])

    def _turned(self) -> Mapping[str, int]:
        """Columns of which there is more than half of what can be, with those that go together."""
        ground, bare = (
            self._ground,
            Row(dict(zip(self._columns, self._factors.tolist(), strict=True)), self._least),
        )
        many: dict[Hashable, float] = {}
        together = [ground.together(bare, column) for column in self._columns]
        for one, value in zip(together, self._many.tolist(), strict=True):
            many[one] = many.get(one, 0.0) + value
        full = [
            column
            for column, one in zip(self._columns, together, strict=True)
            if many[one] > ground.bounds(column)[1] / 2
        ]
        return ground.mosts(bare, full)
