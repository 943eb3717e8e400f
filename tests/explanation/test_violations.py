"""What a plan breaks is said in both languages: the name of the rule, and the fact in words of each language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.explanation.violations import explain_violation, in_chinese
from recommender.planning.check.violation import Violation
from recommender.planning.review import Proposed, review_plan
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.vocabulary import ItemId, NodeId
from tests.counts import worlds
from tests.planning.kinds.every_kind import every_kind
from tests.planning.strategies import Tiny
from tests.planning.worlds import (
    ONE,
    cap,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    running,
)

GOAL = qualification(
    AllOf(NodeId("all"), (count("core", 2, "a", "b"), credits("more", 3, "c", "d"))),
    9,
    cap("few", 3, kinds={"course"}),
)
ITEMS = [
    item("a"),
    item("b", prerequisites=Passed(ItemId("a"))),
    item("c", studyable=False),
    item("d", seasons=["spring"]),
]
BANK = catalogue([GOAL], ITEMS)
PLANS = [
    ((), record()),
    (("a", 0), ("b", 0), record()),
    (("a", 0), ("a", 1), ("c", 0), ("d", 0), ("b", 99), record()),
    (("a", 0), record(result("a"))),
    (("d", 1), record(running("a"))),
]


@pytest.mark.parametrize("case", PLANS)
def test_every_fault_of_a_hand_made_plan_has_its_chinese(case: tuple[object, ...]) -> None:
    *steps, learner = case
    proposed = [Proposed(ItemId(str(name)), int(term)) for name, term in filter(None, steps)]  # type: ignore[misc]
    found = review_plan(BANK, learner, request(load_units=3 * ONE), proposed)  # type: ignore[arg-type]
    assert found.violations
    for one in found.violations:
        assert in_chinese(one.message) != one.message
        said = explain_violation(one, BANK, (GOAL,))
        assert one.message in said["en"]
        assert in_chinese(one.message) in said["zh"]


def test_a_limit_is_named_by_what_it_says_and_an_unknown_form_keeps_its_words() -> None:
    said = explain_violation(Violation("cap", "few", "held:1", "is odd"), BANK, (GOAL,))
    assert said["en"].startswith("At most 3 credits")
    assert said["zh"].endswith("is odd")


@settings(max_examples=worlds(150))
@given(every_kind(), st.data())
def test_whatever_the_rules_every_fault_is_said_in_chinese(world: Tiny, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(world.catalogue.items)), max_size=4, unique=True))
    proposed = [Proposed(name, data.draw(st.integers(0, 2))) for name in names]
    found = review_plan(world.catalogue, world.record, world.request, proposed)
    assert [one.message for one in found.violations if in_chinese(one.message) == one.message] == []
