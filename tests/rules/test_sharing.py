"""`sharing`: an achievement may serve several requirements, within the bounds of the limit that says so (B6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recommender.rules.claims import FREE, Claim, Ground, LimitResult
from recommender.rules.registry import evaluate_limit, limit_data, read_limit
from recommender.rules.sharing import MONOTONE, WHY_MONOTONE, Sharing, may_share
from recommender.vocabulary import NodeId
from tests.rules.world import CORE, CREDIT, HOME, SIDE, claim, fields, refused, without

OTHER, MAJOR = NodeId("other"), NodeId("major")
BELOW = {
    MAJOR: frozenset({CORE, SIDE}),
    CORE: frozenset({CORE}),
    SIDE: frozenset({SIDE}),
    OTHER: frozenset({OTHER}),
}
GROUND = Ground(HOME, BELOW)
DATA: dict[str, Any] = {
    "kind": "sharing",
    "id": "double",
    "between": [["major", "other"], ["core", "side"]],
    "most_count": 2,
    "most": "6",
    "most_uses": 2,
}
PAIRS = ((MAJOR, OTHER), (CORE, SIDE))
BOTH = Sharing("double", PAIRS, 2, 6 * CREDIT, 2)


def read(data: Any) -> Any:
    return read_limit(data, 0)


def at(name: str, *places: NodeId, units: int = 3 * CREDIT) -> list[Claim]:
    return [claim(name, units, place) for place in places]


def judged(limit: Sharing, *claims: Claim) -> list[tuple[bool, int]]:
    found: tuple[LimitResult, ...] = evaluate_limit(limit, claims, GROUND)
    return [(one.satisfied, one.have) for one in found]


def test_every_field_is_read_and_written_again() -> None:
    assert read(fields(DATA)) == BOTH
    assert read(fields(limit_data(BOTH))) == BOTH
    anywhere = read(fields({"kind": "sharing", "id": "x", "any": True}))
    assert anywhere == Sharing("x")
    assert read(fields(limit_data(anywhere))) == anywhere


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (DATA | {"least": 1}, "/least", "unknown field; known are kind, id, between, any, most_count, most"),
        (DATA | {"any": True}, "/between", "expected exactly one of `between` and `any: true`"),
        (without(DATA, "between"), "/between", "expected exactly one of"),
        (DATA | {"between": [["core"]]}, "/between/0", "expected the ids of two requirements"),
        (DATA | {"between": "core"}, "/between", "expected a list of pairs"),
        (DATA | {"most_uses": 1}, "/most_uses", "at least 2"),
        (DATA | {"most": "x"}, "/most", "x"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read, data, place, message)


def test_a_pair_is_open_where_some_limit_covers_it_and_never_to_a_free_elective() -> None:
    narrow = Sharing("narrow", ((MAJOR, OTHER),))
    assert may_share([narrow], BELOW, CORE, OTHER)
    assert may_share([narrow], BELOW, OTHER, SIDE)
    assert not may_share([narrow], BELOW, CORE, SIDE)
    assert may_share([narrow, Sharing("any")], BELOW, CORE, SIDE)
    assert may_share([Sharing("within", ((MAJOR, MAJOR),))], BELOW, CORE, SIDE)
    assert not may_share([Sharing("any")], BELOW, CORE, FREE)
    assert not may_share([Sharing("any")], BELOW, CORE, CORE)
    assert not may_share([], BELOW, CORE, OTHER)


def test_the_learner_who_shares_as_much_as_is_allowed_is_inside_and_with_one_more_outside() -> None:
    two = [*at("algebra", CORE, OTHER), *at("biology", SIDE, OTHER)]
    assert judged(BOTH, *two) == [(True, 2), (True, 6 * CREDIT), (True, 2)]
    three = [*two, *at("chemistry", CORE, OTHER, units=0)]
    assert judged(BOTH, *three) == [(False, 3), (True, 6 * CREDIT), (True, 2)]
    heavy = [*at("algebra", CORE, OTHER), *at("biology", SIDE, OTHER, units=3 * CREDIT + 1)]
    assert judged(BOTH, *heavy)[1] == (False, 6 * CREDIT + 1)


def test_one_achievement_may_serve_only_so_many_requirements() -> None:
    three = at("algebra", CORE, SIDE, OTHER)
    assert judged(BOTH, *three) == [(True, 1), (True, 3 * CREDIT), (False, 3)]
    assert judged(Sharing("any", most_uses=3), *three) == [(True, 3)]


def test_what_another_limit_covers_is_not_counted_here() -> None:
    narrow = Sharing("narrow", ((CORE, SIDE),), most_count=0)
    assert judged(narrow, *at("algebra", CORE, OTHER)) == [(True, 0)]
    assert judged(narrow, *at("algebra", CORE, SIDE)) == [(False, 1)]


def test_without_bounds_there_is_nothing_to_show() -> None:
    assert judged(Sharing("any"), *at("algebra", CORE, SIDE, OTHER)) == []


def test_a_further_achievement_may_serve_one_requirement_or_none() -> None:
    assert MONOTONE, WHY_MONOTONE
    two = [*at("algebra", CORE, OTHER), *at("biology", SIDE, OTHER)]
    assert judged(BOTH, *two, *at("chemistry", CORE)) == judged(BOTH, *two)
    assert judged(replace(BOTH, most_uses=None), *two) == judged(BOTH, *two)[:2]
