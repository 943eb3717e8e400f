"""Equal content has equal hashes, whatever the order of rows, the form of the file, and defaults that are stated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue import Loaded, read_directory
from recommender.catalogue.columns import INSTITUTIONS, ITEMS, PREREQUISITES, RULES, Table, nested
from tests.catalogue.conftest import FILES, write

SMALL_BANK = "ccb04901d77d522bc5957caca60cf964388d1bc1905fcf9109ad221487b1b173"


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of a tiny file as JSON Lines would say them."""
    table = INSTITUTIONS if name == "institutions.csv" else ITEMS
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in FILES[name].splitlines()]
    stated = csv.DictReader(io.StringIO(FILES[name]))
    return [nested({key: cell for key, cell in row.items() if cell}, table) for row in stated]


def as_csv(table: Table, rows: list[dict[str, str]]) -> str:
    """A CSV file with every column of the table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table.columns))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def in_form(name: str, form: str, rows: list[dict[str, Any]]) -> dict[str, str | None]:
    """The files that hold the rows in another form instead."""
    stem = name.split(".")[0]
    text = (
        yaml.safe_dump(rows, allow_unicode=True)
        if form == "yaml"
        else "".join(json.dumps(r) + "\n" for r in rows)
    )
    return {name: None, f"{stem}.{form}": text}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The tiny directory as it is."""
    return read_directory(write(tmp_path_factory.mktemp("plain")))


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    forms=st.lists(st.sampled_from(["csv", "jsonl", "yaml"]), min_size=4, max_size=4),
)
def test_order_and_form_change_no_version(
    seed: int, forms: list[str], plain: Loaded, tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = write(tmp_path_factory.mktemp("shuffled"))
    names = ("institutions.csv", "items.csv", "prerequisites.jsonl", "rules.jsonl")
    for name, form in zip(names, forms, strict=True):
        rows = rows_of(name)
        Random(seed).shuffle(rows)
        if form == "csv" and name.endswith(".csv"):
            header, *lines = FILES[name].splitlines()
            Random(seed).shuffle(lines)
            write(directory, {name: "\n".join([header, *lines])})
        elif form != "csv":
            write(directory, in_form(name, form, rows))
    loaded = read_directory(directory)
    assert loaded.findings == ()
    assert loaded == plain


def test_rules_and_prerequisites_may_be_tables_where_they_are_simple(tiny: Path) -> None:
    simple = [
        {"item": "open/acc2", "prerequisite": {"all": [{"item": "open/acc1"}, {"item": "open/law"}]}},
        {"item": "open/law", "prerequisite": {"item": "open/acc1"}, "corequisite": {"item": "open/exam"}},
    ]
    flat = [
        {"item": "open/acc2", "prerequisite": "open/acc1|open/law"},
        {"item": "open/law", "prerequisite": "open/acc1", "corequisite": "open/exam"},
    ]
    rule = {
        "id": "open/r9",
        "recogniser": "open",
        "sources": [{"item": "open/exam", "min_grade": {"scheme": "levels", "mark": "good"}}],
        "outputs": [{"type": "credit", "item": "open/acc1", "credits": "2"}],
        "assurance": "statutory",
        "status": "proposed",
        "agreement": "a",
        "completed_within": {"from": "2020-01-01", "to": "2030-01-01"},
        "applied_within": {"to": "2031-01-01"},
        "reuse": True,
        "note": "n",
        "titles": {"zh": "题", "en": "T"},
    }
    cells = {
        "id": "open/r9", "recogniser": "open", "source": "open/exam", "min_grade": "levels:good",
        "target": "open/acc1", "credits": "2", "assurance": "statutory", "status": "proposed", "agreement": "a",
        "completed_from": "2020-01-01", "completed_to": "2030-01-01", "applied_to": "2031-01-01", "reuse": "true",
        "note": "n", "title_zh": "题", "title_en": "T",
    }  # fmt: skip
    lines = "".join(json.dumps(one) + "\n" for one in simple)
    said = read_directory(write(tiny, {"prerequisites.jsonl": lines, "rules.jsonl": json.dumps(rule)}))
    write(tiny, {"prerequisites.jsonl": None, "prerequisites.csv": as_csv(PREREQUISITES, flat)})
    write(tiny, {"rules.jsonl": None, "rules.csv": as_csv(RULES, [cells])})
    assert read_directory(tiny) == said
    assert said.findings == ()


DEFAULTS = {
    "items.csv": ("Accounting 1,3,,100", "Accounting 1,3.00,,100"),
    "rules.jsonl": ('"outputs":[{"type":"credit"', '"need":1,"reuse":false,"outputs":[{"type":"credit"'),
    "qualifications/accounting.yaml": ("award: associate", 'award: associate\nscheme: credit\nload: "20"'),
    "catalogue.yaml": ("id: tiny", "id: tiny\nsynthetic: false"),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_default_that_is_stated_changes_no_version(name: str, plain: Loaded, tiny: Path) -> None:
    assert FILES[name].count(DEFAULTS[name][0]) == 1
    assert read_directory(write(tiny, {name: FILES[name].replace(*DEFAULTS[name])})) == plain


CHANGES = [
    ("items.csv", "Accounting 1", "Accounting I", ("item", "open/acc1")),
    ("items.csv", "autumn|spring", "autumn", ("item", "open/acc1")),
    ("prerequisites.jsonl", '"60"', '"70"', ("item", "open/acc2")),
    ("rules.jsonl", '"need":1', '"need":2', ("rule", "open/r2")),
    ("qualifications/accounting.yaml", 'least: "2"', 'least: "1"', ("qualification", "open/accounting@2025")),
    ("institutions.csv", "上海", "江苏", ("institution", "open")),
    ("catalogue.yaml", 'factor: "1/2"', 'factor: "1/3"', ("catalogue", "tiny")),
]


@pytest.mark.parametrize(("name", "old", "new", "changed"), CHANGES)
def test_a_change_shows_in_its_object_and_in_the_snapshot_alone(
    name: str, old: str, new: str, changed: tuple[str, str], plain: Loaded, tiny: Path
) -> None:
    assert FILES[name].count(old) == 1
    loaded = read_directory(write(tiny, {name: FILES[name].replace(old, new)})).catalogue
    before = plain.catalogue.hashes
    assert {key for key, value in loaded.hashes.items() if before[key] != value} == {changed}
    assert loaded.version != plain.catalogue.version


def test_what_could_not_be_read_shows_in_the_version(tiny: Path) -> None:
    """Two catalogues that lack the same rule are the same, wherever its line stood; one that has none is another."""
    bad = '{"id":"open/r3","recogniser":"open"}\n'
    last = read_directory(write(tiny, {"rules.jsonl": FILES["rules.jsonl"] + bad})).catalogue
    first = read_directory(write(tiny, {"rules.jsonl": bad + FILES["rules.jsonl"]})).catalogue
    without = read_directory(write(tiny, {"rules.jsonl": FILES["rules.jsonl"]})).catalogue
    assert first.version == last.version != without.version


def test_the_small_bank_has_the_version_that_it_always_had(small_bank: Path) -> None:
    """A change here changes the version of every catalogue there is: say so in the changelog."""
    loaded = read_directory(small_bank)
    assert loaded.findings == ()
    assert loaded.catalogue.version == SMALL_BANK
