"""What would leaving out one step cost, solved again (D8)?"""

from __future__ import annotations

from recommender.catalogue.objects import Catalogue
from recommender.planning import PlanRequest, make_plan, removal_costs
from recommender.planning.plan import Status
from recommender.planning.removal import Removal
from recommender.rules.prerequisite import Passed
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId
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
    rule,
)


def costs(world: Catalogue, asked: PlanRequest, *names: str) -> dict[str, Removal]:
    plan = make_plan(world, record(), asked)
    return dict(removal_costs(world, record(), asked, plan, map(ItemId, names)))


def test_a_step_costs_what_the_next_best_way_is_longer() -> None:
    goal = qualification(count("core", 1, "short", "long"))
    world = catalogue([goal], [item("short", 2), item("long", 5)])
    assert costs(world, request(), "short") == {"short": Removal(Status.OPTIMAL, 3 * ONE)}


def test_a_step_with_an_equal_costs_nothing() -> None:
    goal = qualification(credits("core", 3, of=ItemSet()))
    world = catalogue([goal], [item("a"), item("b")])
    plan = make_plan(world, record(), request())
    [step] = plan.steps
    assert costs(world, request(), step.item) == {step.item: Removal(Status.OPTIMAL, 0)}


def test_a_step_without_which_there_is_no_path_says_so() -> None:
    goal = qualification(count("core", 1, "then"), electives=None)
    world = catalogue([goal], [item("first"), item("then", prerequisites=Passed(ItemId("first")))])
    none = Removal(Status.INFEASIBLE, None)
    assert costs(world, request(), "first", "then") == {"first": none, "then": none}


def test_the_source_of_a_recognition_costs_what_it_saved() -> None:
    goal = qualification(count("core", 1, "core"))
    items = [item("core", 4), item("cert", 1, SCHOOL)]
    world = catalogue([goal], items, [rule("r", ["cert"], "core")])
    assert costs(world, request(), "cert") == {"cert": Removal(Status.OPTIMAL, 3 * ONE)}


def test_a_pin_is_lifted_for_the_question() -> None:
    goal = qualification(count("core", 1, "a", "b"))
    world = catalogue([goal], [item("a", 5), item("b", 2)])
    assert costs(world, request(pins=["a"]), "a") == {"a": Removal(Status.OPTIMAL, -3 * ONE)}
