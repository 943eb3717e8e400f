"""The use case: what does the bank know of this learner?"""

from __future__ import annotations

from datetime import date

from recommender.catalogue import Catalogue
from recommender.errors import Unavailable
from recommender.ledger.reading import read_record as read
from recommender.ledger.record import Record, Result
from recommender.recommend.bank import Bank
from recommender.recommend.request import day_of
from recommender.recommend.view import Json, filled, grade, item_title
from recommender.vocabulary import LearnerId, QualificationId, format_units


def read_record(bank: Bank, learner: str, as_of: date | None, position: str | None = None) -> Record:
    """The learner's record, now or at a closed position of the ledger.

    Raises:
        Erased: the learner was erased.
        NotFound: an unknown learner, an account that is closed, or one that has gone on as another (Merged).
        Unavailable: a missing or empty ledger.
    """
    if bank.ledger.is_empty():
        raise Unavailable("ledger", "the ledger holds no entries yet; import some, or name a record file")
    record = read(bank.ledger, LearnerId(learner), day_of(bank, as_of), position)
    return record.passing(bank.catalogue.grade_schemes, bank.catalogue.valid_years)


def record_of(bank: Bank, learner: str | Record, as_of: date | None = None) -> Json:
    """The record with titles, as plain data."""
    record = learner if isinstance(learner, Record) else read_record(bank, learner, as_of)
    catalogue = bank.catalogue
    return {
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        "region": record.region,
        "synthetic": catalogue.synthetic,
        "personalised": record.personalised,
        "results": [_result(catalogue, one) for one in record.results],
        "in_progress": [_running(catalogue, one.item, one.since) for one in record.in_progress],
        "granted": [
            {
                "rule": one.rule,
                "decided": one.decided.isoformat(),
                "sources": list(one.sources),
                "outputs": [
                    {
                        "item": o.item,
                        "title": item_title(catalogue, o.item)
                        if o.item
                        else {"zh": "选修学分", "en": "Elective credit"},
                        "credits": format_units(o.units),
                        "type": o.type,
                    }
                    for o in one.outputs
                ],
            }
            for one in record.granted
        ],
        "applied": [{"rule": one.rule, "on": one.on.isoformat()} for one in record.applied],
        "refused": [{"rule": one.rule, "on": one.on.isoformat()} for one in record.refused],
        "enrolments": [
            _enrolment(catalogue, one.qualification, one.year, one.since) for one in record.enrolments
        ],
        "awards": [_enrolment(catalogue, one.qualification, one.year, one.on) for one in record.awards],
        "dropped": [
            {
                "entry": one.entry,
                "item": one.item,
                "title": item_title(catalogue, one.item),
                "reason": one.reason,
            }
            for one in record.dropped
        ],
        "digest": record.digest(),
    }


def _result(catalogue: Catalogue, one: Result) -> Json:
    return {
        "entry": one.entry,
        "item": one.item,
        "title": item_title(catalogue, one.item),
        "credits": format_units(one.units),
        "scheme": one.scheme,
        "grade": grade(one.grade) if one.grade else None,
        "completed": one.completed.isoformat(),
    }


def _running(catalogue: Catalogue, item: str, since: date) -> Json:
    return {"item": item, "title": item_title(catalogue, item), "since": since.isoformat()}


def _enrolment(catalogue: Catalogue, qualification: str, year: str, since: date) -> Json:
    versions = catalogue.qualifications.get(QualificationId(qualification), ())
    titles = next((v.titles for v in versions if v.year == year), {})
    return {
        "qualification": qualification,
        "year": year,
        "title": filled(titles, qualification),
        "since": since.isoformat(),
    }


def learners_of(bank: Bank, limit: int = 20, after: str | None = None) -> list[str]:
    """Ids of learners in the ledger, in order of id."""
    return [str(one) for one in bank.ledger.learners(limit, LearnerId(after) if after else None)]
