"""An answer that was kept comes again on the command line, and two are told apart by their causes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.store import open_store
from recommender.vocabulary import LearnerId
from tests.cli import tiny
from tests.cli.conftest import Run
from tests.recommend.replayed import DEPOSIT, Replayed
from tests.recommend.test_replaying import LESS

ASKED = {
    "plan": ("plan", tiny.CHEN, "--goal", tiny.GOAL),
    "audit": ("audit", tiny.CHEN, "--goal", tiny.GOAL),
    "recommend": ("recommend", tiny.CHEN, "--goal", tiny.GOAL),
}


@pytest.fixture
def world(tmp_path: Path) -> Replayed:
    """A bank that goes on."""
    return Replayed(tmp_path)


@pytest.fixture
def where(world: Replayed) -> list[str]:
    """It, as options."""
    return [
        "--store",
        world.settings.store_url,
        "--ledger",
        world.settings.ledger_url,
        "--model",
        str(world.settings.model_dir),
    ]


def keeping(run: Run, where: list[str], kind: str = "plan") -> tuple[str, dict[str, object]]:
    """Ask with `--keep`: the key, and the answer."""
    said = run(*ASKED[kind], "--keep", "--as-of", "2026-09-01", "--json", "--lang", "en", *where)
    assert said.code == 0, said.err
    answer = json.loads(said.out)
    key = answer.get("replay_key") or answer["recommendation_id"]
    assert f"Kept: creditpath replay {key}" in said.err
    return key, {name: value for name, value in answer.items() if name != "meta"}


@pytest.mark.parametrize("kind", ASKED)
def test_a_kept_answer_comes_again_and_is_computed_anew(
    kind: str, run: Run, world: Replayed, where: list[str]
) -> None:
    key, answer = keeping(run, where, kind)
    world.append("result.deposited", item="river/acc2", **DEPOSIT)
    world.publish(LESS)
    said = run("replay", key, *where)
    assert (said.code, said.err) == (0, "")
    assert said.out == json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    again = run("replay", key, "--again", "--json", *where)
    assert again.code == 0, again.err
    found = json.loads(again.out)
    assert (found["same"], found["differences"], found["kind"]) == (True, [], kind)
    assert "byte for byte" in run("replay", key, "--again", "--lang", "en", *where).out


def test_without_keep_nothing_is_kept(run: Run, world: Replayed, where: list[str], tmp_path: Path) -> None:
    assert run(*ASKED["audit"], *where).code == 0
    assert not any("answers" in one.name for one in tmp_path.iterdir())


def test_a_record_from_a_file_is_kept_with_its_answer(run: Run, where: list[str], tmp_path: Path) -> None:
    (tmp_path / "record.yaml").write_text(tiny.RECORD, encoding="utf-8")
    said = run("plan", "--record", tmp_path / "record.yaml", "--goal", tiny.GOAL, "--keep", "--json", *where)
    key = json.loads(said.out)["replay_key"]
    (tmp_path / "record.yaml").unlink()
    assert json.loads(run("replay", key, "--again", "--json", *where).out)["same"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_change_is_told_by_its_causes(language: str, run: Run, world: Replayed, where: list[str]) -> None:
    before, _ = keeping(run, where)
    deposit = world.append("result.deposited", item="river/acc2", **DEPOSIT)
    world.publish(LESS)
    after, _ = keeping(run, where)
    said = run("explain-change", before, after, "--lang", language, *where)
    assert said.code == 0, said.err
    text = " ".join(said.out.split())
    assert deposit in text
    assert "6 → 3" in text
    assert "3 → 0" in text
    assert ("- 中级会计" if language == "zh" else "- Accounting 2") in text
    assert "qualification river/accounting@2026" in text
    found = json.loads(run("explain-change", before, after, "--json", *where).out)
    assert [cause["cause"] for cause in found["causes"]] == ["entry", "catalogue"]
    same = run("explain-change", after, after, "--lang", "en", *where)
    assert "the same, byte for byte" in same.out


def test_who_only_asks_makes_no_store(run: Run, where: list[str], tmp_path: Path) -> None:
    said = run("replay", "0" * 64, "--lang", "en", *where)
    assert said.code == 2
    assert "The store of answers cannot be used: there is no store at" in said.err
    assert not any("answers" in one.name for one in tmp_path.iterdir())


def test_what_is_not_there_is_told_in_a_sentence(run: Run, world: Replayed, where: list[str]) -> None:
    key, _ = keeping(run, where)
    missing = run("replay", "0" * 64, "--lang", "en", *where)
    assert (missing.code, missing.err.strip()) == (2, f"No answer is kept under the key {'0' * 64}.")
    with open_store(f"{world.settings.store_url.removesuffix('.db')}.answers.db") as store:
        store.forget(LearnerId(tiny.CHEN))
    erased = run("replay", key, "--lang", "zh", *where)
    assert (erased.code, erased.err.strip()) == (2, f"答案 {key} 已随其学习者一并删除。")


def test_other_plans_are_not_kept(run: Run, where: list[str]) -> None:
    said = run(*ASKED["plan"], "--keep", "--alternatives", "2", "--lang", "en", *where)
    assert said.code == 2
    assert "--keep" in said.err
