"""Each institution gets its application, with the evidence that the ledger holds of each source and of nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.errors import InputError
from recommender.interchange.applications import (
    applications,
    entries_of,
    evidence_in_entries,
    evidence_in_file,
    file_name,
    markdown,
    write,
)
from recommender.ledger import EmbeddedLedger, NewEntry, open_ledger
from recommender.vocabulary import EntryId, LearnerId
from tests.interchange.world import catalogue, record

PAPER = {"document": "urn:transcript:1", "sha256": "a" * 64, "format": "elmo", "state": "unsigned"}


def wanted(rule: str = "river/r1", recogniser: str = "river", **changes: Any) -> dict[str, Any]:
    """A recognition as a plan wants it."""
    return {
        "rule": rule,
        "version": "v1",
        "assurance": "agreement",
        "agreement": None,
        "option": None,
        "goal": "river/accounting@2026",
        "pending": False,
        "after_term": None,
        "applied_until": None,
        "fee": None,
        "text": {"zh": "申请", "en": "apply"},
        "recogniser": recogniser,
        "sources": [{"key": "held:r2", "item": "craft/cert", "title": {"zh": "证书", "en": "Certificate"}}],
        "outputs": [{"item": "river/acc1", "title": {"zh": "会计", "en": "Accounting"}, "credits": "3"}],
    } | changes


def plan(*several: dict[str, Any]) -> dict[str, Any]:
    """The answer of a plan, as far as it is read."""
    return {"applications": list(several), "goals": [{"qualification": "river/accounting", "year": "2026"}]}


def test_there_is_one_for_each_institution_and_no_other() -> None:
    several = plan(wanted(), wanted("craft/r9", "craft"), wanted("river/r2"))
    found = applications(several, record(), catalogue(), {})
    assert [(one["recogniser"], [each["rule"] for each in one["recognitions"]]) for one in found] == [
        ("craft", ["craft/r9"]),
        ("river", ["river/r1", "river/r2"]),
    ]
    assert applications(plan(), record(), catalogue(), {}) == []


def test_the_evidence_is_the_result_with_its_documents() -> None:
    found = applications(
        plan(wanted()), record(), catalogue(), {EntryId("r2"): [PAPER], EntryId("r1"): [PAPER]}
    )
    (recognition,) = found[0]["recognitions"]
    assert recognition["ready"] is True
    assert recognition["evidence"] == [
        {
            "entry": "r2",
            "item": "craft/cert",
            "title": {"zh": "证书", "en": "Certificate"},
            "issuer": "craft",
            "issuer_title": {"zh": "技能中心", "en": "Centre of Skills"},
            "credits": "1/3",
            "scheme": "credit",
            "grade": None,
            "completed": "2026-03-01",
            "documents": [PAPER],
        }
    ]


@pytest.mark.parametrize("key", ["new:craft/exam", "new:r1", "out:r1"])
def test_what_is_not_held_yet_is_missing(key: str) -> None:
    """Also where it is called like an entry that is held."""
    new = {"key": key, "item": "craft/exam", "title": {"zh": "考试", "en": "Examination"}}
    (one,) = applications(plan(wanted(sources=[new, *wanted()["sources"]])), record(), catalogue(), {})
    recognition = one["recognitions"][0]
    assert recognition["ready"] is False
    assert [each["item"] for each in recognition["missing"]] == ["craft/exam"]
    assert [each["item"] for each in recognition["evidence"]] == ["craft/cert"]


def test_documents_are_found_under_a_deposit_and_its_corrections(tmp_path: Path) -> None:
    ids = [EntryId(f"0198f000-0000-7000-8000-00000000000{number}") for number in range(4)]
    account, day = LearnerId("a"), date(2026, 3, 2)
    result = {"item": "craft/cert", "credits": "3", "scheme": "credit", "completed": "2026-03-01"}
    with EmbeddedLedger(tmp_path / "ledger.db") as ledger:
        ledger.append(
            [
                NewEntry(ids[0], account, "account.opened", day, {}),
                NewEntry(ids[1], account, "result.deposited", day, {**result, "evidence": [PAPER]}),
                NewEntry(ids[2], account, "result.corrected", day, {"result": ids[1], "credits": "2"}),
                NewEntry(ids[3], account, "result.deposited", day, result),
            ]
        )
    found = evidence_in_entries(open_ledger(str(tmp_path / "ledger.db")).entries(account))
    assert found == {ids[1]: [PAPER], ids[2]: [PAPER]}


def test_documents_of_an_account_that_was_merged_go_along(tmp_path: Path) -> None:
    ids = [EntryId(f"0198f000-0000-7000-8000-00000000000{number}") for number in range(5)]
    old, new, day = LearnerId("old"), LearnerId("new"), date(2026, 3, 2)
    result = {"item": "craft/cert", "credits": "3", "scheme": "credit", "completed": "2026-03-01"}
    with EmbeddedLedger(tmp_path / "ledger.db") as ledger:
        ledger.append(
            [
                NewEntry(ids[0], old, "account.opened", day, {}),
                NewEntry(ids[1], old, "result.deposited", day, {**result, "evidence": [PAPER]}),
                NewEntry(ids[2], new, "account.opened", day, {}),
                NewEntry(ids[3], old, "account.merged", day, {"into": new}),
                NewEntry(ids[4], new, "account.joined", day, {"account": old}),
            ]
        )
    reader = open_ledger(str(tmp_path / "ledger.db"))
    assert evidence_in_entries(entries_of(reader, new)) == {ids[1]: [PAPER]}


def test_documents_of_a_record_file_are_found_by_id_or_by_item_and_day() -> None:
    rows = [
        {"id": "r1", "item": "river/eng", "completed": "2026-01-10", "evidence": [PAPER]},
        {"item": "craft/cert", "completed": "2026-03-01", "evidence": [{**PAPER, "document": "b"}]},
        {"item": "elsewhere/x", "completed": "2026-03-01", "evidence": [PAPER]},
        "no row",
    ]
    found = evidence_in_file(rows, record().results)
    assert {entry: papers[0]["document"] for entry, papers in found.items()} == {
        "r1": "urn:transcript:1",
        "r2": "b",
    }
    assert evidence_in_file(None, record().results) == {}


def test_files_are_written_once_and_by_safe_names(tmp_path: Path) -> None:
    several = plan(wanted(), wanted("x/r", "../up/and away"))
    found = applications(several, record(), catalogue(), {})
    files = write(found, tmp_path / "out")
    assert all(file.parent == tmp_path / "out" for file in files)
    assert [json.loads(file.read_text(encoding="utf-8")) for file in files] == found
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {".json", ".md"}
    assert file_name("a/b") != file_name("a_b")
    with pytest.raises(InputError, match="a new or empty directory"):
        write(found, tmp_path / "out")


def test_titles_are_no_markup() -> None:
    outputs = [{"item": None, "title": {"zh": "|<b>*", "en": "# [x](y)"}, "credits": None}]
    (one,) = applications(plan(wanted(outputs=outputs)), record(), catalogue(), {EntryId("r2"): [PAPER]})
    text = markdown(one)
    assert r"\|\<b\>\*" in text
    assert r"\# \[x\](y)" in text
    assert "urn:transcript:1 sha256 aaaaaaaaaaaaaaaa" in text
    assert "1/3 credit" in text
