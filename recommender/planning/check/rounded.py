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
from recommender.planning.check.layout import Terms
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

    def parts(terms: Mapping[str, int]) -> dict[str, int]:
        return {one: -part(-value) if one in turned else part(value) for one, value in terms.items()}

    least = rest * (whole + 1) - sum(part(-row.factor(one)) * most for one, most in turned.items())
    mine, common = parts(row.terms), parts(row.common.row if row.common else {})
    unit = gcd(*mine.values(), *common.values()) or 1
    mine = {one: value // unit for one, value in mine.items()}
    if row.common is None:
        return Row(mine, -(-least // unit))
    common = {one: value // unit for one, value in common.items()}
    values = np.fromiter(common.values(), dtype=np.int64, count=len(common))
    largest = max(map(abs, common.values()), default=0)
    return Row(mine, -(-least // unit), Terms(common, row.common.at, values, largest))
