"""Does the doctor say what is here, what is missing and how to get it, and whether a plan can be made?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places, Run

PARTS = ["python", "solver", "catalogue", "ledger", "model", "api", "chromium"]


def test_with_everything_in_place_a_plan_can_be_made(run: Run, demo_bank: Places) -> None:
    said = run("doctor", *demo_bank.words(), "--json")
    assert said.code == 0
    assert said.json["can_plan"] is True
    assert list(said.json["parts"]) == PARTS
    for name in ("python", "solver", "catalogue", "ledger", "model", "api"):
        assert said.json["parts"][name]["state"] == "ready"
    assert "12 qualifications" in said.json["parts"]["catalogue"]["found"]


@pytest.mark.parametrize(
    ("language", "advice"),
    [
        ("zh", ("还不能规划路径", "creditpath import DIR", "--record FILE")),
        ("en", ("No plan can be made", "import DIR")),
    ],
)
def test_with_nothing_in_place_each_part_has_its_advice(
    run: Run, tmp_path: Path, language: str, advice: tuple[str, ...]
) -> None:
    nowhere = [f"--{name}={tmp_path / name}" for name in ("store", "ledger", "model")]
    said = run("doctor", *nowhere, "--lang", language)
    assert said.code == 1
    told = " ".join(said.out.split())
    assert all(words in told for words in advice)
    found = run("doctor", *nowhere, "--json", "--lang", language).json
    assert found["can_plan"] is False
    assert all(one["advice"] for one in found["parts"].values() if one["state"] == "missing")


def test_without_a_ledger_a_record_file_will_do(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    said = run(
        "doctor",
        *tiny_bank.words("store"),
        f"--ledger={tmp_path / 'none.db'}",
        f"--model={tmp_path}",
        "--json",
    )
    assert said.code == 0
    assert said.json["parts"]["ledger"]["state"] == "missing"
    assert said.json["parts"]["ledger"]["needed"] is False


def test_a_catalogue_with_findings_is_there_with_a_warning(run: Run, tmp_path: Path) -> None:
    changed = tiny.FILES["items.csv"].replace("Tax Law,3,", "Tax Law,three,")
    directory = tiny.write(tmp_path / "bank", {**tiny.FILES, "items.csv": changed})
    said = run("doctor", "--store", directory, "--json")
    assert said.code == 0
    assert said.json["parts"]["catalogue"]["state"] == "warning"
    assert "--all-findings" in said.json["parts"]["catalogue"]["advice"]


def test_a_missing_solver_is_missing(run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import PackageNotFoundError

    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("recommender.cli.parts.version", absent)
    said = run("doctor", *tiny_bank.words(), "--json")
    assert said.code == 1
    assert "highspy" in said.json["parts"]["solver"]["advice"]
