"""Which of several attempts at an item counts (B21)?"""

from __future__ import annotations

from datetime import date

import pytest

from recommender.ledger.attempts import best_attempts, counting_attempts
from recommender.ledger.record import Record, Result
from recommender.vocabulary import EntryId, Grade, GradeScheme, ItemId, LearnerId, Repeats

SCHEMES = {
    "percent": GradeScheme("percent", (), "60", True),
    "letters": GradeScheme("letters", ("F", "D", "C", "B", "A"), "D"),
}


def attempt(year: int, scheme: str = "", mark: str = "") -> Result:
    grade = Grade(scheme, mark) if scheme else None
    return Result(EntryId(str(year)), ItemId("a"), 1800, "credit", grade, date(year, 1, 15))


def best(*attempts: Result) -> str:
    return best_attempts(attempts, SCHEMES)[ItemId("a")].entry


def test_the_better_mark_counts_whenever_it_was_reached() -> None:
    assert best(attempt(2023, "percent", "90"), attempt(2024, "percent", "70")) == "2023"
    assert best(attempt(2023, "percent", "70"), attempt(2024, "percent", "90")) == "2024"


def test_of_equal_or_incomparable_attempts_the_later_one_counts() -> None:
    assert best(attempt(2023, "percent", "70"), attempt(2024, "percent", "70")) == "2024"
    assert best(attempt(2023, "percent", "99"), attempt(2024, "letters", "D")) == "2024"
    assert best(attempt(2023, "percent", "99"), attempt(2024)) == "2024"


def test_a_worse_mark_never_counts_because_another_scheme_stands_between() -> None:
    three = (attempt(2022, "percent", "90"), attempt(2023, "letters", "C"), attempt(2024, "percent", "70"))
    assert best(*three) == "2023"
    assert best(*reversed(three)) == "2023", "the order in which they are listed does not matter"


def counting(repeats: Repeats, *attempts: Result) -> Result:
    return counting_attempts(attempts, SCHEMES, repeats)[ItemId("a")]


THREE = (attempt(2022, "percent", "90"), attempt(2023, "percent", "61"), attempt(2024, "percent", "70"))


@pytest.mark.parametrize(
    ("repeats", "entry", "mark"),
    [
        (Repeats.BEST, "2022", "90"),
        (Repeats.FIRST, "2022", "90"),
        (Repeats.LAST, "2024", "70"),
        (Repeats.AVERAGE, "2024", "221/3"),
    ],
)
def test_the_version_says_which_attempt_counts_and_at_which_mark(
    repeats: Repeats, entry: str, mark: str
) -> None:
    for order in (THREE, THREE[::-1]):
        found = counting(repeats, *order)
        assert (found.entry, found.grade) == (entry, Grade("percent", mark))


def test_a_mean_is_exact_and_compares_with_other_marks() -> None:
    percent = SCHEMES["percent"]
    assert percent.at_least("221/3", "73.66")
    assert not percent.at_least("221/3", "73.67")
    assert not any(percent.at_least(odd, "0") for odd in ("1/0", "1/00", "/3", "1/", "1//2"))


@pytest.mark.parametrize(
    "other", [attempt(2024), attempt(2024, "letters", "A"), attempt(2024, "percent", "?")]
)
def test_a_mean_over_marks_that_do_not_add_is_unknown(other: Result) -> None:
    assert counting(Repeats.AVERAGE, attempt(2023, "percent", "90"), other).grade is None


def test_a_single_attempt_keeps_its_mark_under_every_policy() -> None:
    for repeats in Repeats:
        assert counting(repeats, attempt(2023, "letters", "B")).grade == Grade("letters", "B")


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (attempt(2023, "percent", "60"), True),
        (attempt(2023, "percent", "59.99"), False),
        (attempt(2023, "letters", "F"), False),
        (attempt(2023, "letters", "D"), True),
        (attempt(2023, "letters", "?"), True),
        (attempt(2023, "stars", "0"), True),
        (attempt(2023), True),
    ],
)
def test_a_mark_below_the_pass_mark_is_no_pass_and_an_unknown_one_is_kept(one: Result, kept: bool) -> None:
    record = Record(LearnerId("x"), date(2026, 1, 1), "1", (one,)).passing(SCHEMES)
    assert bool(record.results) is kept
    assert [lost.reason for lost in record.dropped] == ([] if kept else ["below_pass"])
    assert record.passing(SCHEMES) == record
