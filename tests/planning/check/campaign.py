"""How many forged wholes has the checker been shown, of which kinds, and did it pass a false one?

    python -m tests.planning.check.campaign --seed 1 --mutants 100000    # goes on where the last run stopped

Exit code: 0 all done, 1 something false was passed, 3 time ran out and wholes remain.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from random import Random

from tests.planning.check.forgery import KINDS, first_start, verdict, wholes
from tests.planning.resumed import asked, go_on

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
    given = asked(__doc__, "mutants", 100_000)
    worlds, counts = go_on(
        "forgery",
        given,
        lambda number: one_world(given.seed * 10**6 + number),
        lambda _, counts: counts.total() >= given.mutants,
    )
    print(f"seed {given.seed}: {counts.total():,} wholes of {worlds:,} worlds")
    print(table(counts))
    false = sum(many for name, many in counts.items() if name.endswith("/FALSE"))
    return 1 if false else 0 if counts.total() >= given.mutants else 3


if __name__ == "__main__":
    sys.exit(main())
