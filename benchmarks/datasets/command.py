"""python -m benchmarks.datasets.NAME SRC OUT: what every importer does around its own work."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.datasets.findings import Import, findings_file, summary, write_findings
from recommender.errors import InputError
from recommender.interchange.native import Native, new_directory, write_native

Read = Callable[[Path], tuple[Native, Import]]


def convert(read: Read, source: Path, out: Path) -> Import:
    """Read the source, write the native directory, and its findings beside it."""
    new_directory(out)
    native, done = read(source)
    write_native(native, out)
    write_findings(done.oddities, findings_file(out))
    return done


def run(read: Read, name: str, arguments: Sequence[str] | None = None) -> int:
    """The command line of one importer; 2 when the source cannot be read."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.datasets.{name}")
    parser.add_argument("source", type=Path, help="the folder of the public data set")
    parser.add_argument("out", type=Path, help="a new directory for the native catalogue")
    asked = parser.parse_args(arguments)
    try:
        done = convert(read, asked.source, asked.out)
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(summary(done))
    print(f"catalogue: {asked.out}\nfindings:  {findings_file(asked.out)}")
    return 0
