"""A writer that is killed at any moment has lost nothing that it had confirmed, and left nothing half."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from recommender.store import open_store
from tests.counts import worlds
from tests.store.keeping import ANN, answer

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_confirmed_is_lost_and_nothing_is_half_written(url: str) -> None:
    chance = random.Random(7)
    confirmed: list[int] = []
    for _ in range(worlds(10)):
        confirmed += _run_and_kill(url, len(confirmed) * 10, chance.uniform(0.05, 0.4))
        with open_store(url) as store:
            for number in confirmed:
                assert store.answers(answer(number).key)[0].body == answer(number).body
            told = [one.id for one in store.events(ANN)]
            assert len(told) % 2 == 0, "one call's events are there together or not at all"
            assert {f"event-{2 * number}" for number in confirmed} <= set(told)
            if confirmed:
                versions = [one.version for one in store.plan("p")]
                assert versions == list(range(1, len(versions) + 1))
    assert confirmed


def _run_and_kill(url: str, first: int, after: float) -> list[int]:
    """What it confirmed before it was killed, so many seconds after its first word."""
    command = [sys.executable, "-m", "tests.store.dying", url, str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline()]
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        said += process.stdout.readlines()
    return [int(line) for line in said if line.endswith("\n")]
