"""What was waived or substituted is asked no more, and what is proposed counts only if it is granted (B15)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from recommender.planning import make_audit, make_plan
from recommender.planning.audit import Audit
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.residency import Residency
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    count,
    item,
    qualification,
    record,
    request,
    result,
    waiver,
)

TREE = AllOf(NodeId("root"), (count("core", 1, "a"), count("thesis", 1, "b")))
ITEMS = [item("a"), item("b", 6), item("c")]
WORLD = catalogue([qualification(TREE)], ITEMS)


def statuses(audit: Audit) -> dict[str, str]:
    root = audit.goals[0].requirements
    return {one.node: one.status for one in (root, *root.children)}


def proposed(plan: Plan) -> list[tuple[str, str]]:
    return [(one.about, one.detail) for one in plan.assumptions if one.code == "proposed_waiver"]


def test_a_waived_requirement_is_no_longer_studied_for() -> None:
    assert make_plan(WORLD, record(), request()).length == 9 * ONE
    have = record(waiver("thesis"))
    assert make_plan(WORLD, have, request()).length == 3 * ONE
    assert statuses(make_audit(WORLD, have, request())) == {"root": "open", "core": "open", "thesis": "met"}


def test_a_waiver_gives_no_credit_so_the_total_is_still_asked() -> None:
    world = catalogue([qualification(TREE, 9)], ITEMS)
    assert make_plan(world, record(waiver("thesis")), request()).length == 9 * ONE


def test_a_waiver_of_another_qualification_or_of_nothing_changes_nothing() -> None:
    for other in (waiver("thesis", key="other"), waiver("nowhere")):
        assert make_plan(WORLD, record(other), request()).length == 9 * ONE


def test_a_proposal_counts_only_if_granted_and_the_plan_does_without_it() -> None:
    have = record(result("a"), waiver("thesis", granted=False))
    plan, audit = make_plan(WORLD, have, request()), make_audit(WORLD, have, request())
    assert plan.length == 6 * ONE
    assert proposed(plan) == [("thesis", "degree@2026")]
    assert statuses(audit) == {"root": "met_if_granted", "core": "met", "thesis": "met_if_granted"}
    assert audit.remaining_units == 6 * ONE
    silent = replace(plan, assumptions=tuple(a for a in plan.assumptions if a.code != "proposed_waiver"))
    assert [one.rule for one in check(WORLD, have, request(), silent)] == ["proposed_waiver"]


def test_a_substitute_serves_the_requirement_and_no_other() -> None:
    have = record(result("c"), waiver("thesis", item="c", replaces="b"))
    plan = make_plan(WORLD, have, request())
    assert (plan.length, [(row.place, row.key) for row in plan.claims if row.item == "c"]) == (
        3 * ONE,
        [("thesis", "held:e-c")],
    )
    assert check(WORLD, replace(have, waivers=()), request(), plan) != ()
    assert make_plan(WORLD, record(waiver("thesis", item="c")), request()).length == 6 * ONE


def test_a_proposed_substitute_is_met_if_granted() -> None:
    have = record(result("c"), waiver("thesis", item="c", granted=False))
    assert statuses(make_audit(WORLD, have, request()))["thesis"] == "met_if_granted"
    assert make_plan(WORLD, have, request()).length == 9 * ONE


def test_a_substitution_for_one_learner_is_nobody_elses() -> None:
    make_plan(WORLD, record(), request())
    assert make_plan(WORLD, record(waiver("thesis", item="c")), request()).length == 6 * ONE
    assert make_plan(WORLD, record(), request()).length == 9 * ONE


def test_one_of_several_that_is_waived_counts_as_one() -> None:
    tree = NOf(NodeId("root"), 2, (count("x", 1, "a"), count("y", 1, "b"), count("z", 1, "c")))
    world = catalogue([qualification(tree)], ITEMS)
    assert make_plan(world, record(), request()).length == 6 * ONE
    assert make_plan(world, record(waiver("y")), request()).length == 3 * ONE


def test_a_limit_is_waived_by_its_id() -> None:
    goal = qualification(TREE, 0, cap("school", 0, issuers=[SCHOOL]), accepts=None)
    world = catalogue([goal], [item("a", issuer=SCHOOL), item("b", 6)])
    assert make_plan(world, record(result("a")), request()).status is Status.INFEASIBLE
    assert make_plan(world, record(result("a"), waiver("school")), request()).length == 6 * ONE


def test_the_plan_of_a_waiver_that_was_withdrawn_is_refused() -> None:
    have = record(waiver("thesis"))
    plan = make_plan(WORLD, have, request())
    kinds = {one.kind for one in check(WORLD, replace(have, waivers=()), request(), plan)}
    assert "all_of" in kinds or "count_from" in kinds


@pytest.mark.parametrize(
    ("about", "swap", "have"),
    list(product(["core", "thesis", "root", "home"], [None, "c"], [(), ("a",), ("c",)])),
)
def test_the_planner_agrees_with_every_plan_tried(
    about: str, swap: str | None, have: tuple[str, ...]
) -> None:
    goal = qualification(TREE, 6, Residency("home", 6 * ONE), accepts=None)
    world = catalogue([goal], [item("a", issuer=SCHOOL), item("b", 6), item("c", issuer=SCHOOL)])
    one = waiver(about) if swap is None else waiver(about, item=ItemId(swap))
    learner, asked = record(*map(result, have), one), request(horizon_years=1)
    assert make_plan(world, learner, asked).length == exhaustive.least(world, learner, asked)
