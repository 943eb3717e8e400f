"""The only door to Alembic: how do tables get from one layout to the next?  It knows no layout of its own.

What runs is part of the caller's transaction, so that a process that dies leaves the layout that was there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

__all__ = ["Layouts"]


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts that a set of tables has had, each a migration in the folder."""

    folder: Path
    """Holds a folder `versions`, inside the package, so that it comes with every installation."""
    version_table: str
    """Where the database says which layout it has."""

    def names(self) -> tuple[str, ...]:
        """All of them, the first one first."""
        return tuple(one.revision for one in self._script().walk_revisions())[::-1]

    def of(self, connection: Connection) -> str | None:
        """The layout that the database has; None where none of the tables was ever made."""
        opts = {"version_table": self.version_table}
        return MigrationContext.configure(connection, opts=opts).get_current_revision()

    def go_to(self, connection: Connection, layout: str) -> None:
        """Run every migration up to a layout, in the transaction of the connection."""
        script = self._script()

        def upgrade(current: Any, context: Any) -> Any:
            return script._upgrade_revs(layout, current)

        with EnvironmentContext(self._config(), script, fn=upgrade, destination_rev=layout) as environment:
            # SQLite changes a table by making it anew, which is what a batch does; elsewhere it is an ALTER.
            environment.configure(
                connection=connection,
                version_table=self.version_table,
                render_as_batch=True,
                transactional_ddl=True,
            )
            environment.run_migrations()

    def differences(self, connection: Connection, tables: MetaData) -> list[Any]:
        """In what the database is not as the tables say; for the tests of migrations."""
        names = set(tables.tables)

        def ours(name: str | None, kind: str, parents: Any) -> bool:
            return kind != "table" or name in names

        opts = {"version_table": self.version_table, "compare_type": True, "include_name": ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=opts), tables))

    def _config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(self.folder).replace("%", "%%"))
        return config

    def _script(self) -> ScriptDirectory:
        return ScriptDirectory(self.folder, version_locations=[self.folder / "versions"])
