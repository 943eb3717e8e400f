"""How is a data set on disk read?  Parquet files of learner, item and order: the only door to pyarrow here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as parquet
from numpy.typing import NDArray

from recommender.errors import Unreadable
from recommender.ranking.interactions import Histories, IntArray, Interactions
from recommender.ranking.splits import Split, split_at

__all__ = ["Dataset", "read_dataset"]

ITEM_COLUMNS = ("item", "course", "video")
TIME, POSITION = "ts", "pos"
TEST_SHARE = 0.2


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set, divided."""

    name: str
    split: Split
    how: str
    """`given` (train and test files) or `global time`."""


def read_dataset(directory: Path) -> Dataset:
    """Read `train.parquet` and `test.parquet`, or one parquet file with a `ts` column, which is divided by time.

    Columns: `user`, `item` (or `course`, `video`), and `ts` (instants) or `pos` (order within the learner).

    Raises:
        Unreadable: a file or column is missing, or a column is of the wrong type.
    """
    if not directory.is_dir():
        raise Unreadable(
            "there is no such directory; expected one with train.parquet and test.parquet",
            place=str(directory),
        )
    train, test = directory / "train.parquet", directory / "test.parquet"
    if train.is_file() and test.is_file():
        return Dataset(directory.name, _given(_columns(train), _columns(test)), "given")
    others = sorted(directory.glob("*.parquet"))
    if len(others) != 1:
        raise Unreadable(
            f"expected train.parquet and test.parquet, or one dated parquet file; found {len(others)} parquet files",
            place=str(directory),
        )
    learners, items, order, dated = _columns(others[0])
    if not dated:
        raise Unreadable(
            f"expected a column {TIME!r}: one file alone is divided by time", place=str(others[0])
        )
    if not len(learners):
        raise Unreadable("the file has no rows", place=str(others[0]))
    whole = Interactions.from_columns(learners, items, order, dated=True)
    assert whole.times is not None
    instant = int(np.quantile(whole.times, 1 - TEST_SHARE, method="higher"))
    return Dataset(directory.name, split_at(whole, instant), "global time")


def _given(train: _Columns, test: _Columns) -> Split:
    """Join both files, so that ids agree, and divide by the file that a row came from."""
    learners, items = np.concatenate([train[0], test[0]]), np.concatenate([train[1], test[1]])
    dated = train[3] and test[3]
    index = Interactions.from_columns(learners, items, np.zeros(len(items), np.int64), dated=False).index
    past = Interactions.from_columns(train[0], train[1], train[2], dated=dated, index=index)
    future = Interactions.from_columns(test[0], test[1], test[2], dated=dated, index=index)
    row_of = {learner: row for row, learner in enumerate(past.learners)}
    asked: list[IntArray] = []
    wanted: list[IntArray] = []
    no_past = 0
    for number, learner in enumerate(future.learners):
        row = row_of.get(learner)
        if row is None:
            no_past += 1
            continue
        asked.append(past.histories.row(row))
        wanted.append(future.histories.row(number))
    return Split(past, Histories.of(asked), Histories.of(wanted), no_past)


_Columns = tuple[NDArray[Any], NDArray[Any], NDArray[Any], bool]


def _columns(path: Path) -> _Columns:
    """Learner, item and order of one file, and whether the order is dated."""
    try:
        names = set(parquet.read_schema(path).names)
        item = next((name for name in ITEM_COLUMNS if name in names), "item")
        order = TIME if TIME in names else POSITION
        for name in ("user", item, order):
            if name not in names:
                raise Unreadable(
                    f"there is no column {name!r}; found {', '.join(sorted(names))}", place=str(path)
                )
        table = parquet.read_table(path, columns=["user", item, order])
    except (OSError, ValueError) as wrong:
        raise Unreadable(f"not a parquet file: {str(wrong).splitlines()[0]}", place=str(path)) from None
    for name in ("user", item, order):
        if table[name].null_count:
            raise Unreadable(f"column {name!r} has empty cells", place=str(path))
    when = table[order].to_numpy()
    if not np.issubdtype(when.dtype, np.integer):
        raise Unreadable(f"column {order!r} holds {when.dtype}, expected whole numbers", place=str(path))
    return table["user"].to_numpy(), table[item].to_numpy(), when, order == TIME
