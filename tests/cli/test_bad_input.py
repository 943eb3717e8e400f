"""Is every mistake answered with one clear sentence that names the place, exit code 2, and nothing good lost?"""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.ledger import EmbeddedLedger
from tests.cli import tiny
from tests.cli.conftest import Places, Run

DAY = ("--as-of", tiny.TODAY.isoformat())

FULL = {"institutions": 2, "items": 9, "rules": 2, "qualifications": 1, "versions": 1}
BROKEN_ROWS = {
    "institutions.csv": (
        "craft,技能中心,",
        "craft,,技能中心,",
        "institutions.csv:3",
        {"institutions": 1, "items": 6},
    ),
    "items.csv": ("Tax Law,3,", "Tax Law,three,", "items.csv:6", {"items": 8}),
    "prerequisites.jsonl": ('"prerequisite":{"any"', '"prerequisites":{"any"', "prerequisites.jsonl:1", {}),
    "rules.jsonl": ('"need":2', '"need":9', "rules.jsonl:2", {"rules": 1}),
    "qualifications/accounting.yaml": (
        'least: "9"',
        "least: nine",
        "qualifications/accounting.yaml",
        {"qualifications": 0, "versions": 0},
    ),
}
"""By file: what is written instead of what, where the finding has to be, and what cannot be kept."""


@pytest.mark.parametrize("name", BROKEN_ROWS)
def test_a_broken_row_is_a_finding_and_every_other_row_is_kept(run: Run, tmp_path: Path, name: str) -> None:
    old, new, place, fewer = BROKEN_ROWS[name]
    assert tiny.FILES[name].count(old) == 1
    directory = tiny.write(tmp_path / "bank", {**tiny.FILES, name: tiny.FILES[name].replace(old, new)})
    said = run("import", directory, "--into", tmp_path / "creditpath.db", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["counts"] == FULL | fewer
    finding = next(one for one in said.json["findings"] if one["file"] == name)
    assert finding["text"].startswith(place)
    assert all(finding[field] for field in ("field", "expected", "found"))
    told = run("import", directory, "--into", tmp_path / "creditpath.db", "--lang", "en")
    assert told.code == 0
    assert "".join(finding["text"].split()) in "".join(told.out.replace("·", "").split())
    assert "Traceback" not in told.out + told.err


def test_a_rule_type_that_nobody_knows_is_named_and_what_it_touches_is_refused(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    name = "qualifications/accounting.yaml"
    changed = tiny.FILES[name].replace("kind: residency", "kind: astrology")
    directory = tiny.write(tmp_path / "bank", {**tiny.FILES, name: changed})
    said = run("import", directory, "--into", tmp_path / "creditpath.db", "--json")
    assert said.code == 0
    (finding,) = [one for one in said.json["findings"] if "astrology" in one["text"]]
    assert finding["file"] == name
    assert "residency" in finding["expected"]
    plan = run(
        "plan", tiny.CHEN, *DAY, "--store", tmp_path / "creditpath.db", *tiny_bank.words("ledger"), "--json"
    )
    assert (plan.code, plan.json["status"]) == (0, "refused")
    assert plan.json["causes"]


def test_findings_are_grouped_and_only_the_first_are_shown_unless_all_are_asked_for(
    run: Run, tmp_path: Path
) -> None:
    rows = "".join(f"river/x{n},course,river,课,Course,lots,100,ACC,,\n" for n in range(9))
    directory = tiny.write(tmp_path / "bank", {**tiny.FILES, "items.csv": tiny.FILES["items.csv"] + rows})
    words = ("import", directory, "--into", tmp_path / "creditpath.db", "--lang", "en")
    few, every = run(*words), run(*words, "--all-findings")
    assert "items · 9" in few.out
    assert "and 4 more" in few.out
    assert "--all-findings" in few.out
    assert few.out.count("lots") < every.out.count("lots") == 9


@pytest.mark.parametrize("content", ["", "no catalogue: [", "format: another/1\n"])
def test_a_directory_that_is_no_catalogue_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "bank").mkdir()
    if content:
        (tmp_path / "bank" / "catalogue.yaml").write_text(content, encoding="utf-8")
    said = run("import", tmp_path / "bank", "--into", tmp_path / "creditpath.db")
    assert said.code == 2
    assert "catalogue.yaml" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "creditpath.db").exists()


def test_a_catalogue_of_which_nothing_can_be_read_replaces_nothing(run: Run, tmp_path: Path) -> None:
    into = tmp_path / "creditpath.db"
    good = tiny.write(tmp_path / "good")
    assert run("import", good, "--into", into).code == 0
    empty = {name: "" for name in tiny.FILES if name != "catalogue.yaml"}
    said = run(
        "import", tiny.write(tmp_path / "bad", {**tiny.FILES, **empty}), "--into", into, "--lang", "en"
    )
    assert said.code == 2
    assert str(tmp_path / "bad") in said.err.splitlines()[-1]
    assert "not one item or qualification" in said.err
    assert run("graph", "river/acc1", "--store", into).code == 0


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("plan", "tiny/nobody"), ("没有学习者", "tiny/nobody"), ("no learner", "tiny/nobody")),
        (("audit", "tiny/nobody"), ("没有学习者", "tiny/nobody"), ("no learner", "tiny/nobody")),
        (("recommend", "tiny/nobody"), ("没有学习者", "tiny/nobody"), ("no learner", "tiny/nobody")),
        (
            ("plan", tiny.CHEN, "--goal", "river/magic"),
            ("没有资格", "river/magic"),
            ("no qualification", "river/magic"),
        ),
        (
            ("audit", tiny.CHEN, "--goal", "river/magic"),
            ("没有资格", "river/magic"),
            ("no qualification", "river/magic"),
        ),
        (("plan", tiny.CHEN, "--goal", "river/accounting@1999"), ("@1999",), ("@1999",)),
        (("plan", tiny.NOVA), ("goal",), ("name a goal",)),
        (
            ("plan", tiny.CHEN, "--exclude", "river/magic"),
            ("exclude", "river/magic"),
            ("exclude", "river/magic"),
        ),
        (("plan", tiny.CHEN, "--pin", "river/magic"), ("pin", "river/magic"), ("pin", "river/magic")),
        (("plan", tiny.CHEN, "--institution", "nowhere"), ("nowhere",), ("institution", "nowhere")),
        (("plan", tiny.CHEN, "--load", "much"), ("--load", "much"), ("--load", "much")),
        (("plan", tiny.CHEN, "--assume", "75"), ("assume", "75"), ("assume", "SCHEME:MARK")),
        (("plan", tiny.CHEN, "--load", "0"), ("--load",), ("--load", "more than 0")),
        (
            ("plan", tiny.CHEN, "--objective", "glory"),
            ("--objective", "glory"),
            ("--objective", "length, terms, fee, fit"),
        ),
        (
            ("plan", tiny.CHEN, "--objective", "fee", "--objective", "fee"),
            ("--objective", "fee fee"),
            ("--objective", "each name once"),
        ),
        (("plan", tiny.CHEN, "--budget", "1e3"), ("--budget", "99.50"), ("--budget", "99.50")),
        (("plan", tiny.CHEN, "--term-load", "6"), ("--term-load",), ("--term-load", "NAME=VALUE")),
        (("plan", tiny.CHEN, "--earliest", "never"), ("earliest", "never"), ("earliest", "-spring")),
        (("plan", tiny.CHEN, "--mode", "magic"), ("modes", "magic"), ("modes", "magic")),
        (("plan",), ("LEARNER", "--record"), ("LEARNER", "--record")),
        (("graph", "river/magic"), ("没有这一项", "river/magic"), ("no item", "river/magic")),
    ],
)
def test_what_does_not_exist_is_named(
    run: Run, tiny_bank: Places, words: tuple[str, ...], zh: tuple[str, ...], en: tuple[str, ...]
) -> None:
    parts = tiny_bank.words("store") if words[0] == "graph" else (*DAY, *tiny_bank.words())
    for language, expected in (("zh", zh), ("en", en)):
        sentence = run(*words, *parts, "--lang", language).sentence()
        assert all(part in sentence for part in expected), sentence


@pytest.mark.parametrize("command", ["plan", "audit", "recommend"])
@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "2026-1-1", "20260901", ""])
def test_a_date_that_is_no_date_names_the_option_and_the_form(
    run: Run, tiny_bank: Places, command: str, day: str
) -> None:
    sentence = run(command, tiny.CHEN, "--as-of", day, *tiny_bank.words()).sentence()
    assert "--as-of" in sentence
    assert "YYYY-MM-DD" in sentence


@pytest.mark.parametrize(
    "words", [("plan", tiny.CHEN), ("audit", tiny.CHEN), ("recommend", tiny.CHEN), ("learners",)]
)
def test_a_ledger_that_is_missing_or_empty_says_what_to_do(
    run: Run, tiny_bank: Places, tmp_path: Path, words: tuple[str, ...]
) -> None:
    EmbeddedLedger(tmp_path / "empty.db").close()
    store = () if words == ("learners",) else (*DAY, *tiny_bank.words("store"))
    for name, place in (("none.db", "none.db"), ("empty.db", "no entries")):
        sentence = run(*words, *store, "--ledger", tmp_path / name, "--lang", "en").sentence()
        assert place in sentence
        assert "--ledger" in sentence
        assert "--record" in sentence
    assert not (tmp_path / "none.db").exists(), "a ledger is never made by asking for it"


def test_a_store_that_is_missing_is_named(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("plan", tiny.CHEN, *DAY, "--store", tmp_path / "none.db", *tiny_bank.words("ledger"))
    assert "none.db" in run(*words).sentence()


def test_a_broken_row_of_a_record_is_named_and_the_others_are_planned_with(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    file = tmp_path / "record.yaml"
    broken = tiny.RECORD.replace('craft/cert, credits: "3"', "craft/cert, credits: lots")
    assert broken != tiny.RECORD
    file.write_text(broken, encoding="utf-8")
    words = ("plan", "--record", file, "--goal", tiny.GOAL, *DAY, *tiny_bank.words("store"))
    said = run(*words, "--json")
    assert said.code == 2
    (sentence,) = said.err.splitlines()
    assert "record.yaml: /results/1/credits" in sentence
    assert "lots" in sentence
    assert said.json["goals"][0]["granted"] == "3", "the good row counts"
    assert said.json["length"] == "9"
    assert run(*words).err.splitlines() == [sentence]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "record.yaml"),
        ("results: [", "record.yaml"),
        ("- a list\n", "mapping"),
        ("format: creditpath-record/9\n", "creditpath-record/1"),
        ("wishes: []\n", "wishes"),
    ],
)
def test_a_file_that_is_no_record_is_refused(
    run: Run, tiny_bank: Places, tmp_path: Path, content: str | None, expected: str
) -> None:
    file = tmp_path / "record.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    words = ("plan", "--record", file, "--goal", tiny.GOAL, *DAY, *tiny_bank.words("store"))
    assert expected in run(*words).sentence()


def test_a_learner_and_a_record_together_are_refused(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("plan", tiny.CHEN, "--record", tmp_path / "record.yaml", *DAY, *tiny_bank.words())
    assert "exactly one" in run(*words).sentence()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("plan", "x", "--gaol", "y"), "--goal"),
        (("plan", "x", "--wish"), "--wish"),
        (("plam", "x"), "plam"),
        (("graph",), "ITEM"),
        (("evaluate",), "--dataset"),
        (("recommend", "x", "--limit", "0"), "--limit"),
        (("recommend", "x", "--scenario", "lucky"), "--scenario"),
        (("plan", "x", "--lang", "fr"), "--lang"),
        (("serve", "--port", "99999"), "--port"),
    ],
)
def test_words_that_nobody_knows_are_one_sentence_that_points_to_help(
    run: Run, words: tuple[str, ...], expected: str
) -> None:
    for language in ("zh", "en"):
        given = words if "--lang" in words else (*words, "--lang", language)
        sentence = run(*given).sentence()
        assert expected in sentence
        assert "--help`" in sentence


def test_a_setting_of_the_environment_that_is_wrong_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDITPATH_PORT", "many")
    sentence = run("learners").sentence()
    assert "CREDITPATH_PORT" in sentence
    assert "many" in sentence
