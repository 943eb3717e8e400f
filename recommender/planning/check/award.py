"""When is each goal awarded by the plan, is that in time, and does the plan say so (A8, B19)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.check.violation import Violation
from recommender.vocabulary import months_later


def entered(facts: Facts, goal: Qualification) -> date:
    """The day of enrolment; who is not enrolled would be now."""
    since = [one.since for one in facts.record.enrolments if one.qualification == goal.id]
    return max(since, default=facts.request.as_of)


def complete(facts: Facts, goal: Qualification) -> date:
    """The day on which everything that is counted towards the goal is there."""
    key, ordinals = goal.key, set[int]()
    for row in facts.inside.claims.get(key, ()):
        kind, _, rest = row.key.partition(":")
        if kind == "new" and rest in facts.steps:
            ordinals.add(facts.steps[rest].term)
    ordinals.update(
        one.after_term for one in facts.plan.applications if one.goal == key and one.after_term is not None
    )
    ends = (term.end for term in map(facts.term, ordinals) if term is not None)
    return max((facts.request.as_of, *ends))


@once
def award_day(facts: Facts, goal: Qualification) -> date:
    """The first award day once everything is there and the least time of study is over."""
    ready = complete(facts, goal)
    if goal.timing.least_months is not None:
        ready = max(ready, months_later(entered(facts, goal), goal.timing.least_months))
    for year in range(ready.year, min(ready.year + 1, date.max.year) + 1):
        for month, day in sorted(goal.timing.awards):
            if date(year, month, day) >= ready:
                return date(year, month, day)
    return ready


def check_award(facts: Facts, goal: Qualification) -> Iterator[Violation]:
    """The award comes by the last day of the version, within the time of study, and on the day that is told."""
    day = award_day(facts, goal)
    if goal.last_award is not None and day > goal.last_award:
        yield Violation("goal", goal.key, str(day), f"is after the last award, {goal.last_award}")
    if goal.timing.most_months is not None:
        last = months_later(entered(facts, goal), goal.timing.most_months)
        if day > last:
            yield Violation("goal", goal.key, str(day), f"is after the longest time of study, {last}")
    told = [one.day for one in facts.plan.awards if one.goal == goal.key]
    if facts.plan.awards and told != [day]:
        found = ", ".join(map(str, told)) or "no day"
        yield Violation("goal", goal.key, "award", f"states {found}, expected {day}")


def check_known_awards(facts: Facts) -> Iterator[Violation]:
    """No award of a goal that was not asked for."""
    known = {goal.key for goal in facts.goals}
    for one in facts.plan.awards:
        if one.goal not in known:
            yield Violation("goal", one.goal, "award", "is of a goal that was not asked for")
