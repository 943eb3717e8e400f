"""`breadth`: over how many areas does the credit spread, and how much lies in one (B14)?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.breadth import BY, MONOTONE, WHY_MONOTONE, Area, Breadth, data, evaluate, read
from recommender.rules.claims import Attributes, Claim, Ground
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, ItemKind, NodeId
from tests.rules.world import (
    CORE,
    CREDIT,
    HOME,
    NAMES,
    OTHER,
    SIDE,
    SOME_CLAIMS,
    claim,
    fields,
    refused,
    without,
)

DATA = {
    "kind": "breadth",
    "id": "wide",
    "by": "subject",
    "of": {"kinds": ["course"]},
    "within": "core",
    "least_areas": 2,
    "most_areas": 3,
    "each_least": "3",
    "each_least_count": 2,
    "each_most": "9",
    "each_most_count": 4,
}
SCIENCE = {"id": "science", "titles": {"en": "Science"}, "of": {"items": [NAMES[0]]}}
read_it = partial(read, total_units=0)


def of_subject(name: str, subject: str | None, units: int = 3 * CREDIT, place: NodeId = CORE) -> Claim:
    look = Attributes(ItemId(f"home/{name}"), HOME, ItemKind.COURSE, subject, 1)
    return replace(claim(name, units, place), attributes=look)


def judged(limit: Breadth, *claims: Claim, places: set[NodeId] | None = None) -> list[tuple[bool, int]]:
    below = {limit.within: frozenset(places)} if limit.within is not None and places is not None else {}
    return [(one.satisfied, one.have) for one in evaluate(limit, claims, Ground(HOME, below))]


def test_every_field_is_read_and_written() -> None:
    courses = ItemSet(kinds=frozenset({ItemKind.COURSE}))
    limit = Breadth("wide", "subject", (), courses, CORE, 2, 3, 3 * CREDIT, 2, 9 * CREDIT, 4)
    assert read_it(fields(DATA)) == limit
    assert data(limit) == DATA
    named = {"kind": "breadth", "id": "wide", "areas": [SCIENCE], "most_areas": 1}
    assert data(read_it(fields(named))) == named


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (DATA | {"least": 1}, "/least", "unknown field; known are kind, id, by, areas"),
        (DATA | {"areas": [SCIENCE]}, "/by", "expected exactly one of `by` and `areas`"),
        (without(DATA, "by"), "/by", "expected exactly one of `by` and `areas`"),
        (DATA | {"by": "colour"}, "/by", "expected one of subject, issuer, level, item_kind, found 'colour'"),
        (without(DATA, "by") | {"areas": [SCIENCE, SCIENCE]}, "/areas", "expected each id once"),
        (without(DATA, "by") | {"areas": [SCIENCE]}, "/least_areas", "expected at most the 1 areas, found 2"),
        (without(DATA, "by") | {"areas": [{"id": "x"}]}, "/areas/0/of", "expected a mapping"),
        (DATA | {"most_areas": 1}, "/most_areas", "expected no less than `least_areas`"),
        (without(DATA, "least_areas"), "/each_least", "expected `least_areas` beside it"),
        ({"kind": "breadth", "id": "wide", "by": "level"}, "", "expected `least_areas`, `most_areas`"),
        (DATA | {"least_areas": 0}, "/least_areas", "expected a whole number of at least 1"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, wrong, place, message)


def test_two_areas_are_inside_and_one_with_too_little_is_outside() -> None:
    limit = Breadth("wide", "subject", least_areas=2, each_least_units=3 * CREDIT)
    maths, art = of_subject("algebra", "MATH"), of_subject("dance", "ART")
    assert judged(limit, maths, art) == [(True, 2)]
    assert judged(limit, maths, of_subject("dance", "ART", 3 * CREDIT - 1)) == [(False, 1)]
    assert judged(limit, maths, of_subject("dance", None)) == [(False, 1)]


def test_an_area_needs_so_many_achievements() -> None:
    limit = Breadth("wide", "subject", least_areas=1, each_least_count=2)
    assert judged(limit, of_subject("algebra", "MATH"), of_subject("biology", "MATH")) == [(True, 1)]
    assert judged(limit, of_subject("algebra", "MATH"), of_subject("biology", "ART")) == [(False, 0)]


def test_one_area_more_than_the_most_is_outside() -> None:
    limit = Breadth("wide", "subject", most_areas=1)
    assert judged(limit, of_subject("algebra", "MATH"), of_subject("biology", "MATH")) == [(True, 1)]
    assert judged(limit, of_subject("algebra", "MATH"), of_subject("biology", "ART", 1)) == [(False, 2)]


def test_each_area_has_a_most_in_credit_and_in_number() -> None:
    limit = Breadth("wide", "subject", each_most_units=6 * CREDIT, each_most_count=2)
    pair = of_subject("algebra", "MATH"), of_subject("biology", "MATH")
    assert judged(limit, *pair, of_subject("dance", "ART")) == [(True, 6 * CREDIT), (True, 2)]
    assert judged(limit, *pair, of_subject("dance", "MATH", 1)) == [(False, 6 * CREDIT + 1), (False, 3)]


def test_what_lies_in_two_named_areas_counts_in_each() -> None:
    both = tuple(Area(name, ItemSet(subjects=frozenset({"MATH"}))) for name in ("one", "two"))
    assert judged(Breadth("wide", areas=both, least_areas=2), of_subject("algebra", "MATH")) == [(True, 2)]


def test_a_part_without_claims_asks_for_no_areas() -> None:
    limit = Breadth("wide", "subject", least_areas=1, within=CORE)
    outside = of_subject("algebra", "MATH", place=SIDE)
    assert judged(limit, outside, places={CORE}) == [(True, 0)]
    assert judged(limit, outside, of_subject("dance", None), places={CORE}) == [(False, 0)]


@pytest.mark.parametrize("by", BY)
def test_an_area_is_one_value_of_what_counts(by: str) -> None:
    one = of_subject("algebra", "MATH")
    look = Attributes(None, OTHER, ItemKind.EXAM, "ART", 2)
    assert judged(Breadth("wide", by, least_areas=2), one, replace(claim("dance"), attributes=look))[0][0]
    assert not judged(Breadth("wide", by, least_areas=2), one, of_subject("dance", "MATH"))[0][0]


@given(SOME_CLAIMS, st.integers(0, 31))
def test_a_claim_left_out_breaks_no_most(claims: list[Claim], mask: int) -> None:
    """So that a further achievement, which may be left unclaimed, never hurts."""
    assert MONOTONE, WHY_MONOTONE
    limit = Breadth("wide", "issuer", most_areas=1, each_most_units=4 * CREDIT, each_most_count=2)
    kept = [one for i, one in enumerate(claims) if mask >> i & 1]
    before, after = judged(limit, *claims), judged(limit, *kept)
    assert all(now[0] >= then[0] for then, now in zip(before, after, strict=True))
