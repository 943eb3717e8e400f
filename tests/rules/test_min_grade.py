"""`min_grade`: from which mark on, and with which measures, does a result count (B10, F1)?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.claims import Circumstances, Claim, Ground, LimitResult
from recommender.rules.min_grade import (
    MONOTONE,
    WHY_MONOTONE,
    MinGrade,
    data,
    evaluate,
    outdone,
    read,
)
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, GradeScheme, ItemId, NodeId
from tests.rules.world import CORE, SIDE, SOME_CLAIMS, claim, fields, refused, without

SCHEMES = {
    "percent": GradeScheme("percent", (), "60", True),
    "letters": GradeScheme("letters", ("F", "D", "C", "B", "A"), "D"),
}
SIXTY, C = Grade("percent", "60"), Grade("letters", "C")
DATA = {
    "kind": "min_grade",
    "id": "good",
    "grades": [{"scheme": "percent", "mark": "60"}, {"scheme": "letters", "mark": "C"}],
    "measures": {"attendance": "80"},
    "of": {"subjects": ["MATH"]},
    "within": "core",
}
read_it = partial(read, total_units=0)
LIMIT = MinGrade("good", (SIXTY,), (("attendance", "80"),))
GOOD = replace(claim(), grade=SIXTY, measures={"attendance": "80"})


def judged(limit: MinGrade, *claims: Claim, places: set[NodeId] | None = None) -> LimitResult:
    below = {limit.within: frozenset(places)} if limit.within is not None and places is not None else {}
    (found,) = evaluate(limit, claims, Ground(NodeId("home"), below, Circumstances(schemes=SCHEMES)))  # type: ignore[arg-type]
    return found


def test_every_field_is_read_and_written() -> None:
    maths = ItemSet(subjects=frozenset({"MATH"}))
    limit = MinGrade("good", (SIXTY, C), (("attendance", "80"),), maths, CORE)
    assert read_it(fields(DATA)) == limit
    assert data(limit) == DATA
    one = {"kind": "min_grade", "id": "good", "grade": {"scheme": "percent", "mark": "60"}}
    assert data(read_it(fields(one))) == one


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (DATA | {"least": 1}, "/least", "unknown field; known are kind, id, grade, grades"),
        (DATA | {"grade": DATA["grades"][0]}, "/grades", "expected either `grade` or `grades`, found both"),  # type: ignore[index]
        (DATA | {"grades": []}, "/grades", "expected a list of at least 1"),
        (DATA | {"grades": [{"scheme": "percent", "mark": 60}]}, "/grades/0/mark", "expected text, found 60"),
        (
            DATA | {"grades": [{"scheme": "a", "mark": "1"}, {"scheme": "a", "mark": "2"}]},
            "/grades",
            "expected one mark of each grade scheme",
        ),
        (DATA | {"measures": {"attendance": 80}}, "/measures/attendance", "expected text, found 80"),
        (DATA | {"measures": {"attendance": "most"}}, "/measures/attendance", "expected a decimal text"),
        (without(without(DATA, "grades"), "measures"), "", "expected `grade`, `grades` or `measures`"),
        (DATA | {"within": 7}, "/within", "expected text, found 7"),
        (without(DATA, "id"), "/id", "expected text"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, wrong, place, message)


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (GOOD, True),
        (replace(GOOD, grade=Grade("percent", "59.9")), False),
        (replace(GOOD, grade=Grade("letters", "A")), False),
        (replace(GOOD, grade=None), False),
        (replace(GOOD, measures={"attendance": "79.99"}), False),
        (replace(GOOD, measures={"attendance": "100"}), True),
        (replace(GOOD, measures={}), False),
        (replace(claim(), key="new:home/algebra"), True),
        (replace(claim(), key="out:rule-1#0"), True),
        (replace(claim(), key="granted:g#0"), True),
    ],
)
def test_a_result_on_the_floor_is_inside_and_just_below_or_unknown_is_outside(
    one: Claim, counts: bool
) -> None:
    found = judged(LIMIT, replace(GOOD, key="held:other"), one)
    assert found.satisfied is counts
    assert found.members == (() if counts else (one.key,))


def test_a_mark_of_any_stated_scheme_will_do() -> None:
    either = MinGrade("good", (SIXTY, C))
    assert judged(either, replace(claim(), grade=C)).satisfied
    assert not judged(either, replace(claim(), grade=Grade("letters", "D"))).satisfied


def test_a_set_and_a_part_confine_it() -> None:
    maths = replace(LIMIT, of=ItemSet(items=frozenset({ItemId("home/algebra")})))
    assert judged(maths, claim("biology")).satisfied
    inside = replace(LIMIT, within=CORE)
    assert judged(inside, claim(place=SIDE), places={CORE}).satisfied
    assert not judged(inside, claim(), places={CORE}).satisfied


def test_new_study_may_do_what_a_low_result_cannot() -> None:
    facts = Circumstances(schemes=SCHEMES)
    assert outdone(LIMIT, replace(GOOD, grade=None), facts)
    assert not outdone(LIMIT, GOOD, facts)
    assert not outdone(replace(LIMIT, of=ItemSet(items=frozenset({ItemId("x")}))), claim(), facts)


@given(SOME_CLAIMS, st.integers(0, 31))
def test_a_claim_left_out_never_hurts(claims: list[Claim], mask: int) -> None:
    """So that a further result, which may be left unclaimed, never does."""
    assert MONOTONE, WHY_MONOTONE
    kept = [one for i, one in enumerate(claims) if mask >> i & 1]
    assert judged(LIMIT, *kept).satisfied >= judged(LIMIT, *claims).satisfied
