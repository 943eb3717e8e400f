"""Tables in every encoding and form are the same rows; what is too large or no table is one sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from recommender.errors import Unreadable
from recommender.interchange.tables.cells import plain
from recommender.interchange.tables.headings import find_columns
from recommender.interchange.tables.sheet import LIMITS, Limits, sheets_of
from recommender.interchange.tables.words import RESULTS

TEXT = "学习者编号,课程代码,课程名称,完成日期\nc1,00101,会计基础,2024/3/1\nc2,00102,税法,2024/3/2\n"


def rows(file: Path) -> list[list[str]]:
    (sheet,) = sheets_of(file)
    return [[plain(cell) for cell in row.cells] for row in sheet.rows]


def text(folder: Path, encoding: str, content: str = TEXT) -> Path:
    file = folder / "t.csv"
    file.write_bytes(content.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_text_in_every_encoding(tmp_path: Path, encoding: str, sign: str) -> None:
    expected = [line.split(",") for line in TEXT.splitlines()]
    assert rows(text(tmp_path, encoding, TEXT.replace(",", sign))) == expected


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["学分银行成果登记表"])
    sheet.append(["学习者编号*", "课程代码", "课程名称", "完成日期（年/月/日）"])
    sheet.append(["c1", 101, "会计基础", "2024/3/1"])
    sheet["B3"].number_format = "00000"
    sheet.append(["c2", "00102", "税法", None])
    from datetime import date

    sheet["D4"] = date(2024, 3, 2)
    hidden = book.create_sheet("hidden")
    hidden.append(["学习者编号", "完成日期"])
    hidden.sheet_state = "hidden"
    file = folder / "t.xlsx"
    book.save(file)
    return file


def test_a_workbook_with_a_heading_above_and_codes_with_zeros(tmp_path: Path) -> None:
    (sheet,) = sheets_of(workbook(tmp_path))
    columns = find_columns(sheet, RESULTS)
    assert columns is not None
    assert [plain(columns.cell(row, "item")) for row in columns.rows] == ["00101", "00102"]
    assert [plain(columns.cell(row, "completed")) for row in columns.rows] == ["2024/3/1", "2024-03-02"]
    assert columns.place(columns.rows[1], "completed").endswith("t.xlsx[Sheet]:4: 完成日期(年/月/日)")


def test_headings_in_english_and_unknown_ones(tmp_path: Path) -> None:
    content = "Student ID,Course Code,Date completed,Remark\nc1,1,2024/3/1,x\n"
    (sheet,) = sheets_of(text(tmp_path, "utf-8", content))
    columns = find_columns(sheet, RESULTS)
    assert columns is not None
    assert columns.places == {"account": 0, "item": 1, "completed": 2}
    assert columns.unknown == ("Remark",)


def test_two_columns_for_one_field(tmp_path: Path) -> None:
    (sheet,) = sheets_of(text(tmp_path, "utf-8", "学号,账号,完成日期\n1,2,2024/3/1\n"))
    with pytest.raises(Unreadable, match="expected one column for account, found 学号, 账号"):
        find_columns(sheet, RESULTS)


def latin(folder: Path) -> Path:
    return text(folder, "latin-1", "a,b\nümlaut ÿ\xff\x80,1\n")


def quoted(folder: Path) -> Path:
    return text(folder, "utf-8", 'a,b\n"x"y,1\n')


def old(folder: Path) -> Path:
    (folder / "t.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    return folder / "t.xls"


def no_zip(folder: Path) -> Path:
    (folder / "t.xlsx").write_bytes(b"PK no")
    return folder / "t.xlsx"


def other_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "t.xlsx", "w") as packed:
        packed.writestr("a.txt", "x")
    return folder / "t.xlsx"


def bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30 * 2**20)
    return folder / "t.xlsx"


def entity(folder: Path) -> Path:
    with zipfile.ZipFile(workbook(folder)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    name = "xl/workbook.xml"
    parts[name] = lol + parts[name].replace(b"Sheet", b"&b;", 1)
    with zipfile.ZipFile(folder / "u.xlsx", "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return folder / "u.xlsx"


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (latin, "expected text in UTF-8 or GB18030"),
        (quoted, "expected rows of CSV"),
        (old, "an old .xls has to be saved as .xlsx"),
        (no_zip, "expected a workbook"),
        (other_zip, "expected a workbook"),
        (bomb, "unpacks to more than 200 times itself"),
        (entity, "expected a workbook"),
    ],
)
def test_what_is_no_table(tmp_path: Path, write: Callable[[Path], Path], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        sheets_of(write(tmp_path))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(bytes=10), "expected at most 10 bytes"),
        (Limits(rows=2), "expected at most 2 rows"),
        (Limits(columns=3), "expected at most 3 columns"),
        (Limits(cell=4), "expected cells of at most 4 characters"),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        sheets_of(text(tmp_path, "utf-8"), limits)
    assert LIMITS.rows >= 100_000
