"""python -m benchmarks: every part whose data is here; `make bench` runs this.

The data lies in CREDITPATH_REAL_DATA, else in `shared/data` beside the checkout. A part whose data is absent is named.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coverage.__main__ import main as coverage
from benchmarks.greedy.__main__ import main as greedy
from benchmarks.ledger.__main__ import main as ledger
from benchmarks.peers.__main__ import main as peers
from benchmarks.planner.__main__ import main as planner
from benchmarks.ranking.__main__ import main as ranking

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Part:
    """One benchmark: its name, the folders that it reads, and how it is called with them."""

    name: str
    folders: tuple[str, ...]
    run: Callable[[Sequence[str]], int]
    arguments: Callable[[Sequence[Path]], list[str]]


PARTS = (
    Part("ranking", ("cnpc",), ranking, lambda found: [str(found[0])]),
    Part(
        "planner",
        (),
        planner,
        lambda found: [],
    ),
    Part(
        "coverage",
        ("mit-catalogue-requirements", "utd-catalogue-exams-degrees", "rpi"),
        coverage,
        lambda found: [str(found[0].parent)],
    ),
    Part("peers", ("utd-catalogue-exams-degrees",), peers, lambda found: [str(found[0])]),
    Part("greedy", (), greedy, lambda found: []),
    Part("ledger", (), ledger, lambda found: []),
)


def data() -> Path:
    """The folder of public data sets."""
    return Path(os.environ.get("CREDITPATH_REAL_DATA", ROOT.parent / "shared" / "data"))


def main(parts: Sequence[Part] = PARTS, folder: Path | None = None) -> int:
    """Run part after part; the worst exit code of those that ran."""
    folder = folder or data()
    worst = 0
    for part in parts:
        found = [folder / name for name in part.folders]
        absent = [path.name for path in found if not path.is_dir()]
        print(f"== {part.name}", flush=True)
        if absent:
            print(f"did not run: no {' and no '.join(absent)} in the data folder (set CREDITPATH_REAL_DATA)")
            continue
        worst = max(worst, part.run(part.arguments(found)))
    return worst


if __name__ == "__main__":
    sys.exit(main())
