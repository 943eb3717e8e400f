"""What a version says of time: years of study, award days, least load (B19)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recommender.catalogue.timing import ANY_TIME, Timing, timing_data
from recommender.catalogue.timing_fields import read_timing
from recommender.rules.fields import Fields, RuleDataError

CREDIT = 600
DATA: dict[str, Any] = {
    "time": {"least_years": "5/2", "most_years": "6"},
    "awards": ["02-20", "08-20"],
    "load_least": "6",
}
FULL = Timing(30, 72, ((2, 20), (8, 20)), 6 * CREDIT)


def test_every_field_is_read_and_written_again() -> None:
    assert read_timing(Fields(DATA), None) == FULL
    assert timing_data(FULL) == DATA
    assert read_timing(Fields({}), None) == ANY_TIME
    assert timing_data(ANY_TIME) == {}
    half = {"time": {"least_years": "2.5", "most_years": 6}, "awards": ["08-20", "02-20"], "load_least": 6}
    assert read_timing(Fields(half), 6 * CREDIT) == FULL


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ({"time": {}}, "/time", "expected `least_years` or `most_years`"),
        ({"time": {"years": 4}}, "/time/years", "unknown field; known are least_years, most_years"),
        ({"time": {"least_years": "0.1"}}, "/time/least_years", "years of whole months"),
        ({"time": {"least_years": 101}}, "/time/least_years", "100 at most"),
        ({"time": {"least_years": 4.0}}, "/time/least_years", "expected a number above 0 as text"),
        ({"time": {"least_years": 4, "most_years": 3}}, "/time/most_years", "no less than `least_years`"),
        ({"awards": ["02-30"]}, "/awards", "expected MM-DD, a day of every year, found '02-30'"),
        ({"awards": ["02-29"]}, "/awards", "a day of every year"),
        ({"awards": ["08-20", "08-20"]}, "/awards", "expected each day once"),
        ({"awards": "08-20"}, "/awards", "expected a list of texts"),
        ({"load_least": "0"}, "/load_least", "expected more than 0 credits"),
        ({"load_least": "12.5"}, "/load_least", "expected no more than the load of 12"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    with pytest.raises(RuleDataError, match=message) as found:
        read_timing(Fields(data), 12 * CREDIT)
    assert found.value.path == place


def test_the_award_is_on_the_first_award_day_after_both_times() -> None:
    entered = date(2024, 9, 1)
    assert FULL.award_after(date(2026, 1, 1), entered) == date(2027, 8, 20)
    assert FULL.award_after(date(2027, 8, 20), entered) == date(2027, 8, 20)
    assert FULL.award_after(date(2027, 8, 21), entered) == date(2028, 2, 20)
    assert ANY_TIME.award_after(date(2026, 1, 1), entered) == date(2026, 1, 1)
    assert FULL.latest(entered) == date(2030, 9, 1)
    assert ANY_TIME.latest(entered) is None
