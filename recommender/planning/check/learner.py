"""What does a plan rest on that is known of the learner beside their results (A1, B17)?"""

from __future__ import annotations

from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.rules.learner import Asked, Learner, known


def is_so(facts: Facts, asked: Asked) -> bool:
    """Whether it is known to be so."""
    return known(asked, _learner(facts)) is True


@once
def _learner(facts: Facts) -> Learner:
    record = facts.record
    days = [one.since for one in record.enrolments] or [facts.request.as_of]
    on = {one.qualification for one in record.enrolments} | {goal.id for goal in facts.goals}
    versions = [one for some in facts.catalogue.qualifications.values() for one in some]
    made = {(one.qualification, one.year) for one in record.awards}
    return Learner(
        min(days),
        frozenset(on),
        frozenset(one.institution for one in versions if one.id in on),
        frozenset(one.qualification for one in record.awards),
        frozenset(one.award for one in versions if (one.id, one.year) in made),
        facts.request.facts,
    )
