"""Is each step of a plan something that this learner may study anew, and worth what it states (A1, B22, D1, D7)?"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.catalogue.objects import Item, Qualification
from recommender.planning.check import average, min_grade, prerequisite
from recommender.planning.check.amounts import sent
from recommender.planning.check.claims import read_claims
from recommender.planning.check.facts import Facts
from recommender.planning.check.learner import is_so
from recommender.planning.check.length import study_units
from recommender.planning.check.once import once
from recommender.planning.check.retaken import named_first, of_recognitions, of_steps, passed_already
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Step
from recommender.rules.average import Average
from recommender.rules.min_grade import MinGrade
from recommender.vocabulary import Grade, Term


def check_steps(facts: Facts) -> tuple[Violation, ...]:
    """Every step for itself; then the steps that must be there."""
    found: list[Violation] = []
    seen: set[str] = set()
    for step in facts.plan.steps:
        item = facts.catalogue.items.get(step.item)
        if item is None:
            found.append(Violation("step", step.item, "item", "is no known item"))
            continue
        if step.item in seen:
            found.append(Violation("step", step.item, "item", "is a step twice"))
        seen.add(step.item)
        found.extend(
            Violation("step", step.item, what, message) for what, message in _stated(facts, step, item)
        )
        found.extend(
            Violation("step", step.item, what, message)
            for what, message in (
                _in_progress(facts, step) if step.item in facts.in_progress else _new(facts, step, item)
            )
        )
        if step.item not in facts.in_progress:
            found.extend(prerequisite.check(facts, step, item))
    for wanted, why in ((facts.request.pins, "pinned"), (facts.in_progress, "in progress")):
        found.extend(
            Violation("step", item, "item", f"is {why}, and no step of the plan")
            for item in sorted(wanted - seen)
            if item in facts.catalogue.items
        )
    return tuple(found)


def _stated(facts: Facts, step: Step, item: Item) -> Iterator[tuple[str, str]]:
    units = sent(facts.catalogue, item, None, facts.plan.scheme) or 0
    if step.units != units:
        yield "units", f"states {step.units}, expected {units}"
    study = study_units(facts, item)
    if study is None:
        yield "study_units", "has no length that can be stated exactly"
    elif not study[0] <= step.study_units <= study[1]:
        yield "study_units", f"states {step.study_units}, expected {study[0]}"
    if step.fee != item.fee:
        yield "fee", f"states {step.fee}, expected {item.fee}"
    why = "new"
    if step.item in facts.request.pins:
        why = "pinned"
    if step.item in facts.in_progress:
        why = "in_progress"
    if step.why != why:
        yield "why", f"states {step.why}, expected {why}"
    needed = floors(facts, step) if step.needs_grade else ()
    for grade in step.needs_grade:
        if grade not in needed:
            yield "needs_grade", f"states {grade.mark} ({grade.scheme}), which no use of it asks for"


def floors(facts: Facts, step: Step) -> set[Grade]:
    """Every least grade that a use of the step in this plan can ask for (B20)."""
    asked = named_first(facts, facts.plan.steps)
    found = {*of_recognitions(facts, step, asked), *of_steps(step, asked)}
    for goal in facts.goals:
        for limit in goal.limits:
            if isinstance(limit, MinGrade) and _counts_under(facts, goal, limit, f"new:{step.item}"):
                found.update(limit.grades[:1])
            elif isinstance(limit, Average):
                claims, _ = read_claims(facts, goal)
                mark = dict(average.assumed(facts, goal, limit, claims)).get(f"new:{step.item}")
                found.update(() if mark is None else (mark,))
    return found


def _counts_under(facts: Facts, goal: Qualification, limit: MinGrade, key: str) -> bool:
    """Whether the plan counts this where the limit asks for a mark."""
    claims, _ = read_claims(facts, goal)
    return any(claim.key == key for claim in min_grade.judged(goal, limit, claims))


def _in_progress(facts: Facts, step: Step) -> Iterator[tuple[str, str]]:
    if step.term != 0:
        yield "term", f"is in progress, so of term 0, not {step.term}"


def _new(facts: Facts, step: Step, item: Item) -> Iterator[tuple[str, str]]:
    request = facts.request
    if not item.studyable:
        yield "item", "cannot be studied as new"
    closed = [one for one in item.takers if not is_so(facts, one)]
    if closed:
        yield "item", "is open only to learners of whom more is known than of this one"
    if step.item in request.exclude:
        yield "item", "is excluded by the caller"
    if request.institutions is not None and item.issuer not in request.institutions:
        yield "item", f"is at {item.issuer}, which the caller left out"
    yield from _against_the_choice(facts, step, item)
    if any(one.kind == "prerequisite" and one.id == step.item for one in facts.catalogue.unread):
        yield "item", "has prerequisites that could not be read"
    if passed_already(facts, step, item):
        yield "item", "has been passed already, with all that its uses here ask for"
    term = facts.term(step.term)
    if term is None:
        yield "term", f"is in term {step.term}, which is not in the horizon"
        return
    if term.start < request.as_of:
        yield "term", f"is new in {term.label}, which has begun already"
    yield from _against_the_terms(facts, step, term)
    if not _offered(facts, item, term):
        yield "term", f"is not offered in {term.season}"
    if term.start not in item.life:
        yield "term", f"is not offered as of {term.start}"


def _against_the_terms(facts: Facts, step: Step, term: Term) -> Iterator[tuple[str, str]]:
    """In which terms the caller wants new study, and some of its steps (D7)."""
    request = facts.request
    wanted = request.pin_terms.get(step.item)
    if wanted is not None and wanted != term.label:
        yield "term", f"is in {term.label}, and pinned to {wanted}"
    first = _first(facts)
    if first is not None and term.start < first.start:
        yield "term", f"is in {term.label}, before {first.label}, in which new study may begin"


@once
def _first(facts: Facts) -> Term | None:
    """The term in which new study may begin; None where any will do."""
    wanted = facts.request.earliest
    return next((one for one in facts.terms if one.label == wanted), None) if wanted is not None else None


def _against_the_choice(facts: Facts, step: Step, item: Item) -> Iterator[tuple[str, str]]:
    """Whatever the item states, and the caller did not choose; what it does not state has to be told (D7)."""
    request, home = facts.request, facts.catalogue.institutions.get(item.issuer)
    if (request.modes, request.languages, request.regions) == (None,) * 3 and "fee" not in request.at_most:
        return
    told = {one.code for one in facts.plan.assumptions if one.about == step.item}
    region = home.region if home is not None else ""
    for name, states, chosen in (
        ("mode", set(item.modes), request.modes),
        ("language", set(item.languages), request.languages),
        ("region", {region} - {""}, request.regions),
    ):
        if chosen is None:
            continue
        if states and not states & chosen:
            yield "item", f"states {name} {', '.join(sorted(states))}, expected {', '.join(sorted(chosen))}"
        if not states and f"unstated_{name}" not in told:
            yield "item", f"states no {name}, and that is not listed among the assumptions"
    if "fee" in request.at_most and item.fee is None and "unstated_fee" not in told:
        yield "item", "states no fee, and that is not listed among the assumptions"


def _offered(facts: Facts, item: Item, term: Term) -> bool:
    """Seasons that the goal's calendar does not know say nothing about its terms, as if none were stated."""
    if item.seasons is None or term.season in item.seasons:
        return True
    return facts.seasons.isdisjoint(item.seasons)
