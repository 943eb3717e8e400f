"""Transcripts and results of recognition in ELMO: valid by the official schema, and the same when they come back."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import InputError, Unreadable
from recommender.interchange.badges.verify import Checker
from recommender.interchange.deposits.imported import Imported, import_told
from recommender.interchange.deposits.matching import Match, Matcher
from recommender.interchange.elmo.names import ELMO
from recommender.interchange.elmo.schema import problems, schema_in
from recommender.interchange.elmo.write import Holder, left_out, write
from recommender.interchange.foreign import read_foreign
from recommender.interchange.markup import text_of, xml_of_stranger
from recommender.ledger import Record, record_from_data
from recommender.ledger.record import Refused
from recommender.vocabulary import EntryId, LearnerId, RuleId, format_units
from tests.interchange.papers import SCHEMA, TODAY, spoilt
from tests.interchange.world import catalogue, record

MOMENT = datetime(2026, 9, 1, 8, tzinfo=timezone(timedelta(hours=8)))
EXAMPLE = SCHEMA / "example.xml"


def imported(content: bytes, match: Match = Match()) -> Imported:  # noqa: B008 - frozen
    told = read_foreign("elmo", content, "paper", Checker(TODAY))
    return import_told(told, content, Matcher(match, catalogue()), TODAY, "paper")


def results(found: Record) -> list[tuple[Any, ...]]:
    """What of a record's results has to come in again."""
    told = [
        (one.item, format_units(one.units), one.scheme, one.grade, one.completed, tuple(one.measures.items()))
        for one in found.results
    ]
    return sorted(told, key=str)


def again(content: bytes) -> Record:
    """The record that the import makes."""
    read = record_from_data(imported(content).record(), TODAY)
    assert read.findings == ()
    return read.record


def test_a_record_comes_in_as_it_went_out() -> None:
    back = again(write(record(), catalogue(), MOMENT))
    assert results(back) == results(record())
    assert [(one.item, one.since) for one in back.in_progress] == [("river/tax", date(2026, 2, 24))]


@pytest.mark.suite("real-data")
def test_what_is_written_is_valid_by_the_official_schema() -> None:
    schema = schema_in(SCHEMA)
    refused = Refused(EntryId("x1"), RuleId("river/r2"), "v1", date(2026, 4, 1))
    everything = [
        write(record(), catalogue(), MOMENT, Holder("Yue", "Lin")),
        write(record(results=[], granted=[]), catalogue(), MOMENT),
        write(Record(LearnerId("a"), TODAY, "file", refused=(refused,)), catalogue(), MOMENT),
    ]
    for content in everything:
        assert problems(content, schema, "paper") == []


@pytest.mark.suite("real-data")
def test_the_schema_sees_what_is_wrong() -> None:
    schema = schema_in(SCHEMA)
    content = write(record(), catalogue(), MOMENT)
    for old, new in ((b"Positive", b"Perhaps"), (b"<status>passed</status>", b""), (b"givenNames", b"names")):
        assert old in content
        found = problems(content.replace(old, new), schema, "paper")
        assert bool(found) == (new != b""), (old, found)


@pytest.mark.suite("real-data")
def test_the_official_example_comes_in() -> None:
    found = imported(
        EXAMPLE.read_bytes(),
        Match(
            institutions={"uw.edu.pl": "river"},
            grade_schemes={"0-100": "percent"},
            schemes={"ects": "credit"},
        ),
    )
    assert found.told.state == "unverified"
    assert {(row.item, row.data["credits"], row.data["scheme"]) for row in found.results} == {
        ("river/EKSTERN", "15", "ECTS"),
        ("river/1000-217bMRJ", "6", "credit"),
    }
    (compilers,) = (row for row in found.results if row.item == "river/1000-217bMRJ")
    assert compilers.data["grade"] == {"scheme": "percent", "mark": "45.1"}
    assert {one.reason for one in found.left_out} == {
        "a whole programme is an award, and no result: its parts count",
        "a part of what counts as a whole",
        "nothing says when it was completed",
    }


names = st.text(st.characters(categories=("L", "N", "P", "S", "Zs", "Cc")), min_size=1, max_size=12)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "item": st.sampled_from(["river/eng", "river/acc1", "craft/cert", "far/x <&> 课"]),
            "credits": st.integers(0, 30_000).map(format_units),
            "scheme": st.sampled_from(["credit", "ects"]),
            "completed": st.dates(date(1990, 1, 1), TODAY).map(str),
        },
        optional={
            "grade": st.fixed_dictionaries(
                {
                    "scheme": st.sampled_from(["percent", "五级"]),
                    "mark": st.sampled_from(["82", "A+", "<优>", "通过"]),
                }
            ),
            "measures": st.dictionaries(
                st.sampled_from(["attendance", "出勤"]), st.sampled_from(["80", "-0.5"])
            ),
        },
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_any_results_come_in_as_they_went_out(several: list[dict[str, Any]]) -> None:
    made = record_from_data({"results": several}, TODAY).record
    assert results(again(write(made, catalogue(), MOMENT))) == results(made)


@settings(max_examples=60, deadline=None)
@given(names)
def test_any_name_can_be_written(name: str) -> None:
    root = xml_of_stranger(write(record(), catalogue(), MOMENT, Holder(name)), "paper")
    told = text_of(root.find(f"{{{ELMO}}}learner/{{{ELMO}}}givenNames"))
    assert told == " ".join("".join(" " if sign < " " else sign for sign in name).split())


def test_a_recognition_is_partial_where_it_gave_less_than_it_took() -> None:
    def status(units: str, scheme: str) -> str:
        granted = {
            "rule": "river/r1",
            "recogniser": "river",
            "sources": ["r1"],
            "outputs": [{"item": "river/acc1", "credits": units, "scheme": scheme}],
            "decided": "2026-03-05",
        }
        root = xml_of_stranger(write(record(granted=[granted]), catalogue(), MOMENT), "paper")
        (found,) = root.iter(f"{{{ELMO}}}resultOfRecognition")
        assert [text_of(one) for one in found.iter(f"{{{ELMO}}}ref")] == ["river/eng", "river/acc1"]
        return text_of(found.find(f"{{{ELMO}}}status"))

    assert status("3", "credit") == "Positive"
    assert status("2", "credit") == "Partially Positive"
    assert status("2", "ects") == "Positive"


def test_what_elmo_has_no_words_for_is_counted() -> None:
    assert left_out(record(), catalogue()) == {"enrolments": 1}
    refused = [Refused(EntryId("x"), RuleId(rule), "v1", TODAY) for rule in ("river/r1", "gone/r")]
    lost = Record(LearnerId("a"), TODAY, "file", refused=tuple(refused))
    assert left_out(lost, catalogue()) == {"refused": 1}
    with pytest.raises(InputError, match="holds no result"):
        write(record(results=[], granted=[], in_progress=[], awards=[]), catalogue(), MOMENT)


def test_a_good_row_is_kept_beside_a_bad_one() -> None:
    bad = '<learningOpportunitySpecification><identifier type="local">river/acc1</identifier><title>A</title>'
    bad += (
        "<specifies><learningOpportunityInstance><date>soon</date></learningOpportunityInstance></specifies>"
    )
    found = imported(spoilt("<issueDate>", bad + "</learningOpportunitySpecification><issueDate>"))
    assert [row.item for row in found.results] == ["river/eng"]
    assert [one.reason for one in found.left_out] == ["expected a date, found 'soon'"]


@pytest.mark.parametrize(
    ("status", "kept", "running", "reason"),
    [("failed", 0, 0, "it was not passed"), ("in-progress", 0, 1, ""), ("passed", 1, 0, "")],
)
def test_what_was_not_passed_is_no_result(status: str, kept: int, running: int, reason: str) -> None:
    found = imported(spoilt("passed", status))
    assert (len(found.results), len(found.running)) == (kept, running)
    assert "".join(one.reason for one in found.left_out) == reason


def test_a_mark_without_a_scale_is_comparable_with_nothing() -> None:
    found = imported(spoilt("<gradingSchemeLocalId>percent</gradingSchemeLocalId>", ""))
    assert found.results[0].data["grade"] == {"scheme": "unstated", "mark": "82"}


def test_without_credit_it_is_worth_none_and_says_so() -> None:
    found = imported(spoilt("<credit><scheme>credit</scheme><value>3</value></credit>", ""))
    assert found.results[0].data["credits"] == "0"
    assert found.results[0].notes == ("it states no credit: deposited with 0",)


def test_a_scheme_that_is_not_known_is_kept_and_told() -> None:
    found = imported(spoilt("<scheme>credit", "<scheme>ects"))
    assert found.results[0].data["scheme"] == "ects"
    assert "'ects' is not known here" in found.results[0].notes[0]


@pytest.mark.suite("real-data")
def test_a_transcript_can_be_held_to_the_schema() -> None:
    content = spoilt("<title>English</title>", "")
    assert read_foreign("elmo", content, "paper", Checker(TODAY)).achieved
    with pytest.raises(Unreadable, match="not valid by the schema: Element 'type'"):
        read_foreign("elmo", content, "paper", Checker(TODAY), SCHEMA)
