"""Which marks and measures does a plan take its new study to reach, and what would an average need (B10, B20)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from recommender.planning.lower.context import Flow
from recommender.planning.plan import Assumption, Cause
from recommender.planning.problem import GoalProblem, Problem
from recommender.rules.average import Average, points_text
from recommender.rules.claims import Claim
from recommender.rules.min_grade import MinGrade
from recommender.rules.registry import Limit
from recommender.vocabulary import Grade, ItemId

Claims = Sequence[tuple[Flow, int, str]]
"""(flow, goal, key of the member claimed)."""


def asked_by_limits(problem: Problem, claims: Claims) -> dict[ItemId, set[Grade]]:
    """Least marks that limits ask of new study that counts; of an average those that the caller assumed."""
    asked: dict[ItemId, set[Grade]] = defaultdict(set)
    for goal, limit, item in _judged(problem, claims):
        if isinstance(limit, MinGrade):
            asked[item].update(limit.grades[:1])
        elif isinstance(limit, Average):
            grade = limit.assumed(item, goal.facts)
            if grade is not None and grade == goal.facts.assume.grade(item):
                asked[item].add(grade)
    return asked


def limit_assumptions(problem: Problem, claims: Claims) -> tuple[Assumption, ...]:
    """What new study is taken to reach: measures beside its mark, and the marks that averages are taken over."""
    said: set[tuple[str, str, str]] = set()
    for goal, limit, item in _judged(problem, claims):
        if isinstance(limit, MinGrade):
            said.update(("needs_measure", item, f"{name} {least}") for name, least in limit.measures)
        elif isinstance(limit, Average):
            grade = limit.assumed(item, goal.facts)
            if grade is not None:
                said.add(("assumed_grade", item, f"{grade.mark} ({grade.scheme})"))
    return tuple(
        Assumption("assumed_grade", item, detail)
        if code == "assumed_grade"
        else Assumption("needs_measure", item, detail)
        for code, item, detail in sorted(said)
    )


def _judged(problem: Problem, claims: Claims) -> Iterator[tuple[GoalProblem, Limit, ItemId]]:
    """New study that counts, with each limit on marks under which it counts."""
    for flow, index, key in claims:
        goal = problem.goals[index]
        for limit in goal.version.limits if key in problem.new else ():
            if isinstance(limit, MinGrade | Average) and _inside(goal, limit, flow, key, problem):
                yield goal, limit, problem.new[key].item.id


def _inside(goal: GoalProblem, limit: MinGrade | Average, flow: Flow, key: str, problem: Problem) -> bool:
    held = problem.held.get(key)
    if held is None and key not in problem.new:
        return False  # what a recognition gives has no mark
    look = held.attributes if held is not None else problem.new[key].item.attributes
    within = limit.within is None or flow.place in goal.ground.below.get(limit.within, ())
    return within and limit.covers(look)


def without_averages(problem: Problem) -> Problem | None:
    """The problem with no average asked for; None where none is."""
    goals = tuple(
        replace(goal, version=replace(goal.version, limits=_others(goal))) for goal in problem.goals
    )
    return None if goals == problem.goals else replace(problem, goals=goals)


def _others(goal: GoalProblem) -> tuple[Limit, ...]:
    return tuple(limit for limit in goal.version.limits if not isinstance(limit, Average))


def averages_needed(problem: Problem, claims: Claims) -> tuple[Cause, ...]:
    """For each average that these claims miss: which average their new study would have to reach (B20)."""
    found = []
    for goal in problem.goals:
        for limit in goal.version.limits:
            needed = _needed(problem, goal, limit, claims) if isinstance(limit, Average) else None
            if needed is not None:
                found.append(Cause("average_needed", limit.id, points_text(needed)))
    return tuple(found)


def _needed(problem: Problem, goal: GoalProblem, limit: Average, claims: Claims) -> Fraction | None:
    """The least average of the new study; None where the average is not missed, or nothing new is in it."""
    credit, fixed, lifted = 0, Fraction(0), Fraction(0)
    for flow, index, key in claims:
        if index != goal.index or not _inside(goal, limit, flow, key, problem):
            continue
        if key in problem.new:
            credit += flow.units
            look = problem.new[key].item.attributes
            lifted += limit.lift(Claim(key, flow.place, look, flow.units, flow.origin), goal.facts)
        else:
            fixed += limit.lift(problem.held[key].claim(flow.place), goal.facts)
    if not credit or fixed + lifted >= 0:
        return None
    return limit.least - fixed / credit
