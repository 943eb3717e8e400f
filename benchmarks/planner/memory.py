"""python -m benchmarks.planner.memory [--solves N] [--seed S]: does one worker stay as large as it is?

It plans again and again: for new learners of the published universities and banks, whose catalogues stay, and in small
random worlds, each a catalogue of its own that has to go again. Plans are kept in the bounded cache, as in the
service. How large the process is, is what the system says of it; the first tenth fills caches and is told apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.planner.families import FAMILIES
from benchmarks.planner.medium import medium_world
from benchmarks.planner.progress import Bar
from benchmarks.planner.sources import Sources, data_folder
from benchmarks.planner.task import Task
from benchmarks.section import write_section
from recommender.errors import CreditpathError
from recommender.planning import make_plan
from recommender.planning.reuse.cache import PlanCache

TITLE = "Memory of one worker"
POINTS = 10
"""How often its size is told."""
STAY = ("rpi_home", "acbs_like", "utd")
"""Families whose catalogues stay."""
SMALL = 20
"""So many small worlds to one plan in a catalogue that stays."""
ITEMS = (14, 16)
"""How many items a small world has."""
KEPT = 60
"""Questions of each family; later they come again, and are answered anew."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the size after each tenth."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner.memory", description=__doc__)
    parser.add_argument("--solves", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", action="store_true", help="write the section of RESULTS.md as well")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        sizes = measured(questions(Sources(data_folder(), Path(folder)), asked.seed), asked.solves)
    lines = table(sizes)
    print("\n".join(lines))
    if asked.results:
        command = f"    python -m benchmarks.planner.memory --solves {asked.solves} --seed {asked.seed}"
        write_section(TITLE, [command, "", *lines])
    return 0


def questions(sources: Sources, seed: int) -> Iterator[Task]:
    """Without end: some that stay, and many small ones that never come again."""
    known = [family for family in FAMILIES if family.name in STAY and not sources.absent(family.needs)]
    stay = [task for family in known for task in islice(family.tasks(sources, seed, KEPT), KEPT)]
    Random(f"memory/{seed}").shuffle(stay)
    small = (medium_world(f"memory/{seed}/{number}", ITEMS) for number in count())
    for task in cycle(stay) if stay else cycle([None]):
        if task is not None:
            yield task
        yield from islice(small, SMALL)


def measured(tasks: Iterator[Task], solves: int) -> list[tuple[int, float]]:
    """Solves so far, and MiB, at each point."""
    cache, bar, found = PlanCache(), Bar("memory", solves), [(0, resident())]
    each = max(1, solves // POINTS)
    for number, task in enumerate(islice(tasks, solves), 1):
        try:
            make_plan(task.catalogue, task.record, task.request, cache)
        except CreditpathError as failed:
            print(f"{task.name}: {failed}", file=sys.stderr)
        bar.step()
        if number % each == 0:
            found.append((number, resident()))
    bar.end()
    return found


def resident() -> float:
    """MiB of this process in memory now, as the system counts them."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("the system does not say how large this process is")


def table(sizes: Sequence[tuple[int, float]]) -> list[str]:
    """Size by solves, and how much it grew after the first tenth."""
    lines = ["| solves | MiB |", "|---|---|", *(f"| {solves:,} | {mib:.0f} |" for solves, mib in sizes)]
    if len(sizes) > 2:
        (first, before), (last, after) = sizes[1], sizes[-1]
        share = (after - before) / before
        grown = (
            f"From {first:,} to {last:,} solves it went from {before:.0f} to {after:.0f} MiB ({share:+.1%})."
        )
        lines += ["", grown]
    return lines


if __name__ == "__main__":
    sys.exit(main())
