"""How is a whole ledger read in columns, for those who count and compare: as Arrow record batches?

In the order of positions and of one moment, a batch at a time. Nothing is checked here: the columns are those of the
table, the digests among them. Where a person's answer depends on it, entries are read as entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from recommender.database import Connection, copied, pieces, select
from recommender.errors import Unavailable
from recommender.ledger.tables import Layout

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SIZE", "batches_of"]

SIZE = 50_000
"""Rows of a batch."""
_WHOLE = frozenset({"position", "xid", "seq", "number", "schema", "recorded"})


def batches_of(connection: Connection, layout: Layout) -> Iterator[pa.RecordBatch]:
    """Position and content of every closed entry.

    Raises:
        Unavailable: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise Unavailable("ledger", "columns need pyarrow: pip install 'creditpath[train]'") from None
    columns: list[Any] = [*layout.key, *layout.content]
    kinds = [(one.name, pa.int64() if one.name in _WHOLE else pa.string()) for one in columns]
    query = select(*columns).where(layout.closed).order_by(*layout.key)
    if connection.dialect.name != "postgresql":
        return _from_rows(connection, query, pa.schema(kinds))
    return _from_copy(connection, query, pa.schema(kinds))


def _from_rows(connection: Connection, query: Any, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    for rows in pieces(connection, query, SIZE):
        columns = [
            pa.array(one, field.type) for one, field in zip(zip(*rows, strict=True), schema, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _from_copy(connection: Connection, query: Any, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Arrow parses the CSV piece by piece: its own reader of streams goes on where nobody reads any more."""
    import pyarrow as pa
    from pyarrow import csv

    for piece in copied(connection, query, SIZE):
        table = csv.read_csv(
            pa.BufferReader(piece),
            csv.ReadOptions(column_names=schema.names, block_size=len(piece) + 1, use_threads=False),
            csv.ParseOptions(newlines_in_values=True),
            csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
        yield from table.to_batches()
