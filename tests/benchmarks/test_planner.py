"""The comparison: real-shaped learners, both answers in one row, and a difference that cannot be overlooked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.__main__ import PARTS, Part
from benchmarks.__main__ import main as everything
from benchmarks.planner.against import main
from benchmarks.planner.compare import compare, line, summary
from benchmarks.planner.learners import FEWEST, MOST, Case, cases, record_of
from recommender.planning.plan import Status
from tests.benchmarks.conftest import Imported


def test_learners_hold_real_results_of_sending_institutions(small: Imported) -> None:
    catalogue = small.loaded.catalogue
    for case in cases(catalogue, 6, 2, 3):
        items = [result.item for result in case.record.results]
        assert FEWEST <= len(items) <= MOST
        assert len(set(items)) == len(items)
        assert all(catalogue.items[item].issuer != "RPI" for item in items)
        assert all(result.completed < case.record.as_of for result in case.record.results)


def test_the_same_seed_asks_the_same(small: Imported) -> None:
    catalogue = small.loaded.catalogue
    assert cases(catalogue, 6, 2, 3) == cases(catalogue, 6, 2, 3)
    assert cases(catalogue, 6, 2, 3) != cases(catalogue, 6, 2, 4)
    assert len({case.degree for case in cases(catalogue, 6, 2, 3)}) == 2


def test_both_agree_on_the_small_source(small: Imported) -> None:
    catalogue = small.loaded.catalogue
    record = record_of(catalogue, "l", ["X001/MAT 1 CALCULUS", "X001/HIS 1 ROME"])
    (row,) = compare(catalogue, [Case(record, "RPI/SMALL")], everywhere=False)
    assert row.plan.status is Status.OPTIMAL
    assert row.plan.length == row.other.length == 13 * 600
    assert row.agrees
    assert "DIFFERS" not in line(row)
    assert "1 of 1 agree" in summary([row])


def test_a_plan_that_is_too_long_is_marked(small: Imported) -> None:
    catalogue = small.loaded.catalogue
    (row,) = compare(catalogue, [Case(record_of(catalogue, "l", []), "RPI/SMALL")], everywhere=True)
    longer = replace(row, plan=replace(row.plan, length=row.plan.length + 600))
    assert not longer.agrees
    assert "DIFFERS" in line(longer)
    assert "0 of 1 agree" in summary([longer])


def test_a_degree_without_a_path_is_an_answer_of_both(small: Imported) -> None:
    catalogue = small.loaded.catalogue
    none = replace(
        catalogue, rules={}, items={k: replace(i, studyable=False) for k, i in catalogue.items.items()}
    )
    (row,) = compare(none, [Case(record_of(none, "l", []), "RPI/SMALL")], everywhere=False)
    assert (row.plan.status, row.other.status) == (Status.INFEASIBLE, "infeasible")
    assert row.agrees
    assert "no path" in line(row)


def test_the_command_prints_both_tables(small: Imported, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(small.source), "--learners", "2", "--degrees", "1"]) == 0
    out = capsys.readouterr().out
    assert out.count("2 of 2 agree") == 2
    assert "at home" in out
    assert "everywhere" in out


def test_the_command_names_a_source_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "institutions.csv: cannot be read" in capsys.readouterr().err


def test_make_bench_runs_what_is_there_and_names_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "here").mkdir()
    parts = (
        Part("first", ("here",), len, lambda found: [str(one) for one in found]),
        Part("second", ("here", "gone"), lambda given: 9, lambda found: []),
    )
    assert everything(parts, tmp_path) == 1
    assert "second\ndid not run: no gone in the data folder" in capsys.readouterr().out
    assert [part.name for part in PARTS] == ["ranking", "planner", "coverage", "peers", "greedy", "ledger"]
