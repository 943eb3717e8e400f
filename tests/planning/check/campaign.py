"""How many forged wholes has the checker been shown, of which kinds, and did it pass a false one?

    python -m tests.planning.check.campaign --seed 1 --mutants 100000    # goes on where the last run stopped

Exit code: 0 all done, 1 something false was passed, 3 time ran out and wholes remain.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from tests.planning.check.forgery import KINDS, first_start, verdict, wholes

ROOT = Path(__file__).resolve().parents[3]
EACH = 80
"""Wholes of one world."""
VERDICTS = ("broken", "unproven", "so", "unknown", "FALSE")


def one_world(number: int, each: int = EACH) -> Counter[str]:
    """What became of the wholes of the world of a number, by `part/kind/verdict`; what was false is told at once."""
    found: Counter[str] = Counter()
    for whole in wholes(first_start(number), Random(number), each):
        said = verdict(whole)
        found[f"{whole.part}/{whole.kind}/{said}"] += 1
        if said == "FALSE":
            print(f"world {number}: {whole.part}, {whole.kind}\n{whole.world!r}\n{whole.plan}", flush=True)
    return found


def table(counts: Mapping[str, int]) -> str:
    """The counts by part and kind of change."""
    lines = [
        "| changed | how | wholes | broken rule | proof alone | passed, so | passed, not known | false |"
    ]
    lines.append("|---|---|---|---|---|---|---|---|")
    sums: Counter[str] = Counter()
    for part, kinds in KINDS.items():
        for kind in kinds:
            mine = [counts.get(f"{part}/{kind}/{said}", 0) for said in VERDICTS]
            sums.update(dict(zip(VERDICTS, mine, strict=True)))
            lines.append(
                f"| {part} | {kind.replace('_', ' ')} | "
                + " | ".join(f"{n:,}" for n in (sum(mine), *mine))
                + " |"
            )
    mine = [sums[said] for said in VERDICTS]
    lines.append("| all | | " + " | ".join(f"{n:,}" for n in (sum(mine), *mine)) + " |")
    return "\n".join(lines)


def main() -> int:
    """Go on with a seed until so many wholes are judged or time is up."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutants", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=9.0)
    given = parser.parse_args()
    memory = ROOT / "var" / "forgery" / f"{given.seed}.json"
    memory.parent.mkdir(parents=True, exist_ok=True)
    known: dict[str, Any] = {"worlds": 0, "counts": {}}
    if memory.exists():
        known = json.loads(memory.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter(known["counts"])
    end, worlds = time.monotonic() + 60 * given.minutes, int(known["worlds"])
    while counts.total() < given.mutants and time.monotonic() < end:
        counts += one_world(given.seed * 10**6 + worlds)
        worlds += 1
        memory.write_text(json.dumps({"worlds": worlds, "counts": counts}), encoding="utf-8")
    print(f"seed {given.seed}: {counts.total():,} wholes of {worlds:,} worlds")
    print(table(counts))
    false = sum(many for name, many in counts.items() if name.endswith("/FALSE"))
    return 1 if false else 0 if counts.total() >= given.mutants else 3


if __name__ == "__main__":
    sys.exit(main())
