"""How does a file become rows, each with its line: CSV, JSON Lines or YAML, whatever a registrar has?

A line that cannot be read costs that line only, except in YAML, which has no lines of its own.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from recommender.catalogue.columns import Table, nested
from recommender.catalogue.yaml_nodes import YamlMistake, build, compose, kind_of, line_at

_LINE_BREAK = re.compile(rb"\r\n|\n|\r")
NO_COLUMNS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One object as it stands in its file, not checked yet."""

    file: str
    line: int | None
    """1-based; None where the file as a whole is meant, or where there are no lines (a database)."""
    data: Mapping[str, Any] | None
    """None where the row could not even be split into fields."""
    text: str = field(default="", repr=False)
    columns: Mapping[str, str] = field(default_factory=lambda: NO_COLUMNS, repr=False)
    """Of a CSV row: which column a place of `data` came from."""
    node: yaml.Node | None = field(default=None, repr=False)
    """Of a YAML document: where its fields stand."""

    @property
    def place(self) -> str:
        """File and line."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def field_of(self, path: str) -> str:
        """What a registrar calls the field at `/sources/0/item`: the column, or the path without its first slash."""
        above = path
        while self.columns and above:
            if above in self.columns:
                return self.columns[above]
            above = above.rpartition("/")[0]
        below = [column for place, column in self.columns.items() if place.startswith(f"{path}/")]
        return below[0] if below and path else path.strip("/") or "row"

    def line_of(self, path: str) -> int | None:
        """The line of the field, where the form of the file allows to say."""
        return self.line if self.node is None else line_at(self.node, path)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a line, or with the file as a whole (`row.line` None or the header)."""

    row: Row
    path: str
    expected: str
    found: str
    whole: bool = False
    """Nothing of the file could be read."""


def read_rows(name: str, content: bytes, table: Table) -> Iterator[Row | Mistake]:
    """The rows of a table, in order, and what is wrong with the lines that are no rows."""
    if name.endswith(".yaml"):
        yield from _yaml_rows(name, content)
    elif name.endswith(".jsonl"):
        yield from _json_rows(name, content)
    else:
        yield from _csv_rows(name, content, table)


def read_document(name: str, content: bytes) -> Row | Mistake:
    """A YAML file that is one mapping."""
    try:
        text = content.decode("utf-8-sig")
        node = compose(text)
        return Row(name, 1, build(node), text, node=node)
    except UnicodeDecodeError as error:
        return _not_utf8(name, content, error)
    except YamlMistake as mistake:
        row = Row(name, mistake.line, None, content.decode("utf-8", "replace"))
        return Mistake(row, "", mistake.expected, mistake.found, True)


def _yaml_rows(name: str, content: bytes) -> Iterator[Row | Mistake]:
    try:
        node = compose(content.decode("utf-8-sig"))
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise YamlMistake(1, "a list of mappings", kind_of(node))
    except UnicodeDecodeError as error:
        yield _not_utf8(name, content, error)
        return
    except YamlMistake as mistake:
        yield Mistake(Row(name, mistake.line, None), "", mistake.expected, mistake.found, True)
        return
    for child in node.value:
        line = child.start_mark.line + 1
        try:
            yield Row(name, line, build(child), node=child)
        except YamlMistake as mistake:
            text = str(content, "utf-8", "replace")[child.start_mark.index : child.end_mark.index]
            yield Mistake(Row(name, mistake.line, None, text), "", mistake.expected, mistake.found)


def _json_rows(name: str, content: bytes) -> Iterator[Row | Mistake]:
    for line, text in _lines(name, content):
        if isinstance(text, Mistake):
            yield text
        elif text.strip():
            try:
                yield Row(name, line, _json(text), text)
            except (ValueError, RecursionError) as error:
                reason = "too many levels" if isinstance(error, RecursionError) else str(error)
                yield Mistake(Row(name, line, None, text), "", "one JSON object", reason)


def _json(text: str) -> Mapping[str, Any]:
    data = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    if not isinstance(data, dict):
        raise ValueError(f"a {type(data).__name__}")
    if "\\u" in text:
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is no text
    return data


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError(f"a field that stands twice among {', '.join(sorted(key for key, _ in pairs))}")
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name}, which is no number")


def _csv_rows(name: str, content: bytes, table: Table) -> Iterator[Row | Mistake]:
    lines = _lines(name, content)
    header: list[str] | None = None
    places: dict[str, str] = {}
    for line, text in lines:
        if isinstance(text, Mistake):
            yield Mistake(text.row, "", text.expected, text.found, header is None)
            if header is None:
                return
            continue
        if not text.strip():
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([text], strict=True))]
        except csv.Error as error:
            found = f"{error} (a cell cannot hold a line break)"
            yield Mistake(Row(name, line, None, text), "", "cells in closed quotes", found, header is None)
            if header is None:
                return
            continue
        if header is None:
            header, places = cells, {column.path: key for key, column in table.columns.items()}
            wrong = list(_header(Row(name, line, None, text), header, table))
            yield from wrong
            if any(one.whole for one in wrong):
                return
        elif len(cells) != len(header):
            row = Row(name, line, None, text)
            yield Mistake(row, "", f"{len(header)} cells, as in the header", f"{len(cells)} cells")
        else:
            stated = {key: cell for key, cell in zip(header, cells, strict=True) if cell}
            yield Row(name, line, nested(stated, table), text, places)
    if header is None:
        yield Mistake(Row(name, 1, None), "", f"a header of {', '.join(table.columns)}", "nothing", True)


def _header(row: Row, header: list[str], table: Table) -> Iterator[Mistake]:
    known = f"one of {', '.join(table.columns)}"
    for key in header:
        if key not in table.columns:
            found = f"unknown column {key!r}: rows with something in it are left out"
            yield Mistake(row, f"/{key}", known, found)
    for key in table.required:
        if key not in header:
            yield Mistake(row, f"/{key}", "this column", "none of that name", True)
    for key in sorted({key for key in header if header.count(key) > 1}):
        yield Mistake(row, f"/{key}", "each column once", f"{header.count(key)} of that name", True)


def _lines(name: str, content: bytes) -> Iterator[tuple[int, str | Mistake]]:
    content = content.removeprefix(b"\xef\xbb\xbf")
    for line, raw in enumerate(_LINE_BREAK.split(content), 1):
        try:
            yield line, raw.decode("utf-8")
        except UnicodeDecodeError as error:
            text = raw.decode("utf-8", "replace")
            found = f"byte {raw[error.start]:#04x} at position {error.start + 1}"
            yield line, Mistake(Row(name, line, None, text), "", "UTF-8 text", found)


def _not_utf8(name: str, content: bytes, error: UnicodeDecodeError) -> Mistake:
    line = content[: error.start].count(b"\n") + 1
    row = Row(name, line, None, content.decode("utf-8", "replace"))
    return Mistake(row, "", "UTF-8 text", f"byte {content[error.start]:#04x}", True)
