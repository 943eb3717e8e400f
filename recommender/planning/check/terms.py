"""Is the schedule of a plan made of the calendar's own terms, within load and horizon (A11, B19, D2)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.planning.plan import TermPlan
from recommender.planning.request import DEFAULT_LOAD_UNITS, PlanRequest
from recommender.vocabulary import Term, format_units


def horizon(
    catalogue: Catalogue, record: Record, goals: tuple[Qualification, ...], request: PlanRequest
) -> tuple[Term, ...]:
    """The terms of the first goal's institution that begin on the as-of day or later and end within so many years.

    Where study is in progress the term that it belongs to stands before them (B22).
    """
    institution = catalogue.institutions.get(goals[0].institution) if goals else None
    calendar = catalogue.calendars.get(institution.calendar) if institution else None
    if calendar is None or not calendar.seasons or request.horizon_years < 1:
        return ()
    last = _years_after(request.as_of, request.horizon_years)
    count = len(calendar.seasons) * (request.horizon_years + 1)
    running = any(one.item in catalogue.items for one in record.in_progress)
    terms = (calendar.terms_around if running else calendar.terms_from)(request.as_of, count)
    return tuple(term for term in terms if term.end <= last)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def load_limit(facts: Facts) -> int:
    """The least of what the versions of the goal and the caller allow (B19, D7); the default where none says."""
    stated = [goal.load_units for goal in facts.goals] + [facts.request.load_units]
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
    found.extend(
        Violation("step", step.item, "term", f"is in term {step.term}, which the plan does not list")
        for step in facts.plan.steps
        if step.term not in ordinals
    )
    return tuple(found)


def _term(facts: Facts, term: TermPlan) -> Iterator[tuple[str, str]]:
    true = facts.term(term.ordinal)
    if true is None:
        yield "ordinal", f"term {term.ordinal} is not in the horizon"
    elif (term.label, term.season, term.start, term.end) != (true.label, true.season, true.start, true.end):
        yield "calendar", f"expected {true.label}, {true.start} to {true.end}"
    steps = [step for step in facts.plan.steps if step.term == term.ordinal]
    if sorted(term.items) != sorted(step.item for step in steps):
        yield "items", "are not the steps of this term"
    load = sum(step.study_units for step in steps)
    if term.units != load:
        yield "units", f"states {format_units(term.units)} credits, its steps have {format_units(load)}"
    limit = load_limit(facts)
    # What is registered already is a fact; it leaves less room, and is not itself at fault.
    chosen = any(step.item not in facts.in_progress and step.study_units for step in steps)
    if load > limit and chosen:
        yield "load", f"{format_units(load)} credits of study, expected at most {format_units(limit)}"
