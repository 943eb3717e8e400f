"""Which tests need something that wheels cannot carry, is it here, and what does the run say when it is not?

A test (or module, by `pytestmark`) says `@pytest.mark.suite("chromium")`. Where the probe of that suite fails its
tests are left out, and the last line of the run names the suite and how to get it; with REQUIRE_ALL=1, as in CI,
each of them fails with that sentence instead. Nothing is ever skipped silently.
"""

from __future__ import annotations

import importlib.util
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes import postgres

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Suite:
    """A group of tests, the probe of what it needs, and how to get that."""

    title: str
    present: Callable[[], bool]
    missing: str


def chromium() -> Path:
    """The browser that page tests start: CREDITPATH_CHROMIUM, else where Debian puts it."""
    return Path(os.environ.get("CREDITPATH_CHROMIUM", "/usr/bin/chromium"))


def real_data() -> Path:
    """The folder of public data sets: CREDITPATH_REAL_DATA, else `shared/data` beside the checkout."""
    return Path(os.environ.get("CREDITPATH_REAL_DATA", ROOT.parent / "shared" / "data"))


SUITES = {
    "chromium": Suite(
        title="pages in Chromium",
        present=lambda: os.access(chromium(), os.X_OK),
        missing="no chromium: run `make system-deps`, or set CREDITPATH_CHROMIUM to a Chromium you have",
    ),
    "postgres": Suite(
        title="ledger and store on PostgreSQL",
        present=postgres.present,
        missing="no PostgreSQL: install the extra `dev`, or set CREDITPATH_TEST_POSTGRES_URL to one you have",
    ),
    "real-data": Suite(
        title="acceptance on real data",
        present=lambda: real_data().is_dir(),
        missing="no data folder: set CREDITPATH_REAL_DATA to the folder that holds `rpi`, `cnpc`, ...",
    ),
    "train": Suite(
        title="training with outside libraries",
        present=lambda: all(importlib.util.find_spec(name) for name in ("implicit", "sklearn", "pandas")),
        missing="no training libraries: install the extra `train`",
    ),
}

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
LEFT_OUT = pytest.StashKey[Counter[str]]()


def absent(names: Iterable[str]) -> list[str]:
    """The names among these whose suite cannot run here, in the order of the table."""
    wanted = set(names)
    return [name for name, suite in SUITES.items() if name in wanted and not suite.present()]


def sentence(name: str) -> str:
    """What a run says of a suite that did not run."""
    return f"{SUITES[name].title} ({SUITES[name].missing})"


def closing_line(left_out: Counter[str]) -> str:
    """The last line of a run: each suite that did not run, how many tests it has and how to get it."""
    if not left_out:
        return "every suite ran"
    return "did not run: " + "; ".join(
        f"{left_out[name]} tests of {sentence(name)}" for name in sorted(left_out)
    )


def _suites_of(item: pytest.Item) -> list[str]:
    names = [str(mark.args[0]) for mark in item.iter_markers("suite")]
    unknown = sorted(set(names) - set(SUITES))
    if unknown:
        raise pytest.UsageError(
            f"{item.nodeid}: no suite is called {unknown[0]!r}; tests/suites.py lists {list(SUITES)}"
        )
    return names


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", "suite(name): needs what tests/suites.py says under that name")
    config.stash[LEFT_OUT] = Counter()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of suites that cannot run here, and count them; in CI keep them, to fail."""
    left_out, kept, dropped = config.stash[LEFT_OUT], [], []
    for item in items:
        missing = absent(_suites_of(item))
        if missing and not REQUIRE_ALL:
            left_out.update(missing[:1])
            dropped.append(item)
        else:
            kept.append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = dict(left_out)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """With REQUIRE_ALL=1 a suite that cannot run is a failure."""
    for name in absent(_suites_of(item)):
        pytest.fail(f"did not run: {sentence(name)}", pytrace=False)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Take over what a worker left out; every worker collects all tests, so the counts agree."""
    output = getattr(node, "workeroutput", {})
    stash = node.config.stash[LEFT_OUT]  # type: ignore[attr-defined]
    for name, count in output.get("left_out", {}).items():
        stash[name] = max(stash[name], count)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Print the last line, after pytest's own closing line, once."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    reporter.write_line(closing_line(config.stash.get(LEFT_OUT, Counter())))
