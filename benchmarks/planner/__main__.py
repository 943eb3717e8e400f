"""python -m benchmarks.planner [--json] [--full] [--family NAME] [--n N] [--seed S] [--results] [--plots DIR]

A sample of every family within ten minutes on two slow cores, peers in the same run. The data lies in
CREDITPATH_REAL_DATA, else in `shared/data` beside the checkout; a family whose data is absent is named.
The exit code is 1 where a length differs from a peer's, a proven optimum is missed or a plan is refused by its checker.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.planner.cohort import COHORTS, throughput
from benchmarks.planner.families import FAMILIES, Family
from benchmarks.planner.figures import Json
from benchmarks.planner.report import report
from benchmarks.planner.run import FULL, SAMPLE, Effort, run
from benchmarks.planner.sources import RPI, Sources, data_folder
from benchmarks.planner.table import TITLE, about, table
from benchmarks.section import write_section

LONGEST = 500.0
"""Seconds by the clock after which a sample asks nothing more; what it has begun it ends."""
COHORT_SECONDS = 8.0
COHORT_LEARNERS = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and say by the exit code whether anything was wrong; 2: no such family."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on the output, for programs")
    parser.add_argument("--full", action="store_true", help="all questions, without limits of time")
    parser.add_argument("--family", action="append", default=[], metavar="NAME", help="only these families")
    parser.add_argument("--n", type=int, help="questions of each family")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", action="store_true", help="write the section of RESULTS.md as well")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="draw time against size instead")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.family) - {family.name for family in FAMILIES})
    if unknown:
        known = ", ".join(family.name for family in FAMILIES)
        print(f"no family {', '.join(unknown)}: expected one of {known}", file=sys.stderr)
        return 2
    effort = replace(FULL if asked.full else SAMPLE, seed=asked.seed)
    effort = replace(effort, n=asked.n) if asked.n else effort
    chosen = [family for family in FAMILIES if not asked.family or family.name in asked.family]
    with TemporaryDirectory() as folder:
        sources = Sources(data_folder(), Path(folder))
        if asked.plots:
            from benchmarks.planner.plots import QUESTIONS, draw

            return draw(sources, asked.plots, effort, asked.n or QUESTIONS)
        found = measured(chosen, sources, effort, cohorts=not asked.family)
    print(json.dumps(found) if asked.json else table(found))
    if asked.results:
        write_section(TITLE, about(found, sys.argv[1:] if arguments is None else arguments))
    for text in found["wrong"]:
        print(f"WRONG {text}", file=sys.stderr)
    return 1 if found["wrong"] else 0


def measured(families: Sequence[Family], sources: Sources, effort: Effort, cohorts: bool) -> Json:
    """Every family whose data is here, then the cohorts."""
    begun = monotonic()
    until = begun + (LONGEST if effort.plan_seconds < LONGEST else 1e9)
    rows, absent, rates = [], {}, {}
    for family in families:
        gone = sources.absent(family.needs)
        if gone:
            absent[family.name] = gone
            print(
                f"{family.name} did not run: no {' and no '.join(gone)} in {sources.folder}"
                " (set CREDITPATH_REAL_DATA)",
                file=sys.stderr,
            )
        else:
            rows.append(run(family, sources, effort, until))
    if cohorts and monotonic() < until and not sources.absent((RPI,)):
        for cohort in COHORTS:
            rates[cohort.name] = throughput(cohort, sources, COHORT_LEARNERS, effort.seed, COHORT_SECONDS)
    return report(rows, absent, rates, effort, monotonic() - begun)


if __name__ == "__main__":
    sys.exit(main())
