"""How much room do windows leave for new study in each term, once it is settled which results are claimed (B8)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from recommender.planning.assemble import Selection
from recommender.planning.problem import GoalProblem, Problem
from recommender.rules.window import Window


@dataclass(frozen=True)
class Quota:
    """One window of one goal: what each step takes, and what is left for the steps of a period."""

    taken: Mapping[str, int]
    """Credit by step key; a step that the window does not mean is not there."""
    periods: tuple[str, ...]
    """The period of each term, by ordinal."""
    room: Mapping[str, int]

    def holds(self, key: str, ordinal: int, done: Mapping[str, int]) -> bool:
        """Whether a step still fits into a term beside those that have one."""
        period = self.periods[ordinal]
        beside = sum(self.taken.get(other, 0) for other, term in done.items() if self.periods[term] == period)
        return key not in self.taken or beside + self.taken[key] <= self.room[period]


def quotas(problem: Problem, selection: Selection) -> tuple[Quota, ...]:
    """A quota for every window of every goal."""
    return tuple(
        _quota(problem, selection, goal, limit)
        for goal in problem.goals
        for limit in goal.version.limits
        if isinstance(limit, Window)
    )


def _quota(problem: Problem, selection: Selection, goal: GoalProblem, limit: Window) -> Quota:
    calendar = goal.facts.calendar
    periods = tuple(limit.period(calendar, term.start) for term in problem.terms)
    claimed: dict[str, int] = defaultdict(int)
    for key, units in _results(selection, goal, limit).items():
        claimed[limit.period(calendar, problem.held[key].completed)] += units
    return Quota(
        {one.key: one.units for one in selection.steps if limit.selects(one.origin)},
        periods,
        {period: limit.most_units - claimed[period] for period in periods},
    )


def _results(selection: Selection, goal: GoalProblem, limit: Window) -> dict[str, int]:
    """The results claimed towards a goal that the window means, each once."""
    return {
        key: flow.units
        for flow, index, key in selection.claims
        if index == goal.index and key.startswith("held:") and limit.selects(flow.origin)
    }
