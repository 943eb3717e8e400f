"""Training chooses by validation, exports what it serves, and repeats itself."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from recommender.errors import InputError, ModelUnavailable
from recommender.ranking.export import MANIFEST
from recommender.ranking.interactions import Interactions
from recommender.ranking.selection import best_of, choose
from recommender.ranking.serve import load_champion
from recommender.ranking.train import CHAMPION, train
from tests.ranking.conftest import from_rows

pytestmark = pytest.mark.suite("train")


def test_the_model_that_reads_order_wins_where_order_matters(ladder: Interactions) -> None:
    trials = choose(ladder, seed=1)
    figures = {
        kind: next(t.ndcg for t in trials if t.recipe == best_of(trials, kind)) for kind in ("slit", "als")
    }
    floor = next(trial.ndcg for trial in trials if trial.recipe.kind == "popularity")
    assert trials[0].recipe.kind == "slit"
    assert figures["slit"] > figures["als"] + 0.1 > floor + 0.1


def test_what_is_trained_is_what_serves(ladder: Interactions, tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    champion = train(ladder, tmp_path, seed=1, progress=lambda *said: heard.append(said))
    again = load_champion(tmp_path / CHAMPION)
    assert again.version == champion.version
    history = ["P1-02", "P1-03", "P1-04"]
    assert again.rank(history, again.index.ids) == champion.rank(history, again.index.ids)
    assert champion.about["learners"] == 600
    assert champion.about["validation"]["ndcg@10"] > champion.about["floor"]["ndcg@10"] + 0.2
    assert heard[-1] == ("fitting the champion", 2, 2)
    assert all(done <= total for _, done, total in heard)


def test_training_twice_gives_the_same_model(ladder: Interactions, tmp_path: Path) -> None:
    versions = {train(ladder, tmp_path / name, seed=5).version for name in ("one", "two")}
    assert len(versions) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "x", 1)],
        [("a", "x", 1), ("b", "x", 1)],
        [("a", "x", 1), ("a", "y", 2)],
        [(learner, "x", 3) for learner in "abcdef"],
    ],
    ids=["one entry", "one item", "one learner", "one item, many learners"],
)
@pytest.mark.parametrize("dated", [True, False])
def test_the_smallest_banks_train(rows: list[tuple[str, str, int]], dated: bool, tmp_path: Path) -> None:
    champion = train(from_rows(rows, dated=dated), tmp_path, seed=1)
    assert set(champion.dislikes(["x"], ["x", "y"])) == {"x", "y"}


def test_an_empty_bank_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not one completed result"):
        train(from_rows([]), tmp_path)
    with pytest.raises(ModelUnavailable):
        load_champion(tmp_path / CHAMPION)


def test_a_run_is_recorded_when_a_place_is_named(ladder: Interactions, tmp_path: Path) -> None:
    from mlflow.tracking import MlflowClient

    champion = train(ladder, tmp_path, seed=1, tracking=tmp_path / "runs")
    client = MlflowClient(f"sqlite:///{tmp_path / 'runs' / 'mlflow.db'}")
    version = client.get_model_version_by_alias("creditpath-ranking", "champion")
    run = client.get_run(version.run_id)
    trial = champion.about["validation"]
    assert run.data.params["model"] == trial["model"]
    assert run.data.params["ridge"] == str(trial["params"]["ridge"])
    assert run.data.metrics["ndcg_at_10"] == trial["ndcg@10"]
    (kept,) = (tmp_path / "runs" / "artifacts").rglob(MANIFEST)
    assert kept.read_bytes() == (tmp_path / CHAMPION / MANIFEST).read_bytes()


def test_trials_tell_themselves_as_json(ladder: Interactions) -> None:
    for trial in choose(ladder.sample(60, 1), seed=1, als=()):
        assert json.loads(json.dumps(trial.as_json()))["params"] == asdict(trial.recipe)  # type: ignore[call-overload]
