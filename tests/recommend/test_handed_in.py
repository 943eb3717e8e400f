"""A record that is handed in: data must be right as a whole, a file keeps its good rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.errors import InputError
from recommender.recommend import build_request, plan_for, record_file, record_from
from tests.recommend.world import GOAL, TODAY, make_bank

GOOD = {
    "learner": "guest",
    "results": [{"item": "math", "credits": "3", "scheme": "credit", "completed": "2026-01-10"}],
}
BAD = {
    **GOOD,
    "results": [
        *GOOD["results"],
        {"item": "tax", "credits": "three", "scheme": "credit", "completed": "2026-01-10"},
    ],
}  # type: ignore[misc]


def test_data_becomes_a_record_of_today_that_can_be_planned() -> None:
    bank = make_bank()
    who = record_from(bank, GOOD)
    assert (who.learner, who.as_of) == ("guest", TODAY)
    answer = plan_for(bank, who, build_request(bank, who, (GOAL,)))
    assert (answer["status"], answer["learner"], answer["goals"][0]["granted"]) == ("optimal", "guest", "3")


def test_data_with_a_bad_row_is_refused_and_the_row_is_named() -> None:
    with pytest.raises(InputError, match=r"/results/1/credits.*three"):
        record_from(make_bank(), BAD)


def test_many_findings_are_told_up_to_ten_and_then_counted() -> None:
    rows = [{"item": "tax", "credits": "x", "scheme": "credit", "completed": "2026-01-10"} for _ in range(12)]
    with pytest.raises(InputError, match="and 2 more"):
        record_from(make_bank(), {"results": rows})


def test_of_a_file_the_good_rows_are_kept_and_the_others_are_findings(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(BAD), "utf-8")
    found = record_file(make_bank(), path)
    assert [one.item for one in found.record.results] == ["math"]
    (finding,) = found.findings
    assert "record.json" in str(finding)
