"""`residency`: at least so much must be earned at the awarding institution itself (B9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.claims import FREE, Claim, Ground, LimitResult, Origin
from recommender.rules.residency import MONOTONE, WHY_MONOTONE, Residency, data, evaluate, read
from recommender.vocabulary import InstitutionId, ItemKind
from tests.rules.world import (
    CERTIFIED,
    CORE,
    CREDIT,
    FURTHER,
    HOME,
    OTHER,
    SOME_CLAIMS,
    STUDIED_ELSEWHERE,
    STUDIED_HERE,
    claim,
    fields,
    refused,
    without,
)

TOTAL = 100 * CREDIT
DATA = {"kind": "residency", "id": "home", "least": "30", "institutions": ["home", "other"]}
BOTH = Origin(frozenset({ItemKind.COURSE}), frozenset({HOME, OTHER}))
RECOGNISED_HERE = Origin(frozenset({ItemKind.COURSE}), frozenset({HOME}), recognised=True)
read_it = partial(read, total_units=TOTAL)


def judged(*claims: Claim, institutions: frozenset[InstitutionId] = frozenset()) -> LimitResult:
    return evaluate(Residency("home", 6 * CREDIT, institutions), claims, Ground(HOME, {}))[0]


def test_every_field_is_read() -> None:
    assert read_it(fields(DATA)) == Residency("home", 30 * CREDIT, frozenset({HOME, OTHER}))
    share = without(without(DATA, "least"), "institutions") | {"least_share": "1/4"}
    assert read_it(fields(share)) == Residency("home", 25 * CREDIT, frozenset())


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (
            DATA | {"most": 1},
            "/most",
            "unknown field; known are kind, id, least, least_share, least_count",
        ),
        (
            DATA | {"least_share": "1/3"},
            "/least",
            "expected exactly one of `least`, `least_share` and `least_count`",
        ),
        (
            without(DATA, "least"),
            "/least",
            "expected exactly one of `least`, `least_share` and `least_count`",
        ),
        (DATA | {"least": 30.0}, "/least", "expected an amount of credit as text"),
        (DATA | {"last": "29"}, "/last", "expected no less than the 30 credits asked for"),
        (without(DATA, "least") | {"least_share": "4/3"}, "/least_share", "between 0 and 1, found '4/3'"),
        (without(DATA, "least") | {"least_share": "1/0"}, "/least_share", "expected a fraction such as"),
        (without(DATA, "least") | {"least_share": 1}, "/least_share", "expected text, found 1"),
        (DATA | {"institutions": "home"}, "/institutions", "expected a list of texts, found 'home'"),
        (without(DATA, "id"), "/id", "expected text"),
        (DATA | {"least_count": 5}, "/least", "expected exactly one of"),
        (
            without(DATA, "least") | {"least_count": 0},
            "/least_count",
            "expected a whole number of at least 1",
        ),
        (without(DATA, "least") | {"least_count": 5, "last": "60"}, "/last", "expected no `last` beside"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, data, place, message)


@pytest.mark.parametrize(
    ("share", "total", "least"),
    [("1/2", 3, 2), ("1/3", 200, 67), ("2/3", 200, 134), ("40%", 600, 240), ("0%", 600, 0), ("1", 7, 7)],
)
def test_a_share_of_the_total_is_exact_and_a_part_of_a_unit_is_owed(
    share: str, total: int, least: int
) -> None:
    assert read(fields({"kind": "residency", "id": "home", "least_share": share}), total).least_units == least


@given(st.integers(0, 97), st.integers(1, 97), st.integers(0, 10**9))
def test_a_share_is_rounded_up(numerator: int, denominator: int, total: int) -> None:
    share = Fraction(min(numerator, denominator), denominator)
    data = {"kind": "residency", "id": "home", "least_share": str(share)}
    assert read(fields(data), total).least_units == ceil(share * total)


def test_the_learner_at_the_least_is_inside_and_one_unit_below_is_outside() -> None:
    away = claim("biology", 9 * CREDIT, origin=STUDIED_ELSEWHERE)
    at, below = judged(claim(units=6 * CREDIT), away), judged(claim(units=6 * CREDIT - 1), away)
    assert (at.satisfied, at.have, at.bound, at.members) == (True, 3600, 3600, ("held:algebra",))
    assert (below.satisfied, below.have) == (False, 3599)


def test_free_electives_studied_here_are_in_residence() -> None:
    assert judged(claim(units=6 * CREDIT, place=FREE)).satisfied


@pytest.mark.parametrize("origin", [STUDIED_ELSEWHERE, CERTIFIED, BOTH, RECOGNISED_HERE])
def test_credit_from_elsewhere_in_part_or_by_recognition_is_not_in_residence(origin: Origin) -> None:
    assert judged(claim(units=9 * CREDIT, origin=origin)).have == 0


def test_named_institutions_stand_in_for_the_awarding_one() -> None:
    away = claim(units=6 * CREDIT, origin=STUDIED_ELSEWHERE)
    assert judged(away, institutions=frozenset({OTHER})).satisfied
    assert judged(claim(units=6 * CREDIT, origin=BOTH), institutions=frozenset({HOME, OTHER})).satisfied
    here = claim(units=6 * CREDIT, origin=STUDIED_HERE)
    assert not judged(here, institutions=frozenset({OTHER})).satisfied


@given(SOME_CLAIMS, FURTHER)
def test_credit_earned_anywhere_never_lowers_what_was_earned_here(claims: list[Claim], more: Claim) -> None:
    assert MONOTONE, WHY_MONOTONE
    before, after = judged(*claims), judged(*claims, more)
    assert after.satisfied >= before.satisfied
    assert after.have >= before.have


def test_the_part_and_the_last_credits_are_read_and_written_again() -> None:
    full = DATA | {"last": "60", "within": "core"}
    limit = Residency("home", 30 * CREDIT, frozenset({HOME, OTHER}), 60 * CREDIT, CORE)
    assert read_it(fields(full)) == limit
    assert data(limit) == full


def last(*claims: Claim, least: int = 6, of: int = 9) -> LimitResult:
    limit = Residency("home", least * CREDIT, last_units=of * CREDIT)
    return evaluate(limit, claims, Ground(HOME, {}))[0]


def on(day: int, name: str, origin: Origin = STUDIED_HERE, units: int = 3 * CREDIT) -> Claim:
    return replace(claim(name, units, origin=origin), earned=date(2025, 1, day))


def test_of_the_last_credits_so_much_is_in_residence() -> None:
    here = [on(1, "algebra"), on(2, "biology")]
    assert last(*here, on(3, "chemistry", STUDIED_ELSEWHERE)).satisfied
    late = [on(3, "chemistry", STUDIED_ELSEWHERE), on(4, "dance", STUDIED_ELSEWHERE)]
    assert (last(*here, *late).satisfied, last(*here, *late).have) == (False, 3 * CREDIT)
    assert last(*here, *late, of=12).satisfied


def test_the_achievement_across_the_bound_counts_in_part() -> None:
    late = on(3, "chemistry", STUDIED_ELSEWHERE)
    assert last(on(1, "algebra", units=9 * CREDIT), late).have == 6 * CREDIT
    assert last(on(1, "algebra", units=9 * CREDIT), late).satisfied
    assert not last(on(1, "algebra", units=9 * CREDIT), late, least=7).satisfied


def test_of_equal_days_what_is_in_residence_counts_as_the_later() -> None:
    tied = [on(3, "algebra"), on(3, "biology"), on(3, "chemistry", CERTIFIED, 9 * CREDIT)]
    assert last(*tied).satisfied
    assert last(*reversed(tied)).satisfied
    assert not last(*tied, on(4, "dance", CERTIFIED, 4 * CREDIT)).satisfied


def test_what_has_no_day_is_still_to_come() -> None:
    coming = replace(on(1, "algebra", units=6 * CREDIT), earned=None)
    assert last(coming, on(3, "chemistry", STUDIED_ELSEWHERE, 9 * CREDIT)).satisfied


def test_within_a_part_only_its_claims_are_asked_and_none_where_it_has_none() -> None:
    limit = Residency("home", 3 * CREDIT, within=CORE)
    ground = Ground(HOME, {CORE: frozenset({CORE})})
    inside, outside = claim("algebra"), claim("biology", place=FREE)
    away = claim("chemistry", origin=STUDIED_ELSEWHERE)
    assert evaluate(limit, [away, inside], ground)[0].satisfied
    assert not evaluate(limit, [away, outside], ground)[0].satisfied
    assert evaluate(limit, [outside], ground)[0].satisfied


def test_a_number_of_items_is_read_and_written_again() -> None:
    said = without(DATA, "least") | {"least_count": 5, "within": "core"}
    limit = Residency("home", 0, frozenset({HOME, OTHER}), within=CORE, least_count=5)
    assert read_it(fields(said)) == limit
    assert data(limit) == said


def test_so_many_items_with_credit_are_inside_and_one_fewer_is_outside() -> None:
    limit = Residency("home", 0, least_count=2)
    here, also = claim("algebra", 1), claim("biology", 9 * CREDIT)
    away, seminar = claim("chemistry", origin=STUDIED_ELSEWHERE), claim("dance", 0)
    at = evaluate(limit, [here, also, away], Ground(HOME, {}))[0]
    below = evaluate(limit, [also, away, seminar, also], Ground(HOME, {}))[0]
    assert (at.satisfied, at.have, at.bound, at.counts) == (True, 2, 2, True)
    assert (below.satisfied, below.have) == (False, 1)


def test_within_a_part_without_claims_no_number_is_asked() -> None:
    limit = Residency("home", 0, within=CORE, least_count=1)
    ground = Ground(HOME, {CORE: frozenset({CORE})})
    assert evaluate(limit, [claim("biology", place=FREE)], ground)[0].satisfied
    assert not evaluate(limit, [claim("chemistry", origin=STUDIED_ELSEWHERE)], ground)[0].satisfied
