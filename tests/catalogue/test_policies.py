"""What a version says of repeats, of credit that an award uses up, and of credit that counts again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.catalogue import Loaded, read_directory
from recommender.catalogue.canonical import item_data, qualification_data
from recommender.catalogue.objects import Qualification
from recommender.catalogue.schemas import mistakes
from recommender.rules.cap import Cap, SourceSelector
from recommender.vocabulary import ItemId, Repeats
from tests.catalogue.conftest import FILES, write

VERSION = "qualifications/accounting.yaml"


def said(more: str) -> str:
    return FILES[VERSION].replace("award: associate", f"award: associate\n{more}")


def version(more: str, tiny: Path) -> Qualification:
    loaded = read_directory(write(tiny, {VERSION: said(more)}))
    assert loaded.findings == ()
    return next(iter(loaded.catalogue.qualifications.values()))[0]


def test_by_default_the_best_attempt_counts_and_awards_take_nothing(tiny: Path) -> None:
    plain = version("load: 20", tiny)
    assert (plain.repeats, plain.consumes, plain.counts_again_units) == (Repeats.BEST, False, None)
    assert version("repeats: best\nconsumes: false\ncounts_again: true", tiny) == plain


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("repeats: last", (Repeats.LAST, False, None)),
        ("repeats: average\nconsumes: true", (Repeats.AVERAGE, True, None)),
        ("counts_again: false", (Repeats.BEST, False, 0)),
        ('counts_again: {most: "0"}', (Repeats.BEST, False, 0)),
        ('counts_again: {most: "2.5"}', (Repeats.BEST, False, 1500)),
    ],
)
def test_what_is_stated_is_read_and_written_again(
    more: str, expected: tuple[Repeats, bool, int | None], tiny: Path
) -> None:
    one = version(more, tiny)
    assert (one.repeats, one.consumes, one.counts_again_units) == expected
    assert list(mistakes("qualification", qualification_data(one))) == []
    assert one != version("load: 20", tiny)


def test_a_most_of_what_counts_again_is_a_cap_like_any_other(tiny: Path) -> None:
    one = version('counts_again: {most: "2.5"}', tiny)
    assert Cap("counts-again", SourceSelector(awarded=True), 1500) in one.limits
    assert not any(limit.id == "counts-again" for limit in version("counts_again: false", tiny).limits)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ("repeats: worst", "repeats"),
        ('consumes: "yes"', "consumes"),
        ("counts_again: 3", "counts_again"),
        ("counts_again: {least: 3}", "counts_again/least"),
        ("counts_again: {most: 0.5}", "counts_again/most"),
    ],
)
def test_anything_else_refuses_the_version_and_names_the_field(more: str, field: str, tiny: Path) -> None:
    loaded = read_directory(write(tiny, {VERSION: said(more)}))
    assert loaded.findings[0].field == field
    assert loaded.catalogue.qualifications == {}


def test_entry_conditions_are_read_and_written_again(tiny: Path) -> None:
    one = version("entry: {all: [{holds_award: {award: diploma}}, {fact: age, least: 18}]}", tiny)
    assert qualification_data(one)["entry"] == {
        "all": [{"holds_award": {"award": "diploma"}}, {"fact": "age", "least": "18"}]
    }
    assert list(mistakes("qualification", qualification_data(one))) == []


def test_who_may_take_an_item_is_read_from_rows_that_are_no_table(tiny: Path) -> None:
    row = {
        "id": "open/acc9",
        "kind": "course",
        "issuer": "open",
        "titles": {"en": "Nine"},
        "credits": "3",
        "takers": {"enrolled_in": ["open/accounting"], "years_of_work": "2"},
    }
    loaded = read_directory(write(tiny, {"items.jsonl": json.dumps(row) + "\n"}))
    assert loaded.findings == ()
    item = loaded.catalogue.items[ItemId("open/acc9")]
    assert item_data(item)["takers"] == row["takers"]
    assert list(mistakes("item", item_data(item))) == []
    broken = row | {"takers": {"sex": "f"}}
    loaded = read_directory(write(tiny, {"items.jsonl": json.dumps(broken) + "\n"}))
    assert loaded.findings[0].field == "takers/sex"


def repeatable(tiny: Path, cells: str, *columns: str) -> Loaded:
    head, first, *rest = FILES["items.csv"].splitlines()
    lines = [",".join((head, *columns)), f"{first},{cells}", *(f"{one}{',' * len(columns)}" for one in rest)]
    return read_directory(write(tiny, {"items.csv": "\n".join(lines) + "\n"}))


@pytest.mark.parametrize(
    ("column", "cell", "data"),
    [("repeatable_times", "3", {"times": 3}), ("repeatable_credits", "7.5", {"credits": "7.5"})],
)
def test_how_often_an_item_counts_is_read_and_written_again(
    column: str, cell: str, data: dict[str, object], tiny: Path
) -> None:
    loaded = repeatable(tiny, cell, column)
    assert loaded.findings == ()
    item = loaded.catalogue.items[ItemId("open/acc1")]
    assert item_data(item)["repeatable"] == data
    assert list(mistakes("item", item_data(item))) == []
    assert loaded.catalogue.repeatable_items == {"open/acc1"}
    assert "repeatable" not in item_data(loaded.catalogue.items[ItemId("open/law")])


@pytest.mark.parametrize(
    ("columns", "cells", "place"),
    [
        (("repeatable_times",), "1", "repeatable_times"),
        (("repeatable_times",), "1001", "repeatable_times"),
        (("repeatable_credits",), "3", "repeatable_credits"),
        (("repeatable_times", "repeatable_credits"), "2,6", "repeatable_times"),
    ],
)
def test_an_item_whose_bound_is_none_is_left_out(
    columns: tuple[str, ...], cells: str, place: str, tiny: Path
) -> None:
    loaded = repeatable(tiny, cells, *columns)
    assert (loaded.findings[0].row, loaded.findings[0].field) == (2, place)
    assert ItemId("open/acc1") in {one.id for one in loaded.catalogue.unread}
