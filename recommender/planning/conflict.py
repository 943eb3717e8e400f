"""Why is there no plan: a smallest set of rules that cannot hold together (D4)?

What remains is irreducible: without any one of its members there would be a plan. The search halves the groups of rows
again and again (QuickXplain, Junker 2004), since conflicts are small and the groups are many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from recommender.planning.compile import compile_problem
from recommender.planning.levels import AT_MOST, bounded
from recommender.planning.lower.consumption import NAME as CONSUMPTION
from recommender.planning.lower.context import MEANS
from recommender.planning.lower.single_use import NAME as SINGLE_USE
from recommender.planning.model import LinearModel
from recommender.planning.plan import Cause
from recommender.planning.problem import Problem
from recommender.planning.solve import Limits, Outcome, minimise
from recommender.rules.registry import walk
from recommender.vocabulary import GradeScheme

_One = TypeVar("_One")


def conflict(
    problem: Problem, schemes: Mapping[str, GradeScheme], limits: Limits, timed: bool
) -> tuple[Cause, ...]:
    """An irreducible set of causes, in the order of the qualification's text."""
    compiled = compile_problem(problem, schemes, timed=timed)
    bounded(compiled)
    model = compiled.model
    groups = list(dict.fromkeys(row.group for row in model.rows if not _structural(row.group)))

    def clash(kept: Sequence[str]) -> bool:
        return minimise(_only(model, kept), {}, limits).outcome is Outcome.INFEASIBLE

    pins = tuple(Cause("pinned", one.item.id) for one in problem.new.values() if one.forced)
    if clash(()):
        return pins
    found = set(irreducible(clash, [], groups))
    told = tuple(_cause(problem, group) for group in groups if group in found)
    return told + (pins if pins and _rests_on_pins(model, found, limits) else ())


def _rests_on_pins(model: LinearModel, groups: Iterable[str], limits: Limits) -> bool:
    """Whether the conflict ends when nothing has to be a step."""
    rows = _only(model, groups).rows
    free = LinearModel([replace(column, lower=0) for column in model.columns], rows)
    return minimise(free, {}, limits).outcome is not Outcome.INFEASIBLE


def irreducible(
    clash: Callable[[Sequence[_One]], bool], kept: list[_One], parts: list[_One], *, added: bool = False
) -> list[_One]:
    """Some of `parts` that clash with `kept`, of which none can be left out; all of them together have to clash.

    `added` says whether `kept` has grown since `clash` was last asked about it.
    """
    if added and clash(kept):
        return []
    if len(parts) == 1:
        return parts
    half = len(parts) // 2
    first, second = parts[:half], parts[half:]
    later = irreducible(clash, kept + first, second, added=True)
    sooner = irreducible(clash, kept + later, first, added=bool(later))
    return sooner + later


def _structural(group: str) -> bool:
    """Rows that say what the columns mean: no rule that anyone could relax."""
    return (
        group.startswith((MEANS, "offered ", "members ", "granted ")) or group.partition(":")[2] == SINGLE_USE
    )


def _only(model: LinearModel, groups: Iterable[str]) -> LinearModel:
    wanted = set(groups)
    rows = [row for row in model.rows if row.group in wanted or _structural(row.group)]
    return LinearModel(model.columns, rows)


def _cause(problem: Problem, group: str) -> Cause:
    if group.startswith("prerequisite "):
        return Cause("prerequisite", group.removeprefix("prerequisite "))
    if group.startswith(AT_MOST):
        objective = group.removeprefix(AT_MOST).strip()
        return Cause(f"at_most_{objective}", objective)
    if group.startswith("load"):
        return Cause("no_schedule", group.removeprefix("load").strip() or "load")
    head, _, name = group.partition(":")
    if not head.isdigit():
        return Cause("no_schedule", group)
    goal = problem.goals[int(head)]
    if name == CONSUMPTION:
        return Cause("consumption", goal.key)
    if name in {limit.id for limit in goal.version.limits}:
        return Cause("conflict_limit", name, goal.key)
    if name in {node.id for node in walk(goal.version.requirement)}:
        return Cause("conflict_requirement", name, goal.key)
    return Cause("conflict_rule", name, goal.key)
