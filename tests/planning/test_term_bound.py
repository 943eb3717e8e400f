"""Fewest terms of fixed steps: what the bound sees, so that no model has to be asked."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.planning import make_plan, schedule
from recommender.planning.plan import Plan
from recommender.rules.prerequisite import Passed
from recommender.vocabulary import ItemId
from tests.planning.worlds import ONE, catalogue, count, item, qualification, record, request

A, B = Passed(ItemId("A")), Passed(ItemId("B"))


def planned(items: Any, **more: Any) -> Plan:
    """Every item has to be studied."""
    goal = qualification(count("core", len(items), *(one.id for one in items)))
    return make_plan(catalogue([goal], items), record(), request(horizon_years=4, **more))


def terms_of(plan: Plan) -> tuple[int, str]:
    level = next(one for one in plan.levels if one.objective == "terms")
    assert level.lower_bound == level.value
    return level.value, level.proof


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schedule is as short as its bound, or the test fails."""

    def asked(*_: Any, **__: Any) -> Any:
        raise AssertionError("a model was asked")

    monkeypatch.setattr(schedule, "compile_problem", asked)


@pytest.mark.usefixtures("no_model")
def test_what_needs_each_other_in_one_term_is_listed_together() -> None:
    lecture, lab = item("A", corequisites=B), item("B", corequisites=A)
    assert terms_of(planned([lecture, lab])) == (1, "solver")


@pytest.mark.usefixtures("no_model")
def test_what_is_offered_in_one_season_only_needs_so_many_of_them() -> None:
    """12 credits in autumns that hold 6 each, and a spring between: three terms, though two hold the load."""
    items = [item(name, 3, seasons=["autumn"]) for name in "ABCD"]
    assert terms_of(planned(items, load_units=6 * ONE)) == (3, "solver")


@pytest.mark.usefixtures("no_model")
def test_a_last_step_of_a_chain_presses_what_comes_before_it() -> None:
    """The chain A, B takes autumn and spring; what is left of 9 credits fits beside it."""
    items = [item("A", 3), item("B", 3, prerequisites=A), item("C", 3), item("D", 3)]
    assert terms_of(planned(items, load_units=6 * ONE)) == (2, "solver")


def test_where_the_bound_is_too_low_the_model_says_that_there_is_nothing_shorter() -> None:
    """Three steps of 4 credits in terms of 6: two terms hold the load, and no two steps share a term."""
    items = [item(name, 4) for name in "ABC"]
    assert terms_of(planned(items, load_units=6 * ONE)) == (3, "solver")
