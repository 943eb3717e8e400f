"""Recognition rules drawn at random, against an oracle that tries every plan (A3-A6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning import make_plan
from recommender.rules.all_of import AllOf
from recommender.rules.outputs import (
    Amount,
    CreditOutput,
    ElectiveOutput,
    ExemptionOutput,
    Law,
    PrerequisiteOutput,
    Rounding,
)
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import Recognition, Source
from recommender.rules.targets import Learner, TargetAmount, Towards
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.worlds import (
    CREDIT,
    ONE,
    SCHOOL,
    catalogue,
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


def drawn_rule(draw: Any, number: int) -> Recognition:
    def pick(*some: Any) -> Any:
        return draw(st.sampled_from(some))

    sources = pick(("k",), ("k", "m"), ("m",), ("a", "m"))
    slots = tuple(Source(ItemId(one), pick(None, mark(70)), pick(None, 0)) for one in sources)
    need = draw(
        st.integers(1, 1 if len({one.slot for one in slots}) == 1 and slots[0].slot == 0 else len(slots))
    )
    shared = [one for one in slots if one.slot is not None]
    if len(shared) == 1:
        slots = tuple(replace(one, slot=None) for one in slots)
    slot_count = len({one.slot for one in slots if one.slot is not None}) + sum(
        one.slot is None for one in slots
    )
    law = Rounding(300, pick(*Law), pick(True, False))
    targets = (TargetAmount(*pick(("award", "bachelor"), ("major", "x")), 2 * ONE),)
    amounts = (Amount(targets), Amount((), Fraction(2, 3), law), Amount((), Fraction(1, 2)), Amount())
    outputs = [
        pick(
            ElectiveOutput(amount=pick(*amounts), option=option),
            CreditOutput(ItemId("b"), 2 * ONE, prerequisite=pick(True, False), option=option),
            CreditOutput(ItemId("b"), amount=pick(*amounts), prerequisite_grade=mark(80), option=option),
            ExemptionOutput(ItemId("b"), option),
            PrerequisiteOutput(ItemId("b"), option),
        )
        for option in pick((None,), (None,), (0, 1), (None, 0, 1))
    ]
    more: dict[str, Any] = {
        "partial": pick(True, False),
        "shelf_life_years": pick(None, None, 1, 3),
        "withdrawn_by": pick(frozenset(), frozenset(), frozenset({ItemId("c")})),
        "learner": pick(Learner(), Learner(), Learner(regions=frozenset({"JS"}))),
        "towards": pick(Towards(), Towards(), Towards(majors=frozenset({"y"}))),
        "reuse": pick(False, False, True),
    }
    return rule(f"r{number}", slots, *outputs, need=min(need, slot_count), **more)


@st.composite
def worlds(draw: Any) -> tuple[Catalogue, Record]:
    pick = lambda *some: draw(st.sampled_from(some))  # noqa: E731
    items: list[Item] = [
        item("a", 2),
        item("b", 3, prerequisites=pick(Passed(ItemId("a")), Passed(ItemId("m"), mark(60)))),
        item("c", 2, prerequisites=Passed(ItemId("b")) if pick(True, False) else Passed(ItemId("a"))),
        item("k", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT),
        item("m", 2, studyable=pick(True, False)),
    ]
    tree = pick(
        count("n", 1, "b"),
        count("n", 2, "b", "c"),
        AllOf(NodeId("t"), (count("n", 1, "b"), credits("m", 2, "a", "c"))),
    )
    goal = qualification(tree, pick(0, 4, 6), major=pick("", "x", "y"))
    rules = [drawn_rule(draw, number) for number in range(pick(1, 1, 2))]
    days = (date(2023, 1, 1), date(2025, 9, 1), date(2026, 6, 30))
    have = [
        result(name, pick(2, 3), pick(None, 65, 85), day=pick(*days))
        for name in pick(("k",), ("m",), ("k", "m"), ("a", "k"), ())
    ]
    region = pick("", "JS")
    return catalogue([goal], items, rules), record(*have, region=region)


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_the_planner_finds_what_trying_everything_finds(drawn: tuple[Catalogue, Record]) -> None:
    goal, have = drawn
    asked = request(horizon_years=1)
    plan = make_plan(goal, have, asked)
    assert plan.length == exhaustive.least(goal, have, asked)
