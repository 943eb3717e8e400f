"""How is one family measured: its plans first, then the peers on some of the same questions?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import monotonic

from benchmarks.planner.families import Family
from benchmarks.planner.figures import Json, figures, spread, too_few
from benchmarks.planner.measure import Timed, making_ms, measure
from benchmarks.planner.peers import Compared, Greedy, compare
from benchmarks.planner.progress import Bar
from benchmarks.planner.sources import Sources
from benchmarks.planner.task import Task

LEAST = 2
"""Questions of a family that are asked even where its share of the time is used up; never past the end of the run."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How many questions, for how long; seconds by the clock, so that a slow machine asks fewer and says so."""

    n: int
    seed: int
    plan_seconds: float
    peers: int
    peer_seconds: float
    """For all peers of a family."""
    each_seconds: float
    """For one answer of one peer."""


PROOFS = 2
"""Of so many answers the proof is looked for once more, alone, to time it."""

SAMPLE = Effort(20, 1, 20, 4, 22, 10)
FULL = Effort(200, 1, 1e9, 24, 1e9, 60)


@dataclass(frozen=True, slots=True)
class Measured:
    """One family: its rows, what the peers said, and what went wrong."""

    family: Family
    rows: tuple[Timed, ...]
    peers: dict[str, Compared]
    greedy: Greedy
    failed: tuple[str, ...]
    cut: bool
    """Whether time ended it before all questions were asked."""
    making: tuple[float, ...] = ()
    """Milliseconds of the processor that some of the proofs take to find."""

    @property
    def wrong(self) -> list[str]:
        """What may not happen at all: another length elsewhere, a missed optimum, a plan that its checker refused."""
        refused = [
            f"{row.task.name}: its certificate does not hold"
            for row in self.rows
            if row.certificate is not None and not row.certificate.verified
        ]
        missed = [f"{row.task.name}: not the proven optimum" for row in self.rows if row.reproduced is False]
        lengths = [text for peer in self.peers.values() for text in peer.differs]
        return [f"{self.family.name}: {text}" for text in (*self.failed, *refused, *missed, *lengths)]

    def figures(self, seed: int) -> Json:
        """All that there is to say of the family."""
        found: Json = {"about": self.family.about, "cut_by_time": self.cut, **figures(self.rows)}
        for name, peer in self.peers.items():
            said = peer.figures(seed)
            found[f"ratio_to_{name}"] = said["median"]
            found[f"ratio_to_{name}_interval"] = said["interval"]
            found.setdefault("peers", {})[name] = said
        found["greedy"] = self.greedy.figures()
        if found["certificate"]:
            found["certificate"]["make"] = spread(self.making)
        found["bars"] = [
            bar.judged(found.get(bar.figure), too_few(bar.figure, len(self.rows))) for bar in self.family.bars
        ]
        return found


def run(family: Family, sources: Sources, effort: Effort, until: float) -> Measured:
    """Measure one family; `until` is the end of the whole run by the clock."""
    rows, failed, cut = _plans(family, sources, effort, until)
    order = list(rows)
    Random(f"peers/{effort.seed}").shuffle(order)
    end = min(until, monotonic() + effort.peer_seconds)
    making = tuple(making_ms(row) for row in order[:PROOFS] if row.certified)
    peers, greedy = compare(order, effort.peers, effort.each_seconds, end)
    return Measured(family, tuple(rows), peers, greedy, tuple(failed), cut, making)


def _plans(
    family: Family, sources: Sources, effort: Effort, until: float
) -> tuple[list[Timed], list[str], bool]:
    tasks = _tasks(family, sources, effort)
    rows: list[Timed] = []
    failed: list[str] = []
    seen: set[str] = set()
    end = min(until, monotonic() + effort.plan_seconds)
    bar = Bar(family.name, len(tasks))
    cut = False
    for task in tasks:
        enough = not family.whole and len(rows) >= LEAST and monotonic() >= end
        if enough or monotonic() >= until:
            cut = True
            break
        try:
            rows.append(measure(task, task.version not in seen))
        except Exception as wrong:  # a defect in one answer is named, and the others are asked all the same
            failed.append(f"{task.name}: {type(wrong).__name__}: {wrong}")
        seen.add(task.version)
        bar.step()
    bar.end("cut by time" if cut else "")
    return rows, failed, cut


def _tasks(family: Family, sources: Sources, effort: Effort) -> Sequence[Task]:
    found: list[Task] = []
    for task in family.tasks(sources, effort.seed, effort.n):
        if not family.whole and len(found) >= effort.n:
            break
        found.append(task)
    return found
