"""`cap`: at most so much may come from a source (B7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.cap import EACH, MONOTONE, WHY_MONOTONE, Cap, SourceSelector, data, evaluate, read
from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, InstitutionId, ItemId, ItemKind, NodeId, RuleId
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
    "graded": ["pass_fail"],
    "awarded": True,
    "rules": ["rule-1"],
}
DATA = {
    "kind": "cap",
    "id": "top",
    "source": SOURCE,
    "of": {"subjects": ["MATH"]},
    "each": "issuer",
    "most": "30",
    "most_count": 4,
    "within": "core",
}
ANYTHING, TRANSFERRED = SourceSelector(), SourceSelector(transferred=True)
BOTH = Origin(frozenset({ItemKind.COURSE}), frozenset({HOME, OTHER}), recognised=True)
read_it = partial(read, total_units=TOTAL)


def judged(limit: Cap, *claims: Claim, places: set[NodeId] | None = None) -> tuple[LimitResult, ...]:
    below = {limit.within: frozenset(places)} if limit.within is not None and places is not None else {}
    return evaluate(limit, claims, Ground(HOME, below))


def test_every_field_is_read() -> None:
    selector = SourceSelector(
        frozenset({ItemKind.CERTIFICATE, ItemKind.EXAM}),
        frozenset({OTHER}),
        frozenset({"pact"}),
        True,
        False,
        frozenset({"pass_fail"}),
        True,
        frozenset({RuleId("rule-1")}),
    )
    maths = ItemSet(subjects=frozenset({"MATH"}))
    limit = Cap("top", selector, 30 * CREDIT, 4, NodeId("core"), maths, "issuer")
    assert read_it(fields(DATA)) == limit
    assert data(limit) == DATA


def test_a_share_of_a_part_stays_a_share() -> None:
    stated = {"kind": "cap", "id": "top", "source": {}, "most_share": "1/3", "share_of": "core"}
    limit = read_it(fields(stated))
    assert (limit.most_units, limit.most_share, limit.share_of) == (None, Fraction(1, 3), CORE)
    assert data(limit) == stated


def test_credit_or_count_alone_will_do_and_a_source_may_be_anything() -> None:
    short = {"kind": "cap", "id": "top", "source": {}}
    assert read_it(fields(short | {"most": 3})) == Cap("top", ANYTHING, 3 * CREDIT, None, None)
    assert read_it(fields(short | {"most_count": 0})) == Cap("top", ANYTHING, None, 0, None)


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
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
        (DATA | {"each": "term"}, "/each", "expected one of issuer, agreement, subject, item_kind, level"),
        (DATA | {"of": {"colour": "red"}}, "/of/colour", "unknown field"),
        (DATA | {"share_of": "core"}, "/share_of", "expected `most_share` beside it"),
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
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, wrong, place, message)


@pytest.mark.parametrize(
    ("share", "total", "most"),
    [("1/2", 3, 1), ("1/3", 200, 66), ("2/3", 200, 133), ("40%", 600, 240), ("12.5%", 600, 75), ("0", 7, 0)],
)
def test_a_share_of_the_total_is_exact_and_a_part_of_a_unit_is_over_the_cap(
    share: str, total: int, most: int
) -> None:
    stated = {"kind": "cap", "id": "top", "source": {}, "most_share": share}
    assert read(fields(stated), total).most_units == most


@given(st.integers(0, 97), st.integers(1, 97), st.integers(0, 10**9))
def test_a_share_is_rounded_down(numerator: int, denominator: int, total: int) -> None:
    share = Fraction(min(numerator, denominator), denominator)
    stated = {"kind": "cap", "id": "top", "source": {}, "most_share": str(share)}
    assert read(fields(stated), total).most_units == floor(share * total)


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
        (SourceSelector(rules=frozenset({RuleId("rule-1")})), CERTIFIED, STUDIED_ELSEWHERE),
        (SourceSelector(awarded=False), STUDIED_HERE, replace(STUDIED_HERE, awarded=True)),
        (SourceSelector(awarded=True), replace(STUDIED_HERE, awarded=True), STUDIED_HERE),
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


def test_a_mark_of_the_scheme_falls_under_the_cap_and_no_mark_does_not() -> None:
    limit = Cap("top", SourceSelector(graded=frozenset({"pass_fail"})), most_count=0)
    passed = replace(claim(), grade=Grade("pass_fail", "pass"))
    assert not judged(limit, passed)[0].satisfied
    assert judged(limit, claim(), replace(claim("biology"), grade=Grade("percent", "90")))[0].satisfied


def test_a_set_confines_the_cap_to_its_members() -> None:
    limit = Cap("top", ANYTHING, most_count=0, of=ItemSet(items=frozenset({ItemId("home/algebra")})))
    assert not judged(limit, claim())[0].satisfied
    assert judged(limit, claim("biology"))[0].satisfied


@pytest.mark.parametrize("each", EACH)
def test_each_value_has_room_of_its_own(each: str) -> None:
    one, other = ((claim("algebra"), claim("biology")), (claim("chemistry"), claim("dance")))
    look = Attributes(None, HOME, ItemKind.COURSE, "MATH", 1)
    here, there = (
        replace(CERTIFIED, agreement="x"),
        replace(CERTIFIED, agreement="y", issuers=frozenset({HOME})),
    )
    there = replace(there, kinds=frozenset({ItemKind.EXAM}))
    first = [replace(c, attributes=look, origin=here) for c in one]
    second = [replace(c, attributes=replace(look, subject="ART", level=2), origin=there) for c in other]
    limit = Cap("top", ANYTHING, most_units=3 * CREDIT, most_count=1, each=each)
    assert all(found.satisfied for found in judged(limit, first[0], second[0]))
    for found in judged(limit, first[0], *second):
        assert (found.satisfied, found.members) == (False, ("held:chemistry", "held:dance"))


def test_what_comes_from_two_institutions_counts_under_both() -> None:
    limit = Cap("top", ANYTHING, most_count=1, each="issuer")
    both = replace(claim("biology"), origin=BOTH)
    assert not judged(limit, claim(), both)[0].satisfied
    assert not judged(limit, replace(claim(), origin=STUDIED_ELSEWHERE), both)[0].satisfied


def test_what_has_no_value_is_under_no_cap_on_each() -> None:
    limit = Cap("top", ANYTHING, most_count=0, each="subject")
    assert judged(limit, claim(), claim("biology"))[0].satisfied


def test_a_share_of_what_counts_in_a_part_is_exact() -> None:
    limit = Cap("top", TRANSFERRED, most_share=Fraction(1, 3), share_of=CORE, within=CORE)
    here = claim(units=2 * CREDIT)
    (at,) = judged(limit, here, claim("biology", CREDIT, origin=STUDIED_ELSEWHERE), places={CORE})
    (above,) = judged(limit, here, claim("biology", CREDIT + 1, origin=STUDIED_ELSEWHERE), places={CORE})
    assert (at.satisfied, at.have, at.bound) == (True, 600, 600)
    assert (above.satisfied, above.have, above.bound) == (False, 601, 600)


@given(SOME_CLAIMS, st.integers(0, 31))
def test_a_claim_left_out_never_hurts(claims: list[Claim], mask: int) -> None:
    """So that a further achievement, which may be left unclaimed, never does."""
    assert MONOTONE, WHY_MONOTONE
    limit = Cap("top", TRANSFERRED, most_units=4 * CREDIT, most_count=2)
    kept = [one for i, one in enumerate(claims) if mask >> i & 1]
    before, after = judged(limit, *claims), judged(limit, *kept)
    assert all(now.satisfied >= then.satisfied for then, now in zip(before, after, strict=True))
