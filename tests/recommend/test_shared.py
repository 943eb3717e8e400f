"""What several requirements share is shown at each of them, and its credit is summed once in every amount."""

from __future__ import annotations

from dataclasses import replace

from api.responses import PlanAnswer
from recommender.recommend import Bank, audit_for, build_request, plan_for
from recommender.rules.all_of import AllOf
from recommender.rules.count_from import CountFrom
from recommender.rules.repeatable import Repeatable
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.vocabulary import ItemId, NodeId
from tests.recommend.test_next_items import asked, items
from tests.recommend.world import ANN, ITEMS, NEW, make_bank, make_catalogue, record, result, version


def shared_bank() -> Bank:
    """The college asks for one more requirement, which the major courses may serve beside their own."""
    goal = version()
    root = goal.requirement
    assert isinstance(root, AllOf)
    also = CountFrom(NodeId("also"), ItemSet(subjects=frozenset({"ACC"}), level_from=2), 2)
    tree = replace(root, children=(*root.children, also))
    goal = replace(
        goal, requirement=tree, limits=(*goal.limits, Sharing("double", ((NodeId("major"), also.id),)))
    )
    return make_bank(catalogue=make_catalogue(qualifications={goal.id: (goal,)}))


def test_the_amounts_of_a_plan_and_of_an_audit_count_a_shared_result_once() -> None:
    bank = shared_bank()
    for who in (ANN, NEW):
        request = build_request(bank, who)
        plan = plan_for(bank, who, request)
        PlanAnswer.model_validate(plan)
        places = [(row["key"], row["requirement"]) for row in plan["claims"]]
        assert len({key for key, _ in places}) < len(places) == len(set(places))
        once = {row["key"]: float(row["credits"]) for row in plan["claims"]}
        (goal,) = plan["goals"]
        amounts = [float(goal[name]) for name in ("granted", "available", "study")]
        assert sum(amounts) == sum(once.values())
        total = next(one for one in plan["limits"] if one["kind"] == "total")
        assert float(total["have"]) == sum(once.values())
        audit = audit_for(bank, who, request)
        held = {row["key"]: float(row["credits"]) for row in audit["claims"] if row["standing"] == "granted"}
        assert float(audit["goals"][0]["granted"]) == sum(held.values())


def test_each_step_says_every_requirement_that_it_serves() -> None:
    bank = shared_bank()
    plan = plan_for(bank, NEW, build_request(bank, NEW))
    serving = [[one["requirement"] for one in step["serves"]] for step in plan["steps"]]
    assert ["also", "major"] in serving


def test_what_excludes_something_held_is_never_recommended() -> None:
    some = {one.id: one for one in ITEMS}
    some[ItemId("tax")] = replace(some[ItemId("tax")], excludes=frozenset({ItemId("math")}))
    who = record("ann", result("e1", "math"))
    bank = make_bank(catalogue=make_catalogue(items=some))
    assert "tax" not in items(asked(who, bank, scenario="explore", limit=50))
    assert "tax" in items(asked(who, make_bank(), scenario="explore", limit=50))


def test_what_may_be_repeated_is_recommended_while_there_is_room() -> None:
    some = {one.id: one for one in ITEMS}
    some[ItemId("math")] = replace(some[ItemId("math")], repeatable=Repeatable(2))
    bank = make_bank(catalogue=make_catalogue(items=some))
    once, twice = (
        record("ann", result("e1", "math")),
        record("ann", result("e1", "math"), result("e2", "math")),
    )
    assert "math" in items(asked(once, bank, scenario="explore", limit=50))
    assert "math" not in items(asked(twice, bank, scenario="explore", limit=50))
    assert "math" not in items(asked(once, make_bank(), scenario="explore", limit=50))
