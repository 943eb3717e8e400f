"""`count_from`: at least so many items from a set; one required course is a count of 1 (B3)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.count_from import MONOTONE, WHY_MONOTONE, CountFrom, evaluate, read
from tests.rules.world import (
    CORE,
    CREDIT,
    FURTHER,
    SCIENCE,
    SCIENCE_DATA,
    SIDE,
    SOME_CLAIMS,
    claim,
    elsewhere,
    fields,
    refused,
    without,
)

DATA = {
    "kind": "count_from",
    "id": "core",
    "titles": {"zh": "科学"},
    "of": SCIENCE_DATA,
    "least": 2,
    "most": 3,
    "least_credits": "20/3",
}


def judged(*claims: Claim, least: int = 2, least_units: int = 0, most: int | None = None) -> NodeResult:
    return evaluate(CountFrom(CORE, SCIENCE, least, least_units, most), claims, Circumstances())


def test_every_field_is_read() -> None:
    expected = CountFrom(CORE, SCIENCE, 2, 4000, 3, {"zh": "科学"})
    assert read(fields(DATA)) == expected


def test_most_credits_and_titles_may_be_left_out() -> None:
    short = {"kind": "count_from", "id": "core", "of": SCIENCE_DATA, "least": 1}
    assert read(fields(short)) == CountFrom(CORE, SCIENCE, 1, 0, None, {})


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (
            DATA | {"min": 1},
            "/min",
            "unknown field; known are kind, id, titles, of, least, most, least_credits",
        ),
        (DATA | {"least": 0}, "/least", "expected a whole number of at least 1, found 0"),
        (DATA | {"least": "2"}, "/least", "expected a whole number"),
        (DATA | {"least": True}, "/least", "expected a whole number"),
        (without(DATA, "least"), "/least", "found None"),
        (DATA | {"most": 1}, "/most", "expected no less than `least`"),
        (DATA | {"most": 2.5}, "/most", "expected a whole number"),
        (DATA | {"least_credits": 6.5}, "/least_credits", "as text such as '3.5', found 6.5"),
        (DATA | {"least_credits": "six"}, "/least_credits", "'six' is not an amount of credit"),
        (without(DATA, "of"), "/of", "expected a mapping"),
        (DATA | {"of": {"items": "home/algebra"}}, "/of/items", "expected a list of texts"),
        (without(DATA, "id"), "/id", "expected text"),
        (DATA | {"titles": {"zh": ""}}, "/titles/zh", "expected text"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read, data, place, message)


def test_the_learner_with_enough_items_is_inside_and_with_one_fewer_is_outside() -> None:
    inside, outside = judged(claim("algebra"), claim("biology")), judged(claim("algebra"))
    assert (inside.satisfied, inside.have_count, inside.missing_count) == (True, 2, 0)
    assert (outside.satisfied, outside.have_count, outside.missing_count) == (False, 1, 1)


def test_an_item_without_credit_is_an_item() -> None:
    assert judged(claim("algebra", 0), claim("biology", 0)).satisfied


def test_where_credit_is_stated_too_both_must_be_reached() -> None:
    pair = claim("algebra", 3 * CREDIT), claim("biology", 3 * CREDIT)
    assert judged(*pair, least_units=6 * CREDIT).satisfied
    short = judged(*pair, least_units=6 * CREDIT + 1)
    assert (short.satisfied, short.missing_units, short.missing_count) == (False, 1, 0)
    assert not judged(claim("algebra", 9 * CREDIT), least_units=6 * CREDIT).satisfied


def test_the_learner_with_the_most_items_is_inside_and_with_one_more_is_outside() -> None:
    three = [claim(name) for name in ("algebra", "biology", "chemistry")]
    assert judged(*three[:2], most=2).satisfied
    assert not judged(*three, most=2).satisfied


def test_an_item_claimed_elsewhere_or_outside_the_set_counts_nothing_here() -> None:
    assert judged(claim(place=SIDE), claim("dance")).have_count == 0


@given(SOME_CLAIMS, FURTHER, st.booleans())
def test_a_further_achievement_never_hurts(claims: list[Claim], more: Claim, bounded: bool) -> None:
    """Left unclaimed here it changes nothing; claimed here it hurts at most where the rule has a `most`."""
    assert MONOTONE, WHY_MONOTONE
    most = 2 if bounded else None
    before = judged(*claims, least_units=4 * CREDIT, most=most)
    assert judged(*claims, elsewhere(more), least_units=4 * CREDIT, most=most) == before
    if not bounded:
        after = judged(*claims, more, least_units=4 * CREDIT)
        assert after.satisfied >= before.satisfied
        assert after.missing_count <= before.missing_count
