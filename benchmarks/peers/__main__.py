"""python -m benchmarks.peers DATA: audit the peer's learners, and write both audits side by side into RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.compare import FOLDER, PUBLISHED, cases, compare, lines_of
from benchmarks.peers.reasons import DIFFERENCES, UNEXPLAINED
from benchmarks.section import RESULTS, write_section

TITLE = "Audits of a peer"
ABOUT = """\
    python -m benchmarks.peers DATA/utd-catalogue-exams-degrees

Two learners with the audit that a peer published of each (UTDNebula/planner), audited by `make_audit` on the same
degree, line by line. The peer solves groups of requirements that do not see each other; a group is a qualification
here, and the degree is the list of them (benchmarks/peers/degree.py). Each course that differs has a reason of its own
(benchmarks/peers/reasons.py), and a line stands in the table once for each of its reasons.
""".splitlines()


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare every case that is there; 2 where there is none, 1 where a difference has no reason."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("data", type=Path, help="the folder of the UTD data set")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file whose section is replaced")
    asked = parser.parse_args(arguments)
    present = cases(asked.data)
    absent = [case for case in PUBLISHED if case not in present]
    for case in absent:
        print(f"did not run: no {case} in {asked.data / FOLDER}", file=sys.stderr)
    if not present:
        return 2
    found = [compare(asked.data, case) for case in present]
    counts = Counter(reason for one in found for line in one.lines for reason in line.reasons)
    table = ["| lines | why they differ |", "|---|---|"]
    table += [f"| {counts[key]} | *{key}*: {text} |" for key, text in DIFFERENCES.items()]
    for one in found:
        table += ["", *lines_of(one)]
    print("\n".join(table))
    if not absent:  # a part of the cases is no new state of the section
        write_section(TITLE, [*ABOUT, "", *table], asked.results)
    return 1 if counts[UNEXPLAINED] else 0


if __name__ == "__main__":
    sys.exit(main())
