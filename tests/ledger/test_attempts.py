"""Which of several attempts at an item counts (B21)?"""

from __future__ import annotations

from datetime import date

from recommender.ledger.attempts import best_attempts
from recommender.ledger.record import Result
from recommender.vocabulary import EntryId, Grade, GradeScheme, ItemId

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
