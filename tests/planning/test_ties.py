"""A plan never counts more choices of study as good than trying finds, and as many where it says exactly (D6)."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import pytest
from hypothesis import given, settings

from recommender.errors import InputError
from recommender.planning.check.kernel import check
from recommender.planning.make import make_plan
from recommender.planning.plan import Status, Ties
from recommender.vocabulary import ItemId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.test_alternatives import equally_good
from tests.planning.worlds import catalogue, count, item, qualification, record, request

WIDE = Family(items=(4, 6), leaves=(1, 2), limits=(0, 1), rules=(0, 1), prerequisites=3, seasons=4)
FOUR = qualification(count("core", 2, "a", "b", "c", "d"), electives=None)
ALIKE = catalogue([FOUR], [item(name) for name in "abcd"])


@given(tiny_worlds(WIDE))
@settings(max_examples=worlds(60))
def test_no_more_are_counted_than_there_are(world: Tiny) -> None:
    plain = make_plan(world.catalogue, world.record, world.request)
    if plain.ties is None:
        assert plain.status is not Status.OPTIMAL or any(one.value > one.lower_bound for one in plain.levels)
        return
    there = len(equally_good(world, plain))
    assert 1 <= plain.ties.count <= there
    assert not plain.ties.exact
    counted = make_plan(world.catalogue, world.record, replace(world.request, count_ties=100)).ties
    assert counted == Ties(there, exact=True)


@pytest.mark.parametrize(("limit", "told"), [(0, Ties(6, False)), (5, Ties(6, False)), (6, Ties(6, True))])
def test_members_of_a_class_are_exchanged(limit: int, told: Ties) -> None:
    assert make_plan(ALIKE, record(), replace(request(), count_ties=limit)).ties == told


def test_a_search_that_reaches_its_limit_is_not_exact() -> None:
    fees = catalogue([FOUR], [item(name, fee=number) for number, name in enumerate("abcd", 1)])
    asked = replace(request(), objectives=("length",), count_ties=3)
    assert make_plan(fees, record(), replace(asked, count_ties=0)).ties == Ties(1, exact=False)
    assert make_plan(fees, record(), asked).ties == Ties(4, exact=False)
    assert make_plan(fees, record(), replace(asked, count_ties=6)).ties == Ties(6, exact=True)


def test_what_an_objective_tells_apart_is_not_exchanged() -> None:
    disliked = request(dislikes={"c": 5, "d": 5})
    assert make_plan(ALIKE, record(), disliked).ties == Ties(1, exact=False)
    assert make_plan(ALIKE, record(), replace(disliked, count_ties=1)).ties == Ties(1, exact=True)


def test_what_an_earlier_plan_holds_is_not_exchanged() -> None:
    asked = replace(
        request(), before=frozenset({ItemId("a")}), objectives=("length", "change", "terms"), count_ties=9
    )
    assert make_plan(ALIKE, record(), asked).ties == Ties(3, exact=False)


def test_large_numbers_stay_whole() -> None:
    names = [f"i{number:03}" for number in range(200)]
    wide = qualification(count("core", 40, *names), electives=None, total=120)
    plan = make_plan(catalogue([wide], [item(name) for name in names]), record(), request(count_ties=100))
    assert plan.ties == Ties(comb(200, 40), exact=False)


def test_no_path_has_no_ties() -> None:
    assert make_plan(ALIKE, record(), request(exclude=["a", "b", "c"])).ties is None


@pytest.mark.parametrize("wrong", [-1, 101])
def test_the_limit_is_bounded(wrong: int) -> None:
    with pytest.raises(InputError, match="count_ties: expected 0 to 100"):
        replace(request(), count_ties=wrong)


def test_the_checker_refuses_a_plan_that_does_not_count_itself() -> None:
    plan = replace(make_plan(ALIKE, record(), request()), ties=Ties(0, exact=True))
    assert [(one.rule, one.subject) for one in check(ALIKE, record(), request(), plan)] == [("ties", "count")]
