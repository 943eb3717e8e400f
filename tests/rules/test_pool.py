"""`pool`: so much from one set, and of it so much from parts that may overlap (B5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.pool import MONOTONE, WHY_MONOTONE, Part, Pool, data, evaluate, read
from recommender.rules.sets import EVERYTHING, ItemSet
from recommender.vocabulary import NodeId
from tests.rules.world import CORE, CREDIT, FURTHER, NAMES, SIDE, SOME_CLAIMS, claim, fields, refused, without

PART = {"id": "lab", "of": {"items": [NAMES[0]]}, "least": "3", "most_count": 2}
DATA: dict[str, Any] = {
    "kind": "pool",
    "id": "core",
    "titles": {"zh": "科学"},
    "of": {},
    "least": "6",
    "least_count": 2,
    "most": "9",
    "most_count": 3,
    "parts": [PART, {"id": "deep", "titles": {"en": "Deep"}, "of": {"items": list(NAMES)}, "least_count": 2}],
}
LAB = Part(NodeId("lab"), ItemSet(items=frozenset(NAMES[:1])), 3 * CREDIT, most=2)
DEEP = Part(NodeId("deep"), ItemSet(items=frozenset(NAMES)), least=2, titles={"en": "Deep"})
POOL = Pool(CORE, EVERYTHING, 6 * CREDIT, 2, 9 * CREDIT, 3, {"zh": "科学"}, (LAB, DEEP))


def judged(*claims: Claim, pool: Pool = POOL) -> NodeResult:
    return evaluate(pool, claims, Circumstances())


def test_every_field_is_read_and_written_again() -> None:
    assert read(fields(DATA)) == POOL
    written = {"kind": "pool", "id": "core", "titles": {"zh": "科学"}} | data(POOL)
    assert read(fields(written)) == POOL


def test_a_bound_that_asks_for_nothing_is_written_again_too() -> None:
    bare = DATA | {"parts": [{"id": "lab", "of": {}, "least": "0"}]}
    assert read(fields(bare)).parts == (Part(NodeId("lab"), EVERYTHING),)
    assert data(read(fields(bare)))["parts"] == [{"id": "lab", "of": {}, "least": "0"}]


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (
            DATA | {"min": 1},
            "/min",
            "unknown field; known are kind, id, titles, of, least, least_count, most",
        ),
        (without(DATA, "parts"), "/parts", "expected a list of at least 1"),
        (DATA | {"most": "5"}, "/most", "expected no less than `least`"),
        (DATA | {"most_count": 1}, "/most_count", "expected no less than `least_count`"),
        (DATA | {"parts": [without(PART, "of")]}, "/parts/0/of", "expected a mapping"),
        (DATA | {"parts": [PART, PART]}, "/parts/1/id", "expected an id of its own, found 'lab'"),
        (DATA | {"parts": [PART | {"id": "core"}]}, "/parts/0/id", "expected an id of its own"),
        (DATA | {"parts": [PART | {"n": 1}]}, "/parts/0/n", "unknown field"),
        (DATA | {"parts": [{"id": "x", "of": {}}]}, "/parts/0", "expected at least one of least"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read, wrong, place, message)


def test_one_claim_counts_in_the_pool_and_in_every_part_that_holds_it() -> None:
    found = judged(claim("algebra"), claim("biology"))
    assert found.satisfied
    assert (found.have_units, found.have_count, found.missing_units) == (6 * CREDIT, 2, 0)


def test_the_learner_who_misses_the_pool_or_one_part_is_outside() -> None:
    assert not judged(claim("algebra")).satisfied
    assert not judged(claim("biology"), claim("chemistry")).satisfied, "no laboratory"
    assert not judged(claim("algebra"), claim("dance")).satisfied, "only one deep item"
    assert not judged(claim("algebra"), claim("biology", place=SIDE)).satisfied


def test_no_most_may_be_passed_in_the_pool_or_in_a_part() -> None:
    three = [claim("algebra"), claim("biology"), claim("chemistry")]
    assert judged(*three).satisfied
    assert not judged(*three, claim("dance", CREDIT)).satisfied
    twice = replace(POOL, parts=(replace(LAB, most=0, least_units=0),))
    assert not judged(*three, pool=twice).satisfied


def test_what_is_missing_is_what_the_neediest_part_lacks() -> None:
    assert judged(claim("biology", 5 * CREDIT)).missing_units == 3 * CREDIT
    assert judged(claim("algebra"), claim("dance", 2 * CREDIT)).missing_units == CREDIT
    assert judged().missing_count == 2


@given(SOME_CLAIMS, FURTHER)
def test_a_further_member_hurts_nothing_but_a_most(claims: list[Claim], more: Claim) -> None:
    """And where it would pass a most it may be left unclaimed."""
    assert MONOTONE, WHY_MONOTONE
    open_ended = replace(POOL, most_units=None, most=None, parts=(replace(LAB, most=None), DEEP))
    before, after = judged(*claims, pool=open_ended), judged(*claims, more, pool=open_ended)
    assert after.satisfied >= before.satisfied
