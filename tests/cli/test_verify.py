"""`creditpath plan --certificate` and `creditpath verify`: the verdict, in both languages, and its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places, Run, Said
from tests.cli.test_light import HEAVY, loaded

DAY = ("--as-of", tiny.TODAY.isoformat())


def kept(run: Run, bank: Places, file: Path, *more: object) -> Said:
    return run("plan", tiny.CHEN, *DAY, *bank.words(), "--certificate", file, *more)


def changed(file: Path, change: Callable[[Any], object]) -> Path:
    """The same file, after somebody has been at it."""
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["c.json", "c.json.gz"])
def test_what_plan_keeps_is_verified(run: Run, tiny_bank: Places, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    plan = kept(run, tiny_bank, file, "--json")
    assert (plan.code, plan.err) == (0, "")
    said = run("verify", file, *tiny_bank.words("store"), "--json")
    assert (said.code, said.err) == (0, "")
    found = said.json
    assert (found["verdict"], found["certified"], found["violations"]) == ("proven", True, [])
    assert (found["length"], found["lower_bound"]) == (plan.json["length"], plan.json["length"])
    assert (found["bytes"], found["proof"]) == (file.stat().st_size, {"rows": 1, "leaves": 1})


@pytest.mark.parametrize(
    ("language", "verdict", "proof"),
    [("en", "proven shortest", "cites 1 rows and has 1 leaves"), ("zh", "已证明最短", "证明引用 1 行")],
)
def test_the_verdict_is_told(
    run: Run, tiny_bank: Places, tmp_path: Path, language: str, verdict: str, proof: str
) -> None:
    kept(run, tiny_bank, tmp_path / "c.json")
    said = run("verify", tmp_path / "c.json", *tiny_bank.words("store"), "--lang", language)
    assert said.code == 0
    assert verdict in said.out
    assert proof in said.out
    assert f"river/accounting@2026 · {tiny.CHEN} · " in said.out


def test_that_there_is_no_path_is_proven(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = [word for name in ("acc2", "acc3", "tax") for word in ("--exclude", f"river/{name}")]
    kept(run, tiny_bank, tmp_path / "c.json", *words)
    said = run("verify", tmp_path / "c.json", *tiny_bank.words("store"))
    assert (said.code, "there is no path" in said.out) == (0, True)


def without_proof(data: Any) -> None:
    data["proof"] = None
    data["plan"]["levels"][0]["proof"] = "solver"


def longer(data: Any) -> None:
    data["plan"]["levels"][0]["lower_bound"] = data["plan"]["lower_bound"] = 1800
    data["plan"]["status"] = "bounded"
    without_proof(data)


@pytest.mark.parametrize(
    ("change", "verdict", "en", "zh"),
    [
        (without_proof, "claimed", "solver's word", "求解器的说法"),
        (longer, "bounded", "the bound is 3 credits", "下界为 3 学分"),
    ],
)
def test_what_is_valid_and_no_more_is_not_taken_for_proven(
    run: Run, tiny_bank: Places, tmp_path: Path, change: Callable[[Any], None], verdict: str, en: str, zh: str
) -> None:
    kept(run, tiny_bank, tmp_path / "c.json")
    file = changed(tmp_path / "c.json", change)
    for language, told in (("en", en), ("zh", zh)):
        said = run("verify", file, *tiny_bank.words("store"), "--lang", language)
        assert said.code == 1
        assert told in said.out
    found = run("verify", file, *tiny_bank.words("store"), "--json").json
    assert (found["verdict"], found["certified"], found["violations"]) == (verdict, False, [])


def test_every_rule_that_is_broken_is_named(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    kept(run, tiny_bank, tmp_path / "c.json")
    file = changed(tmp_path / "c.json", lambda data: data["plan"]["steps"].pop())
    said = run("verify", file, *tiny_bank.words("store"), "--json")
    assert (said.code, said.json["verdict"]) == (1, "invalid")
    assert len(said.json["violations"]) > 2
    assert {one["kind"] for one in said.json["violations"]} >= {"credits_from", "total", "term"}
    told = run("verify", file, *tiny_bank.words("store"), "--lang", "zh")
    assert "这份证书无效" in told.out


def test_a_changed_record_is_found_out(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    kept(run, tiny_bank, tmp_path / "c.json")
    file = changed(tmp_path / "c.json", lambda data: data["record"].update(region="北京"))
    said = run("verify", file, *tiny_bank.words("store"), "--json")
    assert [(one["kind"], one["rule"]) for one in said.json["violations"]] == [("certificate", "record")]
    assert "摘要" in said.json["violations"][0]["text"]["zh"]


def test_another_version_of_the_catalogue_is_named(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    kept(run, tiny_bank, tmp_path / "c.json")
    files = {**tiny.FILES, "items.csv": tiny.FILES["items.csv"].replace("Tax Law", "Law of Taxes")}
    other = tiny.write(tmp_path / "other", files)
    said = run("verify", tmp_path / "c.json", "--store", other, "--lang", "en")
    assert said.code == 1
    assert "It is about catalogue tiny" in " ".join(said.out.split())
    found = run("verify", tmp_path / "c.json", "--store", other, "--json").json
    assert (found["catalogue"]["same"], found["verdict"], found["certified"]) == (False, "proven", False)


def test_what_is_no_certificate_is_a_mistake_in_one_sentence(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere.json"
    assert "nowhere.json" in run("verify", nowhere, *tiny_bank.words("store")).sentence()
    nowhere.write_text("{}", encoding="utf-8")
    assert "nowhere.json/format" in run("verify", nowhere, *tiny_bank.words("store")).sentence()
    assert "no/c.json" in kept(run, tiny_bank, tmp_path / "no" / "c.json").sentence()


def test_verifying_loads_neither_solver_nor_training(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    kept(run, tiny_bank, tmp_path / "c.json")
    found = loaded("verify", tmp_path / "c.json", *tiny_bank.words("store"), "--json")
    assert found & (HEAVY | {"highspy", "networkx"}) == set()
