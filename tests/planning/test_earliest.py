"""By which term can an item be studied at all, whatever else is chosen?"""

from __future__ import annotations

from typing import Any

import pytest

from recommender.planning.build import build_problem, resolve_goals
from recommender.planning.earliest import Earliest, within
from recommender.planning.lower.prerequisite import given_by
from recommender.planning.problem import Problem
from recommender.rules.prerequisite import Either, Every, Passed
from recommender.vocabulary import ItemId
from tests.planning.worlds import catalogue, count, item, qualification, record, request, result, rule

A, B, C, S = (Passed(ItemId(name)) for name in "ABCS")
CHAIN = [item("A"), item("B", prerequisites=A), item("C", prerequisites=Every((A, B)))]


def problem_of(items: Any, rules: Any = (), *held: Any) -> Problem:
    """Two years of spring and autumn; every item counts."""
    goal = qualification(count("core", len(items), *(one.id for one in items)))
    bank, have, asked = catalogue([goal], items, rules), record(*held), request(horizon_years=2)
    return build_problem(bank, have, asked, resolve_goals(bank, have, asked))


def earliest_of(problem: Problem) -> Earliest:
    return Earliest(problem, given_by(problem.passed, {}, problem.learner))


def first(problem: Problem, name: str) -> int | None:
    found = earliest_of(problem)
    return next((term.ordinal for term in problem.terms if found.by(f"new:{name}", term.ordinal)), None)


def test_what_follows_comes_a_term_later() -> None:
    assert [first(problem_of(CHAIN), name) for name in "ABC"] == [0, 1, 2]


def test_what_is_passed_is_waited_for_no_more() -> None:
    assert first(problem_of(CHAIN, (), result("A")), "C") == 1


def test_of_one_of_these_the_soonest_counts() -> None:
    items = [item("A"), item("B", prerequisites=A), item("C", prerequisites=Either((A, B)))]
    assert first(problem_of(items), "C") == 1


def test_an_item_waits_for_the_season_in_which_it_is_offered() -> None:
    items = [item("A"), item("B", prerequisites=A, seasons=["autumn"])]
    problem = problem_of(items)
    assert [term.season for term in problem.terms[:3]] == ["autumn", "spring", "autumn"]
    assert first(problem, "B") == 2


def test_together_is_no_later_and_a_circle_is_no_hindrance() -> None:
    items = [item("A", corequisites=B), item("B", corequisites=A)]
    assert [first(problem_of(items), name) for name in "AB"] == [0, 0]


def test_a_circle_of_what_comes_before_has_no_first_term() -> None:
    items = [item("A", prerequisites=B), item("B", prerequisites=A)]
    assert first(problem_of(items), "A") is None


def test_what_is_recognised_as_an_item_opens_the_way_once_it_is_decided() -> None:
    items = [item("A", prerequisites=S), item("S"), item("C", prerequisites=A, studyable=False)]
    late = [*items[:2], item("B", prerequisites=Passed(ItemId("C")))]
    bank = [*late, item("C", studyable=False)]
    assert first(problem_of(bank, [rule("r", ["S"], "C")]), "B") == 1
    assert first(problem_of(bank), "B") is None


@pytest.mark.parametrize(("terms", "kept"), [(1, ["A"]), (2, ["A", "B"]), (3, ["A", "B", "C"])])
def test_within_so_many_terms_there_is_what_can_lie_in_them(terms: int, kept: list[str]) -> None:
    problem = problem_of(CHAIN)
    found = within(problem, terms, earliest_of(problem))
    assert found is not None
    assert [one.item.id for one in found.new.values()] == kept
    assert found.new["new:A"].ordinals == tuple(range(terms))
    assert all(min(one.ordinals) == first(problem, one.item.id) for one in found.new.values())
