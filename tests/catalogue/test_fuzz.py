"""Whatever one cell or field is changed to: a finding that names the file, or a catalogue; never a traceback."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue import Loaded, load, read_directory, save
from recommender.errors import Unreadable
from tests.catalogue.conftest import FILES, write

WORDS = (
    "", " ", "-1", "0", "1e9", "1e999999999", "NaN", "Infinity", "9" * 50, "1/0", "0/1", "|", "a|a", "||", '"', "'",
    "2020-02-30", "2020-W01-1", "0000-00-00", "true", "TRUE", "no", "null", "open", "open/acc1", "*", "{", "[]", "\x00",
    "\ufeff", "e\u0301", "\u2028", "percent:60", "percent:", ":", "x" * 200, "total", "single-use", "all", "core",
)  # fmt: skip
CELLS = st.one_of(st.text(max_size=12), st.sampled_from(WORDS))
SHAPES: tuple[Any, ...] = (
    [{}],
    [[]],
    {"item": "open/acc1"},
    {"all": []},
    {"any": [{}]},
    [{"item": "open/acc1"}],
    {"kind": "cap"},
)
VALUES = st.one_of(
    CELLS,
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.lists(CELLS, max_size=3),
    st.dictionaries(CELLS, CELLS, max_size=3),
    st.sampled_from(SHAPES),
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document, the whole and one unknown field in each mapping included."""
    yield path
    if isinstance(value, dict):
        yield (*path, "strange")
        for key, one in value.items():
            yield from places(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, (*path, number))


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy with another value at the place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    below = None if path[0] == "strange" else copy[path[0]]
    copy[path[0]] = put(below, path[1:], new)
    return copy


def read(directory: Path, name: str) -> Loaded | None:
    """What is in the directory after a change to one file; None where the head cannot be understood."""
    try:
        loaded = read_directory(directory)
    except Unreadable as error:
        if name != "catalogue.yaml" or not str(error).startswith("catalogue.yaml"):
            raise
        return None
    for finding in loaded.findings:
        assert finding.file in FILES
        assert finding.expected
        assert finding.found
        assert finding.field
    for one in loaded.catalogue.unread:
        assert one.reason.split(":")[0] in FILES
    return loaded


def check(directory: Path, name: str, good: Loaded) -> None:
    """Nothing goes missing without a word."""
    loaded = read(directory, name)
    if loaded is not None and len(loaded.catalogue.hashes) < len(good.catalogue.hashes):
        assert loaded.catalogue.unread
        assert any(one.severity == "error" for one in loaded.findings)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny directory, for one change after the other."""
    return write(tmp_path_factory.mktemp("fuzz") / "tiny")


@pytest.fixture(scope="module")
def good(directory: Path) -> Loaded:
    """What it says before anything is changed."""
    return read_directory(write(directory))


@settings(max_examples=150)
@given(data=st.data())
def test_any_cell(data: st.DataObject, directory: Path, good: Loaded) -> None:
    name = data.draw(st.sampled_from(["items.csv", "institutions.csv"]))
    rows = list(csv.reader(io.StringIO(FILES[name])))
    row = data.draw(st.integers(0, len(rows) - 1))
    rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(CELLS)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    write(directory, {**FILES, name: out.getvalue().encode("utf-8", "surrogatepass")})
    check(directory, name, good)


@settings(max_examples=150)
@given(data=st.data())
def test_any_field_of_json_lines(data: st.DataObject, directory: Path, good: Loaded) -> None:
    name = data.draw(st.sampled_from(["rules.jsonl", "prerequisites.jsonl"]))
    rows = [json.loads(line) for line in FILES[name].splitlines()]
    row = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.sampled_from(list(places(rows[row]))))
    rows[row] = put(rows[row], place, data.draw(VALUES))
    write(directory, {**FILES, name: "".join(json.dumps(one) + "\n" for one in rows)})
    check(directory, name, good)


@settings(max_examples=150)
@given(data=st.data())
def test_any_field_of_yaml(data: st.DataObject, directory: Path, good: Loaded) -> None:
    name = data.draw(st.sampled_from(["qualifications/accounting.yaml", "catalogue.yaml"]))
    document = yaml.load(FILES[name], Loader=yaml.BaseLoader)
    place = data.draw(st.sampled_from(list(places(document))))
    text = json.dumps(put(document, place, data.draw(VALUES)))  # JSON is YAML, and says every value exactly
    write(directory, {**FILES, name: text})
    check(directory, name, good)


@settings(max_examples=150)
@given(data=st.data())
def test_any_bytes_anywhere(data: st.DataObject, directory: Path) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = FILES[name].encode()
    start = data.draw(st.integers(0, len(content)))
    end = min(len(content), start + data.draw(st.integers(0, 8)))
    junk = data.draw(
        st.one_of(st.binary(max_size=6), st.text("{}[]:,\"'\n|&*!%#-?>\t ", max_size=4).map(str.encode))
    )
    write(directory, {**FILES, name: content[:start] + junk + content[end:]})
    read(directory, name)


@settings(max_examples=50)
@given(data=st.data())
def test_whatever_could_be_read_can_be_kept(data: st.DataObject, directory: Path) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    old = data.draw(st.sampled_from(re.findall(r"[\w/-]+", FILES[name])))
    new = data.draw(st.sampled_from(WORDS))
    write(directory, {**FILES, name: FILES[name].replace(old, new)})
    loaded = read(directory, name)
    if loaded is not None:
        file = directory.with_suffix(".db")
        save(loaded, file)
        assert load(file) == loaded
