"""An evaluation reads a folder, compares champion and baselines, and names what is wrong with an unreadable folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from recommender.errors import Unreadable
from recommender.ranking.evaluate import evaluate
from recommender.ranking.interactions import Interactions
from recommender.ranking.interactions_io import read_dataset
from recommender.ranking.splits import split_last

pytestmark = pytest.mark.suite("train")


def write(path: Path, columns: Mapping[str, Sequence[object]]) -> None:
    """A parquet file; a column without values is one of whole numbers."""
    table = {
        name: list(values) if len(values) else pa.array([], pa.int64()) for name, values in columns.items()
    }
    parquet.write_table(pa.table(table), path)


@pytest.fixture
def folder(tmp_path: Path, ladder: Interactions) -> Path:
    """The ladder with each learner's last fifth in test.parquet."""
    split = split_last(ladder)
    for name, part in (("train", split.train.histories), ("test", split.truth)):
        codes = [ladder.index.ids[code] for code in part.codes]
        write(tmp_path / f"{name}.parquet", {"user": part.rows, "item": codes, "pos": range(len(codes))})
    return tmp_path


def test_the_champion_stands_beside_the_baselines(folder: Path) -> None:
    report = json.loads(json.dumps(evaluate(folder).to_json()))
    assert report["split"] == "given"
    assert report["learners"] == 600
    assert set(report["baselines"]) == {"popularity", "als"}
    for figures in (report["champion"], *report["baselines"].values()):
        for name in ("recall@10", "ndcg@10", "phr@10", "mrr"):
            assert 0 <= figures[name]["low"] <= figures[name]["value"] <= figures[name]["high"] <= 1
        assert sum(bucket["learners"] for bucket in figures["by_history"]) == 600
    assert report["champion"]["model"] == "slit"
    assert report["champion"]["ndcg@10"]["low"] > report["baselines"]["popularity"]["ndcg@10"]["high"] + 0.2


def test_an_evaluation_repeats_itself(folder: Path) -> None:
    def untimed(report: dict[str, object]) -> str:
        text = json.dumps(report)
        parts = [report["champion"], *report["baselines"].values(), report]  # type: ignore[attr-defined]
        for part in parts:
            part.pop("seconds")  # type: ignore[attr-defined]
        assert text != json.dumps(report)
        return json.dumps(report)

    assert untimed(evaluate(folder, seed=2).to_json()) == untimed(evaluate(folder, seed=2).to_json())


def test_items_and_learners_of_the_test_part_alone_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "train.parquet", {"user": ["a", "a", "b"], "item": ["x", "y", "x"], "pos": [0, 1, 0]})
    write(tmp_path / "test.parquet", {"user": ["a", "c"], "item": ["new", "x"], "pos": [2, 0]})
    split = read_dataset(tmp_path).split
    assert split.train.index.ids == ("new", "x", "y")
    assert (len(split.asked), split.no_past) == (1, 1)


def test_one_dated_file_is_divided_by_time(tmp_path: Path) -> None:
    columns = {"user": ["a", "b", "a", "b", "a"], "video": ["x", "x", "y", "y", "z"], "ts": [1, 2, 3, 4, 9]}
    write(tmp_path / "events.parquet", columns)
    dataset = read_dataset(tmp_path)
    assert dataset.how == "global time"
    assert dataset.split.train.times is not None
    assert dataset.split.train.times.tolist() == [1, 3, 2, 4]
    assert [dataset.split.train.index.ids[code] for code in dataset.split.truth.codes] == ["z"]


TRAIN = {"user": [1], "item": [1], "pos": [0]}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "expected train.parquet and test.parquet, or one dated parquet file; found 0"),
        ({"train": TRAIN, "test": {"user": [1], "pos": [1]}}, r"test\.parquet: there is no column 'item'"),
        ({"train": {"user": [1], "item": [1]}, "test": TRAIN}, r"train\.parquet: there is no column 'pos'"),
        (
            {"train": TRAIN, "test": TRAIN | {"pos": [0.5]}},
            r"test\.parquet: column 'pos' holds .*whole numbers",
        ),
        ({"train": TRAIN, "test": TRAIN | {"item": [None]}}, r"test\.parquet: column 'item' has empty cells"),
        ({"events": TRAIN}, r"events\.parquet: expected a column 'ts'"),
        ({"events": {"user": [], "item": [], "ts": []}}, "no rows"),
        ({"train": TRAIN, "test": TRAIN | {"user": [2]}}, "no learner has both a past and a future"),
    ],
)
def test_a_folder_that_is_no_data_set_is_named(
    tmp_path: Path, files: dict[str, dict[str, list[object]]], sentence: str
) -> None:
    for name, columns in files.items():
        write(tmp_path / f"{name}.parquet", columns)
    with pytest.raises(Unreadable, match=sentence):
        evaluate(tmp_path)


def test_a_file_that_is_no_parquet_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    for name in ("train", "test"):
        (tmp_path / f"{name}.parquet").write_text("user,item\n")
    with pytest.raises(Unreadable, match=r"train\.parquet: not a parquet file"):
        evaluate(tmp_path)
    with pytest.raises(Unreadable, match="no such directory"):
        evaluate(tmp_path / "nowhere")
