"""A ledger in files: JSON Lines, CSV and Parquet say the same, and a row that is no entry is named by file and row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recommender.errors import InputError, Unavailable
from recommender.ledger import Entry, open_ledger
from recommender.ledger.files import line_of
from recommender.ledger.wire import FIELDS, entry_to
from tests.ledger.pen import ANN, BO, TODAY, Pen, sealed


def entries() -> list[Entry]:
    ann, bo = Pen(ANN), Pen(BO)
    ann.deposit("river/A", 10)
    ann.deposit("江南/乙", 20)
    bo.deposit("river/A", 30)
    return sealed([*ann.new, *bo.new])


def cells(entry: Entry) -> dict[str, Any]:
    data = entry_to(entry)
    return {**data, "payload": json.dumps(data["payload"], ensure_ascii=False)}


def json_lines(folder: Path) -> Path:
    file = folder / "ledger.jsonl"
    file.write_text("".join(line_of(entry_to(one)) for one in entries()), encoding="utf-8")
    return file


def comma(folder: Path, encoding: str = "utf-8-sig") -> Path:
    file = folder / "ledger.csv"
    with file.open("w", encoding=encoding, newline="") as opened:
        writer = csv.DictWriter(opened, FIELDS)
        writer.writeheader()
        writer.writerows(map(cells, entries()))
    return file


def parquet(folder: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = folder / "ledger.parquet"
    pq.write_table(pa.Table.from_pylist([cells(one) for one in entries()]), file)
    return file


def folder_of_two(folder: Path) -> Path:
    lines = json_lines(folder).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "ledger.jsonl").unlink()
    (folder / "a.jsonl").write_text("".join(lines[:2]), encoding="utf-8")
    (folder / "b.jsonl").write_text("".join(lines[2:]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("write", [json_lines, comma, parquet, folder_of_two])
def test_all_say_the_same(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    for url in (str(write(tmp_path)), f"file://{write(tmp_path)}"):
        ledger = open_ledger(url)
        assert ledger.entries(ANN) == tuple(entries()[:3])
        assert [one.item for one in ledger.record(ANN, TODAY).results] == ["river/A", "江南/乙"]
        assert ledger.learners() == (ANN, BO)
        ledger.close()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", r"ledger\.jsonl:5: expected JSON"),
        ("[]", r"ledger\.jsonl:5: expected an entry as an object"),
        ('{"id": "x"}', r"ledger\.jsonl:5/id: expected a UUIDv7"),
        ("[" * 60 + "]" * 60, "at most 40 levels"),
        ('{"id": 1.5}', "no numbers with a point"),
    ],
)
def test_a_row_that_is_no_entry_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = json_lines(tmp_path)
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[4] = line
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        open_ledger(str(file))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("id,", "ident,"), "expected the columns id"),
        (("river/A", 'river/"A'), "expected"),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    file = comma(tmp_path)
    file.write_text(file.read_text(encoding="utf-8-sig").replace(*change, 1), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        open_ledger(str(file))


def test_other_encodings_and_other_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected text in UTF-8"):
        open_ledger(str(comma(tmp_path, "gb18030")))
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match="expected Parquet"):
        open_ledger(str(tmp_path / "x.parquet"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unavailable, match="there is no ledger at"):
        open_ledger(str(tmp_path / "empty"))


def test_a_changed_row_quarantines_its_account_alone(tmp_path: Path) -> None:
    file = json_lines(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("river/A", "river/Z", 1), encoding="utf-8")
    ledger = open_ledger(str(file))
    assert [one.item for one in ledger.record(BO, TODAY).results] == ["river/A"]
    with pytest.raises(Unavailable, match="quarantined"):
        ledger.record(ANN, TODAY)
