"""Is the schedule of a plan made of the calendar's own terms, within load and horizon (A11, B19, D2)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.check.award import award_day
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.planning.plan import TermPlan
from recommender.planning.request import DEFAULT_HORIZON_YEARS, DEFAULT_LOAD_UNITS, PlanRequest
from recommender.vocabulary import Term, format_units, months_later


def horizon(
    catalogue: Catalogue, record: Record, goals: tuple[Qualification, ...], request: PlanRequest
) -> tuple[Term, ...]:
    """The terms of the first goal's institution that begin on the as-of day or later and end within so many years.

    Where study is in progress the term that it belongs to stands before them (B22).
    """
    institution = catalogue.institutions.get(goals[0].institution) if goals else None
    calendar = catalogue.calendars.get(institution.calendar) if institution else None
    if institution is None or calendar is None or not calendar.seasons:
        return ()
    day, last = request.as_of, _last_day(record, goals, request)
    running = any(one.item in catalogue.items for one in record.in_progress)

    def between() -> tuple[Term, ...]:
        count = len(calendar.seasons) * max(1, last.year - day.year + 1)
        terms = (calendar.terms_around if running else calendar.terms_from)(day, count)
        return tuple(term for term in terms if term.end <= last)

    return catalogue.kept("check terms", (institution.calendar, day, last, running), between)


def _last_day(record: Record, goals: tuple[Qualification, ...], request: PlanRequest) -> date:
    """What the caller asked for; else the limit of registration; else eight years (D2)."""
    if request.horizon_years is not None:
        return months_later(request.as_of, 12 * request.horizon_years)
    limits = []
    for goal in goals:
        since = [one.since for one in record.enrolments if one.qualification == goal.id]
        if goal.timing.most_months is not None:
            limits.append(months_later(max(since, default=request.as_of), goal.timing.most_months))
    return max(limits, default=months_later(request.as_of, 12 * DEFAULT_HORIZON_YEARS))


def load_limit(facts: Facts, label: str) -> int:
    """The least of what the versions of the goal and the caller allow (B19, D7); the default where none says."""
    own = facts.request.loads.get(label, facts.request.load_units)
    stated = [goal.load_units for goal in facts.goals] + [own]
    return min((units for units in stated if units is not None), default=DEFAULT_LOAD_UNITS)


def check_terms(facts: Facts) -> tuple[Violation, ...]:
    """Each term as the calendar has it, with exactly its steps and no more than its load."""
    found: list[Violation] = []
    ordinals = [term.ordinal for term in facts.plan.terms]
    if ordinals != list(range(len(ordinals))):
        found.append(
            Violation("term", "terms", str(ordinals), "are not all the terms from the first, in order")
        )
    for term in facts.plan.terms:
        found.extend(Violation("term", term.label, what, message) for what, message in _term(facts, term))
    found.extend(_too_light(facts))
    found.extend(_too_late(facts))
    found.extend(
        Violation("step", step.item, "term", f"is in term {step.term}, which the plan does not list")
        for step in facts.plan.steps
        if step.term not in ordinals
    )
    return tuple(found)


def _too_late(facts: Facts) -> Iterator[Violation]:
    """Every goal is awarded by the day that the caller names (D7)."""
    by = facts.request.by
    for goal in facts.goals:
        day = award_day(facts, goal)
        if by is not None and day > by:
            yield Violation("goal", goal.key, str(day), f"is after {by}, by when the caller wants the award")


def _too_light(facts: Facts) -> Iterator[Violation]:
    """A term in which something new is studied, and that is not the last such, has the least load (B19)."""
    stated = [goal.timing.load_least_units for goal in facts.goals]
    least = max((units for units in stated if units is not None), default=0)
    loaded = [step for step in facts.plan.steps if step.study_units and step.item not in facts.in_progress]
    for ordinal in sorted({step.term for step in loaded})[:-1]:
        load = sum(step.study_units for step in facts.inside.steps[ordinal])
        term = facts.term(ordinal)
        if load < least and term is not None:
            message = f"{format_units(load)} credits of study, expected at least {format_units(least)}"
            yield Violation("term", term.label, "load_least", message)


def _term(facts: Facts, term: TermPlan) -> Iterator[tuple[str, str]]:
    true = facts.term(term.ordinal)
    if true is None:
        yield "ordinal", f"term {term.ordinal} is not in the horizon"
    elif (term.label, term.season, term.start, term.end) != (true.label, true.season, true.start, true.end):
        yield "calendar", f"expected {true.label}, {true.start} to {true.end}"
    steps = facts.inside.steps.get(term.ordinal, [])
    if sorted(term.items) != sorted(step.item for step in steps):
        yield "items", "are not the steps of this term"
    load = sum(step.study_units for step in steps)
    if term.units != load:
        yield "units", f"states {format_units(term.units)} credits, its steps have {format_units(load)}"
    limit = load_limit(facts, term.label)
    # What is registered already is a fact; it leaves less room, and is not itself at fault.
    chosen = any(step.item not in facts.in_progress and step.study_units for step in steps)
    if load > limit and chosen:
        yield "load", f"{format_units(load)} credits of study, expected at most {format_units(limit)}"
