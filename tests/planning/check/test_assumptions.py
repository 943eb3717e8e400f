"""Does a plan take nothing to hold that does not follow from what it does (D3, D4)?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.catalogue.objects import Unread
from recommender.planning.plan import Assumption, Cause, Plan, Status
from recommender.rules.learner import Stated
from recommender.vocabulary import ItemId
from tests.planning.check.world import World, broken

CODES = (
    "open_rule_end",
    "unknown_prerequisite",
    "unknown_offering",
    "most_credit",
    "missing_study_load",
    "unread_rule",
    "needs_measure",
    "assumed_grade",
    "proposed_waiver",
    "closed_item",
    "unstated_mode",
    "unstated_fee",
    "whatever",
)


def also(world: World, *more: Assumption) -> World:
    """With further assumptions told."""
    return world.planned(assumptions=(*world.plan.assumptions, *more))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("about", ["law", "cook", "nobody"])
def test_nothing_is_made_up(world: World, code: str, about: str) -> None:
    assert also(world).check() == ()
    assert broken(also(world, Assumption(code, about))) == {("assumption", code)}


def test_an_assumption_of_a_step_goes_with_the_step(world: World) -> None:
    step = world.plan.steps[0].item
    told = Assumption("unstated_mode", step)
    assert broken(also(world, told)) == {("assumption", "unstated_mode")}
    picky = replace(world, request=replace(world.request, modes=frozenset({"online"})))
    chosen = [one.item for one in picky.plan.steps if one.why != "in_progress"]
    wanted = tuple(Assumption("unstated_mode", item) for item in chosen)
    assert also(picky, *wanted).check() == ()
    other = next(item for item in picky.items if item not in {one.item for one in picky.plan.steps})
    assert broken(also(picky, *wanted, Assumption("unstated_mode", other))) == {
        ("assumption", "unstated_mode")
    }


def test_a_closed_item_is_one_of_which_something_is_not_known(world: World) -> None:
    closed = world.item("shut", takers=(Stated("years_of_work", None),))
    assert also(closed, Assumption("closed_item", "shut", "years_of_work")).check() == ()
    assert also(closed, Assumption("closed_item", "shut")).check() == ()
    assert broken(also(closed, Assumption("closed_item", "shut", "age"))) == {("assumption", "closed_item")}
    known = replace(closed, request=replace(closed.request, facts={"years_of_work": "yes"}))
    assert broken(also(known, Assumption("closed_item", "shut", "years_of_work"))) == {
        ("assumption", "closed_item")
    }


def test_a_detail_is_what_the_text_says(world: World) -> None:
    unread = replace(world, catalogue_fields={"unread": (Unread("rule", "R-x", "unknown output"),)})
    assert also(unread, Assumption("unread_rule", "R-x", "unknown output")).check() == ()
    assert broken(also(unread, Assumption("unread_rule", "R-x", "expired"))) == {
        ("assumption", "unread_rule")
    }


def test_without_a_path_nothing_is_made_up_either(world: World) -> None:
    plan = Plan(
        Status.INFEASIBLE,
        world.plan.goals,
        world.plan.scheme,
        None,
        None,
        causes=(Cause("impossible", "total"),),
    )
    none = replace(world, plan=plan)
    assert none.check() == ()
    assert broken(also(none, Assumption("unknown_offering", ItemId("law")))) == {
        ("assumption", "unknown_offering")
    }
