"""How are rows of a Parquet file read, a batch at a time?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recommender.errors import Unavailable, Unreadable

__all__ = ["rows_of"]

_BATCH = 10_000


def rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """Each row by column.

    Raises:
        Unreadable: it is no Parquet file.
        Unavailable: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as parquet
    except ImportError:
        raise Unavailable("ledger", "Parquet needs pyarrow: pip install 'creditpath[train]'") from None
    try:
        opened = parquet.ParquetFile(file)
    except (pa.ArrowException, OSError, ValueError) as wrong:
        raise Unreadable(f"expected Parquet: {wrong}", place=str(file)) from None
    with opened:
        for batch in opened.iter_batches(batch_size=_BATCH):
            yield from batch.to_pylist()
