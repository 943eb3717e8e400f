"""Is nothing of the learner passed over, and every assumption told (D3, D4)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recommender.catalogue.objects import Unread
from recommender.planning.plan import Assumption, NotCounted
from recommender.vocabulary import Interval, ItemId
from tests.planning.check.material import CREDIT
from tests.planning.check.world import World, broken


def test_a_result_is_counted_or_listed(world: World) -> None:
    assert broken(world.planned(not_counted=world.plan.not_counted[1:])) == {("not_counted", "held:e-cook")}


def test_a_result_is_listed_once(world: World) -> None:
    twice = (*world.plan.not_counted, world.plan.not_counted[0])
    assert broken(world.planned(not_counted=twice)) == {("not_counted", "held:e-cook")}


def test_what_counts_is_not_listed(world: World) -> None:
    for key in ("held:e-law", "held:e-cert", "granted:g1#0"):
        row = NotCounted(key, ItemId("law"), 3 * CREDIT, "surplus")
        more = world.planned(not_counted=(*world.plan.not_counted, row))
        assert broken(more) == {("not_counted", key)}


def test_what_is_listed_is_in_the_record(world: World) -> None:
    row = NotCounted("held:e-none", ItemId("law"), 3 * CREDIT, "surplus")
    assert broken(world.planned(not_counted=(*world.plan.not_counted, row))) == {
        ("not_counted", "held:e-none")
    }


def test_a_result_of_an_unknown_item_is_listed_too(world: World) -> None:
    unknown = world.result("e-x", item=ItemId("elsewhere"))
    assert broken(unknown) == {("not_counted", "held:e-x")}
    row = NotCounted("held:e-x", ItemId("elsewhere"), 3 * CREDIT, "unknown_item")
    assert unknown.planned(not_counted=(*world.plan.not_counted, row)).check() == ()


def test_an_open_end_of_a_rule_that_must_still_hold(world: World) -> None:
    assert broken(world.planned(assumptions=())) == {("assumption", "open_rule_end")}
    closed = world.rule("R-badge", applied_within=Interval(None, date(2030, 1, 1)))
    assert closed.planned(assumptions=()).check() == ()


def test_rules_that_could_not_be_read(world: World) -> None:
    unread = replace(world, catalogue_fields={"unread": (Unread("rule", "R-x", "unknown output"),)})
    assert broken(unread) == {("assumption", "unread_rule")}
    told = (*world.plan.assumptions, Assumption("unread_rule", "R-x"))
    assert unread.planned(assumptions=told).check() == ()
