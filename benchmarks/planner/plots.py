"""How does the time of a plan grow with the catalogue, family by family?

The same learners and degrees ask in a catalogue of once, twice, five and ten times the items and rules
(`families/larger.py`); a random bank is drawn anew in each size. Drawn on logarithmic axes, so that a straight line of
slope one is a time that grows as the catalogue does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

import matplotlib as mpl

from benchmarks.planner.families import banks, universities
from benchmarks.planner.families.larger import times
from benchmarks.planner.figures import percentile
from benchmarks.planner.measure import measure
from benchmarks.planner.progress import Bar
from benchmarks.planner.run import Effort
from benchmarks.planner.sources import CASES, RPI, UTD, Sources
from benchmarks.planner.task import Task

FACTORS = (1, 2, 5, 10)
QUESTIONS = 6
"""Of each family and size, unless told otherwise."""
RANDOM_SIZE = 1500
FILE = "planner-growth.png"

LONGEST, LEAST = 20.0, 2
"""Seconds by the clock for one point, once so many questions are answered."""
FAR = 20_000.0
"""Milliseconds: a family that is so slow is not asked in a larger catalogue."""

Tasks = Callable[[Sources, int, int], Iterator[Task]]


@dataclass(frozen=True, slots=True)
class Line:
    """One family in the figure."""

    name: str
    tasks: Tasks
    needs: tuple[str, ...] = ()
    drawn: bool = False
    """Whether every size is drawn anew; else the catalogue of the first is copied."""

    def at(self, sources: Sources, seed: int, many: int, factor: int, first: Sequence[Task]) -> list[Task]:
        """The questions in a catalogue of so many times the size."""
        if self.drawn:
            return _some(banks.random_banks(sources, seed, many, RANDOM_SIZE * factor), many)
        catalogue = times(first[0].catalogue, factor)
        return [replace(task, catalogue=catalogue) for task in first]


@dataclass(frozen=True, slots=True)
class Point:
    """One family at one size: items, and milliseconds of the processor."""

    line: str
    factor: int
    items: int
    p50: float
    most: float


LINES = (
    Line("demo bank", banks.demo),
    Line("second demo bank", banks.demo_acbs),
    Line("ACBS-like", banks.acbs_like, (CASES,)),
    Line("UTD with exams", universities.exam_credit, (UTD,)),
    Line("RPI, at home", universities.at_home, (RPI,)),
    Line("RPI, all institutions open", universities.everywhere, (RPI,)),
    Line("random bank", banks.random_banks, drawn=True),
)


def draw(sources: Sources, folder: Path, effort: Effort, questions: int = QUESTIONS) -> int:
    """Measure; after every family print its row, and write the figure of all so far into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    points: list[Point] = []
    print("| family | " + " | ".join(f"x{factor}" for factor in FACTORS) + " |\n|---|---|---|---|---|")
    for line in LINES:
        gone = sources.absent(line.needs)
        if gone:
            print(f"{line.name} is not drawn: no {' and no '.join(gone)}", file=sys.stderr)
            continue
        found = list(_points(line, sources, effort, questions))
        points += found
        print(row(line.name, found), flush=True)
        figure(points, folder / FILE)
    return 0


def row(name: str, points: Sequence[Point]) -> str:
    """One family of the figure in numbers: median and most."""
    found = {one.factor: f"{one.p50:.0f} ({one.most:.0f}) ms" for one in points}
    return f"| {name} | " + " | ".join(found.get(factor, "not asked") for factor in FACTORS) + " |"


def _points(line: Line, sources: Sources, effort: Effort, questions: int) -> Iterator[Point]:
    first = _some(line.tasks(sources, effort.seed, questions), questions)
    for factor in FACTORS:
        point = _point(line.name, factor, line.at(sources, effort.seed, questions, factor, first))
        yield point
        if point.p50 > FAR:
            return


def _some(tasks: Iterator[Task], many: int) -> list[Task]:
    return [task for task, _ in zip(tasks, range(many), strict=False)]


def _point(name: str, factor: int, tasks: list[Task]) -> Point:
    spent: list[float] = []
    bar, end = Bar(f"{name} x{factor}", len(tasks)), monotonic() + LONGEST
    for task in tasks:
        if len(spent) >= LEAST and monotonic() > end:
            break
        spent.append(measure(task, cold=False).cpu_ms)
        bar.step()
    bar.end()
    return Point(name, factor, len(tasks[0].catalogue.items), percentile(spent, 0.5), max(spent))


def figure(points: list[Point], file: Path) -> None:
    """Median by size, with a thin line up to the slowest."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    drawing, axes = plt.subplots(figsize=(8, 4.5))
    for name in dict.fromkeys(point.line for point in points):
        mine = [point for point in points if point.line == name]
        sizes, middle = [point.items for point in mine], [point.p50 for point in mine]
        spread = [[0.0] * len(mine), [max(0.0, point.most - point.p50) for point in mine]]
        axes.errorbar(sizes, middle, yerr=spread, marker="o", capsize=2, linewidth=1.5, label=name)
    axes.set(
        xscale="log", yscale="log", xlabel="items in the catalogue", ylabel="ms of the processor, a plan"
    )
    axes.grid(True, which="both", linewidth=0.3)
    axes.legend(fontsize="small")
    drawing.tight_layout()
    drawing.savefig(file, dpi=150, metadata={"Software": None})
    plt.close(drawing)
