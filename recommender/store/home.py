"""What is not the same on every database: locking, backups, and leaving no trace of what was deleted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from recommender.database import Connection, Engine, copy_file, failures_of, read_only, scrub, writable

__all__ = ["Home", "SqliteHome"]

_BACKUP = ".backup-"


class Home(Protocol):
    """Where a store lives."""

    @property
    def engine(self) -> Engine:
        """Writes to it."""
        ...

    @property
    def reader(self) -> Engine:
        """Reads it, and waits for no writer."""
        ...

    @property
    def name(self) -> str:
        """For messages; without a password."""
        ...

    def lock(self, connection: Connection) -> None:
        """Let no one else change the layout until the transaction ends."""
        ...

    def back_up(self, connection: Connection, layout: str) -> None:
        """Keep everything as it is before the transaction's changes; an older backup of the layout is replaced."""
        ...

    def backups(self) -> Sequence[str]:
        """Layouts of which there is a backup."""
        ...

    def restore(self, layout: str) -> None:
        """Be again as the backup says, layout and all."""
        ...

    def drop_backups(self) -> int:
        """Delete every backup, and say how many there were."""
        ...

    def close(self) -> None:
        """Give back every connection."""
        ...

    def scrub(self) -> None:
        """Give the space of deleted rows back, so that nothing of them can be read from the files."""
        ...


class SqliteHome:
    """One file; its backups lie beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.engine = writable(path, "store")
        self.reader = read_only(path, "store")
        self.name = str(path)

    def lock(self, connection: Connection) -> None:
        """Nothing to do: every transaction of a writer takes the file's one write lock when it begins."""

    def back_up(self, connection: Connection, layout: str) -> None:
        """Copy what is committed, which the caller's lock keeps as it is; a half copy never has the backup's name."""
        target = self._backup(layout)
        half = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            copy_file(self._path, half)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)

    def backups(self) -> Sequence[str]:
        """By the names of the files beside it."""
        found = (one.name.removeprefix(self._prefix) for one in self._beside())
        return sorted(one for one in found if "." not in one)

    def restore(self, layout: str) -> None:
        """Copy the backup into the file, in one transaction of SQLite's own."""
        with failures_of("store", self.name):
            self.close()
            copy_file(self._backup(layout), self._path)

    def drop_backups(self) -> int:
        """Whatever bears the name of one, a half copy too."""
        found = self._beside()
        for one in found:
            one.unlink()
        return len(found)

    def close(self) -> None:
        """Close the file."""
        self.reader.dispose()
        self.engine.dispose()

    def scrub(self) -> None:
        """Write the file anew and empty its log, which nobody may be reading meanwhile."""
        self.reader.dispose()
        with failures_of("store", self.name):
            scrub(self.engine)

    @property
    def _prefix(self) -> str:
        return f"{self._path.name}{_BACKUP}"

    def _beside(self) -> list[Path]:
        return [one for one in self._path.parent.iterdir() if one.name.startswith(self._prefix)]

    def _backup(self, layout: str) -> Path:
        return self._path.with_name(self._prefix + layout)
