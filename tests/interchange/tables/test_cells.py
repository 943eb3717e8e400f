"""A cell says the same however it was typed; what says nothing sure is told and not guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from recommender.interchange.tables.cells import Cell, amount_in, code_in, date_in, plain


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-01", "2024/3/1", "2024.3.1", "2024.03.01", "2024年3月1日", "２０２４／３／１", "20240301",
        " 2024 年 3 月 1 日 ", "2024/3/1 00:00", "2024-03-01T08:30:00", 45352, "45352", date(2024, 3, 1),
        datetime(2024, 3, 1, 8, tzinfo=UTC), "2024年3月",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(cell: Cell) -> None:
    assert date_in(cell).value == "2024-03-01"


@pytest.mark.parametrize(("cell", "day"), [("2024年2月", "2024-02-29"), ("2023年12月", "2023-12-31")])
def test_a_month_may_be_its_end(cell: str, day: str) -> None:
    assert date_in(cell, ends=True).value == day


@pytest.mark.parametrize(
    "cell", ["", "3/1/2024", "2024", "2024-13-01", "2024-02-30", "昨天", 1, "1", True, None, "24/3/1"]
)
def test_what_is_no_sure_date(cell: Cell) -> None:
    assert date_in(cell).problem
    assert not date_in(cell).value


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("3", "3"),
        ("３", "3"),
        (3, "3"),
        (Decimal("2.5"), "2.5"),
        ("2.5 学分", "2.5"),
        ("3分", "3"),
        ("1/3", "1/3"),
        ("3 credits", "3"),
    ],
)
def test_amounts_are_exact(cell: Cell, amount: str) -> None:
    assert amount_in(cell).value == amount


@pytest.mark.parametrize("cell", ["", "三", "-3", "3,5", "1e3", "0.0001", "NaN", "1/0", "9" * 40])
def test_what_is_no_amount(cell: Cell) -> None:
    assert amount_in(cell).problem


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("００１０１", "00101"),
        (101, "101"),
        (Decimal("101.0"), "101"),
        (" A 9 ", "A 9"),
        ("\u3000x\u200b", "x"),
        (None, ""),
    ],
)
def test_codes_stay_as_they_are(cell: Cell, code: str) -> None:
    assert code_in(cell) == code


def test_text_is_in_normal_form() -> None:
    assert plain("ＡＢＣ（一）\n　二") == "ABC(一) 二"
