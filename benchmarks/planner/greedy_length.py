"""How long is the path if what is held goes greedily to the first place that takes it, and only then study is chosen?

It is granted all but the choice: the study is then the least that there is, by the planner's own rows, and a rule that
needs several results is left free.
"""

from __future__ import annotations

from time import monotonic

from benchmarks.greedy.placement import Placement
from benchmarks.planner.class_model import compiled
from benchmarks.planner.task import Task
from recommender.planning.compile import Compiled
from recommender.planning.solve import Limits, Outcome, minimise_surely


def greedy_length(task: Task, seconds: float) -> int | None:
    """The length in units; None where this placement leaves no path, or none was proven least in time."""
    made = compiled(task)
    for index, goal in enumerate(made.problem.goals):
        placement = Placement(made.problem, goal)
        placement.fill()
        _close(made, index, {(claim.key, claim.place) for claim in placement.claims})
    limits = Limits(task.request.node_limit, monotonic() + seconds, task.request.seed)
    found = minimise_surely(made.model, made.length(), limits)
    return found.objective if found.outcome is Outcome.OPTIMAL else None


def _close(made: Compiled, index: int, placed: set[tuple[str, str]]) -> None:
    """Nothing held counts where it was not placed."""
    for flow in made.goals[index].flows:
        key = flow.supply
        if "|" in key:
            number, _, key = key.partition("|")
            variant = made.problem.variants[int(number)]
            if variant.new or len(variant.held) != 1:
                continue
        elif key not in made.problem.held:
            continue
        if (key, flow.place) not in placed:
            made.model.columns[flow.column].upper = made.model.columns[flow.column].lower
