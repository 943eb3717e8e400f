"""Tables become deposits and catalogues: good rows are kept, others named, and what matches nothing is counted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from recommender.catalogue import read_directory
from recommender.errors import InputError, Unreadable
from recommender.interchange.converted import write
from recommender.interchange.tables.read import read
from recommender.interchange.tables.results import read_results
from recommender.ledger import open_ledger
from recommender.ledger.deposits import deposit
from tests.planning.worlds import catalogue, count, item, qualification

BANK = catalogue([qualification(count("core", 1, "00101"))], [item("00101"), item("7"), item("007")])
TODAY = date(2026, 9, 1)
HEAD = "学习者编号,课程代码,课程名称,学分,成绩,完成日期\n"


def results(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "results.csv"
    file.write_text(head + "".join(f"{line}\n" for line in lines), encoding="gb18030")
    return file


def test_rows_become_deposits(tmp_path: Path) -> None:
    file = results(
        tmp_path,
        "c1,00101,,3,85,2024/3/1",
        "c1,101,,,85,2024年5月",  # a spreadsheet ate the zeros; its credit is the catalogue's
        "c2,X9,外校课程,2.5,,2024/6/1",
        "c2,X9,外校课程,2.5,,2024/6/1",
        "c3,X9,外校课程,2.5,,2024/6/2",
    )
    found = read_results([file], BANK, TODAY)
    said = [
        (one.account, one.payload["item"], one.payload["credits"], one.payload["completed"])
        for one in found.entries
    ]
    assert said == [
        ("c1", "00101", "3", "2024-03-01"),
        ("c1", "00101", "3", "2024-05-31"),
        ("c2", "unknown/X9", "2.5", "2024-06-01"),
        ("c3", "unknown/X9", "2.5", "2024-06-02"),
    ]
    assert (found.rows, found.repeated, dict(found.matched)) == (5, 1, {"code": 1, "zeros": 1, "none": 3})
    assert found.to_json()["unmatched"] == [{"code": "X9", "title": "外校课程", "issuer": "", "rows": 3}]
    assert found.entries[0].payload["grade"] == {"scheme": "percent", "mark": "85"}


def test_between_two_items_nothing_is_guessed(tmp_path: Path) -> None:
    found = read_results([results(tmp_path, "c1,0007,,3,,2024/3/1", "c1,007,,3,,2024/3/1")], BANK, TODAY)
    assert [one.payload["item"] for one in found.entries] == ["unknown/0007", "007"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("c1,00101,,3,85,2024-02-30", "完成日期: expected a date that there is"),
        ("c1,00101,,3,85,2027/1/1", "expected a day up to 2026-09-01"),
        ("c1,00101,,三,85,2024/3/1", "学分: expected an amount of credit"),
        (",00101,,3,85,2024/3/1", "学习者编号: "),
        ("c1,,,3,85,2024/3/1", "expected a code or a name"),
        ("c1,00101,,3,很好,2024/3/1", "成绩: expected a mark of one grade scheme"),
        ("c1,X9,,,,2024/3/1", "expected the credit of an item that the catalogue lacks"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_kept(
    tmp_path: Path, line: str, said: str
) -> None:
    found = read_results([results(tmp_path, line, "c1,00101,,3,85,2024/3/1")], BANK, TODAY)
    assert len(found.entries) == 1
    assert str(found.findings[0]).startswith(f"{tmp_path / 'results.csv'}:2")
    assert said in str(found.findings[0])


def test_a_table_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"expected columns for account \(账户\) and completed \(完成日期\)"):
        read_results([results(tmp_path, "1,2", head="甲,乙\n")], BANK, TODAY)


def test_a_ledger_takes_the_deposits_once_and_opens_the_accounts(tmp_path: Path) -> None:
    table = results(tmp_path, "c1,00101,,3,85,2024/3/1", "c2,7,,3,,2024/3/1")
    file = tmp_path / "ledger.db"
    for day, written, repeated in ((TODAY, 4, 0), (TODAY, 0, 2), (date(2026, 10, 1), 0, 2)):
        found = read_results([table], BANK, day)
        done = deposit(found.entries, file)
        assert (done.written, done.repeated) == (written, repeated)
    record = open_ledger(str(file)).record(found.entries[0].account, TODAY)
    assert [one.item for one in record.results] == ["00101"]


# -- the catalogue -------------------------------------------------------------------------------------------

PLACES = "院校代码,院校名称\nh,沪东\nz,浙江\n"
COURSES = (
    "课程代码,课程名称,开设院校,学分,开课学期,费用\n"
    "00101,会计,沪东,3,春秋,360.5\n77,会计基础,浙江,4,,\n78,英语,浙江,2,,\n"
)
RULES = (
    "原课程代码,来源院校,认定院校,认定课程代码,认定学分,生效日期\n"
    "77,浙江,沪东,101,3,2024/3/1\n"
    "77+78,浙江,沪东,00101,,\n"
    "77或78,浙江,沪东,,2,\n"
    "99,浙江,沪东,101,,\n99,浙江,沪东,101,,\n98,浙江,沪东,101,,\n"
)


def tables(folder: Path, **changed: str) -> Path:
    source = folder / "src"
    source.mkdir()
    for name, text in {"places": PLACES, "courses": COURSES, "rules": RULES, **changed}.items():
        (source / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return source


def test_tables_become_a_catalogue(tmp_path: Path) -> None:
    converted = read(tables(tmp_path))
    write(converted, tmp_path / "out")
    loaded = read_directory(tmp_path / "out")
    assert not loaded.findings
    bank = loaded.catalogue
    assert {str(one.id): (one.issuer, one.fee, one.seasons) for one in bank.items.values()} == {
        "h/00101": ("h", 36050, frozenset({"spring", "fall"})),
        "z/77": ("z", None, None),
        "z/78": ("z", None, None),
    }
    first, both, either = bank.rules.values()
    assert [slot.item for slot in first.sources] == ["z/77"]
    assert (len(both.sources), len(either.sources), either.need) == (2, 2, 1)
    assert first.applied_within.start == date(2024, 3, 1)


def test_what_matches_nothing_is_counted_the_most_frequent_first(tmp_path: Path) -> None:
    answer = read(tables(tmp_path)).answer()
    assert [(name, many) for name, many in answer["found"].items() if name.startswith("unmatched")] == [
        ("unmatched: 浙江/99", 2),
        ("unmatched: 浙江/98", 1),
    ]
    assert answer["counts"]["refused"] == 3
    assert all("no item of that code" in one["reason"] for one in answer["refused"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"courses": COURSES.replace(",3,春秋", ",三,春秋")}, "学分: expected an amount of credit"),
        ({"courses": COURSES.replace("春秋", "随时")}, "expected seasons of the calendar"),
        ({"courses": COURSES + "77,重复,浙江,4,,\n"}, "'z/77' stands twice"),
        ({"places": PLACES + "h,又一次\n"}, "'h' stands twice"),
        ({"courses": COURSES.replace("360.5", "很多")}, "expected an amount of money"),
        ({"rules": RULES.replace("2024/3/1", "明年")}, "expected a date"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_name(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    answer = read(tables(tmp_path, **changed)).answer()
    assert any(said in one["reason"] for one in answer["refused"]), json.dumps(
        answer["refused"], ensure_ascii=False
    )


def test_a_table_of_nothing_known_is_named(tmp_path: Path) -> None:
    assert read(tables(tmp_path, other="甲,乙\n1,2\n")).answer()["found"]["tables not read: other.csv"] == 1


def test_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="expected tables of institutions"):
        read(tmp_path / "empty")
