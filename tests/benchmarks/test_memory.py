"""The size of a worker is read from the system, at so many points, while it really plans."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks.planner.memory import POINTS, measured, questions, resident, table
from benchmarks.planner.sources import Sources


def test_without_data_the_small_worlds_are_planned(tmp_path: Path) -> None:
    tasks = list(islice(questions(Sources(tmp_path, tmp_path), 3), 20))
    assert len({task.catalogue.version for task in tasks}) == 20
    sizes = measured(iter(tasks), 20)
    assert [solves for solves, _ in sizes] == list(range(0, 21, 20 // POINTS))
    assert all(mib > 10 for _, mib in sizes)
    assert table(sizes)[-1].startswith("From 2 to 20 solves")


def test_what_is_held_shows() -> None:
    before = resident()
    held = bytearray(b"x" * 64 * 2**20)
    assert resident() - before > 60
    assert held
