"""The benchmark sets our figures beside the published ones, as a table and as JSON."""

from __future__ import annotations

import json

import pytest

from benchmarks.ranking.__main__ import main
from tests.suites import real_data

pytestmark = [pytest.mark.suite("real-data"), pytest.mark.suite("train")]


def test_the_table_and_the_json_hold_the_same_figures(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(real_data() / "cnpc")
    assert main([folder]) == 0
    text = capsys.readouterr().out
    assert main([folder, "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert "| KGXCR (2025) | .484 | .296 | .588 |" in text
    for figures in (report["champion"], *report["baselines"].values()):
        assert f"{figures['recall@10']['value']:.3f}".lstrip("0") in text
    assert report["published"][0]["recall"] == 0.484


def test_a_folder_that_cannot_be_read_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(real_data() / "nowhere")]) == 2
    assert "no such directory" in capsys.readouterr().err
