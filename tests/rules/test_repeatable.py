"""How often an item counts: up to so many times, or up to so much credit, inclusive (A1)."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.repeatable import ONCE, Repeatable, data, read

ONE = 600


@pytest.mark.parametrize(
    ("said", "expected"),
    [({"times": 2}, Repeatable(2)), ({"credits": "6"}, Repeatable(units=6 * ONE))],
)
def test_what_is_read_is_written_again(said: dict[str, Any], expected: Repeatable) -> None:
    assert read(Fields(said), 3 * ONE) == expected
    assert data(expected) == said


@pytest.mark.parametrize(
    ("said", "place", "message"),
    [
        ({}, "/times", "exactly one of `times` and `credits`"),
        ({"times": 2, "credits": "6"}, "/times", "exactly one of `times` and `credits`"),
        ({"times": 1}, "/times", "expected a whole number"),
        ({"times": 1001}, "/times", "expected 1000 at most"),
        ({"credits": "3"}, "/credits", "expected more than the 3 credits of one result, found '3'"),
        ({"credits": 4.5}, "/credits", "expected"),
        ({"terms": 2}, "/terms", "unknown field; known are times, credits"),
    ],
)
def test_a_mistake_is_refused_at_its_place(said: dict[str, Any], place: str, message: str) -> None:
    with pytest.raises(RuleDataError, match=message) as found:
        read(Fields(said), 3 * ONE)
    assert found.value.path == place


def test_so_many_and_no_more() -> None:
    assert Repeatable(2).allows([ONE, ONE])
    assert not Repeatable(2).allows([ONE, ONE, ONE])
    assert ONCE.allows([None])
    assert not ONCE.allows([0, 0])


def test_so_much_and_no_more() -> None:
    assert Repeatable(units=6 * ONE).allows([2 * ONE] * 3)
    assert not Repeatable(units=6 * ONE).allows([2 * ONE, 2 * ONE, 2 * ONE + 1])


def test_an_amount_that_is_not_known_takes_all_of_the_credit() -> None:
    assert Repeatable(units=6 * ONE).allows([None])
    assert not Repeatable(units=6 * ONE).allows([None, ONE])


def test_both_bounds_of_a_lineage_hold() -> None:
    both = Repeatable(2, 5 * ONE)
    assert both.allows([2 * ONE, 3 * ONE])
    assert not both.allows([3 * ONE, 3 * ONE])
    assert not both.allows([ONE, ONE, ONE])


def test_completed_credit_is_the_highest_that_counts() -> None:
    assert ONCE.credit([2 * ONE, 3 * ONE]) == 3 * ONE
    assert Repeatable(2).credit([ONE, 2 * ONE, 3 * ONE]) == 5 * ONE
    assert Repeatable(units=4 * ONE).credit([3 * ONE, 3 * ONE]) == 4 * ONE
    assert Repeatable(2).credit([]) == 0


def test_what_there_can_be_at_most() -> None:
    assert (ONCE.results(3 * ONE), ONCE.total(3 * ONE)) == (1, 3 * ONE)
    assert (Repeatable(4).results(3 * ONE), Repeatable(4).total(3 * ONE)) == (4, 12 * ONE)
    credit = Repeatable(units=7 * ONE)
    assert (credit.results(3 * ONE), credit.total(3 * ONE)) == (2, 7 * ONE)
