"""What is on offer to everyone, in groups: what may be in one with what?"""

from __future__ import annotations

from recommender.planning import make_plan
from recommender.rules.all_of import AllOf
from recommender.vocabulary import NodeId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    credits,
    item,
    qualification,
    record,
    request,
    rule,
)


def test_study_that_counts_as_itself_is_no_member_of_what_comes_in_by_recognition() -> None:
    goal = qualification(AllOf(NodeId("root"), (credits("all", 6),)), 6)
    items = [item("away", 3, SCHOOL), item("first", 3), item("second", 3)]
    plan = make_plan(catalogue([goal], items, [rule("r", ["away"], 3)]), record(), request())
    assert plan.length == 6 * ONE
    assert plan.proof is not None
