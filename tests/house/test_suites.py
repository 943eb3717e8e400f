"""Does a run say what did not run, and does CI fail on it?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.suites import ROOT, SUITES, closing_line

WORLD = """
import pytest

@pytest.mark.suite("chromium")
def test_page():
    pass

def test_plain():
    pass
"""


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of the plugin on a page test and a plain test, in a browser-less world."""
    (tmp_path / "test_world.py").write_text(WORLD, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name not in {"REQUIRE_ALL", "PYTEST_ADDOPTS"}}
    env |= {"PYTHONPATH": str(ROOT), "CREDITPATH_CHROMIUM": str(tmp_path / "no-browser"), **environment}
    env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # only what is looked at here, for speed
    env.pop("PYTEST_XDIST_WORKER", None)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.suites",
        "-p",
        "xdist",
        "--rootdir",
        str(tmp_path),
        *arguments,
        ".",
    ]
    return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "two workers"])
def test_a_suite_that_did_not_run_is_named_in_the_last_line(tmp_path: Path, workers: tuple[str, ...]) -> None:
    done = run(tmp_path, *workers)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    assert lines[-1].startswith("did not run: 1 tests of pages in Chromium")
    assert "make system-deps" in lines[-1]
    assert "1 passed" in lines[-2]


def test_in_ci_a_suite_that_did_not_run_is_a_failure(tmp_path: Path) -> None:
    done = run(tmp_path, REQUIRE_ALL="1")
    assert done.returncode == 1
    assert "did not run: pages in Chromium (no chromium" in done.stdout


def test_where_everything_is_there_everything_runs(tmp_path: Path) -> None:
    done = run(tmp_path, CREDITPATH_CHROMIUM=sys.executable)
    assert done.stdout.splitlines()[-1] == "every suite ran"
    assert "2 passed" in done.stdout


def test_an_unknown_suite_is_refused(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text(WORLD.replace("chromium", "moon"), encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode != 0
    assert "no suite is called 'moon'" in done.stdout + done.stderr


def test_the_closing_line_counts_by_suite() -> None:
    line = closing_line(Counter({"real-data": 3, "chromium": 2}))
    assert line.startswith("did not run: 2 tests of pages in Chromium")
    assert "; 3 tests of acceptance on real data" in line
    assert closing_line(Counter()) == "every suite ran"
    assert all(suite.missing.startswith("no ") for suite in SUITES.values())
