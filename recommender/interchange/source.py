"""How are the files of a source read, so that a missing one is named?"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recommender.errors import Unreadable


def table(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file by column, each with the number of its record (the header is 1)."""
    with _open(file) as text:
        yield from enumerate(csv.DictReader(text), start=2)


def lines(file: Path) -> Iterator[tuple[int, Any]]:
    """The objects of a JSON-lines file, each with its line."""
    with _open(file) as text:
        for number, line in enumerate(text, start=1):
            yield number, json.loads(line)


def document(file: Path) -> Any:
    """One JSON document."""
    with _open(file) as text:
        return json.load(text)


def _open(file: Path) -> Any:
    try:
        return file.open(encoding="utf-8", newline="")
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(file)) from None
