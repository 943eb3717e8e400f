"""What does the learner hold by a recognition: the item of its credit, here and in the option taken (B12)?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Granted, GrantedOutput, Record
from recommender.planning import Plan, make_plan
from recommender.planning.plan import Status
from recommender.recommend.standing import standing_of
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Condition, Holds, Not
from recommender.rules.outputs import CreditOutput, ElectiveOutput, ExemptionOutput, PrerequisiteOutput
from recommender.vocabulary import EntryId, ItemId, NodeId, RuleId
from tests.planning import exhaustive
from tests.planning.worlds import (
    COLLEGE,
    CREDIT,
    ONE,
    SCHOOL,
    TODAY,
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

A = ItemId("a")
HOLDS = Holds(frozenset({A}))
LITTLE, MUCH = ["small"], ["large"]
HELD = record(result("x"))


def world(*outputs: Any, when: Condition = HOLDS, **more: Any) -> Catalogue:
    """Whoever holds `a`, which nobody can study, studies little, and all others much; the rule starts from `x`."""
    tree = Conditional(NodeId("if"), when, count("little", 1, "small"), count("much", 1, "large"))
    items = [item("a", studyable=False), item("small", 1), item("large", 9), item("x", 3, SCHOOL)]
    return catalogue([qualification(tree)], items, [rule("r", ["x"], *outputs, **more)] if outputs else [])


def planned(bank: Catalogue, have: Record) -> Plan:
    """A plan as short as any, by which every requirement is met on the page too."""
    plan = make_plan(bank, have, request(horizon_years=1))
    assert plan.length == exhaustive.least(bank, have, request(horizon_years=1))
    assert plan.status is Status.OPTIMAL
    (goal,) = standing_of(bank, have, plan)
    assert goal.requirements.status == "met_by_plan"
    return plan


def steps(plan: Plan) -> list[str]:
    return [step.item for step in plan.steps]


@pytest.mark.parametrize(
    ("outputs", "studied"),
    [
        ([CreditOutput(A)], LITTLE),
        ([CreditOutput(A, prerequisite=False)], LITTLE),
        ([CreditOutput(A, prerequisite_grade=mark(80))], LITTLE),
        ([CreditOutput(A, option=0), ElectiveOutput(ONE, option=1)], LITTLE),
        ([PrerequisiteOutput(A)], MUCH),
        ([ExemptionOutput(A)], MUCH),
    ],
    ids=["credit", "opens nothing", "opens with a grade", "an option", "prerequisite only", "exemption"],
)
def test_credit_for_an_item_is_holding_it_and_nothing_less_is(outputs: list[Any], studied: list[str]) -> None:
    assert steps(planned(world(*outputs), HELD)) == studied
    with_study = planned(world(*outputs), record())
    assert set(steps(with_study)) == ({*studied, "x"} if studied is LITTLE else set(studied))


def test_an_option_that_is_not_taken_is_no_reason_to_study_more() -> None:
    bank = world(CreditOutput(A, option=0), CreditOutput(ItemId("small"), option=1), when=Not(HOLDS))
    plan = make_plan(bank, HELD, request())
    assert (plan.length, [one.option for one in plan.applications]) == (0, [1])
    (goal,) = standing_of(bank, HELD, plan)
    assert goal.requirements.status == "met_if_granted"


@pytest.mark.parametrize("other", [PrerequisiteOutput(A), ExemptionOutput(A)])
def test_what_comes_with_credit_for_something_else_is_not_held_by_that(other: Any) -> None:
    bank = world(other, CreditOutput(ItemId("large")))
    assert make_plan(bank, HELD, request()).length == 0


def test_what_another_institution_recognises_is_not_held_here() -> None:
    assert steps(planned(world(CreditOutput(A), recogniser=SCHOOL), HELD)) == MUCH


def test_nor_is_it_where_a_recognition_here_rests_on_it() -> None:
    bank = world(CreditOutput(A), recogniser=SCHOOL)
    home = rule("home", ["a"], "large", chain=2)
    plan = make_plan(replace(bank, rules={**bank.rules, home.id: home}), HELD, request())
    assert (plan.length, {one.rule for one in plan.applications}) == (0, {"r", "home"})


@pytest.mark.parametrize(
    ("kind", "studied"), [("credit", LITTLE), ("prerequisite", MUCH), ("exemption", MUCH)]
)
def test_what_the_ledger_grants_is_held_where_it_is_credit(kind: str, studied: list[str]) -> None:
    output = GrantedOutput(A, 3 * ONE if kind == "credit" else 0, CREDIT, type=kind)
    grant = Granted(EntryId("g"), RuleId("old"), "1", COLLEGE, (EntryId("e-x"),), (output,), TODAY)
    assert steps(planned(world(), record(result("x"), grant))) == studied


def test_a_grant_of_another_institution_is_not_held_here() -> None:
    output = GrantedOutput(A, 3 * ONE, CREDIT)
    grant = Granted(EntryId("g"), RuleId("old"), "1", SCHOOL, (EntryId("e-x"),), (output,), TODAY)
    assert steps(planned(world(), record(result("x"), grant))) == MUCH
