"""python -m benchmarks.coverage DATA: import the real rule books, and write what came in into RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.coverage.tables import SOURCES, book, every_object, lines
from benchmarks.section import RESULTS, write_section

TITLE = "Import coverage"
ABOUT = """\
    python -m benchmarks.coverage DATA

Every clause of a source is kept exactly or refused with its place and text (docs/imports.md). *Whole*: every clause was
kept. *Offers left out*: what was refused was one alternative among others, a remark, or a part that the title names as
missing. *Refused*: a refused clause could change an answer. MIT and UTD versions of that sort are refused by name; the
RPI degrees keep the simplifications of the published optima (benchmarks/datasets/rpi) and name each in their findings.
""".splitlines()


def main(arguments: Sequence[str] | None = None) -> int:
    """Import what is there; a source whose data is absent is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage")
    parser.add_argument("data", type=Path, help="the folder of public data sets")
    parser.add_argument("--every", type=Path, help="write a line for every list and degree into this file")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file whose section is replaced")
    asked = parser.parse_args(arguments)
    present = [one for one in SOURCES if (asked.data / one.folder).is_dir()]
    for one in SOURCES:
        if one not in present:
            print(f"did not run: no {one.folder} in {asked.data}", file=sys.stderr)
    if not present:
        return 2
    with TemporaryDirectory() as work:
        books = [book(one, asked.data, Path(work)) for one in present]
    table = list(lines(books))
    print("\n".join(table))
    if len(present) == len(SOURCES):  # a part of the sources is no new state of the section
        write_section(TITLE, [*ABOUT, "", *table], asked.results)
    if asked.every:
        asked.every.write_text("\n".join(every_object(books)).lstrip() + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
