"""How is a ledger read that somebody wrote into files: JSON Lines, CSV or Parquet, one row an entry?

The files are read once, row by row, into a ledger file of the reference format in a folder of this process, and that is
what answers: so millions of rows need no memory, and a file that changes meanwhile changes no answer. A row that is no
entry is named by file and row, and nothing is read past it in silence: the account it belongs to would miss a number.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recommender.errors import InputError, Unavailable, Unreadable
from recommender.ledger.entry import Entry
from recommender.ledger.wire import FIELDS, entry_from, loads

__all__ = ["SUFFIXES", "entries_in", "files_of"]

SUFFIXES = (".jsonl", ".csv", ".parquet")
_WHOLE = frozenset({"number", "schema", "recorded"})
LONGEST_LINE = 2**20


def files_of(path: Path) -> list[Path]:
    """The files of a ledger: one, or all of a folder in the order of their names.

    Raises:
        Unavailable: there is none.
    """
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
    else:
        found = [path] if path.is_file() else []
    if not found:
        raise Unavailable("ledger", f"there is no ledger at {path}: expected files {', '.join(SUFFIXES)}")
    return found


def entries_in(path: Path) -> Iterator[Entry]:
    """The entries of the files, in their order.

    Raises:
        InputError: a row is no entry; its place is `file:row: field`.
        Unreadable: a file cannot be read at all.
    """
    for file in files_of(path):
        for number, row in _ROWS[file.suffix.lower()](file):
            yield entry_from(row, f"{file}:{number}")


def _json_lines(file: Path) -> Iterator[tuple[int, Any]]:
    with _text(file) as lines:
        for number, line in enumerate(_lines(file, lines), 1):
            if len(line) > LONGEST_LINE:
                raise InputError(
                    f"expected a line of at most {LONGEST_LINE} characters", place=f"{file}:{number}"
                )
            if line.strip():
                yield number, loads(line, f"{file}:{number}")


def _csv(file: Path) -> Iterator[tuple[int, Any]]:
    with _text(file, newline="") as lines:
        reader = csv.DictReader(_lines(file, lines), strict=True)
        missing = sorted(set(FIELDS) - {"payload_digest", "schema"} - set(reader.fieldnames or ()))
        if missing:
            raise Unreadable(f"expected the columns {', '.join(missing)}", place=f"{file}:1")
        try:
            for row in reader:
                yield reader.line_num, _of_cells(row, f"{file}:{reader.line_num}")
        except csv.Error as wrong:
            raise Unreadable(f"expected CSV: {wrong}", place=f"{file}:{reader.line_num}") from None


def _parquet(file: Path) -> Iterator[tuple[int, Any]]:
    from recommender.ledger.arrow_rows import rows_of

    for number, row in enumerate(rows_of(file), 1):
        yield number, _of_cells(row, f"{file}:{number}")


_ROWS = {".jsonl": _json_lines, ".csv": _csv, ".parquet": _parquet}


def _of_cells(row: Mapping[Any, Any], place: str) -> dict[Any, Any]:
    """Cells as the fields of an entry: a payload is JSON in text, an empty cell is nothing."""
    if None in row:
        raise InputError("expected as many cells as the head has columns, found more", place=place)
    found: dict[Any, Any] = {}
    for name, cell in row.items():
        if cell is None or cell == "":
            if name in ("salt",):
                found[name] = ""
            elif name == "payload":
                found[name] = None
            continue
        if name in _WHOLE and isinstance(cell, str):
            found[name] = (
                int(cell) if cell.lstrip("-").isdigit() and cell.isascii() and len(cell) < 20 else cell
            )
        elif name == "payload" and isinstance(cell, str):
            found[name] = loads(cell, f"{place}/payload")
        else:
            found[name] = cell.isoformat() if hasattr(cell, "isoformat") else cell
    return found


def _text(file: Path, newline: str | None = None) -> Any:
    try:
        return file.open(encoding="utf-8-sig", newline=newline)
    except OSError as wrong:
        raise Unreadable(f"cannot be read: {wrong.strerror}", place=str(file)) from None


def _lines(file: Path, lines: Any) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError:
        raise Unreadable("expected text in UTF-8", place=str(file)) from None


def line_of(data: Mapping[str, Any]) -> str:
    """One line of a JSON Lines ledger."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
