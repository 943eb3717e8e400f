"""Of a repeatable item several results count, up to so many times or so much credit; of the others one (A1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record, Result
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Standing
from recommender.planning.request import PlanRequest
from recommender.rules.prerequisite import Completed
from recommender.rules.recognition import Recognition
from recommender.rules.registry import Requirement
from recommender.rules.repeatable import Repeatable
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, Repeats
from tests.planning import exhaustive
from tests.planning.worlds import (
    HOUR,
    ONE,
    SCHOOL,
    award,
    catalogue,
    count,
    credits,
    granted,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

TWICE, SIX = Repeatable(2), Repeatable(units=6 * ONE)
REST = item("rest", 3)


def topics(bound: Repeatable | None = TWICE, key: str = "t", **more: Any) -> Item:
    return replace(item(key, 3, **more), repeatable=bound)


def took(number: int, key: str = "t", credits: int = 3, **more: Any) -> Result:
    return result(key, credits, entry=f"{key}{number}", day=date(2024, number, 15), **more)


def world(least: int = 9, bound: Repeatable | None = TWICE, *rules: Recognition, **more: Any) -> Catalogue:
    """So much credit from topics and others; nothing else counts."""
    goal = qualification(credits("core", least, "t", "u", "rest", "other"), least, electives=None, **more)
    return catalogue([goal], [topics(bound), REST, item("other", 3)], rules)


def claimed(plan: Plan) -> list[str]:
    return sorted(row.key for row in plan.claims)


def right(one: Catalogue, have: Record, asked: PlanRequest | None = None) -> Plan:
    """The plan, as short as any that the checker takes."""
    asked = asked or request(horizon_years=1)
    plan = make_plan(one, have, asked)
    assert plan.length == exhaustive.least(one, have, asked)
    if plan.length is not None:
        assert (make_audit(one, have, asked).remaining_units or 0) <= plan.length
    return plan


@pytest.mark.parametrize("bound", [TWICE, SIX])
def test_results_count_up_to_the_bound_and_no_further(bound: Repeatable) -> None:
    inside = right(world(6, bound), record(took(1), took(2)))
    assert (inside.length, claimed(inside)) == (0, ["held:t1", "held:t2"])
    assert right(world(9, bound), record(took(1), took(2), took(3))).length == 3 * ONE
    assert (
        make_audit(world(9, bound), record(took(1), took(2), took(3)), request()).remaining_units == 3 * ONE
    )


def test_what_is_over_the_bound_says_so() -> None:
    plan = right(world(9), record(took(1), took(2), took(3)))
    [left] = plan.not_counted
    assert (left.item, left.reason, left.detail) == ("t", "repeat", "t")
    roomy = right(world(3), record(took(1), took(2)))
    assert [one.reason for one in roomy.not_counted] == []  # there is room, and it lies where it fits


def test_an_item_that_is_not_repeatable_counts_once_by_its_best_attempt() -> None:
    plan = right(world(6, None), record(took(1, grade=90), took(2, grade=70)))
    assert plan.length == 3 * ONE
    assert [(one.key, one.detail) for one in plan.not_counted] == [("held:t2", "t1")]


@pytest.mark.parametrize("repeats", list(Repeats))
def test_repeats_are_no_attempts_whatever_the_version_says_of_those(repeats: Repeats) -> None:
    plan = right(world(6, TWICE, repeats=repeats), record(took(1, grade=90), took(2, grade=70)))
    assert claimed(plan) == ["held:t1", "held:t2"]


@pytest.mark.parametrize("bound", [TWICE, SIX])
def test_one_more_is_studied_while_there_is_room(bound: Repeatable) -> None:
    goal = qualification(credits("core", 6, "t"), 6, electives=None)
    one = catalogue([goal], [topics(bound)])
    plan = right(one, record(took(1)))
    assert [step.item for step in plan.steps] == ["t"]
    assert claimed(plan) == ["held:t1", "new:t"]
    nine = catalogue([replace(goal, requirement=credits("core", 9, "t"))], [topics(bound)])
    assert right(nine, record(took(1), took(2))).length is None
    wider = Repeatable(3) if bound is TWICE else Repeatable(units=9 * ONE)
    assert (
        right(replace(nine, items={ItemId("t"): topics(wider)}), record(took(1), took(2))).length == 3 * ONE
    )


def test_a_plan_holds_one_new_copy_of_an_item() -> None:
    one = catalogue([qualification(credits("core", 6, "t"), 6, electives=None)], [topics()])
    assert right(one, record()).length is None
    assert right(one, record(running("t"))).length is None
    assert claimed(right(one, record(took(1), running("t")))) == ["held:t1", "new:t"]


def test_credit_that_is_bound_counts_by_whole_results() -> None:
    seven = Repeatable(units=7 * ONE)
    assert claimed(right(world(6, seven), record(took(1), took(2)))) == ["held:t1", "held:t2"]
    plan = right(world(7, seven), record(took(1), took(2), took(3)))
    assert plan.length == 3 * ONE  # a third is not cut to one credit
    large = right(world(6, SIX), record(took(1, credits=4), took(2)))
    assert (large.length, len(claimed(large))) == (3 * ONE, 2)


def test_credit_is_bound_on_the_scheme_of_the_goal() -> None:
    hours = topics(Repeatable(units=12 * ONE), scheme=HOUR)  # six credits
    one = replace(world(9), items={**world(9).items, ItemId("t"): hours})
    inside = record(took(1, credits=6, scheme=HOUR), took(2, credits=6, scheme=HOUR))
    assert right(one, inside).length == 3 * ONE
    assert (
        right(one, record(took(1, credits=8, scheme=HOUR), took(2, credits=6, scheme=HOUR))).length == 6 * ONE
    )


def test_a_lineage_has_the_least_bound_of_its_items_and_one_that_says_nothing_ends_it() -> None:
    renumbered = topics(Repeatable(3), "u", lineage="l")
    old = topics(TWICE, lineage="l")
    one = replace(world(9), items={ItemId("t"): old, ItemId("u"): renumbered, ItemId("rest"): REST})
    assert right(one, record(took(1), took(2, "u"))).length == 3 * ONE
    assert right(one, record(took(1), took(2, "u"), took(3, "u"))).length == 3 * ONE
    silent = replace(one, items={**one.items, ItemId("u"): replace(renumbered, repeatable=None)})
    assert right(silent, record(took(1), took(2, "u"), took(3, "u"))).length is None
    assert (
        right(
            replace(silent, items={**silent.items, ItemId("other"): item("other", 3)}),
            record(took(1), took(2)),
        ).length
        == 6 * ONE
    )


def test_the_checker_refuses_one_too_many() -> None:
    have, asked = record(took(1), took(2), took(3)), request()
    wide = make_plan(world(9, Repeatable(3)), have, asked)
    assert claimed(wide) == ["held:t1", "held:t2", "held:t3"]
    for tight in (TWICE, Repeatable(units=8 * ONE)):
        found = check(world(9, tight), have, asked, wide)
        assert ("single_use", "held:t1, held:t2, held:t3") in [(one.kind, one.subject) for one in found]
    assert not check(world(9, Repeatable(units=9 * ONE)), have, asked, wide)


def test_the_checker_counts_new_study_too() -> None:
    have, asked = record(took(1), took(2)), request()
    goal = qualification(credits("core", 9, "t"), 9, electives=None)
    plan = make_plan(catalogue([goal], [topics(Repeatable(3))]), have, asked)
    assert [step.item for step in plan.steps] == ["t"]
    found = check(catalogue([goal], [topics()]), have, asked, plan)
    assert ("single_use", "held:t1, held:t2, new:t") in [(one.kind, one.subject) for one in found]


def test_each_result_is_a_source_of_its_own() -> None:
    goal = qualification(count("core", 2, "a", "t"), 6, electives=None)
    outside = replace(item("t", 3, issuer=SCHOOL, studyable=False), repeatable=TWICE)
    one = catalogue([goal], [item("a"), outside], [rule("r", ["t"], "a")])
    assert right(one, record(took(1), took(2))).length is None  # a recognition is applied for once
    both = catalogue(
        [qualification(count("core", 2, "a", "b"), 6, electives=None)],
        [item("a"), item("b"), outside],
        [rule("r", ["t"], "a"), rule("s", ["t"], "b")],
    )
    plan = right(both, record(took(1), took(2)))
    assert (plan.length, {one.sources for one in plan.applications}) == (0, {("held:t1",), ("held:t2",)})
    assert right(both, record(took(1))).length == 3 * ONE
    third = catalogue(
        [qualification(count("core", 3, "a", "b", "c"), 9, electives=None)],
        [item("a"), item("b"), item("c"), outside],
        [rule("r", ["t"], "a"), rule("s", ["t"], "b"), rule("q", ["t"], "c")],
    )
    assert right(third, record(took(1), took(2), took(3))).length == 3 * ONE


def test_what_another_granted_counts_among_the_repeats() -> None:
    have = record(took(1), took(2), granted("g", ["t1"], "other"))
    assert right(world(6), have).length == 0
    more = record(took(1), took(2), took(3), granted("g", ["t1"], "other"))
    assert right(world(9), more).length == 3 * ONE


@pytest.mark.parametrize(("reuse", "length"), [(False, 3), (True, 3)])
def test_a_repeat_recognised_as_its_successor_is_one_achievement(reuse: bool, length: int) -> None:
    renumbered = topics(Repeatable(3), "u", lineage="l", studyable=False)
    old = topics(Repeatable(3), lineage="l", studyable=False)
    items = {ItemId("t"): old, ItemId("u"): renumbered, ItemId("rest"): REST}
    one = replace(world(9), items=items)
    link = rule("r", ["t"], "u", reuse=reuse)
    one = replace(one, rules={link.id: link}, hashes={**one.hashes, ("rule", link.id): f"{link.id:0<64}"})
    assert right(one, record(took(1), took(2))).length == length * ONE


def test_an_award_may_have_used_one_of_them() -> None:
    old = qualification(count("x", 1, "t"), 0, key="old", consumes=True)
    goal = qualification(credits("core", 6, "t"), 6, electives=None)
    one = catalogue([goal, old], [topics()])
    have = record(took(1), took(2), award("old", "t1"))
    plan = right(one, have)
    assert claimed(plan) == ["held:t2", "new:t"]


def test_completed_credit_has_every_repeat_up_to_the_bound() -> None:
    def late(least: int) -> Catalogue:
        after = item("late", 3, prerequisites=Completed(least * ONE, ItemSet(items=frozenset({ItemId("t")}))))
        return catalogue([qualification(count("core", 1, "late"))], [topics(), after])

    assert right(late(6), record(took(1), took(2))).length == 3 * ONE
    assert right(late(6), record(took(1))).length == 6 * ONE
    assert right(late(7), record(took(1), took(2), took(3))).length is None


def test_goals_of_different_words_on_attempts_go_together_where_only_repeats_are_there() -> None:
    goals = [
        qualification(credits("core", 6, "t"), 6, electives=None, key=key, repeats=repeats)
        for key, repeats in (("degree", Repeats.BEST), ("other", Repeats.LAST))
    ]
    plan = make_plan(catalogue(goals, [topics()]), record(took(1), took(2)), request("degree", "other"))
    assert plan.length == 0


def random_world(random: Random) -> tuple[Catalogue, Record]:
    bounds = [None, TWICE, SIX, Repeatable(3), Repeatable(units=7 * ONE)]
    lineage = random.choice([None, "l"])
    items = [
        topics(random.choice(bounds), lineage=lineage),
        topics(random.choice(bounds), "u", lineage=lineage, issuer=random.choice([SCHOOL, item("x").issuer])),
        REST,
    ]
    least = random.choice([6, 9, 12])
    pieces = count("part", random.choice([1, 2]), "t")
    part: Requirement = pieces if random.random() < 0.5 else credits("part", 3, "t", "u")
    goal = qualification(part, least, electives=ItemSet(items=frozenset(map(ItemId, ("t", "u", "rest")))))
    rules = [rule("r", ["u"], "t", reuse=random.random() < 0.5)] if random.random() < 0.6 else []
    results = [
        took(number + 1, random.choice("tu"), random.choice([3, 3, 4]))
        for number in range(random.randrange(5))
    ]
    return catalogue([goal], items, rules), record(*results)


@pytest.mark.parametrize("seed", range(40))
def test_random_worlds_have_the_least_study_that_the_checker_takes(seed: int) -> None:
    one, have = random_world(Random(seed))
    plan = right(one, have)
    assert all(
        row.standing is not Standing.STUDY or row.key.startswith(("new:", "out:")) for row in plan.claims
    )
