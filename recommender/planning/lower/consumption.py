"""Rows of consumption: what one goal uses up, no other of the same plan counts (B16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from recommender.planning.lower.context import Goal
from recommender.planning.model import Expr, plus

NAME = "consumption"


def lower(goals: Sequence[Goal]) -> None:
    """Rows for every pair of goals of which one uses credit up, and everything that both could count."""
    for one, other in combinations(goals, 2):
        if one.problem.version.consumes or other.problem.version.consumes:
            mine, theirs = _uses(one), _uses(other)
            for key in sorted(mine.keys() & theirs.keys()):
                _apart(one, mine[key], theirs[key], one.shared.study.get(key))


def _apart(goal: Goal, mine: Iterable[Expr], theirs: Iterable[Expr], studied: int | None) -> None:
    """Both goals together count it once; of interchangeable items as many as are studied."""
    for use, other in product(mine, theirs):
        if studied is None:
            goal.model.at_most(plus(use, other), 1, goal.name(NAME))
        else:
            goal.model.at_most(plus(use, other, {studied: -1}), 0, goal.name(NAME))


def _uses(goal: Goal) -> Mapping[str, list[Expr]]:
    """By supply the ways in which it counts: as itself, as a source, or in what was granted for it."""
    claimed: dict[str, Expr] = defaultdict(dict)
    for flow in goal.once():
        claimed[flow.supply][flow.column] = 1
    found: dict[str, list[Expr]] = defaultdict(list)
    for key in (*goal.shared.problem.held, *goal.shared.study):
        found[key] += [claimed[key]] if key in claimed else []
        found[key] += [{goal.shared.applied[index]: 1} for index in goal.fed_by(key)]
    for output, held in goal.held.items():
        for source, _ in held.sources:
            found[source] += [claimed[output]] if output in claimed else []
    return found
