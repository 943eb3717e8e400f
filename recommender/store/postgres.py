"""How does a store live in a PostgreSQL schema?  Its backups are tables beside it, made in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.database import Connection, failures_of, inspect, name_of, open_reading, open_writing, text
from recommender.errors import Unavailable

__all__ = ["PostgresHome"]

_TABLES = "store_"
_BACKUP = "backup_"
_LOCK = 0x63726564_69747061
"""A number that nobody else of ours locks."""


class PostgresHome:
    """The schema in which connections of the URL make their tables."""

    def __init__(self, url: str) -> None:
        self.engine = open_writing(url, "store")
        self.reader = open_reading(url, "store")
        self.name = name_of(url)

    def lock(self, connection: Connection) -> None:
        """Wait for whoever has it; the end of the transaction gives it back."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})

    def back_up(self, connection: Connection, layout: str) -> None:
        """Copy every table, in the transaction that will change them."""
        for table in self._tables(connection):
            copy = f"{_BACKUP}{layout}_{table}"
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {copy}")
            connection.exec_driver_sql(f"CREATE TABLE {copy} AS SELECT * FROM {table}")

    def backups(self) -> Sequence[str]:
        """By the names of the tables."""
        with failures_of("store", self.name), self.engine.connect() as connection:
            return sorted({copy.removeprefix(_BACKUP).partition("_")[0] for copy in self._copies(connection)})

    def restore(self, layout: str) -> None:
        """Make the tables of the layout anew and fill them, in one transaction."""
        from recommender.store.layout import VERSION_TABLE, layouts

        prefix = f"{_BACKUP}{layout}_"
        with failures_of("store", self.name), self.engine.begin() as connection:
            self.lock(connection)
            copies = [copy for copy in self._copies(connection) if copy.startswith(prefix)]
            if not copies:
                raise Unavailable("store", f"the store {self.name} has no backup of layout {layout}")
            for table in self._tables(connection):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            layouts().go_to(connection, layout)
            for copy in copies:
                table = copy.removeprefix(prefix)
                if table != VERSION_TABLE:
                    columns = ", ".join(
                        f'"{column["name"]}"' for column in inspect(connection).get_columns(copy)
                    )
                    connection.exec_driver_sql(
                        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {copy}"
                    )

    def drop_backups(self) -> int:
        """Drop the copies of every layout, and say of how many there were some."""
        found = len(self.backups())
        with failures_of("store", self.name), self.engine.begin() as connection:
            for copy in list(self._copies(connection)):
                connection.exec_driver_sql(f"DROP TABLE {copy}")
        return found

    def scrub(self) -> None:
        """Write every table anew. What the server logged for its own recovery is the server's to let go of."""
        with failures_of("store", self.name), self.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in self._tables(alone):
                alone.exec_driver_sql(f"VACUUM FULL {table}")

    def close(self) -> None:
        """Give back every connection."""
        self.reader.dispose()
        self.engine.dispose()

    def _tables(self, connection: Connection) -> list[str]:
        return [one for one in inspect(connection).get_table_names() if one.startswith(_TABLES)]

    def _copies(self, connection: Connection) -> Iterator[str]:
        return (
            one
            for one in inspect(connection).get_table_names()
            if one.startswith(_BACKUP) and f"_{_TABLES}" in one
        )
