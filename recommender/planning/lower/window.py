"""Rows of `window`: in each term or year no more than the limit, from held results and new study together.

What is held lies in its period for good. New study lies in a period once it has a term: so the timed model has a row
for every period, and the model without terms a row for each set of periods that some study cannot leave.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from recommender.planning.classes import StudyClass
from recommender.planning.lower.context import Goal, units
from recommender.planning.model import Expr, plus
from recommender.planning.model import total as summed
from recommender.rules.window import Window


@dataclass(frozen=True)
class _Periods:
    """What lies in each period: held results that may be claimed, room, and the study that may be chosen."""

    names: tuple[str, ...]
    """The period of each term of the plan, by ordinal."""
    held: dict[str, Expr]
    taken: dict[str, int]
    """Credit of study that is settled, in progress or handed in as done."""
    free: tuple[StudyClass, ...]
    most: int

    def room(self, period: str) -> int:
        """What is left for what may be chosen."""
        return max(0, self.most - self.taken.get(period, 0))


def lower(goal: Goal, limit: Window) -> None:
    """Held results alone in every period; then new study beside them."""
    periods = _periods(goal, limit)
    name = goal.name(limit.id)
    for period, held in periods.held.items():
        goal.model.at_most(held, periods.room(period), name)
    if goal.shared.timed:
        for period in dict.fromkeys(periods.names):
            goal.model.at_most(
                plus(periods.held.get(period, {}), _in(goal, periods, period)), periods.room(period), name
            )
        return
    touched = {frozenset(periods.names[o] for o in study.first.ordinals) for study in periods.free}
    for some in sorted(touched, key=sorted):
        inside = [s for s in periods.free if some.issuperset(periods.names[o] for o in s.first.ordinals)]
        new = summed((goal.shared.study[study.key], study.first.units) for study in inside)
        held = plus(*(periods.held.get(period, {}) for period in some))
        goal.model.at_most(plus(held, new), sum(map(periods.room, some)), name)


def _periods(goal: Goal, limit: Window) -> _Periods:
    calendar = goal.problem.facts.calendar
    names = tuple(limit.period(calendar, term.start) for term in goal.shared.problem.terms)
    held: dict[str, Expr] = {}
    for flow in goal.once():
        if flow.earned is not None and limit.selects(flow.origin):
            period = limit.period(calendar, flow.earned)
            held[period] = plus(held.get(period, {}), units([flow]))
    taken: dict[str, int] = defaultdict(int)
    free = []
    for study in goal.shared.classes:
        if not limit.selects(study.first.origin):
            continue
        if study.first.forced == "in_progress" or goal.shared.missing:
            taken[names[study.first.ordinals[0]]] += study.first.units
        else:
            free.append(study)
    return _Periods(names, held, dict(taken), tuple(free), limit.most_units)


def _in(goal: Goal, periods: _Periods, period: str) -> Expr:
    """New study in the terms of a period."""
    return summed(
        (column, study.first.units)
        for study in periods.free
        for ordinal, column in goal.shared.when[study.key].items()
        if periods.names[ordinal] == period
    )
