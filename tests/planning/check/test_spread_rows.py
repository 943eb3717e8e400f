"""Do the rows of averages and of breadth hold of every valid plan, and do plans that they decide carry a proof (D5)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning import Plan, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.rules.average import Average
from recommender.rules.breadth import Breadth
from recommender.rules.registry import Limit
from recommender.rules.scales import Assumed
from recommender.vocabulary import ItemId
from tests.counts import worlds
from tests.planning import exhaustive
from tests.planning.check.point import broken_rows
from tests.planning.check.test_rows import ground, shown
from tests.planning.kinds.every_kind import every_kind, with_scale
from tests.planning.strategies import Tiny
from tests.planning.worlds import ONE, catalogue, count, item, mark, qualification, record, request, result

KINDS = {"average", "breadth", "count_from", "credits_from", "pool", "recognition", "sharing"}
SOME = 60
"""Of the valid plans of a world so many are looked at."""


def valid_plans(world: Tiny) -> Iterator[Plan]:
    """Every plan that the checker takes, the shortest first: those too that no planner would make."""
    have = world.record.passing(world.catalogue.grade_schemes, world.catalogue.valid_years)
    grown = exhaustive._World(world.catalogue, have, world.request, timed=False)
    for items in grown.sets():
        for plan in grown.scheduled(items):
            for claimed in grown.claimed(plan):
                if not check(world.catalogue, have, world.request, claimed):
                    yield claimed


@settings(max_examples=worlds(40))
@given(st.one_of(every_kind({"average", "credits_from"}, (1, 2)), every_kind(KINDS, (1, 2))))
def test_every_valid_plan_is_in_line_with_every_row(world: Tiny) -> None:
    relaxed = ground(world, world.request)
    for plan in islice(valid_plans(world), SOME):
        assert broken_rows(relaxed, plan) == []


@settings(max_examples=worlds(40))
@given(every_kind({"average", "breadth", "count_from", "credits_from"}, (1, 2)))
def test_nothing_is_proven_beyond_the_shortest_plan(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    if plan.status is Status.OPTIMAL:
        assert plan.length is not None
        found = shown(ground(world, world.request), plan.length + 600)
        assert found == "nothing" or (isinstance(found, int) and found <= plan.length)


def planned(limit: Limit, *results: Any, credits: int = 9, **more: Any) -> Plan:
    """Of two subjects, the one dearer to study; the core takes anything."""
    names = ["a1", "a2", "a3", "b1", "b2"]
    subjects = [
        item(name, 3, subject=name[0], study_units=(3 if name[0] == "a" else 5) * ONE) for name in names
    ]
    goal = qualification(count("core", credits // 3, *names), 0, limit, electives=None)
    bank = with_scale(catalogue([goal], subjects))
    return make_plan(bank, record(*results), replace(request(), **more))


@pytest.mark.parametrize(
    ("limit", "results", "length"),
    [
        (Breadth("l", "subject", least_areas=2), [], 11),
        (Breadth("l", "subject", least_areas=2, each_least_count=2), [], 16),
        (Breadth("l", "subject", least_areas=2, each_least_units=3 * ONE), ["a1"], 8),
        (Breadth("l", "subject", most_areas=1), ["b1"], 9),
        (Breadth("l", "subject", most_areas=1), ["b1", "b2", "a1"], 6),
        (Breadth("l", "subject", each_most_units=3 * ONE), [], None),
        (Breadth("l", "subject", each_most_count=2), [], 11),
    ],
)
def test_what_breadth_decides_is_proven(limit: Breadth, results: list[str], length: int | None) -> None:
    plan = planned(limit, *map(result, results))
    assert plan.length == (None if length is None else length * ONE)
    assert plan.status is (Status.INFEASIBLE if length is None else Status.OPTIMAL)
    assert plan.proof is not None


def averaging(least: int, held: int, **more: Any) -> Plan:
    """Beside a result of three credits one more is asked for: one that is dear, or one of much credit."""
    items = [item("held", 3), item("small", 3, study_units=5 * ONE), item("large", 9, study_units=3 * ONE)]
    goal = qualification(
        count("core", 2, "held", "small", "large"), 0, Average("l", Fraction(least), "points")
    )
    bank = with_scale(catalogue([replace(goal, electives=None)], items))
    return make_plan(bank, record(result("held", grade=held)), replace(request(), **more))


@pytest.mark.parametrize(
    ("least", "held", "length"),
    [(67, 90, 3), (68, 90, 5), (75, 90, 5), (76, 90, None), (61, 65, 3), (61, 63, 5)],
)
def test_what_an_average_decides_is_proven(least: int, held: int, length: int | None) -> None:
    """New study counts at the pass mark, 60."""
    plan = averaging(least, held)
    assert plan.length == (None if length is None else length * ONE)
    assert plan.proof is not None


def test_where_the_caller_assumes_marks_the_average_is_the_solvers_word() -> None:
    plan = averaging(75, 90, assume=Assumed(items={ItemId("large"): mark(61)}))
    assert (plan.length, plan.proof) == (5 * ONE, None)
    assert averaging(75, 90, assume=Assumed(overall=mark(75))).length == 3 * ONE
