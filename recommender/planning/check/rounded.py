"""What does a row say of whole numbers, beyond what its sum says (D5)?

Of `sum of a * x >= b` over whole numbers from nothing upwards, and a step `d`, with `r` what `b` is over a multiple of
the step, follows

    sum of (floor(a / d) * r + min(r, a mod d)) * x >= r * ceil(b / d).

For let `z` be the sum of the x times a / d, rounded down where a mod d < r and up elsewhere, and `s` the sum of the
remainders of the first: then d * z + s >= b. Where z reaches ceil(b / d) nothing is left to show; where it lacks k, s
is at least d * (k - 1) + r, so at least r * k. A column may be turned first: counted down from the most that it can be;
columns that have a most together, and one coefficient, are turned together: the first has that most, the others none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import gcd

import numpy as np

from recommender.planning.certificate import Name
from recommender.planning.check.layout import Terms, Whole
from recommender.planning.check.row import Row

MARK = "rounded"
"""Stands in a name behind that of the row; after it the step, and the columns that are turned."""
LARGEST_STEP = 10**9


def rounded_name(name: Name, step: int, turned: Mapping[str, int]) -> Name:
    """By which a proof cites it."""
    return (*name, MARK, str(step), *turned)


def rounded_row(
    name: Name, rows: Mapping[Name, Row], mosts: Callable[[Row, Sequence[str]], Mapping[str, int]]
) -> Row | None:
    """The row of such a name, from the rows of its family; None where there is none.

    `mosts` says of columns of a row how far each counts down where all of them are turned.
    """
    if MARK not in name:
        return None
    place = len(name) - 1 - name[::-1].index(MARK)
    row, about = rows.get(name[:place]), name[place + 1 :]
    if row is None or not about or len(set(about)) < len(about):
        return None
    step, columns = about[0], about[1:]
    if not (step.isascii() and step.isdecimal()) or len(step) > len(str(LARGEST_STEP)):
        return None
    if not 0 < int(step) <= LARGEST_STEP:
        return None
    if not all(row.factor(column) for column in columns):
        return None
    return rounded(row, int(step), mosts(row, columns))


def rounded(row: Row, step: int, turned: Mapping[str, int]) -> Row | None:
    """The row in steps, as small as it can be; `turned`: columns, each with its most. None: it says no more so."""
    whole, rest = divmod(row.least - sum(row.factor(one) * most for one, most in turned.items()), step)
    if not rest:
        return None

    def part(value: int) -> int:
        return value // step * rest + min(rest, value % step)

    mine = {one: -part(-v) if one in turned else part(v) for one, v in row.terms.items()}
    least = rest * (whole + 1) - sum(part(-row.factor(one)) * most for one, most in turned.items())
    if row.common is None:
        unit = gcd(*mine.values()) or 1
        return Row({one: value // unit for one, value in mine.items()}, -(-least // unit))
    values = _parts(row.common, step, rest, turned)
    unit = gcd(*mine.values(), int(np.gcd.reduce(values))) or 1
    values //= unit
    common = dict(zip(row.common.row, values.tolist(), strict=True))
    largest = int(np.abs(values).max(initial=0))
    mine = {one: value // unit for one, value in mine.items()}
    return Row(mine, -(-least // unit), Terms(common, row.common.at, values, largest))


def _parts(terms: Terms, step: int, rest: int, turned: Mapping[str, int]) -> Whole:
    """The same of all terms in one go. No part is larger than its value and the step together: so they fit."""
    signs = np.array([-1 if one in turned else 1 for one in terms.row], dtype=np.int64)
    wholes, over = np.divmod(signs * terms.values, step)
    parts: Whole = signs * (wholes * rest + np.minimum(over, rest))
    return parts
