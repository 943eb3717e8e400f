"""Which layout has a store, and how does it get the newest one: forward alone, with a backup made before?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from recommender.database import Column, Connection, MetaData, Table, Text, failures_of, inspect, select
from recommender.errors import Unavailable

if TYPE_CHECKING:
    from recommender.database.migrations import Layouts
    from recommender.store.home import Home

NEWEST: Final = "0001"
"""The layout that this release reads and writes; a test holds it against the migrations."""

VERSION_TABLE: Final = "store_version"
_VERSION = Table(VERSION_TABLE, MetaData(), Column("version_num", Text, primary_key=True))


def layouts() -> Layouts:
    """All that there were. Alembic is loaded here: a store that is as it should be needs none."""
    from recommender.database.migrations import Layouts

    return Layouts(Path(__file__).parent / "migrations", VERSION_TABLE)


def bring_forward(home: Home) -> str | None:
    """Give the store the newest layout, and answer with the one that it had, which is backed up; None where it was new.

    Raises:
        Unavailable: the database cannot be used, or a newer release has written it.
    """
    with failures_of("store", home.name), home.engine.begin() as connection:
        home.lock(connection)
        found = _found(connection)
        if found == NEWEST:
            return found
        known = layouts()
        if found is not None:
            if found not in known.names():
                raise Unavailable(
                    "store",
                    f"the store {home.name} has layout {found}, and this release knows up to {NEWEST}",
                )
            home.back_up(connection, found)
        known.go_to(connection, NEWEST)
        return found


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar()
