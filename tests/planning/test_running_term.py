"""Where does study in progress stand in a plan: in its own term, in which nothing new begins (B22)?"""

from __future__ import annotations

from datetime import date

import pytest

from recommender.planning import make_plan
from recommender.planning.plan import Plan
from tests.planning.worlds import catalogue, count, item, qualification, record, request, running

DEEP_IN_AUTUMN, BETWEEN_TERMS = date(2026, 11, 24), date(2026, 8, 1)


def plan_on(day: date, *entries: object) -> Plan:
    """Two courses are required, in any order."""
    world = catalogue(
        [qualification(count("core", 2, "first", "second"))],
        [item("first"), item("second")],
    )
    return make_plan(world, record(*entries, as_of=day), request(as_of=day))


def terms_of(plan: Plan) -> dict[str, str]:
    return {step.item: plan.terms[step.term].label for step in plan.steps}


def test_in_the_middle_of_a_term_it_is_of_that_term_and_new_study_waits_for_the_next() -> None:
    found = terms_of(plan_on(DEEP_IN_AUTUMN, running("first")))
    assert found == {"first": "2026-autumn", "second": "2027-spring"}


def test_between_terms_it_is_of_the_coming_term_and_new_study_stands_beside_it() -> None:
    found = terms_of(plan_on(BETWEEN_TERMS, running("first")))
    assert found == {"first": "2026-autumn", "second": "2026-autumn"}


@pytest.mark.parametrize("day", [DEEP_IN_AUTUMN, BETWEEN_TERMS])
def test_with_nothing_in_progress_the_plan_begins_with_the_coming_term(day: date) -> None:
    plan = plan_on(day)
    assert plan.terms[0].start >= day


def test_a_term_that_begins_today_can_still_be_begun() -> None:
    found = terms_of(plan_on(date(2026, 9, 1), running("first")))
    assert found == {"first": "2026-autumn", "second": "2026-autumn"}
