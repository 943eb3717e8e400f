"""What may the rules of a qualification ask of this learner, apart from what is claimed?"""

from __future__ import annotations

from collections.abc import Iterable

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.holdings import passed_items
from recommender.rules.claims import Circumstances
from recommender.vocabulary import QualificationId


def circumstances(
    catalogue: Catalogue, record: Record, version: Qualification, together: Iterable[QualificationId]
) -> Circumstances:
    """The facts of one learner for one qualification; `together` are all those of the same goal (A8)."""
    goal, home = version.id, catalogue.institutions.get(version.institution)
    since = [one.since for one in record.enrolments if one.qualification == goal]
    awards = {one.qualification for one in record.awards} | set(together) - {goal}
    return Circumstances(
        record.as_of,
        max(since, default=None),
        frozenset(awards),
        passed_items(record),
        catalogue.grade_schemes,
        catalogue.calendars.get(home.calendar) if home else None,
    )
