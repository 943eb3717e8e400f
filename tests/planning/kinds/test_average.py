"""`average` in plans: low results are left out or outweighed, new study says its mark, nothing shorter stands."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest
from recommender.rules.all_of import AllOf
from recommender.rules.average import Average
from recommender.rules.registry import Requirement
from recommender.rules.scales import Assumed, Scale, ScaleRow
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, ItemId, NodeId
from tests.planning import exhaustive, worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    count,
    credits,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
)

GPA = Scale(
    "gpa",
    (
        *(ScaleRow("percent", Fraction(points), str(floor)) for floor, points in ((90, 4), (75, 3), (60, 2))),
        *(ScaleRow("letters", Fraction(points), letter) for points, letter in enumerate("DCBA", 1)),
    ),
)
THREE = Average("gpa", Fraction(3), "gpa")
ASKED = request(horizon_years=1)
ANY = credits("any", 6, of=ItemSet())


def world(limit: Average, *items: Item, tree: Requirement = ANY, **more: Any) -> Catalogue:
    found = worlds.catalogue([qualification(tree, 0, limit, electives=None)], items, **more)
    return replace(found, scales={"gpa": GPA})


def planned(tiny: Catalogue, have: Record, asked: PlanRequest = ASKED) -> Plan:
    plan = make_plan(tiny, have, asked)
    assert plan.length == exhaustive.least(tiny, have, asked)
    return plan


def assuming(overall: Grade | None = None, **single: Grade) -> PlanRequest:
    return replace(ASKED, assume=Assumed(overall, {ItemId(key): grade for key, grade in single.items()}))


def test_an_average_at_the_least_is_inside_and_one_mark_lower_is_outside() -> None:
    tiny = world(THREE, item("a"), item("b"), item("c"))
    assert planned(tiny, record(result("a", grade=90), result("b", grade=60))).length == 0
    plan = planned(tiny, record(result("a", grade=89), result("b", grade=60)))
    assert plan.length is None


def test_a_low_result_is_left_out_and_says_so() -> None:
    tiny = world(THREE, item("a"), item("b"), item("c"))
    plan = planned(tiny, record(result("a", grade=75), result("b", grade=75), result("c", grade=60)))
    assert plan.length == 0
    assert [(one.key, one.reason, one.detail) for one in plan.not_counted] == [
        ("held:e-c", "lowers_average", "gpa")
    ]


def test_new_study_lifts_at_the_mark_that_the_caller_assumes_and_says_so() -> None:
    tiny = world(THREE, item("a"), item("b"), item("c"))
    have = record(result("a", grade=60))
    assert planned(tiny, have).length is None
    plan = planned(tiny, have, assuming(mark(90)))
    assert plan.length == 3 * ONE
    assert [step.needs_grade for step in plan.steps] == [(mark(90),)]
    assert ("assumed_grade", plan.steps[0].item, "90 (percent)") in {
        (one.code, one.about, one.detail) for one in plan.assumptions
    }
    single = planned(tiny, have, assuming(c=mark(95)))
    assert [step.item for step in single.steps] == ["c"]
    assert planned(tiny, have, assuming(mark(75))).length == 6 * ONE


def test_where_the_average_is_missed_the_answer_says_what_new_study_would_need() -> None:
    tiny = world(THREE, item("a"), item("b"))
    plan = planned(tiny, record(result("a", grade=60)))
    assert plan.status == "infeasible"
    assert ("average_needed", "gpa", "4") in {(one.code, one.about, one.detail) for one in plan.causes}
    assert ("conflict_limit", "gpa") in {(one.code, one.about) for one in plan.causes}


def test_a_result_is_repeated_only_where_the_new_mark_is_higher() -> None:
    tiny = world(THREE, item("a"), item("b"), tree=count("both", 2, "a", "b"))
    have = record(result("a", grade=60), result("b", grade=75))
    assert planned(tiny, have).length is None
    plan = planned(tiny, have, assuming(mark(75)))
    assert [step.item for step in plan.steps] == ["a"]


def test_recognised_credit_has_no_mark() -> None:
    tiny = world(THREE, item("a"), item("b"), item("cert", issuer=SCHOOL), rules=[rule("r", ["cert"], "b")])
    assert planned(tiny, record(result("a", grade=75), result("cert", grade=60))).length == 0


def test_the_checker_refuses_an_average_that_is_too_low_and_a_step_that_does_not_say_its_mark() -> None:
    tiny = world(THREE, item("a"), item("b"), item("c"))
    have = record(result("a", grade=75))
    asked = assuming(mark(75))
    plan = planned(tiny, have, asked)
    higher = world(replace(THREE, least=Fraction("3.01")), item("a"), item("b"), item("c"))
    assert {(one.kind, one.rule) for one in check(higher, have, asked, plan)} == {("average", "gpa")}
    silent = replace(plan, steps=tuple(replace(one, needs_grade=()) for one in plan.steps), assumptions=())
    found = {(one.kind, one.rule) for one in check(tiny, have, asked, silent)}
    assert found >= {("average", "gpa"), ("assumption", "assumed_grade")}


def test_an_audit_leaves_out_what_pulls_the_average_down() -> None:
    tiny = world(THREE, item("a"), item("b"), item("c"))
    have = record(result("a", grade=75), result("b", grade=60))
    audit = make_audit(tiny, have, ASKED)
    statuses = {one.limit: one.satisfied for one in audit.goals[0].limits}
    assert (audit.remaining_units, statuses["gpa"]) == (0, False)


@settings(max_examples=60)
@given(st.data())
def test_no_shorter_plan_stands(data: st.DataObject) -> None:
    def pick(*values: Any) -> Any:
        return data.draw(st.sampled_from(values))

    of = pick(None, None, ItemSet(subjects=frozenset({"A"})))
    limit = Average("gpa", Fraction(pick("2", "2.5", "3", "3.5")), "gpa", of, pick(None, NodeId("core")))
    tree = AllOf(NodeId("top"), (credits("core", pick(2, 4), of=ItemSet()), count("side", 1, of=ItemSet())))
    items = [
        item(f"i{n}", pick(1, 2, 3), subject=pick("A", "B"), lineage=pick(None, None, "l")) for n in range(4)
    ]
    have = [
        result(f"i{n}", pick(2, 3), grade=pick(None, 60, 80, 90, "A", "D")) for n in range(pick(0, 1, 2, 3))
    ]
    asked = pick(ASKED, assuming(mark(80)), assuming(mark("A"), i1=mark(60)))
    planned(world(limit, *items, tree=tree), record(*have), asked)
