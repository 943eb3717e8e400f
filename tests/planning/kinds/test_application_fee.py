"""What applying for a recognition costs counts among the fees, exactly, and only while nobody has applied (A3, D2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.planning import Plan, make_plan
from recommender.planning.check.kernel import check
from recommender.rules import recognition
from recommender.rules.fields import RuleDataError
from tests.planning.worlds import (
    applied,
    catalogue,
    count,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)
from tests.rules.world import fields

GOAL = qualification(count("core", 1, "a"), electives=None)
ITEMS = [item("a", fee=9000), item("x"), item("y")]
DEAR = rule("dear", ["x"], "a", fee=2000, fee_per_credit=1000)
CHEAP = rule("cheap", ["y"], "a", fee_per_credit=1001)
HELD = record(result("x"), result("y"))


def planned(*rules: recognition.Recognition, held: object = HELD) -> Plan:
    return make_plan(catalogue([GOAL], ITEMS, rules), held, request())  # type: ignore[arg-type]


def fee_of(plan: Plan) -> int:
    return next((level.value for level in plan.levels if level.objective == "fee"), 0)


def test_of_two_recognitions_the_cheaper_is_applied_for() -> None:
    plan = planned(DEAR, CHEAP)
    assert [(one.rule, one.fee) for one in plan.applications] == [("cheap", 3003)]
    assert fee_of(plan) == 3003
    assert [(one.rule, one.fee) for one in planned(DEAR).applications] == [("dear", 5000)]


def test_a_rule_without_a_fee_says_none_and_what_was_applied_for_costs_nothing_more() -> None:
    assert planned(rule("free", ["x"], "a")).applications[0].fee is None
    pending = replace(HELD, applied=(applied("dear", "e-x"),))
    plan = planned(DEAR, CHEAP, held=pending)
    assert [(one.rule, one.fee) for one in plan.applications] == [("dear", None)]


def test_begun_fen_are_whole_ones() -> None:
    assert rule("r", ["x"], "a", fee_per_credit=1).cost(300) == 1
    assert rule("r", ["x"], "a", fee_per_credit=1).cost(600) == 1
    assert rule("r", ["x"], "a", fee_per_credit=1).cost(601) == 2


def test_the_checker_knows_the_fee() -> None:
    plan, bank = planned(CHEAP), catalogue([GOAL], ITEMS, [CHEAP])
    assert check(bank, HELD, request(), plan) == ()
    wrong = replace(plan, applications=(replace(plan.applications[0], fee=3000),))
    assert "states the fee 3000, expected 3003" in {
        one.message for one in check(bank, HELD, request(), wrong)
    }


@pytest.mark.parametrize("fee", [0, -1, "5", 1.5, True])
def test_a_fee_is_a_whole_number_of_fen(fee: object) -> None:
    data = recognition.data(CHEAP) | {"fee": fee}
    with pytest.raises(RuleDataError, match="expected a whole number of at least 1"):
        recognition.read(fields(data))


def test_it_reads_back() -> None:
    assert recognition.read(fields(recognition.data(DEAR))) == DEAR
