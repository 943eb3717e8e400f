"""Which reader reads the ledger that an address names?"""

from __future__ import annotations

from pathlib import Path

from recommender.errors import Unavailable
from recommender.ledger.reader import LedgerReader

__all__ = ["open_ledger"]

LANGUAGES = ("http", "https")
FILES = "file"


def open_ledger(url: str, token: str = "") -> LedgerReader:
    """The reader of a ledger.

    Args:
        url: a path or `sqlite:///path` of a database file, `postgresql://...`, `http(s)://...` of a core ledger, or
            `file:///path` of JSON Lines, CSV or Parquet files (also a path with such an ending).
        token: what a remote ledger asks for.

    Raises:
        Unavailable: there is none, it is not a ledger that this program reads, or no adapter reads such an address.
        InputError: the rows of a file are no entries.
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme.lower() in LANGUAGES:
        return _remote(url, token)
    if separator and scheme.lower() == FILES:
        return _files(Path(rest))
    if not separator and _is_files(Path(url)):
        return _files(Path(url))
    from recommender.database import is_postgres
    from recommender.ledger.sql import SqlLedger

    if separator and scheme != "sqlite" and not is_postgres(url):
        raise Unavailable("ledger", f"no adapter reads {scheme}:// ledgers; name a file, or sqlite:///path")
    return SqlLedger(url)


def _remote(url: str, token: str) -> LedgerReader:
    try:
        from recommender.ledger.remote import RemoteLedger
    except ImportError:  # pragma: no cover - httpx is part of the base installation
        raise Unavailable("ledger", "httpx cannot be imported; a remote ledger is read with it") from None
    return RemoteLedger(url, token)


def _is_files(path: Path) -> bool:
    from recommender.ledger.files import SUFFIXES

    return path.suffix.lower() in SUFFIXES or path.is_dir()


def _files(path: Path) -> LedgerReader:
    from recommender.ledger.copied import FileLedger

    return FileLedger(path)
