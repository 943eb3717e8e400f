"""How are the files of a source read, so that what is missing or not what it should be is named with its line?"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from recommender.errors import Unreadable


def text_of(file: Path) -> str:
    """A text in UTF-8, with or without its mark.

    Raises:
        Unreadable: there is no such file, or it is of another encoding, with the first line of which that is so.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(file)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable("expected text in UTF-8", place=f"{file}:{line}") from None


def table(file: Path, columns: Sequence[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file by column, each with the number of its record (the header is 1).

    Raises:
        Unreadable: one of the `columns` that there have to be is missing, or a row has another number of cells.
    """
    rows = csv.DictReader(StringIO(text_of(file), newline=""))
    try:
        for missing in (one for one in columns if one not in (rows.fieldnames or ())):
            raise Unreadable(f"expected a column {missing!r}", place=f"{file}:1")
        for number, row in enumerate(rows, start=2):
            if columns and (None in row or None in row.values()):
                raise Unreadable("expected as many cells as there are columns", place=f"{file}:{number}")
            yield number, row
    except csv.Error as error:
        raise Unreadable(f"expected rows of CSV: {error}", place=f"{file}:{rows.line_num}") from None


def lines(file: Path) -> Iterator[tuple[int, Any]]:
    """The objects of a JSON-lines file, each with its line."""
    for number, line in enumerate(StringIO(text_of(file)), start=1):
        yield number, _json(line, file, number)


def document(file: Path, parse_float: Callable[[str], Any] | None = None) -> Any:
    """One JSON document; `parse_float` is what becomes of a decimal number, as `json.loads` has it."""
    return _json(text_of(file), file, 1, parse_float)


def _json(text: str, file: Path, first: int, parse_float: Callable[[str], Any] | None = None) -> Any:
    """What a text says that begins on line `first`."""
    try:
        return json.loads(text, parse_float=parse_float)
    except json.JSONDecodeError as error:
        place = f"{file}:{first + error.lineno - 1}"
        raise Unreadable(f"expected JSON: {error.msg}", place=place) from None
    except ValueError as error:  # an integer of thousands of digits
        raise Unreadable(f"expected JSON: {error}", place=f"{file}:{first}") from None
    except RecursionError:
        raise Unreadable("expected JSON that is not nested so deep", place=f"{file}:{first}") from None
