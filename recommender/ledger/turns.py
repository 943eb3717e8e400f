"""How do writers of one account follow one another, so that its numbers and digests are one chain?

On SQLite the whole file has one writer at a time. On PostgreSQL a writer waits for the accounts that it writes to, and
has them until its transaction ends. It waits before it writes anything, hence before its transaction has an id: so of
two entries of one account the later has the greater id, and readers meet them in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Set

from recommender.database import Connection, text

__all__ = ["wait_for_turn"]

_CACHE_KIB = 128_000
"""Ids come in no order, so that their index is written all over: it should fit into memory."""
_EVERYTHING = 500
"""Accounts from which on a writer waits for the whole ledger: a server has room for some thousand locks."""
_LEDGER = 7_266_318
"""Any number, the name of the lock of the whole ledger; also the space of those of accounts."""

# By hash, so that no two writers wait for one another crosswise; a hash that two accounts share costs some waiting.
_ACCOUNTS = text(
    f"""SELECT pg_advisory_xact_lock({_LEDGER}, own.hash) FROM (
    SELECT DISTINCT hashtext(account) AS hash FROM unnest(CAST(:accounts AS text[])) AS account ORDER BY hash
    ) AS own"""
)


def wait_for_turn(connection: Connection, accounts: Set[object] | None) -> None:
    """Return when nobody else writes to these accounts; None: to any."""
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")
    elif accounts is None or len(accounts) > _EVERYTHING:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LEDGER})")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({_LEDGER})")
        connection.execute(_ACCOUNTS, {"accounts": [str(one) for one in accounts]})
