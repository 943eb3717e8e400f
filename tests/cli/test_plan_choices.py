"""`creditpath plan --alternatives` and `--after`: plans as good, and what a new plan keeps of an old one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recommender.planning.request import MOST_TIES
from tests.cli import tiny
from tests.cli.conftest import Places, Run, Said

DAY = ("--as-of", tiny.TODAY.isoformat())
BY_LENGTH = ("--objective", "length")
TAX, ACC3 = {"river/acc2", "river/tax"}, {"river/acc2", "river/acc3"}


def planned(run: Run, bank: Places, *words: object) -> Said:
    return run("plan", tiny.CHEN, *DAY, *bank.words(), *words)


def items(plan: dict[str, Any]) -> set[str]:
    return {step["item"] for step in plan["steps"]}


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [one["item"] for one in rows]


def old_plan(folder: Path, *ids: str) -> Path:
    file = folder / "old.json"
    file.write_text(json.dumps({"steps": [{"item": one} for one in ids]}), encoding="utf-8")
    return file


def test_every_other_plan_that_is_as_good(run: Run, tiny_bank: Places) -> None:
    said = planned(run, tiny_bank, "--alternatives", "5", *BY_LENGTH, "--json")
    assert (said.code, said.err) == (0, "")
    found = said.json
    best, other = found["plans"]
    assert sorted(map(sorted, map(items, found["plans"]))) == sorted(map(sorted, (TAX, ACC3)))
    assert (best["length"], other["length"], found["status"]) == ("6", "6", "optimal")
    assert (best["differs"], other["differs"], found["all_told"], found["asked"]) == (0, 2, True, 5)
    assert (set(names(other["gained"])), set(names(other["lost"]))) == (
        items(other) - items(best),
        items(best) - items(other),
    )
    assert len({found["replay_key"], best["replay_key"], other["replay_key"]}) == 3


def test_no_other_plan_is_shown_where_none_is_as_good_at_every_level(run: Run, tiny_bank: Places) -> None:
    found = planned(run, tiny_bank, "--alternatives", "5", "--json").json
    assert ([items(plan) for plan in found["plans"]], found["all_told"]) == ([TAX], True)


def test_ties_are_counted_one_by_one_up_to_as_many_as_are_asked_for(run: Run, tiny_bank: Places) -> None:
    told = {
        limit: planned(run, tiny_bank, "--count-ties", limit, *BY_LENGTH, "--json").json["ties"]
        for limit in (0, 5, MOST_TIES)
    }
    exact = {"count": "2", "exact": True}
    assert told == {0: {"count": "1", "exact": False}, 5: exact, MOST_TIES: exact}
    said = planned(run, tiny_bank, "--count-ties", 5, *BY_LENGTH)
    assert "2 equally short ways in all" in " ".join(said.out.replace("│", "").split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--count-ties", MOST_TIES + 1), "--count-ties"),
        (("--count-ties", -1), "--count-ties"),
        (
            ("--count-ties", 1, "--alternatives", 1),
            "--count-ties: expected neither --alternatives nor --after",
        ),
    ],
)
def test_ties_that_cannot_be_counted_are_refused_by_the_option(
    run: Run, tiny_bank: Places, words: tuple[object, ...], said: str
) -> None:
    found = planned(run, tiny_bank, *words)
    assert found.code == 2
    assert said in " ".join(found.err.split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Plan 1 ", "Plan 2 · differs by 2 steps", "Studied only here", "No other choice of study")),
        ("zh", ("计划 1 ", "相差 2 步", "仅此计划修读", "仅计划 1 修读", "没有其他同样好的选择。")),
    ],
)
def test_alternatives_are_shown_one_under_the_other(
    run: Run, tiny_bank: Places, language: str, said: tuple[str, ...]
) -> None:
    found = planned(run, tiny_bank, "--alternatives", "2", *BY_LENGTH, "--lang", language)
    assert (found.code, found.err) == (0, "")
    places = [found.out.find(words) for words in said]
    assert -1 not in places, found.out
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "3 credits more than plan 1, which is the shortest",
                "Within the slack there is no other choice",
            ),
        ),
        ("zh", ("比最短的计划 1 多 3 学分", "在放宽的范围内")),
    ],
)
def test_within_a_slack_longer_plans_say_by_how_much(
    run: Run, tiny_bank: Places, tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    file = tmp_path / "nothing.json"
    file.write_text('{"results": []}', encoding="utf-8")
    asked = ("plan", "--record", file, "--goal", "river/accounting", "--alternatives", 5, *BY_LENGTH)
    found = run(*asked, *DAY, *tiny_bank.words(), "--slack-credits", "3", "--lang", language)
    assert (found.code, found.err) == (0, "")
    shown = " ".join(found.out.split())
    assert [one for one in said if one not in shown] == []
    assert said[0] not in run(*asked, *DAY, *tiny_bank.words(), "--lang", language).out
    assert shown.count("not proven to be the shortest") + shown.count("尚未证明最短") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--slack-credits", "3"), "--slack-credits: expected --alternatives K with it"),
        (("--slack-terms", "1"), "--slack-terms: expected --alternatives K with it"),
        (("--alternatives", "1", "--slack-credits", "-1"), "--slack-credits:"),
        (("--alternatives", "1", "--slack-terms", "1", *BY_LENGTH), "--slack-terms: expected terms among"),
    ],
)
def test_a_slack_that_means_nothing_is_refused_by_its_option(
    run: Run, tiny_bank: Places, words: tuple[str, ...], said: str
) -> None:
    assert said in planned(run, tiny_bank, *words).sentence()


def test_of_no_path_the_causes_are_shown(run: Run, tiny_bank: Places) -> None:
    words = ("--exclude", "river/acc2", "--exclude", "river/tax", "--alternatives", "2")
    found = planned(run, tiny_bank, *words, "--json").json
    assert (found["status"], len(found["plans"]), found["all_told"]) == ("infeasible", 1, False)
    assert found["plans"][0]["causes"]
    assert planned(run, tiny_bank, *words).code == 0


@pytest.mark.parametrize(("old", "kept"), [(TAX, TAX), (ACC3, ACC3)])
def test_an_old_plan_stays_where_it_is_as_short(
    run: Run, tiny_bank: Places, tmp_path: Path, old: set[str], kept: set[str]
) -> None:
    found = planned(run, tiny_bank, "--after", old_plan(tmp_path, *old), "--json").json
    assert (items(found), found["length"]) == (kept, "6")
    against = found["against"]
    assert (set(names(against["kept"])), against["added"], against["dropped"]) == (kept, [], [])


def test_what_is_dropped_has_its_reason(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    file = old_plan(tmp_path, "river/acc2", "river/acc3", "river/old", "river/eng", "river/law")
    found = planned(run, tiny_bank, "--after", file, "--exclude", "river/acc3", "--json").json
    assert {one["item"]: one["reason"] for one in found["against"]["dropped"]} == {
        "river/acc3": "excluded",
        "river/old": "gone",
        "river/eng": "passed",
        "river/law": "not_needed",
    }
    assert names(found["against"]["added"]) == ["river/tax"]


def test_the_steps_are_kept_before_the_length_where_that_is_wished(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    file = old_plan(tmp_path, "river/acc2", "river/acc3", "river/law")
    words = ("--after", file, "--json")
    assert planned(run, tiny_bank, *words).json["length"] == "6"
    kept = planned(run, tiny_bank, *words, "--keep-steps").json
    assert (kept["length"], kept["against"]["dropped"], kept["levels"][0]["objective"]) == ("9", [], "change")


@pytest.mark.parametrize("kind", ["answer", "certificate"])
def test_what_plan_has_written_is_read_again(run: Run, tiny_bank: Places, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "old.json"
    if kind == "answer":
        said = planned(run, tiny_bank, "--exclude", "river/tax", "--json")
        file.write_text(said.out, encoding="utf-8")
    else:
        planned(run, tiny_bank, "--exclude", "river/tax", "--certificate", file)
    assert items(planned(run, tiny_bank, "--after", file, "--json").json) == ACC3


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("Against the old plan", "Kept: Accounting 2", "Added: Tax Law", "Dropped: “river/old” is in"),
        ),
        ("zh", ("与旧计划相比", "保留：中级会计", "新增：税法", "去掉：「river/old」 已不在目录中。")),
    ],
)
def test_what_becomes_of_the_old_plan_is_told(
    run: Run, tiny_bank: Places, tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    file = old_plan(tmp_path, "river/acc2", "river/old")
    found = planned(run, tiny_bank, "--after", file, "--lang", language)
    assert (found.code, found.err) == (0, "")
    assert all(words in found.out for words in said), found.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "old.json: expected a plan: an object with a list `steps`"),
        ('{"steps": 3}', "old.json: expected a plan: an object with a list `steps`"),
        ('{"steps": [{"item": "a"}, {"item": 3}]}', "old.json/steps/1/item: expected the id of an item"),
        ("no", "old.json: is not JSON"),
        ('{"format": "creditpath-certificate"}', "old.json"),
    ],
)
def test_a_file_that_is_no_plan(run: Run, tiny_bank: Places, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "old.json"
    file.write_text(text, encoding="utf-8")
    assert said in planned(run, tiny_bank, "--after", file).sentence()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--after", "none.json"), "none.json: cannot be read"),
        (
            ("--after", "x", "--alternatives", "2"),
            "expected at most one of them, found --alternatives and --after",
        ),
        (("--certificate", "x", "--alternatives", "2"), "found --alternatives and --certificate"),
        (("--keep-steps",), "--keep-steps: expected --after FILE"),
    ],
)
def test_options_that_mean_nothing_together(
    run: Run, tiny_bank: Places, words: tuple[str, ...], said: str
) -> None:
    assert said in planned(run, tiny_bank, *words).sentence()
