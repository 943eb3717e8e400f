"""`cap`: at most so much may come from a source (B7)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.cap import MONOTONE, WHY_MONOTONE, Cap, SourceSelector, evaluate, read
from recommender.rules.claims import Claim, Ground, LimitResult, Origin
from recommender.vocabulary import InstitutionId, ItemKind, NodeId
from tests.rules.world import (
    CERTIFIED,
    CORE,
    CREDIT,
    HOME,
    OTHER,
    SIDE,
    SOME_CLAIMS,
    STUDIED_ELSEWHERE,
    STUDIED_HERE,
    THIRD,
    claim,
    fields,
    refused,
    without,
)

TOTAL = 100 * CREDIT
SOURCE = {
    "kinds": ["certificate", "exam"],
    "issuers": ["other"],
    "agreements": ["pact"],
    "recognised": True,
    "transferred": False,
}
DATA = {"kind": "cap", "id": "top", "source": SOURCE, "most": "30", "most_count": 4, "within": "core"}
ANYTHING, TRANSFERRED = SourceSelector(), SourceSelector(transferred=True)
BOTH = Origin(frozenset({ItemKind.COURSE}), frozenset({HOME, OTHER}), recognised=True)
read_it = partial(read, total_units=TOTAL)


def judged(limit: Cap, *claims: Claim, places: set[NodeId] | None = None) -> tuple[LimitResult, ...]:
    below = {limit.within: frozenset(places)} if limit.within is not None and places is not None else {}
    return evaluate(limit, claims, Ground(HOME, below))


def test_every_field_is_read() -> None:
    selector = SourceSelector(
        frozenset({ItemKind.CERTIFICATE, ItemKind.EXAM}), frozenset({OTHER}), frozenset({"pact"}), True, False
    )
    assert read_it(fields(DATA)) == Cap("top", selector, 30 * CREDIT, 4, NodeId("core"))


def test_credit_or_count_alone_will_do_and_a_source_may_be_anything() -> None:
    short = {"kind": "cap", "id": "top", "source": {}}
    assert read_it(fields(short | {"most": 3})) == Cap("top", ANYTHING, 3 * CREDIT, None, None)
    assert read_it(fields(short | {"most_count": 0})) == Cap("top", ANYTHING, None, 0, None)


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (
            DATA | {"least": 1},
            "/least",
            "unknown field; known are kind, id, source, most, most_share, most_count",
        ),
        (DATA | {"most_share": "1/2"}, "/most_share", "expected either `most` or `most_share`, found both"),
        (without(without(DATA, "most"), "most_count"), "", "expected `most`, `most_share` or `most_count`"),
        (DATA | {"most": 30.0}, "/most", "expected an amount of credit as text"),
        (without(DATA, "most") | {"most_share": 0.5}, "/most_share", "expected text, found 0.5"),
        (without(DATA, "most") | {"most_share": "half"}, "/most_share", "expected a fraction such as '2/5'"),
        (without(DATA, "most") | {"most_share": "101%"}, "/most_share", "between 0 and 1, found '101%'"),
        (without(DATA, "most") | {"most_share": "-1/2"}, "/most_share", "between 0 and 1"),
        (DATA | {"most_count": "4"}, "/most_count", "expected a whole number of at least 0"),
        (DATA | {"most_count": -1}, "/most_count", "expected a whole number of at least 0"),
        (DATA | {"within": 7}, "/within", "expected text, found 7"),
        (without(DATA, "source"), "/source", "expected a mapping, found NoneType"),
        (without(DATA, "id"), "/id", "expected text"),
        (DATA | {"source": {"colour": "red"}}, "/source/colour", "unknown field; known are kinds, issuers"),
        (
            DATA | {"source": {"kinds": ["lecture"]}},
            "/source/kinds",
            "unknown item kind 'lecture'; known are",
        ),
        (DATA | {"source": {"issuers": "other"}}, "/source/issuers", "expected a list of texts"),
        (DATA | {"source": {"agreements": [1]}}, "/source/agreements", "expected a list of texts"),
        (
            DATA | {"source": {"recognised": "yes"}},
            "/source/recognised",
            "expected true or false, found 'yes'",
        ),
        (DATA | {"source": {"transferred": 1}}, "/source/transferred", "expected true or false, found 1"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, data, place, message)


@pytest.mark.parametrize(
    ("share", "total", "most"),
    [("1/2", 3, 1), ("1/3", 200, 66), ("2/3", 200, 133), ("40%", 600, 240), ("12.5%", 600, 75), ("0", 7, 0)],
)
def test_a_share_of_the_total_is_exact_and_a_part_of_a_unit_is_over_the_cap(
    share: str, total: int, most: int
) -> None:
    data = {"kind": "cap", "id": "top", "source": {}, "most_share": share}
    assert read(fields(data), total).most_units == most


@given(st.integers(0, 97), st.integers(1, 97), st.integers(0, 10**9))
def test_a_share_is_rounded_down(numerator: int, denominator: int, total: int) -> None:
    share = Fraction(min(numerator, denominator), denominator)
    data = {"kind": "cap", "id": "top", "source": {}, "most_share": str(share)}
    assert read(fields(data), total).most_units == floor(share * total)


def test_the_learner_at_the_most_credit_is_inside_and_one_unit_above_is_outside() -> None:
    limit = Cap("top", TRANSFERRED, most_units=6 * CREDIT)
    away, here = claim(units=6 * CREDIT, origin=STUDIED_ELSEWHERE), claim("biology")
    (at,) = judged(limit, away, here)
    (above,) = judged(limit, away, here, claim("chemistry", 1, origin=STUDIED_ELSEWHERE))
    assert (at.satisfied, at.have, at.bound, at.members) == (True, 3600, 3600, ("held:algebra",))
    assert (above.satisfied, above.have, above.members) == (False, 3601, ("held:algebra", "held:chemistry"))


def test_the_learner_with_the_most_pieces_is_inside_and_with_one_more_is_outside() -> None:
    limit = Cap("top", ANYTHING, most_count=1)
    (at,), (above,) = judged(limit, claim()), judged(limit, claim(), claim("biology", 0))
    assert (at.satisfied, at.counts, at.have, at.bound) == (True, True, 1, 1)
    assert (above.satisfied, above.have) == (False, 2)


def test_credit_and_count_are_judged_each_for_itself() -> None:
    limit = Cap("top", ANYTHING, most_units=3 * CREDIT, most_count=1)
    pair = claim(units=1), claim("biology", 1)
    assert [one.satisfied for one in judged(limit, *pair)] == [True, False]
    assert [one.satisfied for one in judged(limit, claim(units=9 * CREDIT))] == [False, True]


def test_a_cap_within_a_part_looks_at_the_claims_of_that_part_alone() -> None:
    limit = Cap("top", ANYTHING, most_units=3 * CREDIT, within=CORE)
    here, there = claim(), claim("biology", place=SIDE)
    assert judged(limit, here, there, places={CORE})[0].satisfied
    assert not judged(limit, here, there, places={CORE, SIDE})[0].satisfied


@pytest.mark.parametrize(
    ("selector", "inside", "outside"),
    [
        (SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE, ItemKind.EXAM})), CERTIFIED, STUDIED_HERE),
        (SourceSelector(issuers=frozenset({OTHER, THIRD})), BOTH, STUDIED_HERE),
        (SourceSelector(agreements=frozenset({"pact"})), CERTIFIED, STUDIED_ELSEWHERE),
        (SourceSelector(recognised=True), CERTIFIED, STUDIED_ELSEWHERE),
        (SourceSelector(recognised=False), STUDIED_ELSEWHERE, CERTIFIED),
        (SourceSelector(transferred=True), BOTH, STUDIED_HERE),
        (SourceSelector(transferred=False), STUDIED_HERE, BOTH),
        (SourceSelector(issuers=frozenset({OTHER}), recognised=True), CERTIFIED, STUDIED_ELSEWHERE),
    ],
)
def test_a_source_selects_what_meets_every_condition(
    selector: SourceSelector, inside: Origin, outside: Origin
) -> None:
    assert selector.selects(inside, HOME)
    assert not selector.selects(outside, HOME)


def test_transferred_is_seen_from_the_awarding_institution() -> None:
    assert not TRANSFERRED.selects(STUDIED_ELSEWHERE, OTHER)
    assert TRANSFERRED.selects(STUDIED_HERE, InstitutionId("third"))


@given(SOME_CLAIMS, st.integers(0, 31))
def test_a_claim_left_out_never_hurts(claims: list[Claim], mask: int) -> None:
    """So that a further achievement, which may be left unclaimed, never does."""
    assert MONOTONE, WHY_MONOTONE
    limit = Cap("top", TRANSFERRED, most_units=4 * CREDIT, most_count=2)
    kept = [one for i, one in enumerate(claims) if mask >> i & 1]
    before, after = judged(limit, *claims), judged(limit, *kept)
    assert all(now.satisfied >= then.satisfied for then, now in zip(before, after, strict=True))
