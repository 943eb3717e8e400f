"""Are training and evaluation told with their figures, as text and as JSON?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from recommender.ledger import EmbeddedLedger, NewEntry
from recommender.vocabulary import EntryId, LearnerId
from tests.cli.conftest import Run

pytestmark = pytest.mark.suite("train")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """30 learners who take five courses of one of two programmes in order."""
    entries = []
    for number in range(30):
        account = LearnerId(f"l/{number:02d}")
        told = [("account.opened", date(2025, 1, 1), {})]
        for step in range(5):
            item, day = f"river/p{number % 2}-{(number // 2 + step) % 8}", date(2025, 2 + step, 1)
            payload = {"item": item, "credits": "3", "scheme": "credit", "completed": day.isoformat()}
            told.append(("result.deposited", day, payload))
        for place, (type, day, payload) in enumerate(told):
            id = EntryId(f"0198f000-0000-7000-8000-{number:06d}{place:06d}")
            entries.append(NewEntry(id, account, type, day, payload))
    with EmbeddedLedger(tmp_path / "ledger.db") as ledger:
        ledger.append(entries)
    return tmp_path / "ledger.db"


def test_training_learns_from_the_ledger_and_tells_its_figures(
    run: Run, ledger: Path, tmp_path: Path
) -> None:
    words = ("train", "--as-of", "2026-09-01", "--out", tmp_path, "--ledger", ledger)
    said = run(*words, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["directory"] == str(tmp_path / "champion")
    assert said.json["about"]["learners"] == 30
    assert list(said.json) == ["model", "version", "directory", "about", "meta"]
    assert (tmp_path / "champion" / "manifest.json").is_file()
    told = run(*words, "--lang", "en")
    assert told.code == 0
    assert "validation NDCG@10" in told.out
    assert "choosing a model" in told.err


def test_histories_after_the_day_are_not_learnt_from(run: Run, ledger: Path, tmp_path: Path) -> None:
    words = ("train", "--as-of", "2025-04-15", "--out", tmp_path, "--ledger", ledger, "--json")
    assert run(*words).json["about"]["entries"] == 30 * 3


def test_training_on_nothing_says_so(run: Run, tmp_path: Path) -> None:
    EmbeddedLedger(tmp_path / "empty.db").close()
    for name in ("none.db", "empty.db"):
        assert "ledger" in run("train", "--out", tmp_path, "--ledger", tmp_path / name).sentence()
    assert not (tmp_path / "champion").exists()


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """40 learners who take the courses of one of two programmes in order; the last two of each are the test part."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rows = [
        (f"L{n:02d}", f"P{n % 2}-{(n // 2 + step) % 12:02d}", step) for n in range(40) for step in range(8)
    ]
    for name, keep in (("train", range(6)), ("test", range(6, 8))):
        part = [row for row in rows if row[2] in keep]
        columns = dict(zip(("user", "item", "pos"), zip(*part, strict=True), strict=True))
        parquet.write_table(
            pa.table({**columns, "pos": np.array(columns["pos"])}), tmp_path / f"{name}.parquet"
        )
    return tmp_path


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh", ("（选中）", "95% 区间", "按历史长短")), ("en", ("(chosen)", "95 % interval"))],
)
def test_an_evaluation_is_a_table_with_intervals(
    run: Run, dataset: Path, language: str, expected: tuple[str, ...]
) -> None:
    said = run("evaluate", "--dataset", dataset, "--lang", language)
    assert said.code == 0
    for words in (*expected, "recall@10", "popularity", "als"):
        assert words in said.out


def test_an_evaluation_in_json_is_one_object(run: Run, dataset: Path) -> None:
    said = run("evaluate", "--dataset", dataset, "--json")
    assert (said.code, said.err) == (0, "")
    assert set(said.json["champion"]["recall@10"]) == {"value", "low", "high"}
    assert set(said.json["baselines"]) == {"popularity", "als"}


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_a_data_set_is_named(run: Run, tmp_path: Path, name: str) -> None:
    assert "train.parquet" in run("evaluate", "--dataset", tmp_path / name).sentence()
