"""python -m benchmarks.planner.against SRC [--learners N] [--degrees M] [--seed S] [--study WHERE] [--cases DIR]"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.datasets import rpi
from benchmarks.planner import cases as published
from benchmarks.planner.compare import HEADER, compare, line, summary
from benchmarks.planner.learners import cases
from benchmarks.planner.sources import imported
from recommender.errors import InputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; 2 when the source cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner.against", description=__doc__)
    parser.add_argument("source", type=Path, help="the folder `rpi`")
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument("--degrees", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--study", choices=("home", "everywhere", "both"), default="both")
    parser.add_argument("--seconds", type=float, default=60.0, help="most seconds of CP-SAT for one answer")
    parser.add_argument("--cases", type=Path, help="the folder `planner-cases`: also reproduce its optima")
    asked = parser.parse_args(arguments)
    try:
        catalogue = imported(rpi.read, asked.source)
        if asked.cases:
            print(published.table(published.reproduce(asked.cases, catalogue)), end="\n\n")
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    questions = cases(catalogue, asked.learners, asked.degrees, asked.seed)
    for everywhere in {"home": (False,), "everywhere": (True,), "both": (False, True)}[asked.study]:
        print(HEADER)
        rows = []
        for row in compare(catalogue, questions, everywhere, asked.seconds):
            rows.append(row)
            print(line(row), flush=True)
        print(summary(rows), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
