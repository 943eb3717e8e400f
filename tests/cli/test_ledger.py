"""`creditpath ledger`: a verdict in words and as data, a copy that grows, and mistakes in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.ledger import open_ledger
from recommender.vocabulary import LearnerId
from tests.cli import tiny
from tests.cli.conftest import Places, Run
from tests.cli.test_batch import DAY


def ledger_of(bank: Places) -> str:
    words = list(map(str, bank.words()))
    return words[words.index("--ledger") + 1]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "The ledger keeps the contract"), ("zh", "账本遵守约定")]
)
def test_a_ledger_that_keeps_the_contract(run: Run, tiny_bank: Places, language: str, said: str) -> None:
    found = run("ledger", "check", ledger_of(tiny_bank), *DAY, "--lang", language)
    assert (found.code, found.err.count("✗")) == (0, 0)
    assert said in found.out
    data = run("ledger", "check", ledger_of(tiny_bank), *DAY, "--json").json
    assert data["passed"]
    assert {one["check"] for one in data["checks"]} >= {"feed", "snapshot", "entries"}


def test_one_that_does_not_ends_with_1(run: Run, tmp_path: Path, tiny_bank: Places) -> None:
    lines = tmp_path / "ledger.jsonl"
    from recommender.ledger.files import line_of
    from recommender.ledger.wire import entry_to

    entries = open_ledger(ledger_of(tiny_bank)).feed().entries
    kept = [one for one in entries if (one.account, one.number) != (tiny.CHEN, 2)]
    lines.write_text("".join(line_of(entry_to(one)) for one in kept), encoding="utf-8")
    found = run("ledger", "check", lines, *DAY, "--json")
    assert found.code == 1
    failed = {one["check"]: one["said"] for one in found.json["checks"] if not one["passed"]}
    assert "numbers from 1 without gaps" in failed["entries"]


def test_a_copy_grows(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("ledger", "copy", ledger_of(tiny_bank), "--into", tmp_path / "copy.db", "--json")
    first, again = run(*words).json, run(*words).json
    assert first["written"] == open_ledger(str(tmp_path / "copy.db")).count() > 0
    assert (again["written"], again["cursor"]) == (0, first["cursor"])


def test_mistakes_are_one_sentence(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    assert "there is no ledger" in run("ledger", "check", tmp_path / "no.db").sentence()
    assert "cannot be used" in run("ledger", "check", "http://127.0.0.1:9/x").sentence()
    own = ledger_of(tiny_bank).removeprefix("sqlite:///")
    said = run("ledger", "copy", ledger_of(tiny_bank), "--into", own).sentence()
    assert "is a ledger of its own" in said


RESULTS = "学号,课程代码,完成日期,学分\nnew/1,river/eng,2024/3/1,3\nnew/2,X9,2024/3/1,2\n"


def test_results_are_read_matched_and_taken_once(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    table, out, ledger = tmp_path / "r.csv", tmp_path / "entries.jsonl", tmp_path / "ledger.db"
    table.write_bytes(RESULTS.encode("gb18030"))
    words = (
        "ledger",
        "import",
        table,
        "--out",
        out,
        "--into",
        ledger,
        *tiny_bank.words("store"),
        *DAY,
        "--json",
    )
    first, again = run(*words).json, run(*words).json
    assert (first["into"]["written"], again["into"]) == (
        4,
        {"file": str(ledger), "written": 0, "repeated": 2},
    )
    assert first["unmatched"] == [{"code": "X9", "title": "", "issuer": "", "rows": 1}]
    assert [json.loads(line)["payload"]["item"] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "river/eng",
        "unknown/X9",
    ]
    record = open_ledger(str(ledger)).record(LearnerId("new/1"), tiny.TODAY)
    assert [one.item for one in record.results] == ["river/eng"]


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_written(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    table, out = tmp_path / "r.csv", tmp_path / "entries.jsonl"
    table.write_text(RESULTS.replace("2024/3/1,3", "yesterday,3"), encoding="utf-8")
    words = ("ledger", "import", table, *tiny_bank.words("store"), *DAY, "--lang", "en")
    said = run(*words, "--out", out)
    assert said.code == 2
    assert f"{table}:2: 完成日期: expected a date" in said.err
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    assert "cannot be written" in run(*words, "--out", tmp_path / "no" / "x.jsonl").sentence()
    assert "--out: expected a file" in run(*words).sentence()
