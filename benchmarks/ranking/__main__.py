"""python -m benchmarks.ranking DATASET_DIR [DATASET_DIR ...] [--json] [--seed N]: figures beside the published ones."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.ranking.published import PUBLISHED
from benchmarks.ranking.table import table
from recommender.errors import InputError
from recommender.ranking.evaluate import evaluate


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate each folder and print; 2 when one cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__)
    parser.add_argument("dataset", nargs="+", type=Path, help="a folder with train.parquet and test.parquet")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    try:
        reports = [evaluate(directory, _progress, seed=asked.seed) for directory in asked.dataset]
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if asked.json:
        out = [
            {**report.to_json(), "published": [asdict(row) for row in PUBLISHED.get(report.dataset, ())]}
            for report in reports
        ]
        print(json.dumps(out, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(table(report) for report in reports))
    return 0


def _progress(label: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{label}: {done} of {total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
