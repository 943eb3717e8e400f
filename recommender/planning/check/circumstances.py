"""What may the rules of a goal ask of the learner, by catalogue, record and the plan that is judged?"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.catalogue.objects import Qualification
from recommender.planning.check.amounts import sent
from recommender.planning.check.award import award_day
from recommender.planning.check.facts import Facts
from recommender.rules.claims import Circumstances, Studied
from recommender.rules.recognition import CreditOutput
from recommender.vocabulary import Grade, ItemId


def circumstances(facts: Facts, goal: Qualification) -> Circumstances:
    """The facts of this learner for one goal of the plan."""
    record = facts.record
    since = [one.since for one in record.enrolments if one.qualification == goal.id]
    home = facts.catalogue.institutions.get(goal.institution)
    others = [one for one in facts.goals if one != goal]
    awards = {one.qualification for one in record.awards} | {one.id for one in others}
    return Circumstances(
        facts.request.as_of,
        max(since, default=None),
        frozenset(awards),
        _passed(facts),
        facts.catalogue.grade_schemes,
        facts.catalogue.calendars.get(home.calendar) if home else None,
        award_day(facts, goal),
        tuple(_studied(facts, goal)),
        frozenset(_award_kinds(facts) | {one.award for one in others}),
        frozenset({one.qualification for one in record.enrolments} | {one.id for one in others}),
        scales=facts.catalogue.scales,
        assume=facts.request.assume,
    )


def _award_kinds(facts: Facts) -> set[str]:
    """The kinds of the awards in the ledger, each by the version that was awarded."""
    made = {(one.qualification, one.year) for one in facts.record.awards}
    versions = [one for some in facts.catalogue.qualifications.values() for one in some]
    return {one.award for one in versions if (one.id, one.year) in made}


def _studied(facts: Facts, goal: Qualification) -> Iterator[Studied]:
    """Every step of the plan in its term."""
    for step in facts.plan.steps:
        item, term = facts.catalogue.items.get(step.item), facts.term(step.term)
        if item is not None and term is not None:
            units = sent(facts.catalogue, item, None, goal.scheme) or 0
            running = step.item in facts.in_progress
            yield Studied(f"new:{step.item}", item.kind, item.issuer, units, term.start, running)


def _passed(facts: Facts) -> dict[ItemId, tuple[Grade | None, ...]]:
    """Grades with which items are passed: in the ledger; with none yet by steps and applications of the plan."""
    found: dict[ItemId, list[Grade | None]] = {}
    for result in facts.record.results:
        found.setdefault(result.item, []).append(result.grade)
    for granted in facts.record.granted:
        for output in granted.outputs:
            if output.item is not None and output.opens:
                found.setdefault(output.item, []).append(None)
    for step in facts.plan.steps:
        found.setdefault(step.item, []).append(None)
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        given = [part.item for part in rule.outputs if isinstance(part, CreditOutput)] if rule else []
        for item in given:
            found.setdefault(item, []).append(None)
    return {item: tuple(grades) for item, grades in found.items()}
