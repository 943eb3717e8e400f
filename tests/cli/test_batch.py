"""`creditpath batch plan`: a line for each learner, an error is one line, and half a file is never seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recommender.ledger import EmbeddedLedger
from recommender.vocabulary import LearnerId
from tests.cli import tiny
from tests.cli.conftest import Places, Run
from tests.ledger.pen import Pen

DAY = ("--as-of", tiny.TODAY.isoformat())


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_each_learner_has_the_plan_that_they_have_alone(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    file = tmp_path / "plans.jsonl"
    said = run(
        "batch", "plan", "--out", file, "--qualification", tiny.GOAL, *DAY, *tiny_bank.words(), "--json"
    )
    found = rows(file)
    assert (said.code, said.json["learners"]) == (0, len(found))
    assert [row["learner"] for row in found] == sorted(row["learner"] for row in found)
    for row in found:
        alone = run(
            *("plan", row["learner"], "--goal", tiny.GOAL, "--no-personal", *DAY),
            *(*tiny_bank.words(), "--json"),
        ).json
        assert (row["status"], row["length"], row["levels"]) == (
            alone["status"],
            alone["length"],
            alone["levels"],
        )
        assert [one["item"] for one in row["steps"]] == [one["item"] for one in alone["steps"]]
    assert said.json["came"] == {"optimal": len(found)}
    assert said.json["certified"] == sum(row["certified"] for row in found)


def test_who_is_named_in_a_file_and_an_error_of_one_is_a_line(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    names, file = tmp_path / "who.txt", tmp_path / "plans.jsonl"
    names.write_text(f"\ufeff{tiny.CHEN}\n\nnobody\n", encoding="utf-8")
    words = ("batch", "plan", "--out", file, "--learners", names, *DAY, *tiny_bank.words(), "--json")
    said = run(*words)
    assert [row["status"] for row in rows(file)] == ["optimal", "failed"]
    assert rows(file)[1]["error"] == "there is no learner 'nobody'"
    assert said.json["came"] == {"failed": 1, "optimal": 1}
    assert run(*words, "--limit", "1").json["learners"] == 1


def test_equal_learners_are_searched_for_once(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    """Two accounts that hold nothing, and one that holds something else."""
    file, ledger = tmp_path / "plans.jsonl", tmp_path / "ledger.db"
    pens = [Pen(LearnerId(f"tiny/{name}")) for name in ("a", "b", "c")]
    pens[2].deposit("river/eng", 10)
    with EmbeddedLedger(ledger) as writer:
        writer.append(new for pen in pens for new in pen.new)
    words = ("--store", tiny_bank.words()[1], "--ledger", ledger, "--qualification", tiny.GOAL)
    said = run("batch", "plan", "--out", file, *words, *DAY, "--json").json
    assert [row["reused"] for row in rows(file)] == [False, True, False]
    assert (said["reused"], said["reused_share"]) == (1, round(1 / 3, 4))


@pytest.mark.parametrize(("language", "word"), [("en", "Written: "), ("zh", "已写入：")])
def test_the_end_in_words(run: Run, tiny_bank: Places, tmp_path: Path, language: str, word: str) -> None:
    file = tmp_path / "plans.jsonl"
    said = run(
        *("batch", "plan", "--out", file, "--qualification", tiny.GOAL, *DAY),
        *(*tiny_bank.words(), "--lang", language),
    )
    assert said.code == 0
    assert word in said.out


def test_what_is_broken_off_leaves_no_file(
    run: Run, tiny_bank: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plans.jsonl"

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("recommender.batch.plan.plan_row", broken)
    said = run("batch", "plan", "--out", file, "--qualification", tiny.GOAL, *DAY, *tiny_bank.words())
    assert said.code == 130
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("a\n\nb\na\n", ":4: 'a' is named twice"), (None, "expected a text file with one learner a line")],
)
def test_mistakes_in_the_file_of_learners(
    run: Run, tiny_bank: Places, tmp_path: Path, text: str | None, sentence: str
) -> None:
    names = tmp_path / "who.txt"
    if text is not None:
        names.write_text(text, encoding="utf-8")
    said = run("batch", "plan", "--out", tmp_path / "o", "--learners", names, *tiny_bank.words())
    assert sentence in said.sentence()


def test_a_folder_that_is_not_there(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    said = run("batch", "plan", "--out", tmp_path / "no" / "o.jsonl", *DAY, *tiny_bank.words())
    assert "cannot be written" in said.err
    assert said.code == 2
