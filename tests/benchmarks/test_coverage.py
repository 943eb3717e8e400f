"""The section of the import coverage is written of all sources, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.coverage.__main__ import main
from tests.interchange.test_fireroad import COURSES, A, B, group


def test_the_section_stays_where_a_source_is_absent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, results = tmp_path / "mit-catalogue-requirements", tmp_path / "RESULTS.md"
    (source / "requirements").mkdir(parents=True)
    (source / "courses.csv").write_text(COURSES)
    listed = {"title": "Major", "short-title": "M", "reqs": [group("any", A, B)]}
    (source / "requirements" / "x.json").write_text(json.dumps(listed))
    results.write_text("# Results\n")
    assert main([str(tmp_path), "--results", str(results)]) == 0
    said = capsys.readouterr()
    assert "MIT requirement lists: the loader takes 1 versions" in said.out
    assert said.err.splitlines() == [
        f"did not run: no utd-catalogue-exams-degrees in {tmp_path}",
        f"did not run: no rpi in {tmp_path}",
    ]
    assert results.read_text() == "# Results\n"


def test_without_any_source_it_says_so(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    assert main([str(tmp_path), "--results", str(results)]) == 2
    assert not results.exists()
