"""`min_grade` in plans: low results count nowhere in the part, new study says what it needs, nothing shorter stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record, Result
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan
from recommender.rules.all_of import AllOf
from recommender.rules.min_grade import MinGrade
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
)

ASKED = request(horizon_years=1)
FLOOR = MinGrade("good", (mark(65),), (("attendance", "80"),))


def held(key: str, grade: int | str | None = 65, attendance: str | None = "80") -> Result:
    measures = {} if attendance is None else {"attendance": attendance}
    return replace(result(key, grade=grade), measures=measures)


def world(limit: MinGrade = FLOOR) -> Catalogue:
    goal = qualification(count("core", 2, of=ItemSet()), 6, limit)
    return catalogue([goal], [item("a"), item("b", 2), item("c")])


def planned(tiny: Catalogue, have: Record) -> Plan:
    plan = make_plan(tiny, have, ASKED)
    assert plan.length == exhaustive.least(tiny, have, ASKED)
    return plan


@pytest.mark.parametrize(
    ("low", "length"),
    [
        (held("c"), 3),
        (held("c", 64), 6),
        (held("c", "A"), 6),
        (held("c", None), 6),
        (held("c", 65, "79.5"), 6),
        (held("c", 65, None), 6),
    ],
)
def test_a_result_on_the_floor_counts_and_just_below_it_does_not(low: Result, length: int) -> None:
    plan = planned(world(), record(low))
    assert plan.length == length * ONE
    why = {(one.key, one.reason, one.detail) for one in plan.not_counted}
    assert why == (set() if length == 3 else {("held:e-c", "low_grade", "good")})


def test_new_study_says_the_mark_and_the_measure_that_it_needs() -> None:
    plan = planned(world(), record())
    assert {step.needs_grade for step in plan.steps} == {(mark(65),)}
    said = {(one.code, one.about, one.detail) for one in plan.assumptions if one.code == "needs_measure"}
    assert said == {("needs_measure", step.item, "attendance 80") for step in plan.steps}


def test_the_same_item_is_studied_again_where_nothing_else_will_do() -> None:
    goal = qualification(count("core", 1, "a"), 0, FLOOR)
    plan = planned(catalogue([goal], [item("a")]), record(held("a", 30)))
    assert [step.item for step in plan.steps] == ["a"]


def test_a_part_asks_more_than_the_rest() -> None:
    tree = AllOf(NodeId("top"), (count("core", 1, of=ItemSet()), count("side", 1, of=ItemSet())))
    eighty = MinGrade("major", (mark(80),), within=NodeId("core"))
    tiny = catalogue([qualification(tree, 0, eighty)], [item("a"), item("b"), item("c")])
    assert planned(tiny, record(held("a", 70), held("b", 80))).length == 0
    plan = planned(tiny, record(held("a", 70)))
    assert plan.steps[0].needs_grade == (mark(80),)
    assert planned(tiny, record(held("a", 70), held("b", 79))).length == 3 * ONE


def test_credit_by_recognition_is_not_judged() -> None:
    goal = qualification(count("core", 1, "a"), 0, FLOOR)
    tiny = catalogue([goal], [item("a"), item("cert", issuer=SCHOOL)], [rule("r", ["cert"], "a")])
    assert planned(tiny, record(held("cert", None, None))).length == 0


def test_the_checker_refuses_a_low_result_and_a_step_that_does_not_say_its_mark() -> None:
    plan = planned(world(), record(held("c")))
    tighter = world(MinGrade("good", (mark(61),), (("attendance", "81"),)))
    found = {(one.kind, one.subject) for one in check(tighter, record(held("c")), ASKED, plan)}
    assert ("min_grade", "held:e-c") in found
    silent = replace(plan, steps=tuple(replace(one, needs_grade=()) for one in plan.steps), assumptions=())
    found = {(one.kind, one.rule) for one in check(world(), record(held("c")), ASKED, silent)}
    assert found - {("assumption", "unknown_offering")} == {
        ("min_grade", "good"),
        ("assumption", "needs_measure"),
    }


def test_audit_and_plan_agree_on_what_counts() -> None:
    have = record(held("a"), held("b", 40), held("c", 90))
    audit, plan = make_audit(world(), have, ASKED), planned(world(), have)
    assert {row.key for row in audit.claims} == {row.key for row in plan.claims} == {"held:e-a", "held:e-c"}
    assert audit.goals[0].limits[1].satisfied


@settings(max_examples=60)
@given(st.data())
def test_no_shorter_plan_stands(data: st.DataObject) -> None:
    pick = lambda *values: data.draw(st.sampled_from(values))  # noqa: E731
    sets = (None, ItemSet(subjects=frozenset({"A"})), ItemSet(items=frozenset({ItemId("i0"), ItemId("i2")})))
    floors = pick((mark(60),), (mark(80),), (mark(60), mark("C")), ())
    measures = pick((), (("attendance", "80"),)) if floors else (("attendance", "80"),)
    limit = MinGrade("good", floors, measures, pick(*sets), pick(None, NodeId("core")))
    tree = AllOf(
        NodeId("top"),
        (count("core", pick(1, 2), of=pick(*sets) or ItemSet()), count("side", 1, of=ItemSet())),
    )
    items = [
        item(f"i{n}", pick(1, 2, 3), subject=pick("A", "B"), lineage=pick(None, None, "l")) for n in range(4)
    ]
    have = [
        replace(
            held(f"i{n}", pick(None, 59, 60, 85, "B", "D"), pick(None, "70", "90")),
            completed=date(2025, 1, 15),
        )
        for n in range(pick(0, 1, 3))
    ]
    planned(catalogue([qualification(tree, pick(0, 4), limit)], items), record(*have))
