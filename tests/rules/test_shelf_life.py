"""`shelf_life`: what was completed too long before the award, enrolment or now does not count (B18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from recommender.rules.claims import Circumstances, Claim, Ground, LimitResult
from recommender.rules.sets import ItemSet
from recommender.rules.shelf_life import ShelfLife, data, evaluate, read, sees
from recommender.vocabulary import ItemKind, months_later
from tests.rules.world import CERTIFIED, HOME, STUDIED_HERE, claim, fields, refused, without

COURSES = ItemSet(kinds=frozenset({ItemKind.COURSE}))
DATA: dict[str, Any] = {
    "kind": "shelf_life",
    "id": "s",
    "of": {"kinds": ["course"]},
    "years": 5,
    "from": "award",
}
FIVE = ShelfLife("s", 60, "award", COURSES)
NOW, ENTERED, AWARD = date(2026, 8, 1), date(2024, 9, 1), date(2028, 6, 30)
FACTS = Circumstances(as_of=NOW, entered=ENTERED, award=AWARD)
read_it = partial(read, total_units=600)


def judged(limit: ShelfLife, *claims: Claim, facts: Circumstances = FACTS) -> LimitResult:
    return evaluate(limit, claims, Ground(HOME, {}, facts))[0]


def on(day: date | None, **more: Any) -> Claim:
    return replace(claim(**more), earned=day)


def test_every_field_is_read_and_written_again() -> None:
    assert read_it(fields(DATA)) == FIVE
    assert data(FIVE) == DATA
    months = without(without(DATA, "years"), "of") | {"months": 30, "from": "now"}
    assert read_it(fields(months)) == ShelfLife("s", 30, "now")
    assert data(ShelfLife("s", 30, "now")) == months


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (DATA | {"within": "x"}, "/within", "unknown field; known are kind, id, of, years, months, from"),
        (DATA | {"months": 3}, "/years", "expected exactly one of `years` and `months`"),
        (without(DATA, "years"), "/years", "expected exactly one of `years` and `months`"),
        (DATA | {"years": 0}, "/years", "expected a whole number of at least 1"),
        (DATA | {"years": 101}, "/years", "expected 100 years at most"),
        (DATA | {"from": "birth"}, "/from", "expected one of award, enrolment, now, found 'birth'"),
        (DATA | {"of": []}, "/of", "expected a mapping"),
        (without(DATA, "id"), "/id", "expected text"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, wrong, place, message)


@pytest.mark.parametrize(
    ("since", "last_day"),
    [("award", date(2023, 6, 30)), ("enrolment", date(2019, 9, 1)), ("now", date(2021, 8, 1))],
)
def test_on_the_anniversary_it_still_counts_and_a_day_earlier_it_does_not(since: str, last_day: date) -> None:
    limit = replace(FIVE, since=since)
    assert judged(limit, on(last_day)).satisfied
    late = judged(limit, on(date.fromordinal(last_day.toordinal() - 1)))
    assert (late.satisfied, late.have, late.members) == (False, 1, ("held:algebra",))


def test_who_is_not_enrolled_would_be_now_and_without_an_award_day_it_is_now() -> None:
    nobody = Circumstances(as_of=NOW)
    for since in ("award", "enrolment"):
        assert judged(replace(FIVE, since=since), on(date(2021, 8, 1)), facts=nobody).satisfied
        assert not judged(replace(FIVE, since=since), on(date(2021, 7, 31)), facts=nobody).satisfied


def test_only_what_is_in_the_set_and_counts_as_itself_is_judged() -> None:
    old = date(1990, 1, 1)
    assert not sees(FIVE, claim().attributes, CERTIFIED, HOME)
    assert sees(FIVE, claim().attributes, STUDIED_HERE, HOME)
    assert judged(FIVE, on(old, origin=CERTIFIED)).satisfied
    assert judged(replace(FIVE, of=ItemSet(kinds=frozenset({ItemKind.EXAM}))), on(old)).satisfied
    assert judged(FIVE, on(None)).satisfied


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_months_end_on_the_last_day_where_there_is_no_such_day(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
