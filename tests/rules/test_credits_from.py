"""`credits_from`: at least (or between) so many credits from a set (B2)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.credits_from import MONOTONE, WHY_MONOTONE, CreditsFrom, evaluate, read
from recommender.vocabulary import NodeId
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
    "kind": "credits_from",
    "id": "core",
    "titles": {"en": "Science"},
    "of": SCIENCE_DATA,
    "least": "5.5",
    "most": 6,
}


def judged(*claims: Claim, least: int = 6 * CREDIT, most: int | None = None) -> NodeResult:
    return evaluate(CreditsFrom(CORE, SCIENCE, least, most), claims, Circumstances())


def test_every_field_is_read() -> None:
    expected = CreditsFrom(NodeId("core"), SCIENCE, 3300, 3600, {"en": "Science"})
    assert read(fields(DATA)) == expected
    assert read(fields(DATA)).titles == expected.titles


def test_most_and_titles_may_be_left_out() -> None:
    node = read(fields(without(without(DATA, "most"), "titles")))
    assert (node.most_units, node.titles) == (None, {})


@pytest.mark.parametrize(
    ("text", "units"), [("1/3", 200), ("2.25", 1350), ("0.125", 75), (4, 2400), ("0", 0)]
)
def test_credit_is_read_exactly(text: str | int, units: int) -> None:
    assert read(fields(without(DATA, "most") | {"least": text})).least_units == units


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (DATA | {"credits": 6}, "/credits", "unknown field; known are kind, id, titles, of, least, most"),
        (DATA | {"least": 5.5}, "/least", "expected an amount of credit as text such as '3.5', found 5.5"),
        (DATA | {"least": True}, "/least", "expected an amount of credit as text"),
        (DATA | {"least": "1/7"}, "/least", "'1/7' is not a whole number of 1/600 credits"),
        (DATA | {"least": "-3"}, "/least", "'-3' is outside 0 to"),
        (without(DATA, "least"), "/least", "found None"),
        (DATA | {"most": "5.49"}, "/most", "expected no less than `least`"),
        (DATA | {"most": ["6"]}, "/most", "expected an amount of credit"),
        (without(DATA, "of"), "/of", "expected a mapping, found NoneType"),
        (DATA | {"of": {"color": "red"}}, "/of/color", "unknown field"),
        (DATA | {"id": ""}, "/id", "expected text"),
        (DATA | {"titles": 3}, "/titles", "expected a mapping, found int"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read, data, place, message)


def test_the_learner_at_the_least_is_inside_and_one_unit_below_is_outside() -> None:
    inside = judged(claim("algebra"), claim("biology", 3 * CREDIT))
    outside = judged(claim("algebra"), claim("biology", 3 * CREDIT - 1))
    assert (inside.satisfied, inside.have_units, inside.missing_units) == (True, 3600, 0)
    assert (outside.satisfied, outside.have_units, outside.missing_units) == (False, 3599, 1)
    assert inside.have_count == 2


def test_the_learner_at_the_most_is_inside_and_one_unit_above_is_outside() -> None:
    assert judged(claim(units=9 * CREDIT), most=9 * CREDIT).satisfied
    above = judged(claim(units=9 * CREDIT + 1), most=9 * CREDIT)
    assert (above.satisfied, above.missing_units) == (False, 0)


def test_credit_claimed_elsewhere_and_credit_outside_the_set_count_nothing_here() -> None:
    assert judged(claim(place=SIDE), claim("dance")).have_units == 0


@given(SOME_CLAIMS, FURTHER, st.booleans())
def test_a_further_achievement_never_hurts(claims: list[Claim], more: Claim, bounded: bool) -> None:
    """Left unclaimed here it changes nothing; claimed here it hurts at most where the rule has a `most`."""
    assert MONOTONE, WHY_MONOTONE
    most = 7 * CREDIT if bounded else None
    before = judged(*claims, most=most)
    assert judged(*claims, elsewhere(more), most=most) == before
    if not bounded:
        assert judged(*claims, more).satisfied >= before.satisfied
        assert judged(*claims, more).missing_units <= before.missing_units
