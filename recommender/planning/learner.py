"""What is known of the learner beside their results: from the ledger, the goals, and the caller (A1, B17)?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.request import PlanRequest
from recommender.rules.learner import Learner
from recommender.vocabulary import InstitutionId, QualificationId


def learner_of(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: Collection[Qualification] = ()
) -> Learner:
    """The facts of one learner; whoever plans a goal is taken to study as somebody who is enrolled on it."""
    enrolled = frozenset(one.qualification for one in record.enrolments) | {goal.id for goal in goals}
    return Learner(
        min((one.since for one in record.enrolments), default=record.as_of),
        enrolled,
        frozenset(_places(catalogue, enrolled)),
        frozenset(one.qualification for one in record.awards),
        frozenset(award_kinds(catalogue, record)),
        request.facts,
    )


def _places(catalogue: Catalogue, enrolled: Collection[QualificationId]) -> Iterator[InstitutionId]:
    for key in enrolled:
        yield from (version.institution for version in catalogue.qualifications.get(key, ()))


def award_kinds(catalogue: Catalogue, record: Record) -> Iterator[str]:
    """The kinds of what is awarded already, each by the version that was awarded."""
    for one in record.awards:
        versions = catalogue.qualifications.get(one.qualification, ())
        yield from (version.award for version in versions if version.year == one.year)
