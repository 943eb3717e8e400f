"""Rules go out as transfer values where reading them gives the same rules; every other one is named with the reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Catalogue, read_directory
from recommender.interchange import ctdl
from recommender.interchange.converted import write
from recommender.rules import recognition
from recommender.rules.fields import Fields
from recommender.vocabulary import RuleId
from tests.interchange.world import catalogue

PLAIN: dict[str, Any] = {
    "id": "river/x",
    "recogniser": "river",
    "sources": [{"item": "craft/cert"}],
    "outputs": [{"type": "credit", "item": "river/acc1"}],
}
ELECTIVE = {
    "type": "elective",
    "credits": "2.5",
    "subject": "Finance",
    "tags": ["audLevel:LowerDivisionLevel"],
}

SAID: dict[str, dict[str, Any]] = {
    "an item with its own credit": {},
    "an item with stated credit": {"outputs": [{"type": "credit", "item": "river/acc1", "credits": "2"}]},
    "elective credit": {"outputs": [ELECTIVE]},
    "elective credit of an amount alone": {"outputs": [{"type": "elective", "credits": "0.01"}]},
    "towards a programme": {"outputs": [ELECTIVE], "towards": {"programmes": ["会计 programme: 1"]}},
    "a least grade": {"sources": [{"item": "craft/exam", "min_grade": {"scheme": "letters", "mark": "B+"}}]},
    "a course as its source": {"sources": [{"item": "craft/office"}]},
    "dates": {"applied_within": {"from": "2026-01-01", "to": "2028-01-01"}},
    "an end alone": {"applied_within": {"to": "2028-03-01"}},
    "withdrawn": {"status": "withdrawn"},
    "proposed": {"status": "proposed"},
    "a note and titles": {"note": "As the board said.", "titles": {"zh": "证书", "en": "Certificate"}},
    "an agreement": {"agreement": "Agreement of 2026: a/b"},
}
UNSAID: dict[str, tuple[dict[str, Any], str]] = {
    "two sources": ({"sources": [{"item": "craft/cert"}, {"item": "craft/exam"}]}, "sources"),
    "alternatives": ({"sources": [{"any": [{"item": "craft/cert"}, {"item": "craft/exam"}]}]}, "sources"),
    "an issuer": ({"sources": [{"item": "craft/cert", "issued_by": ["craft"]}]}, "sources"),
    "a grade in percent": (
        {"sources": [{"item": "craft/cert", "min_grade": {"scheme": "percent", "mark": "75"}}]}, "sources",
    ),
    "an item that is not known": ({"sources": [{"item": "far/away"}]}, "sources"),
    "two outputs": ({"outputs": [ELECTIVE, PLAIN["outputs"][0]]}, "outputs"),
    "an exemption": ({"outputs": [{"type": "exemption", "item": "river/acc1"}]}, "outputs"),
    "an item of another": ({"outputs": [{"type": "credit", "item": "craft/office"}]}, "outputs"),
    "a third of a credit": ({"outputs": [{"type": "elective", "credits": "1/3"}]}, "outputs"),
    "a tag of another kind": ({"outputs": [{**ELECTIVE, "tags": ["core"]}]}, "outputs"),
    "two programmes": ({"outputs": [ELECTIVE], "towards": {"programmes": ["a", "b"]}}, "towards"),
    "an award": ({"outputs": [ELECTIVE], "towards": {"awards": ["associate"]}}, "towards"),
    "a course towards a programme": ({"towards": {"programmes": ["a"]}}, "towards"),
    "a time of completion": ({"completed_within": {"from": "2020-01-01"}}, "completed_within"),
    "a fee": ({"fee": 100}, "fee"),
    "reuse": ({"reuse": True}, "reuse"),
    "a statute": ({"assurance": "statutory"}, "assurance"),
    "superseded": ({"status": "superseded"}, "status"),
    "a refusal": ({"outputs": [], "refusal": True}, "outputs"),
}  # fmt: skip


def book(*rules: dict[str, Any]) -> Catalogue:
    """The small catalogue with these rules alone."""
    read = [recognition.read(Fields.of(PLAIN | rule, "")) for rule in rules]
    return replace(catalogue(), rules={one.id: one for one in read})


def back(written: ctdl.Written, folder: Path) -> dict[str, dict[str, Any]]:
    """The rules that the reader makes of the document, as data, by id."""
    (folder / "rules.json").write_text(json.dumps(written.document), encoding="utf-8")
    converted = ctdl.read(folder)
    assert converted.quarantine == ()
    found = {
        row["id"]: recognition.data(recognition.read(Fields.of(row, ""))) for row in converted.native.rules
    }
    write(converted, folder / "out")
    loaded = read_directory(folder / "out")
    assert loaded.findings == ()
    assert {key: recognition.data(rule) for key, rule in loaded.catalogue.rules.items()} == found
    return found


def data(several: Catalogue) -> dict[str, dict[str, Any]]:
    return {key: recognition.data(rule) for key, rule in several.rules.items()}


@pytest.mark.parametrize("name", SAID)
def test_what_can_be_said_comes_back_the_same(name: str, tmp_path: Path) -> None:
    several = book(SAID[name])
    written = ctdl.export(several)
    assert written.rules == 1
    assert written.coverage.answer()["counts"]["refused"] == 0
    assert back(written, tmp_path) == data(several)


@pytest.mark.parametrize("name", UNSAID)
def test_what_cannot_be_said_is_named_by_its_field(name: str) -> None:
    change, blamed = UNSAID[name]
    written = ctdl.export(book(change))
    assert (written.rules, written.document["@graph"]) == (0, [])
    refused = written.coverage.answer()["refused"]
    reasons = {one["place"].rsplit("/", 1)[1]: one["reason"] for one in refused}
    blames = {field for field, why in reasons.items() if why != "within a rule that CTDL cannot say"}
    assert blamed in blames, reasons
    assert not any(one["blocks"] for one in refused)


def test_a_whole_book_comes_back_as_far_as_it_can_be_said(tmp_path: Path) -> None:
    several = book(
        *({**change, "id": f"river/said {n}"} for n, change in enumerate(SAID.values())),
        *({**change, "id": f"river/unsaid {n}"} for n, (change, _) in enumerate(UNSAID.values())),
        {"id": "river/other", "agreement": "Agreement of 2026: a/b", "sources": [{"item": "craft/exam"}]},
    )
    written = ctdl.export(several)
    found = back(written, tmp_path)
    assert found == {key: one for key, one in data(several).items() if not key.startswith("river/unsaid")}
    about = written.coverage.answer()["about"]
    assert set(about) == set(several.rules)
    agreements = [one for one in written.document["@graph"] if one["@type"] == "ceterms:TransferAgreement"]
    assert [len(one["ceterms:hasTransferValueProfile"]) for one in agreements] == [2]


def test_the_same_book_gives_the_same_document() -> None:
    first, second = book(SAID["dates"], {"id": "river/y"}), book({"id": "river/y"}, SAID["dates"])
    assert list(first.rules) != list(second.rules)
    assert json.dumps(ctdl.export(first).document) == json.dumps(ctdl.export(second).document)


def test_an_end_is_the_last_day() -> None:
    (node,) = (
        one
        for one in ctdl.export(book(SAID["dates"])).document["@graph"]
        if one["@type"] == "ceterms:TransferValueProfile"
    )
    assert date.fromisoformat(node["ceterms:endDate"]) == date(2027, 12, 31)
    assert RuleId(node["ceterms:identifier"]["ceterms:identifierValueCode"]) == "river/x"


def test_a_course_of_somebody_elses_document_is_no_item_of_ours(tmp_path: Path) -> None:
    """Elsewhere a course as the target may mean what takes the credit: without our identifier a person has to say."""
    text = json.dumps(ctdl.export(book({})).document)
    (tmp_path / "rules.json").write_text(text.replace('"creditpath"', '"another system"'), encoding="utf-8")
    converted = ctdl.read(tmp_path)
    assert converted.native.rules == []
    assert any("not one programme" in reason for reason in converted.quarantine[0]["reasons"])
