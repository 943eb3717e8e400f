"""Which database does a path or a URL name, and how is it opened, whichever it is?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from recommender.database.postgres import is_postgres, postgres_read_only, postgres_writable, shown
from recommender.database.sqlite import read_only, writable


def file_of(url: Path | str) -> Path:
    """The SQLite file that a path or a URL `sqlite:///path` names."""
    return Path(str(url).removeprefix("sqlite:///"))


def name_of(url: Path | str) -> str:
    """What a sentence may call it."""
    return shown(str(url)) if is_postgres(str(url)) else str(file_of(url))


def open_writing(url: Path | str, what: str = "store") -> Engine:
    """An engine that writes; a SQLite file is made when it is missing.

    Raises:
        Unavailable: it cannot be opened; `what` says what it would have been.
    """
    return postgres_writable(str(url), what) if is_postgres(str(url)) else writable(file_of(url), what)


def open_reading(url: Path | str, what: str = "store") -> Engine:
    """An engine that can only read.

    Raises:
        Unavailable: there is none, or it cannot be opened; `what` says what it is.
    """
    return postgres_read_only(str(url), what) if is_postgres(str(url)) else read_only(file_of(url), what)
