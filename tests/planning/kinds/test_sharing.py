"""Shared achievements, planned, audited and checked: each requirement counts them, their credit counts once (B6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import ClaimRow, Plan, Standing, Status
from recommender.recommend.standing import standing_of
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.registry import Limit, Requirement
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
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
    rule,
)

A, B, C, D = (NodeId(key) for key in "ABCD")
AB = Sharing("double", ((A, B),))
ITEMS = [item(key, 3) for key in "pqxyz"]


def world(
    tree: Requirement, *limits: Limit, total: int = 0, electives: bool = False, rules: Any = ()
) -> Catalogue:
    more = {} if electives else {"electives": None}
    items = [*ITEMS, item("cert", issuer=SCHOOL)]
    return catalogue([qualification(tree, total, *limits, **more)], items, rules)


def places(plan: Plan) -> set[tuple[str, str]]:
    return {(row.key, row.place) for row in plan.claims}


BOTH = AllOf(NodeId("root"), (count("A", 1, "p", "x"), count("B", 1, "x", "q")))


def test_without_a_sharing_law_an_achievement_serves_one_requirement_but_not_both() -> None:
    assert make_plan(world(BOTH), record(result("x")), request()).length == 3 * ONE
    assert make_plan(world(BOTH), record(), request()).length == 6 * ONE


def test_with_one_it_serves_both_held_or_new() -> None:
    held = make_plan(world(BOTH, AB), record(result("x")), request())
    assert (held.length, places(held)) == (0, {("held:e-x", "A"), ("held:e-x", "B")})
    new = make_plan(world(BOTH, AB), record(), request())
    assert ([step.item for step in new.steps], places(new)) == (["x"], {("new:x", "A"), ("new:x", "B")})


def test_a_recognised_output_may_be_shared_and_is_applied_for_once() -> None:
    given_x = rule("r", ["cert"], "x")
    plan = make_plan(world(BOTH, AB, rules=[given_x]), record(result("cert")), request())
    assert places(plan) == {("out:r#0", "A"), ("out:r#0", "B")}
    assert [(one.rule, one.outputs) for one in plan.applications] == [("r", ("out:r#0",))]


def test_its_credit_counts_once_towards_the_total() -> None:
    plan = make_plan(world(BOTH, AB, total=6, electives=True), record(result("x")), request())
    assert plan.length == 3 * ONE
    assert len(plan.steps) == 1
    audit = make_audit(world(BOTH, AB, total=6, electives=True), record(result("x")), request())
    assert (audit.goals[0].granted_units, audit.remaining_units) == (3 * ONE, 3 * ONE)
    root = audit.goals[0].requirements
    assert (root.status, root.granted.units, root.granted.count) == ("met", 3 * ONE, 1)
    assert [(one.granted.units, one.granted.count) for one in root.children] == [(3 * ONE, 1)] * 2


def test_its_credit_counts_once_under_caps_and_towards_residency() -> None:
    limits = (AB, cap("few", 3, kinds=["course"]), Residency("home", 3 * ONE))
    plan = make_plan(world(BOTH, *limits), record(result("x")), request())
    assert plan.length == 0
    more = (AB, Residency("home", 4 * ONE))
    assert make_plan(world(BOTH, *more), record(), request()).length == 6 * ONE
    found = standing_of(world(BOTH, *limits), record(result("x")), plan)[0].limits
    assert {(one.limit, one.have) for one in found} >= {
        ("few", 3 * ONE),
        ("home", 3 * ONE),
        ("total", 3 * ONE),
    }


def test_a_cap_within_one_part_counts_what_stands_there_once() -> None:
    tree = AllOf(
        NodeId("root"),
        (AllOf(NodeId("major"), (BOTH.children[0], BOTH.children[1])), count("C", 1, "x", "y")),
    )
    laws = (
        AB,
        Sharing("more", ((NodeId("major"), C),)),
        cap("in", 3, within=NodeId("major"), kinds=["course"]),
    )
    assert make_plan(world(tree, *laws), record(), request()).length == 3 * ONE
    none = (*laws[:2], cap("in", 2, within=NodeId("major"), kinds=["course"]))
    assert make_plan(world(tree, *none), record(), request()).status is Status.INFEASIBLE


TWO = AllOf(NodeId("root"), (count("A", 2, "x", "y", "p"), count("B", 2, "x", "y", "q")))


@pytest.mark.parametrize(
    ("law", "length"),
    [
        (AB, 6),
        (replace(AB, most_count=1), 9),
        (replace(AB, most_count=0), 12),
        (replace(AB, most_units=6 * ONE), 6),
        (replace(AB, most_units=6 * ONE - 1), 9),
    ],
)
def test_a_bound_on_what_is_shared_is_kept_to_the_unit(law: Sharing, length: int) -> None:
    assert make_plan(world(TWO, law), record(), request()).length == length * ONE


FOUR = AllOf(NodeId("root"), tuple(count(key, 1, "x") for key in "ABC"))
NO_MORE_THAN_THREE = Sharing("three", most_uses=3)


def test_no_course_may_serve_more_than_three_requirements() -> None:
    """The rule of F6: just inside with three, and with four every assignment breaks it."""
    inside = make_plan(world(FOUR, NO_MORE_THAN_THREE), record(result("x")), request())
    assert (inside.status, inside.length) == (Status.OPTIMAL, 0)
    four = AllOf(NodeId("root"), (*FOUR.children, count("D", 1, "x")))
    outside = make_plan(world(four, NO_MORE_THAN_THREE), record(result("x")), request())
    assert outside.status is Status.INFEASIBLE
    assert {(one.code, one.about) for one in outside.causes} == {
        ("conflict_limit", "three"), *(("conflict_requirement", key) for key in "ABCD")
    }  # fmt: skip
    wider = AllOf(NodeId("root"), (*FOUR.children, count("D", 1, "x", "y")))
    assert make_plan(world(wider, NO_MORE_THAN_THREE), record(result("x")), request()).length == 3 * ONE


def test_that_every_assignment_breaks_the_rule_is_seen_across_several_courses() -> None:
    """Two courses, seven requirements that either may serve: one too many, wherever they are put."""
    leaves = [count(f"n{i}", 1, "x", "y") for i in range(7)]
    have = record(result("x"), result("y"))
    seven = world(AllOf(NodeId("root"), tuple(leaves)), NO_MORE_THAN_THREE)
    assert make_plan(seven, have, request()).status is Status.INFEASIBLE
    six = world(AllOf(NodeId("root"), tuple(leaves[:6])), NO_MORE_THAN_THREE)
    plan = make_plan(six, have, request())
    assert (plan.length, len(plan.claims)) == (0, 6)
    audit = make_audit(seven, have, request())
    assert audit.remaining_units > 0


def test_pairs_that_no_law_names_stay_apart() -> None:
    tree = AllOf(NodeId("root"), tuple(count(key, 1, "x", key.lower()) for key in "ABC"))
    laws = (Sharing("one", ((A, B),)), Sharing("two", ((B, C),)))
    items = [*ITEMS, item("a"), item("b"), item("c")]
    goal = qualification(tree, 0, *laws, electives=None)
    plan = make_plan(catalogue([goal], items), record(), request())
    assert plan.length == 6 * ONE, "x at A and B, or at B and C, but never at all three"
    every = qualification(tree, 0, *laws, Sharing("three", ((A, C),)), electives=None)
    assert make_plan(catalogue([every], items), record(), request()).length == 3 * ONE


def test_a_pool_and_a_choice_may_be_shared_with() -> None:
    lab = Part(NodeId("lab"), ItemSet(items=frozenset({ItemId("x")})), least=1)
    pool = Pool(A, ItemSet(items=frozenset({ItemId("x"), ItemId("p")})), 6 * ONE, parts=(lab,))
    tree = AllOf(NodeId("root"), (pool, NOf(NodeId("either"), 1, (count("B", 1, "x"), count("C", 1, "y")))))
    plan = make_plan(world(tree, AB), record(), request())
    assert ({step.item for step in plan.steps}, plan.length) == ({"p", "x"}, 6 * ONE)
    assert make_audit(world(tree, AB), record(), request()).remaining_units == 6 * ONE
    assert make_audit(world(tree, AB), record(result("x")), request()).remaining_units == 3 * ONE


def test_an_audit_fills_in_one_missing_item_for_several_requirements() -> None:
    assert make_audit(world(BOTH), record(), request()).remaining_units == 6 * ONE
    assert make_audit(world(BOTH, AB), record(), request()).remaining_units == 3 * ONE
    both = AllOf(NodeId("root"), (credits("A", 3, "p", "x"), credits("B", 3, "x", "q")))
    assert make_audit(world(both, AB), record(), request()).remaining_units == 3 * ONE
    bounded = replace(AB, most_count=1)
    assert make_audit(world(TWO, bounded), record(), request()).remaining_units == 9 * ONE


def _claim(place: NodeId, key: str = "x") -> ClaimRow:
    return ClaimRow("degree@2026", place, f"held:e-{key}", ItemId(key), 3 * ONE, Standing.GRANTED)


@pytest.mark.parametrize(
    ("laws", "kinds"),
    [
        ((AB, Sharing("bc", ((B, C),)), Sharing("ac", ((A, C),))), set()),
        ((AB, Sharing("bc", ((B, C),))), {"single_use"}),
        ((Sharing("any", most_uses=2),), {"sharing"}),
        ((Sharing("any", most_count=0),), {"sharing"}),
        ((Sharing("any", most_units=3 * ONE - 1),), {"sharing"}),
        ((Sharing("any", most_uses=3, most_count=1, most_units=3 * ONE),), set()),
    ],
)
def test_the_checker_judges_what_is_shared_by_the_text_of_the_laws(
    laws: tuple[Sharing, ...], kinds: set[str]
) -> None:
    have = record(result("x"))
    made = make_plan(world(FOUR, Sharing("any")), have, request())
    assert places(made) == {("held:e-x", key) for key in "ABC"}
    assert {one.kind for one in check(world(FOUR, *laws), have, request(), made)} == kinds


def test_the_checker_refuses_a_free_elective_beside_a_requirement_and_one_place_twice() -> None:
    have = record(result("x"))
    free = world(FOUR, Sharing("any"), electives=True)
    made = make_plan(free, have, request())
    for place in (NodeId("*"), A):
        doubled = replace(made, claims=(*made.claims, replace(made.claims[0], place=place)))
        assert "single_use" in {one.kind for one in check(free, have, request(), doubled)}


LAWS: st.SearchStrategy[list[Sharing]] = st.lists(
    st.builds(
        Sharing, st.just("s"), st.lists(st.sampled_from([(A, B), (B, C), (A, A), (A, C)]), max_size=2).map(tuple),
        st.none() | st.integers(0, 2), st.none() | st.sampled_from([3 * ONE, 6 * ONE]), st.none() | st.just(2),
    ),
    min_size=1, max_size=2,
).map(lambda laws: [replace(law, id=f"s{n}") for n, law in enumerate(laws)])  # fmt: skip
LEAVES: list[Callable[[NodeId], Requirement]] = [
    lambda key: count(key, 1, "x", "y"),
    lambda key: count(key, 2, "x", "y", "p"),
    lambda key: credits(key, 3, "x", "p"),
    lambda key: credits(key, 3, "y", "z"),
]


@settings(max_examples=25, deadline=None)
@given(LAWS, st.lists(st.sampled_from(LEAVES), min_size=3, max_size=3), st.sampled_from([0, 6, 9]),
       st.sets(st.sampled_from("xyp"), max_size=2))  # fmt: skip
def test_lengths_are_those_of_trying_every_plan(
    laws: list[Sharing], made: list[Callable[[NodeId], Requirement]], total: int, held: set[str]
) -> None:
    tree = AllOf(NodeId("root"), tuple(make(key) for make, key in zip(made, (A, B, C), strict=True)))
    one = catalogue([qualification(tree, total, *laws)], [item(key, 3) for key in "pxyz"])
    have, asked = record(*map(result, sorted(held))), request(horizon_years=1)
    found = exhaustive.least(one, have, asked)
    assert make_plan(one, have, asked).length == found
    if found is not None:
        assert make_audit(one, have, asked).remaining_units <= found


def test_a_plan_that_is_carried_out_leaves_nothing_open() -> None:
    plan = make_plan(world(TWO, replace(AB, most_count=1)), record(), request())
    done = record(*(result(step.item, day=date(2026, 7, 1)) for step in plan.steps))
    audit = make_audit(world(TWO, replace(AB, most_count=1)), done, request())
    assert (audit.remaining_units, audit.goals[0].requirements.status) == (0, "met")
