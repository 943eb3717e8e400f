"""A record handed in as a file: good rows are kept, broken ones are named, and nothing is guessed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import recommender.ledger
from recommender.errors import InputError, Unreadable
from recommender.ledger import read_record_file, record_from_data
from recommender.ledger.document import MOST_BYTES
from recommender.vocabulary import Grade
from tests.ledger.pen import TODAY
from tests.suites import ROOT

SCHEMA = json.loads(
    (Path(recommender.ledger.__file__).parent / "schemas" / "record.schema.json").read_text(encoding="utf-8")
)
A: dict[str, Any] = {
    "item": "river/A",
    "credits": "3.5",
    "scheme": "credit",
    "grade": {"scheme": "percent", "mark": "82"},
    "completed": "2026-01-10",
    "measures": {"attendance": "92.5"},
}
B: dict[str, Any] = {
    "id": "b1",
    "item": "river/B",
    "credits": 2,
    "scheme": "credit",
    "completed": "2025-06-20",
}
GRANT: dict[str, Any] = {
    "rule": "river/R1",
    "recogniser": "river",
    "sources": ["b1", "river/A"],
    "outputs": [
        {"item": "river/X", "credits": "3", "scheme": "credit"},
        {"credits": "1/3", "scheme": "credit", "kind": "exam", "subject": "LAW", "level": 200, "tags": ["t"]},
    ],
    "decided": "2026-02-01",
}
WAIVER: dict[str, Any] = {
    "qualification": "river/law",
    "requirement": "moot",
    "kind": "waive",
    "by": "dean",
    "why": "practice",
    "on": "2026-03-01",
}
FULL: dict[str, Any] = {
    "format": "creditpath-record/1",
    "learner": "demo/ann",
    "region": "Shanghai",
    "personalised": False,
    "results": [A, B],
    "in_progress": [{"item": "river/C", "since": "2026-08-30"}],
    "granted": [GRANT | {"id": "g1", "rule_version": "v1", "agreement": "river/G", "reuse": True}],
    "enrolments": [{"qualification": "river/law", "year": "2025", "since": "2025-02-01"}],
    "awards": [{"qualification": "river/art", "year": "2020", "on": "2026-07-01", "uses": ["b1", "g1"]}],
    "waivers": [WAIVER, WAIVER | {"kind": "substitute", "item": "river/A", "proposed": True, "id": "w2"}],
}


def results(*rows: object) -> dict[str, Any]:
    """A record of results alone."""
    return {"results": list(rows)}


def test_a_full_record_comes_out_as_it_was_handed_in() -> None:
    read = record_from_data(FULL, TODAY)
    record = read.record
    assert read.findings == ()
    assert (record.learner, record.region, record.personalised) == ("demo/ann", "Shanghai", False)
    assert (record.position, record.as_of) == ("file", TODAY)
    assert [(one.item, one.units, one.grade, one.completed) for one in record.results] == [
        ("river/B", 1200, None, date(2025, 6, 20)),
        ("river/A", 2100, Grade("percent", "82"), date(2026, 1, 10)),
    ]
    assert [(one.item, one.since) for one in record.in_progress] == [("river/C", date(2026, 8, 30))]
    (grant,) = record.granted
    assert (grant.entry, grant.rule_version, grant.agreement, grant.reuse) == ("g1", "v1", "river/G", True)
    assert [(one.item, one.units, one.subject) for one in grant.outputs] == [
        ("river/X", 1800, None),
        (None, 200, "LAW"),
    ]
    assert [(one.qualification, one.year) for one in record.enrolments] == [("river/law", "2025")]
    assert [(one.qualification, one.on) for one in record.awards] == [("river/art", date(2026, 7, 1))]
    assert [(one.entry, one.granted, one.item) for one in record.waivers] == [
        ("w2", False, "river/A"),
        ("waivers:moot@2026-03-01", True, None),
    ]
    assert record.awards[0].uses == ("b1", "g1")
    assert [one.measures for one in record.results] == [{}, {"attendance": "92.5"}]


def test_the_schema_takes_it_and_refuses_what_the_code_refuses() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    schema = Draft202012Validator(SCHEMA)
    assert schema.is_valid(FULL)
    for wrong in ({"results": [A | {"credits": 3.5}]}, {"results": [A | {"colour": 1}]}, {"colour": 1}):
        assert not schema.is_valid(wrong)


def test_nothing_at_all_is_an_empty_record() -> None:
    read = record_from_data({}, TODAY)
    assert (read.record.results, read.record.personalised, read.findings) == ((), True, ())


# --- ids


def test_sources_are_found_by_id_or_by_an_item_that_only_one_result_has() -> None:
    record = record_from_data(results(A, B) | {"granted": [GRANT]}, TODAY).record
    assert record.granted[0].sources == ("b1", record.results[1].entry)


def test_an_item_that_two_results_have_names_neither() -> None:
    twice = results(A, A | {"completed": "2025-01-10"}, B) | {"granted": [GRANT]}
    read = record_from_data(twice, TODAY)
    assert read.record.granted == ()
    assert "'river/A': 2 results of it" in str(read.findings[0])


def test_a_row_that_states_no_id_gets_one_from_its_content() -> None:
    record = record_from_data(results(A, B), TODAY).record
    assert [one.entry for one in record.results] == ["b1", "results:river/A@2026-01-10"]


def test_equal_rows_get_ids_of_their_own() -> None:
    record = record_from_data(results(A, A), TODAY).record
    assert len({one.entry for one in record.results}) == 2


def test_an_id_stands_once() -> None:
    read = record_from_data(results(B, B | {"item": "river/D"}), TODAY)
    assert [one.item for one in read.record.results] == ["river/B"]
    assert "expected an id that no other row has, found 'b1'" in str(read.findings[0])


@given(
    st.permutations([A, A | {"credits": "1"}, B, A | {"item": "river/E"}, A | {"credits": 0.5}, {"item": 1}])
)
def test_the_order_of_the_rows_does_not_show(rows: list[dict[str, Any]]) -> None:
    ordered = [A, A | {"credits": "1"}, B, A | {"item": "river/E"}, A | {"credits": 0.5}, {"item": 1}]
    assert record_from_data(results(*rows), TODAY).record == record_from_data(results(*ordered), TODAY).record


# --- days


def test_what_is_dated_after_the_day_is_not_seen() -> None:
    record = record_from_data(FULL, date(2025, 12, 31)).record
    assert [one.item for one in record.results] == ["river/B"]
    assert (record.in_progress, record.granted) == ((), ())
    assert len(record_from_data(FULL, date(2024, 1, 1)).record.awards) == 0


# --- broken rows


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            {"credits": 3.5},
            "record: /results/1/credits: expected an amount of credit as text such as '3.5', found 3.5",
        ),
        (
            {"credits": "1/7"},
            "record: /results/1/credits: expected a whole number of 1/600 credits, found '1/7'",
        ),
        (
            {"credits": "-1"},
            "record: /results/1/credits: expected an amount within 0 to .* credits, found '-1'",
        ),
        ({"credits": None}, "record: /results/1/credits: expected an amount of credit"),
        ({"item": None}, "record: /results/1/item: expected text, found None"),
        ({"completed": None}, "record: /results/1/completed: expected a date YYYY-MM-DD, found nothing"),
        (
            {"completed": "10.1.2026"},
            "record: /results/1/completed: expected a date, YYYY-MM-DD, found '10.1.2026'",
        ),
        ({"grade": {"scheme": "percent"}}, "record: /results/1/grade/mark: expected text, found None"),
        (
            {"grade": {"scheme": "percent", "mark": 82}},
            "record: /results/1/grade/mark: expected text, found 82",
        ),
        ({"measures": {"attendance": 80}}, "record: /results/1/measures: expected decimal texts by name"),
        (
            {"colour": "red"},
            "record: /results/1/colour: expected one of id, item, .*, found the unknown field 'colour'",
        ),
    ],
)
def test_a_broken_result_is_named_and_dropped_and_the_others_stay(
    change: dict[str, object], finding: str
) -> None:
    read = record_from_data(results(B, A | change), TODAY)
    assert [one.item for one in read.record.results] == ["river/B"]
    assert [one.reason for one in read.record.dropped] == ["unreadable"]
    assert read.record.dropped[0].item == ("" if "item" in change else "river/A")
    (one,) = read.findings
    assert re.match(finding, str(one)), str(one)


@pytest.mark.parametrize("row", ["river/A", 7, None, ["river/A"]])
def test_a_row_that_is_no_mapping_is_named(row: object) -> None:
    read = record_from_data(results(B, row), TODAY)
    assert len(read.record.results) == 1
    assert str(read.findings[0]).startswith("record: /results/1: expected a mapping, found ")


def test_a_recognition_stands_on_a_result_that_cannot_be_read_when_it_names_its_id() -> None:
    broken = B | {"credits": 0.5}
    read = record_from_data(results(A, broken) | {"granted": [GRANT]}, TODAY)
    assert [one.sources[0] for one in read.record.granted] == ["b1"]
    assert [(one.entry, one.reason) for one in read.record.dropped] == [("b1", "unreadable")]


@pytest.mark.parametrize(
    ("name", "row", "where"),
    [
        ("in_progress", {"item": "river/C"}, "/in_progress/0/since"),
        ("granted", GRANT | {"sources": ["nobody"]}, "/granted/0/sources"),
        ("granted", GRANT | {"outputs": []}, "/granted/0/outputs"),
        ("granted", GRANT | {"outputs": [{"item": "a", "credits": "1", "scheme": "c", "level": 1}]}, "level"),
        ("granted", GRANT | {"outputs": [{"credits": "1", "scheme": "c", "kind": "talk"}]}, "outputs/0/kind"),
        ("enrolments", {"qualification": "river/law", "year": 2025, "since": "2025-01-01"}, "year"),
        ("awards", {"qualification": "river/law", "year": "2025"}, "/awards/0/on"),
        ("waivers", WAIVER | {"kind": "forget"}, "/waivers/0/kind"),
        ("waivers", WAIVER | {"kind": "substitute"}, "/waivers/0"),
        ("waivers", WAIVER | {"item": "river/A"}, "/waivers/0"),
        (
            "awards",
            {"qualification": "a", "year": "1", "on": "2026-02-01", "uses": ["nobody"]},
            "/awards/0/uses",
        ),
    ],
)
def test_other_broken_rows_are_named_too(name: str, row: dict[str, Any], where: str) -> None:
    read = record_from_data(results(A, B) | {name: [row]}, TODAY)
    assert len(read.record.results) == 2
    assert getattr(read.record, name) == ()
    assert where in read.findings[0].place


# --- the whole file


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"result": []}, "record: /result: unknown field; known are format, learner"),
        ({"format": "creditpath-record/2"}, "record: /format: expected creditpath-record/1"),
        ({"results": {}}, "record: /results: expected a list, found dict"),
        ({"results": "none"}, "record: /results: expected a list, found str"),
        ({"personalised": "no"}, "record: /personalised: expected true or false, found 'no'"),
        ({"learner": ""}, "record: /learner: expected text"),
        ({1: 2}, "record: /: expected a mapping"),
    ],
)
def test_what_is_no_record_is_refused(data: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=f"^{sentence}"):
        record_from_data(data, TODAY)


def test_json_and_yaml_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(FULL), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(FULL), encoding="utf-8")
    one, two = (read_record_file(tmp_path / name, TODAY) for name in ("a.json", "a.yaml"))
    assert one == two
    assert one.record == record_from_data(FULL, TODAY).record


def test_a_bare_date_of_yaml_is_a_date(tmp_path: Path) -> None:
    text = "results: [{item: river/A, credits: '3', scheme: credit, completed: 2026-01-10}]"
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    assert read_record_file(tmp_path / "a.yml", TODAY).record.results[0].completed == date(2026, 1, 10)


def test_a_field_named_on_is_no_truth_value(tmp_path: Path) -> None:
    text = "awards: [{qualification: river/art, year: '2020', on: 2026-01-10}]\npersonalised: false"
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    read = read_record_file(tmp_path / "a.yml", TODAY)
    assert read.findings == ()
    assert (read.record.awards[0].on, read.record.personalised) == (date(2026, 1, 10), False)


def test_a_name_that_is_no_text_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("results: [{1: 2, item: river/A}]", encoding="utf-8")
    read = read_record_file(tmp_path / "a.yml", TODAY)
    assert "expected a mapping" in str(read.findings[0])


def test_findings_name_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(results(A | {"credits": 0.5})), encoding="utf-8")
    assert read_record_file(file, TODAY).findings[0].place == f"{file}: /results/0/credits"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.json", "{", r"is not JSON: "),
        ("a.json", "[]", "expected a mapping with the fields format, learner"),
        ("a.json", '{"results": [], "results": []}', "the field 'results' stands twice"),
        ("a.json", '{"results": [{"credits": NaN}]}', "NaN is no number"),
        ("a.json", "[" * 100_000, "is not JSON"),
        ("a.yaml", "results: [", "is not YAML in line 1: "),
        ("a.yaml", "results: []\nresults: []", "is not YAML in line 2: the field 'results' stands twice"),
        ("a.yaml", "results: &r []\nawards: *r", "is not YAML in line 2: an alias"),
        ("a.yaml", "results: !!python/name:os.system", "is not YAML in line 1: "),
        ("a.yaml", "? [a]\n: b", "is not YAML"),
        ("a.yaml", "", "expected a mapping"),
        ("a.txt", "{}", "expected a file named .json, .yaml or .yml, found 'a.txt'"),
    ],
)
def test_what_is_no_document_is_refused_naming_the_file(
    name: str, text: str, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=sentence) as caught:
        read_record_file(tmp_path / name, TODAY)
    assert str(tmp_path / name) in str(caught.value)


def test_a_file_that_is_not_there_a_folder_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "d.json").mkdir()
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    for name in ("nowhere.json", "d.json", "b.json"):
        with pytest.raises(Unreadable, match=name):
            read_record_file(tmp_path / name, TODAY)


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(" " * (MOST_BYTES + 1), encoding="utf-8")
    with pytest.raises(Unreadable, match="at most"):
        read_record_file(tmp_path / "a.json", TODAY)


def test_the_program_of_the_document_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(program, {})
    assert (tmp_path / "bank.db").is_file()


def test_the_example_of_the_document_reads_without_a_finding(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(format: creditpath-record/1.*?)```", text, re.DOTALL)
    (tmp_path / "record.yaml").write_text(example, encoding="utf-8")
    read = read_record_file(tmp_path / "record.yaml", TODAY)
    assert read.findings == ()
    assert read.record.results
    assert read.record.granted
