"""How is a file with a table read, CSV or workbook, into rows of cells with the place of each?

Nothing of a workbook is believed about its size: it is a zip file that somebody sent, so what it unpacks to is counted
before it is opened. Formulas are taken by the value that was stored last; macros and links are never looked at.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from recommender.errors import Unavailable, Unreadable
from recommender.interchange.tables.cells import Cell, plain

__all__ = ["LIMITS", "Limits", "Row", "Sheet", "sheets_of"]

WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv", ".txt")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be."""

    bytes: int = 200 * 2**20
    """Of the file, and of what a workbook unpacks to."""
    ratio: int = 200
    """How many times its packed size a part of a workbook may have."""
    rows: int = 1_000_000
    columns: int = 300
    cell: int = 32_767
    """Characters; more than a spreadsheet takes are no cell."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, from 1, and its cells."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file."""

    place: str
    """The file, of a workbook with the name of the sheet."""
    title: str
    rows: Sequence[Row]


def sheets_of(file: Path, limits: Limits = LIMITS) -> list[Sheet]:
    """The tables of a file that have any rows, in order.

    Raises:
        Unreadable: it is no such file, or larger than the limits.
        Unavailable: a workbook, and openpyxl is not installed.
    """
    try:
        size = file.stat().st_size
    except OSError as wrong:
        raise Unreadable(f"cannot be read: {wrong.strerror}", place=str(file)) from None
    if size > limits.bytes:
        raise Unreadable(f"expected at most {limits.bytes:,} bytes, found {size:,}", place=str(file))
    suffix = file.suffix.lower()
    if suffix in WORKBOOKS:
        return _workbook(file, limits)
    if suffix in TEXTS:
        return [Sheet(str(file), file.stem, _text_rows(file, limits))]
    raise Unreadable(
        f"expected a file that ends in {', '.join((*TEXTS, *WORKBOOKS))}; an old .xls has to be saved as .xlsx",
        place=str(file),
    )


# -- text ----------------------------------------------------------------------------------------------------


def _text_rows(file: Path, limits: Limits) -> list[Row]:
    text = decoded(file.read_bytes(), str(file))
    found: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(_row(str(file), reader.line_num, tuple(cells), limits))
            _few(str(file), len(found), limits)
    except csv.Error as wrong:
        raise Unreadable(f"expected rows of CSV: {wrong}", place=f"{file}:{reader.line_num}") from None
    return found


def decoded(content: bytes, place: str) -> str:
    """Text in UTF-8 with or without its mark, in UTF-16 with one, or in GB18030.

    What is not UTF-8 and is GB18030 as a whole is taken as that: of the encodings that Chinese spreadsheets write, it
    contains the others.

    Raises:
        Unreadable: it is neither, with the line where UTF-8 ends.
    """
    for mark, name in BOMS:
        if content.startswith(mark):
            return _strictly(content, name, place)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text or any(_private(sign) for sign in text):
        raise Unreadable("expected text in UTF-8 or GB18030", place=f"{place}:{line}")
    return text


def _strictly(content: bytes, name: str, place: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(f"expected text in {name}, as its first bytes say", place=place) from None


def _private(sign: str) -> bool:
    """Signs that no table has: what was no GB18030 decodes to them."""
    return "\ue000" <= sign <= "\uf8ff" or (sign < " " and sign not in "\t\r\n")


def _delimiter(text: str) -> str:
    """What stands most often in the first line: comma, semicolon, tab, or a full-width comma."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t，", key=lambda sign: (first.count(sign), sign == ","))


# -- workbooks -----------------------------------------------------------------------------------------------


def _workbook(file: Path, limits: Limits) -> list[Sheet]:
    try:
        import openpyxl
    except ImportError:
        raise Unavailable("openpyxl", "workbooks need openpyxl: pip install 'creditpath[formats]'") from None
    _unpacks(file, limits)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as wrong:  # the library fails in as many ways as a file can be wrong
        raise Unreadable(f"expected a workbook: {wrong}", place=str(file)) from None
    try:
        found = [
            Sheet(f"{file}[{sheet.title}]", sheet.title, _sheet_rows(f"{file}[{sheet.title}]", sheet, limits))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
    finally:
        book.close()
    return [sheet for sheet in found if sheet.rows]


def _unpacks(file: Path, limits: Limits) -> None:
    """Look at what the parts say they unpack to, before anything is unpacked."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, RuntimeError) as wrong:
        raise Unreadable(f"expected a workbook: {wrong}", place=str(file)) from None
    if sum(part.file_size for part in parts) > limits.bytes:
        raise Unreadable(f"expected a workbook of at most {limits.bytes:,} bytes unpacked", place=str(file))
    for part in parts:
        if part.file_size > 2**20 and part.file_size > limits.ratio * max(1, part.compress_size):
            raise Unreadable(
                f"{part.filename} unpacks to more than {limits.ratio} times itself", place=str(file)
            )


def _sheet_rows(place: str, sheet: Any, limits: Limits) -> list[Row]:
    found: list[Row] = []
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=limits.columns + 1), 1):
            values = tuple(_stored(cell) for cell in cells)
            if any(plain(value) for value in values):
                found.append(_row(place, number, values, limits))
            _few(place, len(found), limits)
    except Unreadable:
        raise
    except Exception as wrong:  # as above: a part of the file is not what the rest says
        raise Unreadable(f"expected a sheet that can be read: {wrong}", place=place) from None
    return found


def _stored(cell: Any) -> Cell:
    """What a cell of a workbook holds; a number shown with zeros in front is a code, and is read as it is shown."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.isoformat()
    form = str(cell.number_format or "").split(";")[0]
    if isinstance(value, int | float) and value == int(value):
        whole = int(value)
        return str(whole).zfill(len(form)) if form and set(form) == {"0"} and len(form) > 1 else whole
    return Decimal(repr(value))


def _row(place: str, number: int, cells: tuple[Cell, ...], limits: Limits) -> Row:
    while cells and not plain(cells[-1]):
        cells = cells[:-1]
    if len(cells) > limits.columns:
        raise Unreadable(f"expected at most {limits.columns} columns", place=f"{place}:{number}")
    if any(isinstance(cell, str) and len(cell) > limits.cell for cell in cells):
        raise Unreadable(f"expected cells of at most {limits.cell:,} characters", place=f"{place}:{number}")
    return Row(number, cells)


def _few(place: str, rows: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise Unreadable(f"expected at most {limits.rows:,} rows", place=place)


def titles(rows: Sequence[Row]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first rows as headings: the one that names the columns is among them."""
    for place, row in enumerate(rows[:20]):
        yield place, tuple(plain(cell) for cell in row.cells)
