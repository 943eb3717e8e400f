"""What do dates, intervals, clocks and the terms of a calendar mean: which come, which one is running (A11)?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.vocabulary import (
    ALWAYS,
    Calendar,
    FrozenClock,
    Interval,
    Season,
    SystemClock,
    Term,
    day_after,
    parse_date,
)

# Dates, intervals, clocks (A11)

DAY, END = date(2026, 3, 1), date(2026, 9, 1)
ONE = timedelta(days=1)


@pytest.mark.parametrize("text", ["2026-03-01", "2028-02-29", "0001-01-01", "9999-12-31"])
def test_a_date_is_read_as_it_is_written(text: str) -> None:
    assert parse_date(text).isoformat() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-29",
        "2026-13-01",
        "20260301",
        "2026-3-1",
        "2026-W10-1",
        "2026-060",
        "01.03.2026",
        "2026-03-01T00",
    ],
)
def test_what_is_no_date_is_refused_with_the_form_expected(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; expected YYYY-MM-DD"):
        parse_date(text)


def test_an_interval_has_its_first_day_and_not_its_end() -> None:
    half_open = Interval(DAY, END)
    assert [day in half_open for day in (DAY - ONE, DAY, END - ONE, END)] == [False, True, True, False]


def test_an_end_that_is_not_stated_is_open() -> None:
    assert [day in Interval(DAY) for day in (DAY - ONE, DAY, date.max)] == [False, True, True]
    assert [day in Interval(None, END) for day in (date.min, END - ONE, END)] == [True, True, False]
    assert date.min in ALWAYS
    assert ALWAYS.is_open
    assert not Interval(DAY).is_open
    assert not Interval(None, END).is_open


def test_what_is_no_day_is_in_no_interval() -> None:
    assert "2026-03-01" not in ALWAYS
    assert None not in ALWAYS


@given(st.dates(), st.dates(), st.dates())
def test_an_interval_and_the_one_that_follows_share_no_day_and_leave_none_out(
    a: date, b: date, day: date
) -> None:
    a, b = sorted((a, b))
    assert [day in part for part in (Interval(None, a), Interval(a, b), Interval(b, None))].count(True) == 1


def test_a_frozen_clock_stands_still() -> None:
    instant = datetime(2026, 3, 1, 12, tzinfo=UTC)
    clock = FrozenClock(instant)
    assert clock.now() is clock.now() is instant


def test_the_clock_of_the_machine_speaks_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


# Terms (A11)

SPRING, AUTUMN = Season("spring", (3, 1), (7, 10)), Season("autumn", (9, 1), (1, 20))
HOME = Calendar("home", (SPRING, AUTUMN))
"""Autumn wraps over New Year; between 21 January and the end of February, and in summer, nothing runs."""
WHOLE_YEAR = Calendar("year", (Season("all", (9, 1), (8, 31)),))
OVERLAP = Calendar("overlap", (Season("long", (1, 1), (12, 31)), Season("short", (6, 1), (7, 31))))


def labels(terms: tuple[Term, ...]) -> list[str]:
    return [term.label for term in terms]


def test_terms_follow_each_other_from_the_day_on_with_their_place_in_the_plan() -> None:
    terms = HOME.terms_from(date(2026, 7, 1), 3)
    assert terms == (
        Term("home", 0, "autumn", date(2026, 9, 1), date(2027, 1, 20)),
        Term("home", 1, "spring", date(2027, 3, 1), date(2027, 7, 10)),
        Term("home", 2, "autumn", date(2027, 9, 1), date(2028, 1, 20)),
    )
    assert labels(terms) == ["2026-autumn", "2027-spring", "2027-autumn"]


def test_no_terms_are_no_terms() -> None:
    assert HOME.terms_from(date(2026, 7, 1), 0) == ()


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 9, 1), "2026-autumn"),
        (date(2026, 9, 2), "2027-spring"),
        (date(2026, 12, 31), "2027-spring"),
        (date(2027, 1, 1), "2027-spring"),
        (date(2027, 1, 20), "2027-spring"),
        (date(2027, 3, 1), "2027-spring"),
        (date(2028, 2, 29), "2028-spring"),
    ],
)
def test_a_term_that_begins_on_the_day_is_the_first_and_one_that_has_begun_is_none(
    day: date, first: str
) -> None:
    assert labels(HOME.terms_from(day, 1)) == [first]


def test_seasons_that_stand_in_another_order_come_in_order_of_time() -> None:
    backwards = Calendar("home", (AUTUMN, SPRING))
    assert backwards.terms_from(date(2026, 2, 1), 3) == HOME.terms_from(date(2026, 2, 1), 3)


def test_terms_stay_within_the_dates_that_there_are() -> None:
    assert labels(HOME.terms_from(date.min, 2)) == ["1-spring", "1-autumn"]
    assert labels(HOME.terms_around(date(1, 3, 2), 1)) == ["1-spring", "1-autumn"]
    # The autumn of 9999 would end in a year that no date has.
    assert labels(HOME.terms_from(date(9998, 9, 1), 4)) == ["9998-autumn", "9999-spring"]
    assert HOME.terms_from(date.max, 4) == ()


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 9, 1), ["2026-autumn", "2027-spring"]),
        (date(2026, 9, 2), ["2026-autumn", "2027-spring", "2027-autumn"]),
        (date(2026, 12, 31), ["2026-autumn", "2027-spring", "2027-autumn"]),
        (date(2027, 1, 1), ["2026-autumn", "2027-spring", "2027-autumn"]),
        (date(2027, 1, 20), ["2026-autumn", "2027-spring", "2027-autumn"]),
        (date(2027, 1, 21), ["2027-spring", "2027-autumn"]),
        (date(2028, 2, 29), ["2028-spring", "2028-autumn"]),
        (date(2027, 7, 10), ["2027-spring", "2027-autumn", "2028-spring"]),
        (date(2027, 7, 11), ["2027-autumn", "2028-spring"]),
    ],
)
def test_the_running_term_stands_before_where_it_began_before_the_day_and_has_not_ended(
    day: date, found: list[str]
) -> None:
    terms = HOME.terms_around(day, 2)
    assert labels(terms) == found
    assert [term.ordinal for term in terms] == list(range(len(found)))


def test_a_leap_day_in_the_middle_of_a_term_is_a_day_of_it() -> None:
    assert labels(WHOLE_YEAR.terms_around(date(2028, 2, 29), 1)) == ["2027-all", "2028-all"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 8, 31), ["2025-all", "2026-all"]),
        (date(2026, 9, 1), ["2026-all"]),
        (date(2026, 9, 2), ["2026-all", "2027-all"]),
    ],
)
def test_a_term_of_a_whole_year_runs_until_the_next_one_begins(day: date, found: list[str]) -> None:
    assert labels(WHOLE_YEAR.terms_around(day, 1)) == found


def test_of_two_running_terms_the_one_that_began_last_is_meant() -> None:
    assert labels(OVERLAP.terms_around(date(2026, 6, 15), 1)) == ["2026-short", "2027-long"]
    assert labels(OVERLAP.terms_around(date(2026, 8, 1), 1)) == ["2026-long", "2027-long"]


DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CALENDARS = st.sampled_from([HOME, WHOLE_YEAR, OVERLAP, Calendar("back", (AUTUMN, SPRING))])


@given(CALENDARS, DAYS, st.integers(1, 5))
@settings(max_examples=200)
def test_from_any_day_there_are_as_many_terms_as_asked_for_in_order_of_time(
    calendar: Calendar, day: date, count: int
) -> None:
    terms = calendar.terms_from(day, count)
    assert [term.ordinal for term in terms] == list(range(count))
    assert all(term.start >= day and term.start <= term.end for term in terms)
    assert [term.start for term in terms] == sorted(term.start for term in terms)
    assert calendar.terms_from(day, count + 1)[:count] == terms


@given(CALENDARS, DAYS)
@settings(max_examples=200)
def test_no_term_between_the_day_and_the_first_is_left_out(calendar: Calendar, day: date) -> None:
    first = calendar.terms_from(day, 1)[0]
    starts = {season.start for season in calendar.seasons}
    days = (day + n * ONE for n in range((first.start - day).days))
    assert not any((d.month, d.day) in starts for d in days)


@given(CALENDARS, DAYS, st.integers(1, 3))
@settings(max_examples=200)
def test_the_running_term_is_all_that_is_added(calendar: Calendar, day: date, count: int) -> None:
    terms, coming = calendar.terms_around(day, count), calendar.terms_from(day, count)
    added = len(terms) - count
    assert [(t.label, t.start, t.end) for t in terms[added:]] == [(t.label, t.start, t.end) for t in coming]
    assert added in (0, 1)
    assert all(term.start < day <= term.end for term in terms[:added])


@pytest.mark.parametrize(
    ("day", "season", "start", "end"),
    [
        (date.min, "autumn", date.min, date(1, 1, 12)),
        (date(1, 2, 23), "autumn", date.min, date(1, 2, 23)),
        (date(1, 2, 24), "spring", date(1, 2, 24), date(1, 7, 5)),
        (date.max, "autumn", date(9999, 9, 1), date.max),
    ],
)
def test_the_first_and_the_last_year_have_terms_too(day: date, season: str, start: date, end: date) -> None:
    calendar = Calendar("two", (Season("spring", (2, 24), (7, 5)), Season("autumn", (9, 1), (1, 12))))
    found = calendar.term_on(day)
    assert (found.season, found.start, found.end) == (season, start, end)


def test_after_the_last_day_there_is_none() -> None:
    assert day_after(date(2026, 12, 31)) == date(2027, 1, 1)
    assert day_after(date.max) == date.max
