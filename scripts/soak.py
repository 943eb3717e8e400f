"""Run every property test at full counts, one law at a time, and remember which laws are done.

    python scripts/soak.py --seed 7            # goes on where the last run with this seed stopped
    python scripts/soak.py --seed 7 tests/planning --minutes 60

A run ends after `--minutes` (9 by default, for machines that limit a job) and is simply started again to go on.
Exit code: 0 all done, 1 a law failed, 3 time ran out and laws remain.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def laws(paths: list[str]) -> list[str]:
    """Node ids of all property tests; the hypothesis plugin marks them."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "hypothesis", *paths]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [line for line in found.stdout.splitlines() if "::" in line]


def run(law: str, seed: int, seconds: float) -> int | None:
    """Exit code of one law at soak counts; None: time ran out."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--hypothesis-seed={seed}",
        law,
    ]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | {"HYPOTHESIS_PROFILE": "soak"}, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.returncode


def main() -> int:
    """Run what is not done yet, until done or out of time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=["tests"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=9.0)
    given = parser.parse_args()
    memory = ROOT / "var" / "soak" / str(given.seed)
    memory.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + 60 * given.minutes
    all_laws = laws(given.paths)
    print(f"soak: seed {given.seed}, {len(all_laws)} laws", flush=True)
    failed = remaining = 0
    for law in all_laws:
        mark = memory / hashlib.sha256(law.encode()).hexdigest()[:16]
        if mark.exists():
            continue
        left = end - time.monotonic()
        code = run(law, given.seed, left) if left > 1 else None
        if code is None:
            remaining += 1
        elif code:
            failed += 1
        else:
            mark.write_text(law + "\n", encoding="utf-8")
    print(f"soak: {len(all_laws) - failed - remaining} done, {failed} failed, {remaining} remain", flush=True)
    return 1 if failed else 3 if remaining else 0


if __name__ == "__main__":
    sys.exit(main())
