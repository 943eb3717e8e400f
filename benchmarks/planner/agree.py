"""python -m benchmarks.planner.agree [--n N] [--seed S] [--first K]: do three models find the same length?

On random worlds of 20 to 60 items: the planner (reduced, checked), its rows unreduced in HiGHS, and the other statement
in CP-SAT, which shares no code with it. A relaxed length that is shorter is asked for again with every step in a term.
The exit code is 1 where any two differ; the seed of each such world is printed, and asks the same again.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from benchmarks.planner import cpsat
from benchmarks.planner.class_model import compiled
from benchmarks.planner.medium import medium_world
from benchmarks.planner.progress import Bar
from benchmarks.planner.question import question_of
from benchmarks.planner.task import Task
from benchmarks.planner.unsupported import Unsupported
from recommender.errors import CreditpathError
from recommender.planning import make_plan
from recommender.planning.solve import Limits, Outcome, minimise_surely
from recommender.rules.registry import kind_of, walk

SECONDS = 60.0
"""Most time for one answer of one model."""
NO_PATH = -1
"""Instead of a length."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The lengths that were found, in units; None: not decided in time."""

    planner: int | None
    unreduced: int | None
    other: int | None
    by_terms: bool = False
    """Whether some model needed terms to agree."""

    @property
    def differs(self) -> bool:
        """Whether two of them contradict each other."""
        return len({one for one in (self.planner, self.unreduced, self.other) if one is not None}) > 1

    @property
    def decided(self) -> bool:
        """Whether all three answered."""
        return None not in (self.planner, self.unreduced, self.other)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts, and each world in which they differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner.agree", description=__doc__)
    parser.add_argument("--n", type=int, default=100, help="worlds")
    parser.add_argument("--seed", default="1")
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first world, to go on or to look again"
    )
    asked = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    bar = Bar("agree", asked.n)
    for number in range(asked.first, asked.first + asked.n):
        task = medium_world(f"{asked.seed}/{number}")
        told = one(task, counts)
        if told:
            wrong.append(told)
            print(told, flush=True)
        kinds.update(kinds_of(task))
        bar.step()
    bar.end()
    print(
        f"seed {asked.seed}, worlds {asked.first} to {asked.first + asked.n - 1}: {dict(sorted(counts.items()))}"
    )
    print(f"kinds: {dict(sorted(kinds.items()))}")
    return 1 if wrong else 0


def one(task: Task, counts: Counter[str]) -> str:
    """Ask all three; what is wrong, or nothing."""
    try:
        found = verdict(task)
    except CreditpathError as failed:
        counts["failed"] += 1
        return f"{task.name}: {type(failed).__name__}: {failed}"
    except Unsupported as why:
        counts["unsupported"] += 1
        print(f"{task.name} is left out: {why}", file=sys.stderr)
        return ""
    counts["worlds"] += 1
    counts["no path" if found.planner == NO_PATH else "with a path"] += 1
    counts["terms decide"] += found.by_terms
    counts["all agree"] += found.decided and not found.differs
    counts["undecided"] += not found.decided and not found.differs
    counts["differ"] += found.differs
    return f"{task.name}: {found}" if found.differs else ""


def verdict(task: Task) -> Verdict:
    """The three answers."""
    plan = make_plan(task.catalogue, task.record, task.request)
    ours = {"optimal": plan.length, "infeasible": NO_PATH}.get(str(plan.status))
    unreduced, first = _both(task, ours, _unreduced)
    other, second = _both(task, ours, _other)
    return Verdict(ours, unreduced, other, first or second)


def _both(task: Task, ours: int | None, ask: Callable[[Task, bool], int | None]) -> tuple[int | None, bool]:
    """Without terms; with them where the answer is shorter, or a path where we have none."""
    found = ask(task, False)
    shorter = (
        ours is not None and found is not None and found != NO_PATH and (ours == NO_PATH or found < ours)
    )
    return (ask(task, True), True) if shorter else (found, False)


def _unreduced(task: Task, timed: bool) -> int | None:
    try:
        made = compiled(task, timed)
    except Unsupported:
        return NO_PATH
    found = minimise_surely(made.model, made.length(), Limits(10**9, monotonic() + SECONDS))
    if found.outcome is Outcome.INFEASIBLE:
        return NO_PATH
    return found.objective if found.outcome is Outcome.OPTIMAL else None


def _other(task: Task, timed: bool) -> int | None:
    answer = cpsat.least_length(replace(question_of(task, SECONDS), timed=timed))
    if answer.status == "infeasible":
        return NO_PATH
    return answer.length if answer.status == "optimal" else None


def kinds_of(task: Task) -> set[str]:
    """The rule kinds that a world has."""
    versions = [version for several in task.catalogue.qualifications.values() for version in several]
    nodes = {kind_of(node) for version in versions for node in walk(version.requirement)}
    return nodes | {kind_of(limit) for version in versions for limit in version.limits}


if __name__ == "__main__":
    sys.exit(main())
