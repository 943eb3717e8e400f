"""Why is there no plan: causes of which none can be left out (D4)?"""

from __future__ import annotations

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import PlanRequest, make_plan
from recommender.planning.plan import Status
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Passed
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, NodeId
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
)

ANY = ItemSet()
SMALL = [item("a"), item("b", issuer=SCHOOL)]


def causes(
    world: Catalogue, have: Record | None = None, asked: PlanRequest | None = None
) -> list[tuple[str, str]]:
    plan = make_plan(world, have or record(), asked or request())
    assert plan.status is Status.INFEASIBLE
    return [(cause.code, cause.about) for cause in plan.causes]


def test_a_requirement_that_nothing_can_meet_is_the_only_cause() -> None:
    tree = AllOf(NodeId("root"), (count("easy", 1, "a"), count("hard", 1, "nothing")))
    assert causes(catalogue([qualification(tree, 3)], SMALL)) == [("conflict_requirement", "hard")]


def test_a_cap_and_the_requirement_that_it_starves_are_named_together() -> None:
    goal = qualification(credits("core", 6, of=ANY), 6, cap("few", 0, transferred=True), accepts=None)
    assert causes(catalogue([goal], SMALL)) == [
        ("conflict_requirement", "core"),
        ("conflict_limit", "few"),
    ] or causes(catalogue([goal], SMALL)) == [("conflict_limit", "total"), ("conflict_limit", "few")]


def test_a_requirement_may_have_any_name() -> None:
    for name in ("members", "offered-courses", "single-use-of-nothing"):
        goal = qualification(count(name, 1, "nothing"))
        assert causes(catalogue([goal], SMALL)) == [("conflict_requirement", name)]


def test_residency_that_no_study_at_home_can_reach_is_named() -> None:
    goal = qualification(count("core", 1, "a"), 3, Residency("home", 4 * ONE))
    assert causes(catalogue([goal], [item("a")])) == [("conflict_limit", "home")]


def test_a_choice_of_which_no_part_can_be_met_names_the_choice_and_its_parts() -> None:
    tree = NOf(NodeId("one-of"), 1, (count("x", 1, "nothing"), count("y", 1, "nothing")))
    assert causes(catalogue([qualification(tree)], SMALL)) == [
        ("conflict_requirement", "one-of"),
        ("conflict_requirement", "x"),
        ("conflict_requirement", "y"),
    ]


def test_a_closed_prerequisite_is_named_by_the_item_that_asks_for_it() -> None:
    goal = qualification(count("core", 1, "then"), electives=None)
    items = [item("first"), item("then", prerequisites=Passed(ItemId("first")))]
    found = causes(catalogue([goal], items), asked=request(exclude=["first"]))
    assert found == [("conflict_requirement", "core"), ("prerequisite", "then")]


def test_a_load_too_small_for_all_terms_together_is_named() -> None:
    names = ["a", "b", "c"]
    world = catalogue([qualification(count("core", 3, *names))], [item(name) for name in names])
    found = causes(world, asked=request(load_units=3 * ONE, horizon_years=1))
    assert found == [("conflict_requirement", "core"), ("no_schedule", "load")]


def test_pins_that_cannot_stand_together_are_the_cause() -> None:
    goal = qualification(count("core", 1, "a", "b", "c"))
    items = [item("a", lineage="l"), item("b", lineage="l"), item("c")]
    found = causes(catalogue([goal], items), asked=request(pins=["a", "b"]))
    assert found == [("pinned", "a"), ("pinned", "b")]


def test_each_of_two_goals_is_named_with_its_own_requirement() -> None:
    goals = [qualification(count("one", 1, "a")), qualification(count("two", 1, "nothing"), key="second")]
    plan = make_plan(catalogue(goals, SMALL), record(), request("degree", "second"))
    assert [(cause.about, cause.detail) for cause in plan.causes] == [("two", "second@2026")]
