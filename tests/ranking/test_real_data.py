"""On the public cnpc split the champion reaches the figures that a course recommender should reach today."""

from __future__ import annotations

import pytest

from recommender.ranking.evaluate import evaluate
from recommender.ranking.report import EvaluationReport
from tests.suites import real_data

pytestmark = [pytest.mark.suite("real-data"), pytest.mark.suite("train")]


@pytest.fixture(scope="module")
def cnpc() -> EvaluationReport:
    return evaluate(real_data() / "cnpc")


def test_the_data_are_those_of_the_published_table(cnpc: EvaluationReport) -> None:
    assert (cnpc.learners, cnpc.items) == (6717, 238)
    assert (cnpc.train_entries, cnpc.test_entries) == (45735, 11048)


def test_popularity_is_as_published(cnpc: EvaluationReport) -> None:
    figures = cnpc.baselines["popularity"].figures
    assert figures["recall@10"].value == pytest.approx(0.045, abs=0.001)
    assert figures["ndcg@10"].value == pytest.approx(0.021, abs=0.001)


def test_the_champion_leads_by_far(cnpc: EvaluationReport) -> None:
    champion, als = cnpc.champion.figures, cnpc.baselines["als"].figures
    assert cnpc.champion.model == "slit"
    assert champion["recall@10"].value >= 0.485
    assert champion["ndcg@10"].value >= 0.307
    assert champion["phr@10"].value >= 0.588
    assert champion["recall@10"].low > als["recall@10"].high + 0.15
    assert als["recall@10"].low > cnpc.baselines["popularity"].figures["recall@10"].high + 0.15


def test_no_length_of_history_falls_below_popularity(cnpc: EvaluationReport) -> None:
    floor = {bucket.history: bucket for bucket in cnpc.baselines["popularity"].buckets}
    for bucket in cnpc.champion.buckets:
        assert bucket.figures["recall@10"].low > floor[bucket.history].figures["recall@10"].high
