"""Check of `recognition`: may each application of a plan rest on its rule, its sources and its day (A3-A7)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Application, Standing
from recommender.rules.recognition import KIND, Recognition
from recommender.vocabulary import reaches


def check(facts: Facts, application: Application) -> tuple[Violation, ...]:
    """Every reason against one application."""
    rule = facts.catalogue.rules.get(application.rule)
    if rule is None:
        return (Violation(KIND, application.rule, application.goal, "is no known rule"),)
    goal = next((one for one in facts.goals if one.key == application.goal), None)
    messages = [
        *_decision(facts, rule, application),
        *_sources(facts, rule, application),
        *_words(facts, rule, application),
    ]
    if goal is not None and rule.recogniser != goal.institution:
        messages.append(f"is recognition by {rule.recogniser}, not by {goal.institution}")
    if (
        sum((one.goal, one.rule) == (application.goal, application.rule) for one in facts.plan.applications)
        > 1
    ):
        messages.append("is applied more than once")
    return tuple(Violation(KIND, rule.id, application.goal, message) for message in messages)


def decided_on(facts: Facts, application: Application) -> date | None:
    """The as-of day, else the day after the end of the term that it names; None when there is no such term."""
    if application.after_term is None:
        return facts.request.as_of
    term = facts.term(application.after_term)
    return term.end + timedelta(days=1) if term else None


def _decision(facts: Facts, rule: Recognition, application: Application) -> Iterator[str]:
    day = decided_on(facts, application)
    if day is None:
        yield f"is decided after term {application.after_term}, which is not in the horizon"
    elif day not in rule.applied_within:
        yield f"may not be decided on {day}"
    barred = facts.barred(rule)
    if barred:
        yield barred
    terms = [found[2].term for found in map(facts.source, application.sources) if found and found[2]]
    ready = max(terms, default=None)
    if ready is not None and (application.after_term is None or application.after_term < ready):
        yield f"is decided after term {application.after_term}, and its sources end with term {ready}"


def _sources(facts: Facts, rule: Recognition, application: Application) -> Iterator[str]:
    wanted = {source.item: source for source in rule.sources}
    items: set[str] = set()
    for key in application.sources:
        found = facts.source(key)
        if found is None:
            yield f"rests on {key}, which is no result and no step"
            continue
        item, result, step = found
        source = wanted.get(item.id)
        if source is None:
            yield f"rests on {key}, which is none of its sources"
            continue
        if item.id in items:
            yield f"rests on {item.id} twice"
        items.add(item.id)
        day = facts.completed(result, step)
        if day is None or day not in rule.completed_within:
            yield f"rests on {key}, which is not completed within its dates"
        if result and not reaches(result.grade, source.min_grade, facts.catalogue.grade_schemes):
            yield f"rests on {key}, whose grade is too low or cannot be compared"
        if step and source.min_grade and source.min_grade not in step.needs_grade:
            yield f"rests on {key}, whose step does not say that it needs {source.min_grade.mark}"
    if len(items) != rule.need:
        yield f"rests on {len(items)} sources, expected {rule.need}"


def _words(facts: Facts, rule: Recognition, application: Application) -> Iterator[str]:
    """What the application says about itself."""
    new = any(key.startswith("new:") for key in application.sources)
    if application.standing != (Standing.STUDY if new else Standing.AVAILABLE):
        yield f"says that it is {application.standing}"
    claimed = {
        row.key
        for row in facts.plan.claims
        if row.goal == application.goal and row.key.startswith("out:") and row.rule == rule.id
    }
    if set(application.outputs) != claimed or len(set(application.outputs)) != len(application.outputs):
        yield f"says that {', '.join(application.outputs) or 'nothing'} is counted, and the claims say otherwise"
    applied = [
        {f"held:{entry}" for entry in one.sources} for one in facts.record.applied if one.rule == rule.id
    ]
    if application.pending and not applied:
        yield "says that it is pending, and nobody has applied"
    if not application.pending and set(application.sources) in applied:
        yield "has been applied for with these sources, and does not say so"
