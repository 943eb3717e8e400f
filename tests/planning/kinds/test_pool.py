"""Pools are planned and audited exactly: one course may serve the pool and several of its parts (B5)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.registry import Requirement, evaluate_tree
from recommender.rules.sets import EVERYTHING, ItemSet
from recommender.vocabulary import NodeId
from tests.planning.kinds.brute import least_study
from tests.planning.worlds import ONE, catalogue, count, item, qualification, record, request, result

LAB = Part(NodeId("lab"), ItemSet(tags=frozenset({"lab"})), 2 * ONE)
DEEP = Part(NodeId("deep"), ItemSet(level_from=300), least=1)
POOL = Pool(NodeId("pool"), ItemSet(subjects=frozenset({"S"})), 6 * ONE, parts=(LAB, DEEP))
ITEMS = [
    item("plain", 3, subject="S"),
    item("lab", 2, subject="S", tags=["lab"]),
    item("deep", 3, subject="S", level=300),
    item("both", 3, subject="S", tags=["lab"], level=300),
    item("other", 3),
]


def world(tree: Requirement = POOL) -> Catalogue:
    return catalogue([qualification(tree)], ITEMS)


def test_the_shortest_path_takes_the_course_that_serves_two_parts() -> None:
    plan = make_plan(world(), record(), request())
    assert plan.length == 6 * ONE
    assert "both" in {step.item for step in plan.steps}


def test_without_it_each_part_needs_a_course_of_its_own() -> None:
    plan = make_plan(world(), record(), request(exclude=["both"]))
    assert (plan.length, {step.item for step in plan.steps}) == (8 * ONE, {"lab", "deep", "plain"})


def test_a_held_course_of_both_parts_leaves_only_the_rest_of_the_pool() -> None:
    have = record(result("both"))
    plan = make_plan(world(), have, request())
    assert plan.length == 3 * ONE
    audit = make_audit(world(), have, request())
    assert audit.remaining_units == 3 * ONE
    assert audit.goals[0].requirements.status == "partly"
    done = make_audit(world(), record(result("both"), result("plain")), request())
    assert (done.remaining_units, done.goals[0].requirements.status) == (0, "met")


def test_an_audit_fills_in_one_missing_item_for_two_parts() -> None:
    assert make_audit(world(), record(), request()).remaining_units == 6 * ONE
    have = record(result("plain"), result("lab", 2))
    assert make_audit(world(), have, request()).remaining_units == 3 * ONE


def test_a_most_of_a_part_keeps_a_further_member_out() -> None:
    narrow = replace(POOL, parts=(replace(LAB, most_units=3 * ONE), DEEP))
    have = record(result("lab", 2), result("both"))
    plan = make_plan(world(narrow), have, request())
    assert plan.length == 3 * ONE
    assert [one.reason for one in plan.not_counted] == []
    assert {(row.key, row.place) for row in plan.claims} >= {("held:e-both", "pool")}


def test_what_no_course_can_give_is_named_by_the_pool() -> None:
    plan = make_plan(world(), record(), request(exclude=["both", "deep"]))
    assert plan.status is Status.INFEASIBLE
    assert [(one.code, one.about) for one in plan.causes] == [("conflict_requirement", "pool")]


def test_a_pool_beside_another_choice_takes_claims_only_when_it_is_chosen() -> None:
    either = NOf(NodeId("either"), 1, (POOL, count("one", 1, "other")))
    plan = make_plan(world(either), record(result("both")), request())
    assert plan.length == 3 * ONE
    assert {row.place for row in plan.claims} <= {"pool", "one", "*"}


def test_the_checker_refuses_a_claim_that_is_taken_out_of_a_part() -> None:
    made = make_plan(world(), record(), request())
    assert check(world(), record(), request(), made) == ()
    moved = tuple(replace(row, place=NodeId("*")) if row.key == "new:both" else row for row in made.claims)
    found = check(world(), record(), request(), replace(made, claims=moved))
    assert {(one.kind, one.rule) for one in found} == {("pool", "pool")}
    assert any("in part lab" in one.message for one in found)


def test_the_checker_refuses_too_much_in_a_part() -> None:
    narrow = world(replace(POOL, parts=(replace(LAB, most=1), DEEP)))
    have = record(result("lab", 2), result("both"), result("deep"))
    made = make_plan(narrow, have, request())
    assert {row.place for row in made.claims if row.key in {"held:e-lab", "held:e-both"}} == {"pool", "*"}
    crowded = tuple(replace(row, place=POOL.id) for row in made.claims)
    found = check(narrow, have, request(), replace(made, claims=crowded))
    assert {(one.kind, one.rule) for one in found} == {("pool", "pool")}
    assert any("2 items are claimed in part lab, expected at most 1" in one.message for one in found)


PARTS = st.sampled_from(
    [
        LAB,
        DEEP,
        replace(LAB, least=1, least_units=0, most=1),
        replace(DEEP, least_units=3 * ONE, least=0, most_units=3 * ONE),
    ]
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(PARTS, min_size=1, max_size=2, unique_by=lambda part: part.id),
    st.integers(0, 8),
    st.integers(0, 3),
    st.sets(st.sampled_from([one.id for one in ITEMS]), max_size=3),
)
def test_lengths_are_those_of_trying_everything(
    parts: list[Part], least: int, pieces: int, held: set[str]
) -> None:
    pool = Pool(NodeId("pool"), EVERYTHING, least * ONE, pieces, parts=tuple(parts))
    tree = AllOf(NodeId("root"), (pool, count("one", 1, "other", "plain")))
    credits = {one.id: one.units // ONE for one in ITEMS}
    have = record(*(result(key, credits[key]) for key in sorted(held)))  # type: ignore[index]
    plan = make_plan(world(tree), have, request())
    expected = least_study(world(tree), have, lambda claims: evaluate_tree(tree, claims).satisfied)
    assert plan.length == expected
    assert make_audit(world(tree), have, request()).remaining_units <= (expected or 10**9)
