"""Many learners with the same goals: each has an answer of their own, and none is in another's way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recommender.errors import InputError
from recommender.planning import make_plan
from recommender.planning.cohort import Came, plan_cohort
from recommender.planning.reuse.cache import PlanCache
from recommender.vocabulary import LearnerId
from tests.planning.worlds import catalogue, credits, item, qualification, record, request, result

GOAL = qualification(credits("core", 6, "a", "b", "c"), 6)
WORLD = catalogue([GOAL], [item(name) for name in "abc"])


def learner(name: str, *items: str, **more: date) -> object:
    have = record(*(result(one, entry=f"{name}-{one}") for one in items), **more)
    return replace(have, learner=LearnerId(name))


COHORT = [
    learner("ann", "a"),
    learner("bob", "a"),
    learner("eve"),
    learner("dan", "a", "b"),
    learner("joe", "a"),
]


def test_each_has_the_plan_that_they_have_alone() -> None:
    found = list(plan_cohort(WORLD, COHORT, request()))
    assert [one.learner for one in found] == ["ann", "bob", "eve", "dan", "joe"]
    assert [one.plan for one in found] == [make_plan(WORLD, have, request()) for have in COHORT]
    assert [one.reused for one in found] == [False, True, False, False, True]


def test_a_cache_of_before_serves_the_next_cohort() -> None:
    cache = PlanCache()
    first = list(plan_cohort(WORLD, COHORT, request(), cache))
    again = list(plan_cohort(WORLD, COHORT[::-1], request(), cache))
    assert all(one.reused for one in again)
    assert [one.plan for one in again[::-1]] == [one.plan for one in first]


def test_an_error_of_one_stops_nobody() -> None:
    wrong = learner("sam", "a", as_of=date(2020, 1, 1))
    found = list(plan_cohort(WORLD, [COHORT[0], wrong, COHORT[1]], request()))
    assert [one.came for one in found] == [Came.PLANNED, Came.FAILED, Came.PLANNED]
    assert isinstance(found[1].error, InputError)
    assert found[1].plan is None


def test_a_cohort_tells_how_far_it_is_and_can_be_cancelled() -> None:
    done: list[int] = []
    found = list(plan_cohort(WORLD, COHORT, request(), None, done.append, lambda: len(done) == 3))
    assert done == [1, 2, 3]
    assert [one.came for one in found] == [Came.PLANNED] * 3 + [Came.CANCELLED] * 2
