"""Are the keys of `plan --json` those that programs rely on?  `golden/plan-keys.txt` holds their sorted paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.cli import tiny
from tests.cli.conftest import Places, Run
from tests.suites import ROOT

GOLDEN = Path(__file__).parent / "golden" / "plan-keys.txt"
NEEDED = (
    "status", "length", "lower_bound", "steps", "terms", "claims", "not_counted", "assumptions", "levels", "versions",
)  # fmt: skip


def paths(value: Any, at: str = "") -> Iterator[str]:
    """`steps[].title.zh` and so on; of lists every member speaks."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield f"{at}.{key}".lstrip(".")
            yield from paths(below, f"{at}.{key}".lstrip("."))
    elif isinstance(value, list):
        for below in value:
            yield from paths(below, f"{at}[]")


def test_the_keys_of_a_plan_are_stable(run: Run, demo_bank: Places) -> None:
    found: set[str] = set()
    for learner in ("demo/lin-yue", "demo/xu-fang", "demo/gu-hai"):
        said = run("plan", learner, "--as-of", "2026-09-01", *demo_bank.words(), "--json")
        assert said.code == 0, said.err
        found |= set(paths(said.json))
    assert sorted(found) == GOLDEN.read_text(encoding="utf-8").splitlines(), (
        "programs rely on these keys: add to them, knowingly, and rename none"
    )


def test_an_answer_without_a_path_has_the_same_keys_at_the_top(run: Run, tiny_bank: Places) -> None:
    words = ("plan", tiny.CHEN, "--as-of", "2026-09-01", *tiny_bank.words(), "--json")
    assert set(run(*words).json) == set(run(*words, "--exclude", "river/acc2").json)


def test_the_promised_keys_are_there_and_documented(run: Run, tiny_bank: Places) -> None:
    plan = run("plan", tiny.CHEN, "--as-of", "2026-09-01", *tiny_bank.words(), "--json").json
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    block = re.search(r"```json keys of plan\n(.*?)```", page, re.DOTALL)
    assert block is not None
    assert set(NEEDED) <= set(plan)
    assert re.findall(r'^  "(\w+)":', block.group(1), re.MULTILINE) == list(plan)
    assert set(plan["meta"]) == {"seconds"}


def test_credit_is_text_and_exact(run: Run, tiny_bank: Places) -> None:
    plan = run("plan", tiny.CHEN, "--as-of", "2026-09-01", *tiny_bank.words(), "--json").json
    assert plan["length"] == plan["lower_bound"] == "6"
    assert all(isinstance(step["credits"], str) for step in plan["steps"])
    assert plan["levels"][0]["value"] == "6"
