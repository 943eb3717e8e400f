"""What is part of a question's key, and what is not?  One learner, and another who differs in one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from recommender.errors import InputError
from recommender.ledger.record import Dropped, Enrolment
from recommender.planning.reuse.question import question_of, state_key
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Averaged
from recommender.rules.prerequisite import Completed
from recommender.rules.residency import Residency
from recommender.rules.shelf_life import ShelfLife
from recommender.vocabulary import EntryId, Interval, ItemId, LearnerId, NodeId, QualificationId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    TODAY,
    award,
    catalogue,
    count,
    credits,
    granted,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

GOAL = qualification(credits("core", 6, "a", "b", "c"), 6, electives=None)
ITEMS = [item("a"), item("b"), item("c"), item("x"), item("y", 3, SCHOOL)]
WORLD = catalogue([GOAL], ITEMS)
LATER = date(2025, 7, 15)


def key(*entries: Any, bank: Any = WORLD, **more: Any) -> str:
    return state_key(bank, record(*entries), request(**more))


def test_names_and_what_cannot_matter_are_no_part_of_it() -> None:
    plain = key(result("a"))
    assert key(result("a", entry="another")) == plain
    assert key(result("a"), result("x")) == plain
    assert key(result("a"), result("y", grade=90)) == plain
    assert key(result("a", day=LATER)) == plain  # no rule here looks at days
    have = replace(record(result("a")), learner=LearnerId("bob"), position="9", personalised=False)
    assert state_key(WORLD, have, request()) == plain
    lost = replace(record(result("a")), dropped=(Dropped(EntryId("f"), ItemId("b"), "failed"),))
    assert state_key(WORLD, lost, request()) == plain
    assert key(result("a"), time_limit=7.0) == plain


@pytest.mark.parametrize(
    "other",
    [
        [],
        [result("b")],
        [result("a", 2)],
        [result("a", grade=90)],
        [result("a", scheme="hour")],
        [result("a"), result("a", entry="again")],
        [result("a"), result("nowhere")],
        [result("a"), running("b")],
        [result("a"), running("x")],
        [result("a"), award("earlier")],
        [result("a"), award("earlier", "e-a")],
        [result("a"), granted("r", ["e-a"], "b")],
        [result("a"), result("x"), granted("r", ["e-x"], "b")],
    ],
)
def test_what_can_matter_is(other: list[Any]) -> None:
    assert key(*other) != key(result("a"))


def test_an_enrolment_and_a_region_are() -> None:
    plain, have = key(result("a")), record(result("a"))
    enrolled = Enrolment(EntryId("n"), QualificationId("degree"), "2026", date(2025, 9, 1))
    assert state_key(WORLD, replace(have, enrolments=(enrolled,)), request()) != plain
    assert state_key(WORLD, replace(have, region="上海"), request()) != plain


@pytest.mark.parametrize(
    "asked",
    [
        {"exclude": ["b"]},
        {"pins": ["b"]},
        {"load_units": 3 * ONE},
        {"seed": 1},
        {"node_limit": 7},
        {"count_ties": 3},
        {"at_most": {"length": 9 * ONE}},
        {"dislikes": {ItemId("b"): 3}},
        {"dislikes": {ItemId("x"): 3}},  # it is a level that says nothing, and one more level all the same
        {"facts": {"years_of_work": "3"}},
    ],
)
def test_what_is_asked_is(asked: dict[str, Any]) -> None:
    assert key(result("a"), **asked) != key(result("a"))


def test_dislikes_of_what_no_plan_can_have_are_not() -> None:
    liked = {ItemId("b"): 3}
    assert key(dislikes=liked) == key(dislikes={**liked, ItemId("x"): 7})
    assert key(dislikes=liked) != key(dislikes={**liked, ItemId("c"): 7})


def aside(bank: Any, *entries: Any, **more: Any) -> list[str]:
    """The items whose results are set aside."""
    return [one.item for one in question_of(bank, record(*entries), request(**more)).aside]


def test_beside_what_a_plan_is_made_of_counts_what_touches_it() -> None:
    """An item of no use by itself, whose result closes, excludes, takes away or is counted before something."""
    unit = item("u", 3, SCHOOL)
    held = result("u")
    assert aside(catalogue([GOAL], [*ITEMS, unit]), held) == ["u"]
    kin = [item("a", lineage="l"), item("b"), item("c"), replace(unit, lineage="l")]
    assert aside(catalogue([GOAL], kin), held) == []
    apart = [item("a", excludes=frozenset({ItemId("u")})), item("b"), item("c"), unit]
    assert aside(catalogue([GOAL], apart), held) == []
    apart = [*ITEMS[:3], replace(unit, excludes=frozenset({ItemId("a")}))]
    assert aside(catalogue([GOAL], apart), held) == []
    before = [item("a", prerequisites=Completed(3 * ONE)), *ITEMS[1:3], replace(unit, studyable=False)]
    assert aside(catalogue([GOAL], before), held) == []
    taken = rule("r", ["y"], "a", withdrawn_by=frozenset({ItemId("u")}))
    assert aside(catalogue([GOAL], [*ITEMS, unit], [taken]), held) == []
    source = rule("r", ["u"], "a")
    assert aside(catalogue([GOAL], [*ITEMS, unit], [source]), held) == []


def test_where_all_results_are_looked_at_together_all_count() -> None:
    points = Averaged(Fraction(3), "gpa")
    tree = Conditional(NodeId("if"), points, count("one", 1, "a"), count("two", 2, "a", "b"))
    bank = catalogue([qualification(tree, electives=None)], ITEMS)
    assert aside(bank, result("y", grade=90)) == []
    plain = catalogue([qualification(count("one", 1, "a"), electives=None)], ITEMS)
    assert aside(plain, result("y", grade=90)) == ["y"]


def test_a_day_counts_where_some_rule_looks_at_days() -> None:
    def same(bank: Any, name: str = "a") -> bool:
        return key(result(name), bank=bank) == key(result(name, day=LATER), bank=bank)

    assert same(WORLD)
    for limit in (Residency("r", 3 * ONE, last_units=3 * ONE), ShelfLife("s", 24, "award")):
        assert not same(catalogue([qualification(credits("core", 6, "a", "b", "c"), 6, limit)], ITEMS))
    assert same(catalogue([qualification(credits("core", 6, "a"), 6, Residency("r", 3 * ONE))], ITEMS))
    between = Interval(date(2025, 2, 1), None)
    assert not same(catalogue([GOAL], ITEMS, [rule("r", ["y"], "a", completed_within=between)]), "y")
    assert same(
        catalogue([GOAL], ITEMS, [rule("r", ["y"], "a", completed_within=Interval(LATER, None))]), "b"
    )
    old = rule("r", ["y"], "a", shelf_life_years=2)
    assert not same(catalogue([GOAL], ITEMS, [old]), "y")
    assert same(catalogue([GOAL], ITEMS, [old]), "b")
    expiring = [replace(one, valid_years=9) if one.id == "a" else one for one in ITEMS]
    assert not same(catalogue([GOAL], expiring))


def test_attempts_at_one_item_keep_their_order() -> None:
    first, second = result("a", grade=60, entry="e1"), result("a", grade=90, entry="e2")
    turned = result("a", grade=60, entry="e2"), result("a", grade=90, entry="e1")
    assert key(first, second) == key(second, first)
    assert key(first, second) != key(*turned)  # of two on one day, the ledger's names say which is the later


def test_a_record_of_another_day_is_refused() -> None:
    with pytest.raises(InputError):
        state_key(WORLD, record(as_of=LATER), request(as_of=TODAY))


def test_a_rule_that_rests_on_another_looks_at_days_of_what_it_does_not_name() -> None:
    hub = rule("hub", ["x"], "y", recogniser=SCHOOL)
    home = replace(rule("home", ["y"], "a", chain=2), completed_within=Interval(None, LATER))
    bank = catalogue([GOAL], ITEMS, [hub, home])
    assert key(result("x"), bank=bank) != key(result("x", day=LATER), bank=bank)
    assert key(result("a"), bank=bank) != key(result("a", day=LATER), bank=bank)  # in doubt the day as it is
