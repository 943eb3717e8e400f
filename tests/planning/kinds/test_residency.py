"""Residency in plans: so much of the last credits at the institution itself, and residency within a part (B9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Item
from recommender.planning import Plan, make_plan
from recommender.planning.audit import make_audit
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.planning.review import Proposed, review_plan
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Every, Passed
from recommender.rules.residency import Residency
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)

ACCEPTS = frozenset({SCHOOL})


def terms(plan: Plan) -> dict[str, int]:
    return {step.item: step.term for step in plan.steps}


def after(*names: str) -> Every:
    return Every(tuple(Passed(ItemId(name)) for name in names))


def away(key: str, credits: int = 3, **more: Any) -> Item:
    return item(key, credits, issuer=SCHOOL, scheme="credit", **more)


def last(least: int, of: int) -> Residency:
    return Residency("res", least * ONE, last_units=of * ONE)


def test_of_two_held_results_the_later_is_at_home_or_something_is_studied_there() -> None:
    goal = qualification(credits("core", 6), 6, last(3, 3), accepts=ACCEPTS)
    world = catalogue([goal], [item("home"), away("school"), item("more")])
    early, late = date(2025, 1, 15), date(2025, 7, 5)
    inside = record(result("school", day=early), result("home", day=late))
    assert make_plan(world, inside, request()).length == 0
    outside = record(result("home", day=early), result("school", day=late))
    plan = make_plan(world, outside, request())
    assert terms(plan) == {"more": 0}
    tied = record(result("home", day=late), result("school", day=late))
    assert make_plan(world, tied, request()).length == 0


def test_study_at_home_comes_last() -> None:
    """Both have to be studied; the prerequisite puts home first, where the last credits then are elsewhere."""
    goal = qualification(count("core", 2, "home", "school"), 6, last(3, 3), accepts=ACCEPTS)
    free = catalogue([goal], [item("home"), away("school", seasons=["spring"])])
    assert terms(make_plan(free, record(), request())) == {"school": 1, "home": 1}
    late = [item("home"), away("school", prerequisites=after("home")), item("extra")]
    plan = make_plan(catalogue([goal], late), record(), request())
    assert (plan.length, terms(plan)["home"], terms(plan)["school"]) == (9 * ONE, 0, 1)
    assert terms(plan)["extra"] >= 1
    wider = qualification(count("core", 2, "home", "school"), 6, last(3, 6), accepts=ACCEPTS)
    assert make_plan(catalogue([wider], late), record(), request()).length == 6 * ONE


def test_recognised_credit_is_earned_on_the_day_of_its_decision_and_never_in_residence() -> None:
    goal = qualification(credits("core", 6), 6, last(3, 3))
    items = [
        item("home"),
        item("s", issuer=SCHOOL, scheme="credit", studyable=False),
        item("t", studyable=False),
    ]
    world = catalogue([goal], items, [rule("r", ["s"], "t")])
    held = record(result("home"), result("s"))
    plan = make_plan(world, held, request())
    assert plan.status is Status.INFEASIBLE  # decided today, after what was earned at home
    more = catalogue([goal], [*items, item("new")], [rule("r", ["s"], "t")])
    assert terms(make_plan(more, held, request())) == {"new": 0}


def test_within_a_part_that_carries_claims_and_not_where_the_other_is_chosen() -> None:
    parts = NOf(NodeId("either"), 1, (credits("a", 6, "home", "school"), credits("b", 6, "x")))
    goal = qualification(
        AllOf(NodeId("all"), (parts,)), 6, Residency("res", 3 * ONE, within=NodeId("a")), accepts=ACCEPTS
    )
    items = [item("home"), away("school", 6), item("x", 6)]
    world = catalogue([goal], items)
    assert make_plan(world, record(result("school", 6)), request()).length == 3 * ONE
    assert make_plan(world, record(result("x", 6)), request()).length == 0
    assert make_audit(world, record(result("x", 6)), request()).remaining_units == 0


def test_the_checker_refuses_a_plan_whose_last_credits_are_elsewhere() -> None:
    items = [item("home"), away("school", prerequisites=after("home")), item("extra")]
    loose = qualification(count("core", 2, "home", "school"), 6, accepts=ACCEPTS)
    strict = qualification(count("core", 2, "home", "school"), 6, last(3, 3), accepts=ACCEPTS)
    plan = make_plan(catalogue([loose], items), record(), request())
    world = catalogue([strict], items)
    found = check(world, record(), request(), plan)
    assert [(one.kind, one.rule) for one in found] == [("residency", "res")]
    assert "0 credits in residence among the last 3, expected at least 3" in str(found[0])
    proposed = [Proposed(ItemId("home"), 0), Proposed(ItemId("school"), 1)]
    assert {one.rule for one in review_plan(world, record(), request(), proposed).violations} == {"res"}
    good = review_plan(world, record(), request(), [*proposed, Proposed(ItemId("extra"), 1)])
    assert good.violations == ()


def test_an_audit_leaves_out_what_came_last_from_elsewhere() -> None:
    goal = qualification(credits("core", 6), 6, last(3, 3), accepts=ACCEPTS)
    world = catalogue([goal], [item("home"), item("old"), away("school")])
    held = record(
        result("old", day=date(2024, 1, 15)),
        result("home", day=date(2025, 1, 15)),
        result("school", day=date(2025, 7, 5)),
    )
    audit = make_audit(world, held, request())
    assert audit.remaining_units == 0
    assert [(one.item, one.reason, one.detail) for one in audit.not_counted] == [("school", "capped", "res")]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 3), st.integers(1, 3)), max_size=3),
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.booleans(), st.booleans()),
    st.integers(1, 5),
    st.integers(0, 4),
    st.integers(3, 9),
)
def test_no_shorter_plan_is_missed(
    held: list[tuple[bool, int, int]],
    new: tuple[int, int, bool, bool],
    least: int,
    more: int,
    need: int,
) -> None:
    items = [item(f"h{i}", size) if own else away(f"h{i}", size) for i, (own, size, _) in enumerate(held)]
    items = [replace(one, studyable=False) for one in items]
    items += [item("n0", new[0]), away("n1", new[1], prerequisites=after("n0") if new[2] else Every(()))]
    items.append(item("n2", 2, seasons=["autumn"] if new[3] else None))
    results = [result(f"h{i}", size, day=date(2025, month, 1)) for i, (_, size, month) in enumerate(held)]
    goal = qualification(credits("core", need), need, last(least, least + more), accepts=ACCEPTS)
    world, asked = catalogue([goal], items), request(horizon_years=1)
    plan = make_plan(world, record(*results), asked)
    assert plan.length == exhaustive.least(world, record(*results), asked, timed=True)


def items_at_home(least: int, within: str | None = None) -> Residency:
    return Residency("res", 0, within=None if within is None else NodeId(within), least_count=least)


def test_so_many_items_are_of_home_whatever_their_credit() -> None:
    goal = qualification(credits("core", 6), 6, items_at_home(2), accepts=ACCEPTS)
    world = catalogue([goal], [item("one", 1), item("two", 2), item("much", 6), away("school")])
    inside = record(result("one", 1), result("two", 2), result("school"))
    assert make_plan(world, inside, request()).length == 0
    assert make_audit(world, inside, request()).remaining_units == 0
    outside = record(result("much", 6), result("school"))
    plan = make_plan(world, outside, request())
    assert terms(plan) == {"one": 0}
    audit = make_audit(world, outside, request())
    (limit,) = (one for one in audit.goals[0].limits if one.limit == "res")
    assert (limit.satisfied, limit.have, limit.bound, limit.counts) == (False, 1, 2, True)


def test_what_has_no_credit_and_what_is_recognised_is_no_item_of_home() -> None:
    goal = qualification(credits("core", 3), 3, items_at_home(1), accepts=ACCEPTS)
    items = [
        item("home"),
        item("talk", 0, kind="milestone"),
        away("s", studyable=False),
        item("t", studyable=False),
    ]
    world = catalogue([goal], items, [rule("r", ["s"], "t")])
    assert make_plan(world, record(result("s"), result("talk", 0)), request()).length == 3 * ONE


def test_a_number_within_a_part_is_asked_only_where_the_part_is_chosen() -> None:
    parts = NOf(NodeId("either"), 1, (credits("a", 6, "home", "school"), credits("b", 6, "x")))
    goal = qualification(AllOf(NodeId("all"), (parts,)), 6, items_at_home(1, "a"), accepts=ACCEPTS)
    world = catalogue([goal], [item("home"), away("school", 6), away("x", 6)])
    assert make_plan(world, record(result("school", 6)), request()).length == 3 * ONE
    assert make_plan(world, record(result("x", 6)), request()).length == 0
    assert make_audit(world, record(result("x", 6)), request()).remaining_units == 0


def test_the_checker_counts_the_items_of_home() -> None:
    loose = qualification(credits("core", 6), 6, items_at_home(1), accepts=ACCEPTS)
    strict = qualification(credits("core", 6), 6, items_at_home(2), accepts=ACCEPTS)
    items, held = [item("home"), away("school"), item("more")], record(result("home"), result("school"))
    plan = make_plan(catalogue([loose], items), held, request())
    found = check(catalogue([strict], items), held, request(), plan)
    assert [(one.kind, one.rule) for one in found] == [("residency", "res")]
    assert "1 results in residence, expected at least 2" in str(found[0])


def test_a_number_that_home_does_not_offer_is_named() -> None:
    goal = qualification(credits("core", 3), 3, items_at_home(2), accepts=ACCEPTS)
    plan = make_plan(catalogue([goal], [item("home"), away("school")]), record(), request())
    assert (plan.status, [one.about for one in plan.causes]) == (Status.INFEASIBLE, ["res"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=3),
    st.lists(st.tuples(st.booleans(), st.integers(1, 3)), max_size=3),
    st.integers(1, 4),
    st.integers(1, 8),
    st.booleans(),
)
def test_no_shorter_plan_with_so_many_items_is_missed(
    held: list[tuple[bool, int]], new: list[tuple[bool, int]], least: int, need: int, inside: bool
) -> None:
    def made(key: str, own: bool, size: int, studyable: bool) -> Item:
        return item(key, size, studyable=studyable) if own else away(key, size, studyable=studyable)

    items = [made(f"h{i}", own, size, False) for i, (own, size) in enumerate(held)]
    items += [made(f"n{i}", own, size, True) for i, (own, size) in enumerate(new)]
    core = credits("core", need, *(one.id for one in items))
    goal = qualification(core, need, items_at_home(least, "core" if inside else None), accepts=ACCEPTS)
    world, asked = catalogue([goal], items), request(horizon_years=1)
    have = record(*(result(f"h{i}", size) for i, (_, size) in enumerate(held)))
    plan = make_plan(world, have, asked)
    assert plan.length == exhaustive.least(world, have, asked)
    if plan.length is not None:
        assert (make_audit(world, have, asked).remaining_units or 0) <= plan.length


def test_a_part_that_need_not_hold_is_judged_by_what_stands_in_it() -> None:
    part = NOf(NodeId("part"), 2, (count("b", 1, "b"), count("c", 1, "c")))
    tree = NOf(NodeId("root"), 1, (count("a", 1, "a"), part))
    for asked in (
        Residency("res", 5 * ONE, within=part.id),
        Residency("res", 0, within=part.id, least_count=2),
    ):
        goal = qualification(tree, 6, asked, electives=None)
        world = catalogue([goal], [item("a"), item("b"), item("c")])
        held = record(result("a", 3, entry="e1"), result("b", 3, entry="e2"))
        plan = make_plan(world, held, request())
        assert (plan.status, [step.item for step in plan.steps]) == (Status.OPTIMAL, ["c"])
