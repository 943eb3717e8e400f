"""`creditpath review`: the verdict on a plan in a file, in both languages; a mistake in the file is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places, Run, Said

DAY = ("--as-of", tiny.TODAY.isoformat())


def reviewed(run: Run, bank: Places, file: Path, *more: str) -> Said:
    return run("review", tiny.CHEN, "--plan", file, *DAY, *bank.words(), *more)


def written(folder: Path, text: str, name: str = "plan.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("language", "valid", "invalid", "why"),
    [
        ("en", "The plan is valid.", "The plan is not valid.", "prerequisites are not met: river/acc2"),
        ("zh", "这份计划有效。", "这份计划无效。", "要求未满足：river/acc2"),
    ],
)
def test_the_verdict_with_every_fault(
    run: Run, tiny_bank: Places, tmp_path: Path, language: str, valid: str, invalid: str, why: str
) -> None:
    good = written(tmp_path, "item,term\nriver/acc2,2026-autumn\nriver/tax,2026-autumn\n")
    said = reviewed(run, tiny_bank, good, "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert valid in said.out
    bad = written(tmp_path, "item,term\nriver/acc3,2026-autumn\nriver/tax,2026-autumn\n")
    said = reviewed(run, tiny_bank, bad, "--lang", language)
    assert invalid in said.out
    assert why in said.out


def test_what_plan_prints_can_be_handed_in(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    plan = run("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--json").json
    file = written(tmp_path, json.dumps(plan), "plan.json")
    found = reviewed(run, tiny_bank, file, "--json").json
    assert (found["verdict"], found["length"], found["least"]) == ("valid", plan["length"], plan["length"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("item,term\nriver/nothing,2026-autumn\n", "plan/steps/0/item: there is no item 'river/nothing'"),
        (
            "item,term\nriver/tax,2026-autumn\nriver/tax,someday\n",
            "plan/steps/1/term: expected a term such as",
        ),
        ("course,term\nriver/tax,2026-autumn\n", "plan/steps/0/item: there is no item None"),
    ],
)
def test_a_mistake_in_the_file_is_named_by_its_place(
    run: Run, tiny_bank: Places, tmp_path: Path, text: str, said: str
) -> None:
    assert said in reviewed(run, tiny_bank, written(tmp_path, text)).sentence()


def test_a_file_that_is_no_plan(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    assert "nowhere.csv" in reviewed(run, tiny_bank, tmp_path / "nowhere.csv").sentence()
    assert "plan/steps" in reviewed(run, tiny_bank, written(tmp_path, "{}", "plan.json")).sentence()
    assert "--plan" in run("review", tiny.CHEN, *DAY, *tiny_bank.words()).sentence()
