"""`creditpath rules`: explain prints what can be signed, lint fails on errors, diff says who is touched by how much."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places, Run

VERSION, RULES = "qualifications/accounting.yaml", "rules.jsonl"
DAY = ("--as-of", tiny.TODAY.isoformat())


def changed(directory: Path, name: str, old: str, new: str) -> Path:
    """The tiny catalogue with one thing said otherwise."""
    text = tiny.FILES[name]
    assert text.count(old) == 1
    return tiny.write(directory, {**tiny.FILES, name: text.replace(old, new)})


@pytest.mark.parametrize(("language", "word"), [("zh", "签字"), ("en", "Signed")])
def test_explain_prints_clauses_and_a_line_to_sign(
    run: Run, tiny_bank: Places, language: str, word: str
) -> None:
    said = run("rules", "explain", tiny_bank.directory, tiny.GOAL, "--lang", language)
    assert (said.code, said.err) == (0, "")
    for part in ("river/accounting@2026", "12", "2026-01-01", "language", "residency", word):
        assert part in said.out
    assert (
        run("rules", "explain", tiny_bank.directory, f"{tiny.GOAL}@2026", "--lang", language).out == said.out
    )


def test_explain_writes_markdown_and_json(run: Run, tiny_bank: Places) -> None:
    text = run("rules", "explain", tiny_bank.directory, "river/r2", "--markdown", "--lang", "en").out
    assert text.startswith("# Recognition rule river/r2\n")
    assert "- 2.1 craft/cert “Bookkeeping Certificate”" in text
    told = run("rules", "explain", tiny_bank.directory, "river/acc3", "--json").json
    assert (told["kind"], told["id"], len(told["version"])) == ("item", "river/acc3", 64)
    assert {"key", "number", "text", "items"} == set(told["clauses"][0])


def test_what_is_no_object_is_named(run: Run, tiny_bank: Places) -> None:
    for language, word in (("zh", "没有"), ("en", "no qualification, recognition rule or item")):
        sentence = run("rules", "explain", tiny_bank.directory, "river/magic", "--lang", language).sentence()
        assert "river/magic" in sentence
        assert word in sentence


def test_lint_of_a_good_book_ends_with_0_and_of_a_bad_one_with_1(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    good = run("rules", "lint", tiny_bank.directory, *DAY, "--json")
    assert (good.code, good.json["counts"]["error"]) == (0, 0)
    bad = changed(tmp_path / "bad", VERSION, 'least: "6"', 'least: "60"')
    said = run("rules", "lint", bad, *DAY, "--json")
    assert said.code == 1
    codes = {one["code"] for one in said.json["findings"]}
    assert {"residency_out_of_reach", "residency_above_total", "unsatisfiable"} <= codes
    (one,) = [one for one in said.json["findings"] if one["code"] == "residency_out_of_reach"]
    assert (one["file"], one["field"], one["severity"]) == (VERSION, "limits/0", "error")
    assert "60" in one["text"]["zh"]
    quick = run("rules", "lint", bad, *DAY, "--no-solve", "--json")
    assert {one["code"] for one in quick.json["findings"]} == codes - {"unsatisfiable"}
    shown = run("rules", "lint", bad, *DAY, "--lang", "en")
    assert shown.code == 1
    assert "residency_out_of_reach" in "".join(shown.out.split())
    assert "error" in shown.out


def test_a_row_that_cannot_be_read_is_an_error_of_lint(run: Run, tmp_path: Path) -> None:
    bad = changed(tmp_path / "bad", RULES, '"need":2', '"need":9')
    said = run("rules", "lint", bad, *DAY, "--no-solve", "--json")
    assert said.code == 1
    (one,) = [one for one in said.json["findings"] if one["code"] == "unread"]
    assert (one["file"], one["row"], one["field"]) == (RULES, 2, "need")


def test_diff_of_a_book_with_itself_says_so(run: Run, tiny_bank: Places) -> None:
    said = run(
        "rules", "diff", tiny_bank.directory, tiny_bank.directory, *tiny_bank.words("ledger"), *DAY, "--json"
    )
    assert said.code == 0
    assert said.json["changes"] == []
    assert said.json["affected"] == {
        "looked_at": 2,
        "learners": 0,
        "more": "0",
        "less": "0",
        "effects": [],
        "left_out": [],
    }
    assert "same" in run("rules", "diff", tiny_bank.directory, tiny_bank.directory, "--lang", "en").out


def test_diff_tells_a_changed_clause_and_the_learner_whom_it_touches(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    new = changed(tmp_path / "new", VERSION, 'least: "9"', 'least: "7.5"')
    words = ("rules", "diff", tiny_bank.directory, new, *tiny_bank.words("ledger"), *DAY)
    told = run(*words, "--json").json
    (one,) = told["changes"]
    assert (one["kind"], one["id"], one["change"]) == ("qualification", "river/accounting@2026", "changed")
    (clause,) = one["clauses"]
    assert clause["key"] == "requirement major"
    assert "9 credits" in clause["before"]["en"]
    assert "7.5 学分" in clause["after"]["zh"]
    (effect,) = told["affected"]["effects"]
    assert (effect["learner"], effect["goal"]) == (tiny.CHEN, "river/accounting@2026")
    assert effect["reason"] == "version_changed"
    shown = run(*words, "--lang", "en").out
    assert "was:" in shown
    assert "1 learners affected, of 2" in shown


def test_a_rule_that_goes_costs_whoever_would_have_used_it(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    line = tiny.FILES[RULES].splitlines()
    new = tiny.write(tmp_path / "new", {**tiny.FILES, RULES: line[1] + "\n"})
    told = run("rules", "diff", tiny_bank.directory, new, *tiny_bank.words("ledger"), *DAY, "--json").json
    assert [(one["id"], one["change"]) for one in told["changes"]] == [("river/r1", "removed")]
    (effect,) = told["affected"]["effects"]
    assert effect["reason"] == "audit_changed"
    before, after = effect["before"]["remaining"], effect["after"]["remaining"]
    assert (before, after, effect["difference"]) == ("6", "9", "3")
    assert (told["affected"]["more"], told["affected"]["less"]) == ("3", "0")
    back = run("rules", "diff", new, tiny_bank.directory, *tiny_bank.words("ledger"), *DAY, "--json").json
    assert back["affected"]["effects"][0]["difference"] == "-3"


def test_what_cannot_matter_for_a_goal_touches_nobody(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    new = changed(tmp_path / "new", "items.csv", "Office Software,2", "Office Suites,2")
    told = run("rules", "diff", tiny_bank.directory, new, *tiny_bank.words("ledger"), *DAY, "--json").json
    (one,) = told["changes"]
    assert (one["kind"], one["id"]) == ("item", "craft/office")
    assert told["affected"]["effects"] == []


def test_a_version_that_is_gone_has_no_answer_after(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    new = changed(tmp_path / "new", VERSION, 'year: "2026"', 'year: "2027"')
    told = run("rules", "diff", tiny_bank.directory, new, *tiny_bank.words("ledger"), *DAY, "--json").json
    assert sorted(one["change"] for one in told["changes"]) == ["added", "removed"]
    (effect,) = told["affected"]["effects"]
    assert effect["after"] == {"status": "unanswered", "remaining": None}
    assert effect["difference"] is None


@pytest.mark.parametrize(("language", "word"), [("zh", "不在目录中"), ("en", "lacks")])
def test_import_tells_warnings_in_the_language_of_the_terminal(
    run: Run, tmp_path: Path, language: str, word: str
) -> None:
    directory = changed(
        tmp_path / "bank", VERSION, "of: {subjects: [ENG]}", "of: {items: [river/eng, river/gone]}"
    )
    said = run("import", directory, "--into", tmp_path / "bank.db", "--lang", language)
    assert said.code == 0
    assert "river/gone" in "".join(said.out.split())
    assert word in "".join(said.out.split())
    told = run("import", directory, "--into", tmp_path / "bank.db", "--json").json["findings"]
    assert [one["code"] for one in told] == ["unknown_item"]
    stored = run("rules", "lint", tmp_path / "bank.db", *DAY, "--json").json["findings"]
    assert [one["code"] for one in stored] == ["unknown_item"], (
        "a stored catalogue keeps the places of its files"
    )
    assert stored[0]["file"] == VERSION
