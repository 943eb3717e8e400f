"""On which day is a goal awarded once everything is there, and up to which day can it be (A8, B19)?"""

from __future__ import annotations

from datetime import date

from recommender.catalogue.objects import Qualification
from recommender.rules.claims import Circumstances


def award_day(version: Qualification, facts: Circumstances, complete: date) -> date:
    """The first award day on or after `complete`; time of study runs from enrolment, else from now."""
    return version.timing.award_after(complete, facts.entered or facts.as_of)


def last_day(version: Qualification, facts: Circumstances) -> date | None:
    """The last day on which this learner can be awarded it; None: no limit."""
    days = [version.last_award, version.timing.latest(facts.entered or facts.as_of)]
    return min((day for day in days if day is not None), default=None)
