"""`breadth` in plans: areas are covered by the least study, none is touched too many, and nothing shorter stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan
from recommender.rules.all_of import AllOf
from recommender.rules.breadth import Area, Breadth
from recommender.rules.n_of import NOf
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.worlds import ONE, catalogue, count, credits, item, qualification, record, request, result

ASKED = request(horizon_years=1)


def world(limit: Breadth) -> Catalogue:
    """Six credits of anything; mathematics is short, art long."""
    items = [item("m1", 2, subject="M"), item("m2", 2, subject="M"), item("m3", 2, subject="M")]
    items += [item("a1", 4, subject="A"), item("a2", 3, subject="A")]
    return catalogue([qualification(credits("any", 6, of=ItemSet()), 6, limit)], items)


def planned(tiny: Catalogue, have: Record) -> Plan:
    plan = make_plan(tiny, have, ASKED)
    assert plan.length == exhaustive.least(tiny, have, ASKED)
    return plan


@pytest.mark.parametrize(
    ("bounds", "length"),
    [
        ({"least_areas": 1}, 6),
        ({"least_areas": 2}, 6),
        ({"least_areas": 2, "each_least_units": 3 * ONE}, 7),
        ({"least_areas": 2, "each_least_count": 2}, 11),
        ({"least_areas": 3}, None),
        ({"most_areas": 1, "each_most_count": 2}, 7),
        ({"each_most_units": 4 * ONE}, 6),
        ({"each_most_units": 3 * ONE}, None),
    ],
)
def test_the_least_study_that_spreads_enough(bounds: dict[str, Any], length: int | None) -> None:
    plan = planned(world(Breadth("wide", "subject", **bounds)), record())
    assert plan.length == (None if length is None else length * ONE)


def test_results_in_one_subject_ask_for_study_in_another() -> None:
    have = record(*(result(f"m{n}", 2) for n in (1, 2, 3)))
    assert planned(world(Breadth("wide", "subject", least_areas=1)), have).length == 0
    assert planned(world(Breadth("wide", "subject", least_areas=2)), have).length == 3 * ONE


def test_a_result_that_would_touch_one_area_too_many_is_left_out_and_says_so() -> None:
    have = record(*(result(f"m{n}", 2) for n in (1, 2, 3)), result("a1", 4))
    plan = planned(world(Breadth("same", "subject", most_areas=1)), have)
    assert [(one.key, one.reason, one.detail) for one in plan.not_counted] == [
        ("held:e-a1", "capped", "same")
    ]


def test_a_part_that_is_not_chosen_asks_for_no_areas() -> None:
    tree = NOf(NodeId("or"), 1, (count("wide", 1, of=ItemSet()), count("one", 1, "m1")))
    limit = Breadth("areas", "subject", within=NodeId("wide"), least_areas=2)
    items = [item("m1", 2, subject="M"), item("a1", 1, subject="A"), item("a2", 1, subject="A")]
    assert planned(catalogue([qualification(tree, 0, limit)], items), record()).length == 2 * ONE


def refused(bank: Catalogue, have: Record, plan: Plan) -> set[tuple[str, str]]:
    """What the checker says of the rules; that a proof made under others fits no more is another matter."""
    return {(one.kind, one.rule) for one in check(bank, have, ASKED, plan) if one.kind != "proof"}


def test_the_checker_refuses_a_plan_that_is_too_narrow_or_too_wide() -> None:
    have = record(*(result(f"m{n}", 2) for n in (1, 2, 3)))
    plan = planned(world(Breadth("wide", "subject", least_areas=1)), have)
    for bounds in ({"least_areas": 2}, {"each_most_units": 5 * ONE}, {"each_most_count": 2}):
        tighter = world(Breadth("wide", "subject", **bounds))  # type: ignore[arg-type]
        assert refused(tighter, have, plan) == {("breadth", "wide")}
    both = planned(world(Breadth("wide", "subject", least_areas=2)), have)
    narrow = world(Breadth("wide", "subject", most_areas=1))
    assert refused(narrow, have, both) == {("breadth", "wide")}


def test_an_audit_shows_a_breadth_that_is_not_met() -> None:
    have = record(*(result(f"m{n}", 2) for n in (1, 2, 3)))
    limit = Breadth("wide", "subject", least_areas=2)
    statuses = {one.limit: one for one in make_audit(world(limit), have, ASKED).goals[0].limits}
    assert (statuses["wide"].satisfied, statuses["wide"].have, statuses["wide"].bound) == (False, 1, 2)
    more = record(*(result(f"m{n}", 2) for n in (1, 2, 3)), result("a1", 4))
    assert all(one.satisfied for one in make_audit(world(limit), more, ASKED).goals[0].limits)


@settings(max_examples=60)
@given(st.data())
def test_no_shorter_plan_stands(data: st.DataObject) -> None:
    def pick(*values: Any) -> Any:
        return data.draw(st.sampled_from(values))

    areas = (
        Area("a", ItemSet(subjects=frozenset({"A"}))),
        Area("b", ItemSet(level_from=2)),
        Area("c", ItemSet(items=frozenset({ItemId("i0"), ItemId("i3")}))),
    )
    by = pick("subject", "level", "")
    least = pick(0, 1, 2)
    limit = Breadth(
        "wide",
        by,
        () if by else areas,
        pick(None, ItemSet(subjects=frozenset({"A", "B"}))),
        pick(None, None, NodeId("core")),
        least,
        pick(None, max(least, 1), 2) if least else pick(1, 2),
        pick(0, 2 * ONE, 3 * ONE) if least else 0,
        pick(1, 1, 2) if least else 1,
        pick(None, None, 3 * ONE),
        pick(None, None, 1, 2),
    )
    core, side = count("core", pick(1, 2), of=ItemSet()), credits("side", pick(0, 2), of=ItemSet())
    tree = pick(AllOf(NodeId("top"), (core, side)), NOf(NodeId("top"), 1, (core, side)))
    items = [
        item(f"i{n}", pick(1, 2, 3), subject=pick("A", "B", None), level=pick(1, 2, None)) for n in range(4)
    ]
    have = [replace(result(f"i{n}", 2)) for n in range(pick(0, 1, 2))]
    planned(catalogue([qualification(tree, pick(0, 4), limit)], items), record(*have))
