"""`total`: so many credits must be counted in all, wherever they are claimed (A8)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recommender.rules.claims import FREE, Claim, Ground, LimitResult
from recommender.rules.total import MONOTONE, WHY_MONOTONE, Total, evaluate, read
from tests.rules.world import (
    CERTIFIED,
    CREDIT,
    FURTHER,
    HOME,
    SIDE,
    SOME_CLAIMS,
    claim,
    fields,
    refused,
    without,
)

DATA = {"kind": "total", "id": "all", "least": "120"}


def judged(*claims: Claim, least: int = 6 * CREDIT) -> LimitResult:
    return evaluate(Total("all", least), claims, Ground(HOME, {}))[0]


def test_every_field_is_read() -> None:
    assert read(fields(DATA), 0) == Total("all", 120 * CREDIT)


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (DATA | {"most": 130}, "/most", "unknown field; known are kind, id, least"),
        (DATA | {"least": 120.0}, "/least", "expected an amount of credit as text"),
        (DATA | {"least": "1/7"}, "/least", "not a whole number of 1/600 credits"),
        (without(DATA, "least"), "/least", "found None"),
        (without(DATA, "id"), "/id", "expected text"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(lambda one: read(one, 0), data, place, message)


def test_the_learner_at_the_least_is_inside_and_one_unit_below_is_outside() -> None:
    at, below = judged(claim(units=6 * CREDIT)), judged(claim(units=6 * CREDIT - 1))
    assert (at.satisfied, at.have, at.bound) == (True, 3600, 3600)
    assert (below.satisfied, below.have, below.bound) == (False, 3599, 3600)
    assert not at.counts


def test_every_place_and_every_origin_counts_free_electives_too() -> None:
    found = judged(claim(place=FREE), claim("biology", place=SIDE, origin=CERTIFIED))
    assert (found.satisfied, found.members) == (True, ("held:algebra", "held:biology"))


@given(SOME_CLAIMS, FURTHER)
def test_more_counted_credit_never_hurts(claims: list[Claim], more: Claim) -> None:
    assert MONOTONE, WHY_MONOTONE
    before, after = judged(*claims), judged(*claims, more)
    assert after.satisfied >= before.satisfied
    assert after.have == before.have + more.units
