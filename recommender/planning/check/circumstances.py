"""What may the rules of a goal ask of the learner, by catalogue, record and the plan that is judged?"""

from __future__ import annotations

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.rules.claims import Circumstances
from recommender.vocabulary import Grade, ItemId


def circumstances(facts: Facts, goal: Qualification) -> Circumstances:
    """The facts of this learner for one goal of the plan."""
    record = facts.record
    since = [one.since for one in record.enrolments if one.qualification == goal.id]
    awards = {one.qualification for one in record.awards} | {one.id for one in facts.goals if one != goal}
    return Circumstances(
        facts.request.as_of,
        max(since, default=None),
        frozenset(awards),
        _passed(facts),
        facts.catalogue.grade_schemes,
    )


def _passed(facts: Facts) -> dict[ItemId, tuple[Grade | None, ...]]:
    """Grades with which items are passed: in the ledger, and with no grade yet by the steps of the plan."""
    found: dict[ItemId, list[Grade | None]] = {}
    for result in facts.record.results:
        found.setdefault(result.item, []).append(result.grade)
    for granted in facts.record.granted:
        for output in granted.outputs:
            if output.item is not None:
                found.setdefault(output.item, []).append(None)
    for step in facts.plan.steps:
        found.setdefault(step.item, []).append(None)
    return {item: tuple(grades) for item, grades in found.items()}
