"""Why is it not in the plan, and what would be there without a step: each answer is a problem solved again (D8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from recommender.catalogue.objects import Catalogue
from recommender.errors import NotFound
from recommender.ledger.record import Record
from recommender.planning import PlanRequest, make_plan
from recommender.planning.plan import Status
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.steps import Without, without_step
from recommender.planning.why.why_not import WhyNot, why_not, why_not_result
from recommender.rules.learner import Stated
from recommender.rules.prerequisite import Passed
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Interval, ItemId
from tests.planning import exhaustive
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
)

CORE = count("core", 1, "core", "big")
ITEMS = [item("core", 3), item("big", 5), item("apart", 2), item("exam", 3, kind="exam", studyable=False)]
WORLD = catalogue([qualification(CORE, electives=None)], ITEMS)


def asked(world: Catalogue, name: str, have: Record | None = None, wish: PlanRequest | None = None) -> WhyNot:
    have, wish = have or record(), wish or request(horizon_years=1)
    plan = make_plan(world, have, wish)
    return why_not(Case(world, have, wish), plan, ItemId(name), Budget(1000, 60))


def test_what_is_in_the_plan_is_in_the_plan() -> None:
    assert asked(WORLD, "core").reason == "planned"
    assert asked(WORLD, "core", record(result("core"))).reason == "counted"


def test_a_dearer_way_says_by_how_much() -> None:
    found = asked(WORLD, "big")
    assert (found.reason, found.added_units) == ("dearer", 2 * ONE)


def test_an_equal_way_is_as_short() -> None:
    world = catalogue([qualification(count("core", 1, "a", "b"))], [item("a"), item("b")])
    found = asked(world, "b" if asked(world, "a").reason == "planned" else "a")
    assert (found.reason, found.added_units) == ("as_short", 0)


def test_what_has_no_place_would_be_redundant() -> None:
    found = asked(WORLD, "apart")
    assert (found.reason, found.detail, found.added_units) == ("redundant", "no_place", 2 * ONE)


def test_what_counts_nothing_beside_the_rest_would_be_redundant() -> None:
    world = catalogue(
        [qualification(CORE, 0, cap("few", 3, kinds=["course"]), electives=None)],
        [item("core", 3), item("big", 5)],
    )
    found = asked(world, "big")
    assert (found.reason, found.detail, found.added_units) == ("redundant", "", 5 * ONE)


@pytest.mark.parametrize(
    ("name", "wish", "detail"),
    [
        ("exam", {}, "not_studyable"),
        ("big", {"exclude": ["big"]}, "excluded"),
        ("far", {}, "institution"),
        ("work", {}, "facts"),
        ("never", {}, "not_offered"),
        ("big", {"load_units": 4 * ONE}, "load"),
    ],
)
def test_what_is_closed_says_why(name: str, wish: dict[str, object], detail: str) -> None:
    items = [
        *ITEMS,
        item("far", 3, SCHOOL),
        item("work", takers=(Stated("years_of_work", Fraction(3)),)),
        item("never", life=Interval(None, date(2026, 8, 2))),
    ]
    world = catalogue([qualification(CORE)], items)
    here = frozenset({ITEMS[0].issuer}) if name == "far" else None
    found = asked(world, name, wish=request(horizon_years=1, institutions=here, **wish))
    assert (found.reason, found.detail) == ("closed", detail)
    assert found.about == {"work": ("years_of_work",), "far": (SCHOOL,)}.get(name, ())


def test_what_is_held_and_does_no_more_when_studied_again() -> None:
    world = catalogue([qualification(CORE, 0, cap("few", 3, kinds=["course"]), electives=None)], ITEMS)
    found = asked(world, "apart", record(result("apart", 2)))
    assert (found.reason, found.detail) == ("held", "no_place")


def test_what_cannot_be_in_any_path_names_what_stands_against_it() -> None:
    first = item("first", studyable=False)
    world = catalogue([qualification(CORE)], [*ITEMS, first, item("then", prerequisites=Passed(first.id))])
    found = asked(world, "then")
    assert found.reason == "ruled_out"
    assert found.conflict is not None
    assert [(one.kind, one.about) for one in found.conflict.members] == [
        ("prerequisite", "then"),
        ("pin", "then"),
    ]


def test_a_held_result_names_each_rule_without_which_it_would_count() -> None:
    goal = qualification(credits("c", 3, of=ItemSet()), 3, cap("none", 0, kinds=["exam"]), electives=None)
    world, have, wish = catalogue([goal], ITEMS), record(result("exam")), request(horizon_years=1)
    plan = make_plan(world, have, wish)
    found = why_not_result(Case(world, have, wish), plan, "e-exam", Budget(100, 60))
    assert (found.reason, found.detail, found.about) == ("not_counted", "capped", ("none",))
    assert [(one.member.about, one.plan.length) for one in found.lifts] == [("none", 0)]


def test_an_item_that_there_is_not() -> None:
    with pytest.raises(NotFound, match="there is no item 'ghost'"):
        asked(WORLD, "ghost")


def removed(world: Catalogue, name: str, wish: PlanRequest | None = None) -> Without:
    wish = wish or request(horizon_years=1)
    plan = make_plan(world, record(), wish)
    found = without_step(Case(world, record(), wish), plan, ItemId(name), Budget(100, 60))
    assert found is not None
    return found


def test_a_step_without_which_the_path_is_longer_in_credit_and_terms() -> None:
    world = catalogue([qualification(count("core", 1, "one", "then"))], [
        item("one", 3), item("before", 2), item("then", 2, prerequisites=Passed(ItemId("before"))),
    ])  # fmt: skip
    found = removed(world, "one")
    assert (found.added_units, found.added_terms, found.swaps) == (ONE, 1, ())


def test_a_step_with_equals_names_them_and_says_that_there_are_no_more() -> None:
    world = catalogue([qualification(count("core", 1, "a", "b", "c"))], [item(one) for one in "abc"])
    found = removed(world, "a")
    assert [(one.instead, one.of) for one in found.swaps] == [(("b",), ("a",)), (("c",), ("a",))]
    assert found.complete


def test_a_step_without_which_there_is_nothing() -> None:
    world = catalogue([qualification(count("core", 1, "a"))], [item("a")])
    found = removed(world, "a")
    assert (found.status, found.added_units) == (Status.INFEASIBLE, None)


SMALL = Family(items=(2, 4), results=(0, 1), leaves=(1, 2), prerequisites=3, lineages=2, awards=0)


@settings(max_examples=25, deadline=None)
@given(tiny_worlds(SMALL))
def test_what_an_item_adds_and_what_a_step_saves_is_what_the_oracle_finds(world: Tiny) -> None:
    case = Case(world.catalogue, world.record, replace(world.request, horizon_years=1)).shortest()
    plan = case.plan()
    if plan.status is not Status.OPTIMAL or plan.length is None:
        return
    for key in case.catalogue.items:
        found = why_not(case, plan, key, Budget(1000, 60))
        if found.reason in {"dearer", "redundant", "as_short", "ruled_out"}:
            pinned = replace(case.request, pins=case.request.pins | {key})
            truth = exhaustive.least(case.catalogue, case.record, pinned)
            assert truth == (None if found.reason == "ruled_out" else plan.length + (found.added_units or 0))
    for step in plan.steps:
        out = without_step(case, plan, step.item, Budget(100, 60), most=2)
        assert out is not None
        asked = replace(case.request, exclude=case.request.exclude | {step.item})
        asked = replace(asked, pins=asked.pins - {step.item})
        truth = exhaustive.least(case.catalogue, case.record, asked)
        assert truth == (None if out.added_units is None else plan.length + out.added_units)
        assert all(one.plan.length == plan.length and step.item in one.of for one in out.swaps)
