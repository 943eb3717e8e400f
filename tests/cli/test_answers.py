"""Does every question get its answer, as text in both languages and as JSON with nothing else on stdout?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.cli.show.words import term_name
from recommender.planning import make
from tests.cli import tiny
from tests.cli.conftest import Places, Run

DAY = ("--as-of", tiny.TODAY.isoformat())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            (
                "会计学 2026 · 江南开放大学",
                "还需学习 6 学分，1 个学期 · 已证明最短",
                "2026 年秋季",
                "办公软件",
            ),
        ),
        (
            "en",
            (
                "Accounting 2026 · River University",
                "6 credits still to study, in 1 term",
                "Autumn 2026",
                "Office",
            ),
        ),
    ],
)
def test_a_plan_tells_progress_length_terms_and_what_does_not_count(
    run: Run, tiny_bank: Places, language: str, expected: tuple[str, ...]
) -> None:
    said = run("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--lang", language)
    assert (said.code, said.err) == (0, "")
    for words in expected:
        assert words in said.out


@pytest.mark.parametrize(("language", "claimed"), [("zh", "已证明"), ("en", "roven")])
def test_only_what_has_a_proof_is_called_proven(
    run: Run, tiny_bank: Places, language: str, claimed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = ("plan", tiny.CHEN, *DAY, *tiny_bank.words())
    assert run(*ask, "--json").json["levels"][0]["proof"] == "certified"
    assert claimed in run(*ask, "--lang", language).out
    monkeypatch.setattr(make, "prover_of", lambda *_: None)
    assert run(*ask, "--json").json["levels"][0]["proof"] == "solver"
    assert claimed not in run(*ask, "--lang", language).out


def test_a_plan_names_each_standing_with_its_amount(run: Run, tiny_bank: Places) -> None:
    said = run("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--lang", "en")
    assert "█ granted 3   ▓ available 3   ░ to study 6   · not counted 2" in said.out
    assert "With “Bookkeeping Certificate”, apply to River University" in " ".join(said.out.split())


def test_no_line_is_wider_than_the_terminal(run: Run, tiny_bank: Places, demo_bank: Places) -> None:
    from rich.cells import cell_len

    words = ("--lang", "zh", *DAY, *tiny_bank.words())
    demo = ("--lang", "zh", *DAY, *demo_bank.words())
    for said in (
        run("plan", tiny.CHEN, *words),
        run("audit", tiny.CHEN, *words),
        run("audit", "demo/zhou-tao", *demo),
    ):
        assert said.code == 0
        assert max(map(cell_len, said.out.splitlines())) <= 80
        assert "…" not in said.out, "a sentence was cut"


def test_there_is_no_colour_where_there_is_no_terminal(run: Run, tiny_bank: Places) -> None:
    assert "\x1b" not in run("plan", tiny.CHEN, *DAY, *tiny_bank.words()).out


def test_a_model_that_is_missing_is_no_failure_and_the_mode_says_so(run: Run, tiny_bank: Places) -> None:
    said = run("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["mode"] == "plan_only"
    assert "No ranking is used" in run("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--lang", "en").out


def test_the_choices_of_a_plan_are_kept(run: Run, tiny_bank: Places) -> None:
    def steps(*words: str) -> dict[str, str]:
        plan = run("plan", tiny.CHEN, *DAY, *tiny_bank.words(), *words, "--json").json
        return {step["item"]: step["term"] for step in plan["steps"]}

    assert set(steps()) < {"river/acc2", "river/acc3", "river/tax"}
    assert set(steps("--exclude", "river/tax")) == {"river/acc2", "river/acc3"}
    assert set(steps("--pin", "river/acc3", "--pin", "river/acc2")) == {"river/acc2", "river/acc3"}
    assert len(set(steps("--load", "3").values())) == 2
    assert steps("--institution", "craft") == {}


def test_no_path_is_an_answer_with_its_causes(run: Run, tiny_bank: Places) -> None:
    words = ("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--exclude", "river/acc2")
    said = run(*words, "--json")
    assert said.code == 0
    assert said.json["status"] == "infeasible"
    assert said.json["length"] is None
    told = run(*words, "--lang", "en")
    assert told.code == 0
    assert "There is no path" in told.out


def test_several_goals_are_planned_together(run: Run, demo_bank: Places) -> None:
    goals = ("--goal", "hudong/accounting", "--goal", "qianlan/e-commerce@2020")
    plan = run("plan", "demo/lin-yue", *DAY, *goals, *demo_bank.words(), "--json").json
    assert [goal["qualification"] for goal in plan["goals"]] == ["hudong/accounting", "qianlan/e-commerce"]


def test_a_record_file_needs_no_ledger(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    file = tmp_path / "record.yaml"
    file.write_text(tiny.RECORD, encoding="utf-8")
    words = ("--record", file, "--goal", tiny.GOAL, *DAY, "--ledger", tmp_path / "none.db", "--lang", "en")
    plan = run("plan", *words, *tiny_bank.words("store"), "--json")
    assert (plan.code, plan.err) == (0, "")
    assert (plan.json["length"], plan.json["learner"]) == ("6", "walk-in")
    assert run("audit", *words, *tiny_bank.words("store"), "--json").json["remaining"] == "6"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ("至少还缺 6 学分", "✓ 外语 已满足", "会计基础 3 可认定 · 证书 (river/r1)", "未达到：")),
        (
            "en",
            (
                "At least 6 credits missing",
                "✓ Language Met",
                "Accounting 1 3 Available · Certificate (river/r1)",
                "not reached:",
            ),
        ),
    ],
)
def test_an_audit_shows_the_tree_and_keeps_the_standings_apart(
    run: Run, tiny_bank: Places, language: str, expected: tuple[str, ...]
) -> None:
    said = run("audit", tiny.CHEN, *DAY, *tiny_bank.words(), "--lang", language)
    assert said.code == 0
    for words in expected:
        assert words in said.out


def test_an_audit_speaks_json(run: Run, tiny_bank: Places) -> None:
    found = run("audit", tiny.CHEN, "--goal", tiny.GOAL, *DAY, *tiny_bank.words(), "--json").json
    assert found["goals"][0]["granted"] == "3"
    assert found["remaining"] == "6"


@pytest.mark.parametrize(("language", "heading"), [("zh", "接下来可以学"), ("en", "Next for")])
def test_recommendations_are_listed_best_first(
    run: Run, tiny_bank: Places, language: str, heading: str
) -> None:
    words = ("recommend", tiny.CHEN, *DAY, "--limit", 2, *tiny_bank.words())
    told = run(*words, "--lang", language)
    assert told.code == 0
    assert heading in told.out
    found = run(*words, "--json").json
    assert [one["item"] for one in found["items"]] == [
        one for one in ("river/acc2", "river/tax") if one in told.out
    ]
    assert found["scenario"] == "next"


def test_learners_are_listed_page_by_page(run: Run, tiny_bank: Places) -> None:
    parts = tiny_bank.words("ledger")
    assert run("learners", *parts).out == f"{tiny.CHEN}\n{tiny.NOVA}\n"
    first = run("learners", "--limit", 1, *parts, "--lang", "en")
    assert (first.out, f"--after {tiny.CHEN}" in first.err) == (f"{tiny.CHEN}\n", True)
    assert run("learners", "--limit", 1, *parts, "--json").json == {
        "learners": [tiny.CHEN],
        "next": tiny.CHEN,
    }
    assert run("learners", "--after", tiny.CHEN, *parts, "--json").json == {
        "learners": [tiny.NOVA],
        "next": None,
    }


@pytest.mark.parametrize(
    ("language", "every", "either", "some"),
    [
        ("zh", "以下全部（与）", "以下任一（或）", "以下任 2 项"),
        ("en", "all of (AND)", "one of (OR)", "any 2 of"),
    ],
)
def test_a_neighbourhood_tells_and_from_or(
    run: Run, tiny_bank: Places, language: str, every: str, either: str, some: str
) -> None:
    def drawn(item: str) -> str:
        return run("graph", item, *tiny_bank.words("store"), "--lang", language).out

    assert every in drawn("river/acc3")
    assert either not in drawn("river/acc3")
    assert either in drawn("river/acc2")
    assert every not in drawn("river/acc2")
    assert some in drawn("craft/exam")


def test_a_neighbourhood_shows_marks_and_both_sides_of_a_rule(run: Run, tiny_bank: Places) -> None:
    parts = (*tiny_bank.words("store"), "--lang", "en")
    assert "Accounting 2 river/acc2 (at least percent 60)" in run("graph", "river/acc3", *parts).out
    assert "comes in through recognition" in run("graph", "river/acc1", *parts).out
    assert "Accounting 1 river/acc1" in run("graph", "craft/cert", *parts).out
    assert "Management Accounting" in run("graph", "river/acc1", "--depth", 2, *parts).out
    gates = {n["gate"] for n in run("graph", "craft/cert", *parts, "--json").json["nodes"]}
    assert {"all", "k_of_n"} <= gates


def test_import_counts_what_it_kept(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    into = tmp_path / "new" / "creditpath.db"
    said = run("import", tiny_bank.directory, "--into", into, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["counts"] == {
        "institutions": 2,
        "items": 9,
        "rules": 2,
        "qualifications": 1,
        "versions": 1,
    }
    assert said.json["findings"] == []
    plan = run("plan", tiny.CHEN, *DAY, "--store", into, *tiny_bank.words("ledger"), "--json")
    assert plan.json["length"] == "6"
    told = run("import", tiny_bank.directory, "--into", into, "--lang", "zh")
    assert "没有发现问题" in told.out
    assert "读目录" in told.err, "without a terminal each stage is one line on stderr"


def test_two_runs_say_the_same_but_for_the_time_they_took(run: Run, tiny_bank: Places) -> None:
    words = ("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--json")
    first, second = run(*words).json, run(*words).json
    assert first.pop("meta") is not None
    second.pop("meta")
    assert json.dumps(first) == json.dumps(second)


def test_a_term_is_said_in_words() -> None:
    term = {"season": "spring", "start": "2027-02-24"}
    assert (term_name(term, "zh"), term_name(term, "en")) == ("2027 年春季", "Spring 2027")
