"""Check of `recognition`: may each application of a plan rest on its rule, its sources and its day (A3-A7)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import Result
from recommender.planning.check.amounts import missed, named, output_attributes, output_units, source_amounts
from recommender.planning.check.chain import beginnings, feeds, grant, length, link
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.check.used_credit import gone
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Application, Standing, Step
from recommender.rules.recognition import KIND, Recognition, Source
from recommender.vocabulary import Grade, day_after, reaches


def check(facts: Facts, application: Application) -> tuple[Violation, ...]:
    """Every reason against one application."""
    rule = facts.catalogue.rules.get(application.rule)
    if rule is None:
        return (Violation(KIND, application.rule, application.goal, "is no known rule"),)
    goal = facts.goal(application.goal)
    messages = [
        *_decision(facts, rule, application),
        *_sources(facts, rule, application, goal),
        *_words(facts, rule, application),
        *_withdrawn(facts, rule, application),
    ]
    if goal is not None and rule.recogniser != goal.institution and not feeds(facts, application):
        messages.append(f"is recognition by {rule.recogniser}, not by {goal.institution}")
    if goal is not None:
        messages += _towards(rule, goal)
        messages += _amounts(facts, rule, goal, application)
    if facts.inside.times[application.goal, application.rule] > 1:
        messages.append("is applied more than once")
    return tuple(Violation(KIND, rule.id, application.goal, message) for message in messages)


def decided_on(facts: Facts, application: Application) -> date | None:
    """The as-of day, else the day after the end of the term that it names; None when there is no such term."""
    if application.after_term is None:
        return facts.request.as_of
    term = facts.term(application.after_term)
    return day_after(term.end) if term else None


def _decision(facts: Facts, rule: Recognition, application: Application) -> Iterator[str]:
    day = decided_on(facts, application)
    if day is None:
        yield f"is decided after term {application.after_term}, which is not in the horizon"
    elif day not in rule.applied_within:
        yield f"may not be decided on {day}"
    barred = facts.barred(rule)
    if barred:
        yield barred
    below = [
        found.application for key in application.sources if (found := link(facts, application.goal, key))
    ]
    terms = [found[2].term for found in map(facts.source, application.sources) if found and found[2]]
    terms += [one.after_term for one in below if one.after_term is not None]
    ready = max(terms, default=None)
    if ready is not None and (application.after_term is None or application.after_term < ready):
        yield f"is decided after term {application.after_term}, and its sources end with term {ready}"


def _towards(rule: Recognition, goal: Qualification) -> Iterator[str]:
    """The rule is towards such a goal."""
    for sort in missed(rule, goal):
        yield f"is not towards the {sort} {named(goal, sort) or 'of this version, which states none'}"


def _amounts(facts: Facts, rule: Recognition, goal: Qualification, application: Application) -> Iterator[str]:
    """All that it gives has an exact amount towards the goal: a rule is applied whole, or not (A2, A3)."""
    for number, known, units in _given(facts, rule, goal, application):
        if not known or units is None:
            yield f"gives output {number}, which has no exact amount towards {goal.key}"
    fee = fee_of(facts, rule, goal, application)
    if application.fee != fee:
        yield f"states the fee {application.fee}, expected {fee}"


def fee_of(facts: Facts, rule: Recognition, goal: Qualification, application: Application) -> int | None:
    """What applying costs, by the credit that it gives; None: nothing is stated, or it has been applied for."""
    units = (units for _, _, units in _given(facts, rule, goal, application))
    return None if application.pending else rule.cost(sum(one for one in units if one is not None))


@once
def _given(
    facts: Facts, rule: Recognition, goal: Qualification, application: Application
) -> tuple[tuple[int, bool, int | None], ...]:
    """By number each output that the application gives: whether its item is known, and its credit."""
    sources = source_amounts(facts, goal, application)
    return tuple(
        (
            number,
            output_attributes(facts.catalogue, rule, output) is not None,
            output_units(facts, goal, rule, output, sources),
        )
        for number, output in enumerate(rule.outputs)
        if output.option in (None, application.option)
    )


def _withdrawn(facts: Facts, rule: Recognition, application: Application) -> Iterator[str]:
    """Nothing that the plan studies takes away what is applied for."""
    for item in sorted(rule.withdrawn_by & facts.steps.keys()) if rule.withdrawn_by else ():
        yield f"gives what the step {item} takes away"
    for key in application.sources:
        held = grant(facts, key) if key.startswith("granted:") else None
        from_rule = facts.catalogue.rules.get(held[0].rule) if held else None
        if from_rule and from_rule.withdrawn_by & facts.steps.keys():
            yield f"rests on {key}, which a step takes away"


def _sources(
    facts: Facts, rule: Recognition, application: Application, goal: Qualification | None
) -> Iterator[str]:
    """As many slots as it needs, each filled once, by sources that are good enough."""
    wanted = {source.item: source for source in rule.sources}
    slots: list[object] = []
    longest = length(facts, application)
    if longest is None or longest > max(1, rule.chain):
        yield f"is the end of a chain of {longest or 'recognitions without end'}, expected at most {rule.chain}"
    for key in application.sources:
        found = facts.source(key) or _recognised(facts, application, key)
        if found is None:
            yield f"rests on {key}, which is no result and no step"
            continue
        item, result, step = found
        source = wanted.get(item.id)
        if source is None:
            yield f"rests on {key}, which is none of its sources"
            continue
        slot: object = item.id if source.slot is None else source.slot
        if slot in slots:
            yield f"rests on {item.id} twice, or beside an alternative to it"
        slots.append(slot)
        yield from (f"rests on {key}, which {message}" for message in _item(source, item))
        if goal and (against := gone(facts, key, goal)):
            yield f"rests on {key}, which {against}"
        mark = facts.grade(result, goal) if result and goal else None
        yield from (f"rests on {key}, {message}" for message in _grade(facts, source, result, step, mark))
    for key in beginnings(facts, application):
        day = _completed(facts, key)
        yield from (f"rests on {key}, which {message}" for message in _day(facts, rule, application, day))
    if len(set(slots)) != rule.need:
        yield f"rests on {len(set(slots))} sources, expected {rule.need}"


def _recognised(
    facts: Facts, application: Application, key: str
) -> tuple[Item, Result | None, Step | None] | None:
    """The item for which the source was recognised already: by another application, or in the ledger."""
    found = link(facts, application.goal, key) if key.startswith("out:") else None
    held = grant(facts, key) if key.startswith("granted:") else None
    named = found.output.item if found else held[1].item if held else None
    if held and facts.withdrawing(facts.catalogue.rules.get(held[0].rule)):
        return None
    item = facts.catalogue.items.get(named) if named is not None else None
    return (item, None, None) if item else None


def _completed(facts: Facts, key: str) -> date | None:
    """The day of a result, of a step's end, or of a decision in the ledger."""
    if key.startswith("granted:"):
        held = grant(facts, key)
        return held[0].decided if held else None
    found = facts.source(key)
    return facts.completed(found[1], found[2]) if found else None


def _item(source: Source, item: Item) -> Iterator[str]:
    if source.issued_by and item.issuer not in source.issued_by:
        yield f"{item.issuer} issues"
    if source.level_from is not None and (item.level is None or item.level < source.level_from):
        yield f"is not of level {source.level_from} or more"


def _grade(
    facts: Facts, source: Source, result: Result | None, step: Step | None, mark: Grade | None
) -> Iterator[str]:
    if result and not reaches(mark, source.min_grade, facts.catalogue.grade_schemes):
        yield "whose grade is too low or cannot be compared"
    if not result and not step and source.min_grade:
        yield "which was recognised, and has no grade"
    if step and source.min_grade and source.min_grade not in step.needs_grade:
        yield f"whose step does not say that it needs {source.min_grade.mark}"


def _day(facts: Facts, rule: Recognition, application: Application, day: date | None) -> Iterator[str]:
    decided = decided_on(facts, application)
    if day is None or day not in rule.completed_within:
        yield "is not completed within its dates"
    elif decided is not None and _too_old(rule, day, decided):
        yield f"is more than {rule.shelf_life_years} years old on {decided}"


def _too_old(rule: Recognition, completed: date, decided: date) -> bool:
    """More whole years than the rule allows, and at least a day over."""
    if rule.shelf_life_years is None:
        return False
    birthday = (decided.year - rule.shelf_life_years, decided.month, decided.day)
    return (completed.year, completed.month, completed.day) < birthday


def _words(facts: Facts, rule: Recognition, application: Application) -> Iterator[str]:
    """What the application says about itself."""
    new = any(key.startswith("new:") for key in beginnings(facts, application))
    if application.standing != (Standing.STUDY if new else Standing.AVAILABLE):
        yield f"says that it is {application.standing}"
    claimed = facts.inside.claimed.get((application.goal, rule.id), set())
    if application.option not in rule.options:
        yield f"names the option {application.option}, which the rule does not have"
    if set(application.outputs) != claimed or len(set(application.outputs)) != len(application.outputs):
        yield f"says that {', '.join(application.outputs) or 'nothing'} is counted, and the claims say otherwise"
    records = facts.record.applied
    applied = [{f"held:{entry}" for entry in one.sources} for one in records if one.rule == rule.id]
    if application.pending and not applied:
        yield "says that it is pending, and nobody has applied"
    if not application.pending and set(application.sources) in applied:
        yield "has been applied for with these sources, and does not say so"
