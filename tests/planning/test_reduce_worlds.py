"""Worlds in which something was left out of a problem that was of use after all, or was looked for where it was not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recommender.planning import attempt, levels, make
from recommender.planning.alternatives import alternatives
from recommender.planning.make import make_plan
from recommender.planning.plan import Status, Ties
from recommender.planning.reduce.reduced import Reduced
from recommender.planning.solve import Outcome, Solution, minimise, minimise_surely
from recommender.planning.steady import steady
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Completed, Either, Every, Passed, Prerequisite
from recommender.rules.residency import Residency
from recommender.vocabulary import ItemId, NodeId
from tests.planning.worlds import ONE, SCHOOL, catalogue, count, item, qualification, record, request, rule

Z, Y = Passed(ItemId("z")), Passed(ItemId("y"))


def least(bank: Any, **more: Any) -> int:
    """The length in credits; with the whole problem it is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "prover_of", no_prover)
        plan = make_plan(bank, record(), request(**more))
        patch.setattr(attempt, "reduced", Reduced)
        assert make_plan(bank, record(), request(**more)).length == plan.length
    assert plan.status is Status.OPTIMAL
    assert plan.length is not None
    return plan.length // ONE


@pytest.mark.parametrize(
    ("dear", "cheap"), [(Every((Z, Y)), Either((Z, Y))), (Completed(4 * ONE), Completed(2 * ONE))]
)
def test_ways_that_ask_for_the_same_items_otherwise_are_not_alike(
    dear: Prerequisite, cheap: Prerequisite
) -> None:
    items = [
        item("h", 2, studyable=False),
        item("s", 2, SCHOOL, prerequisites=dear),
        item("t", 2, SCHOOL, prerequisites=cheap),
        item("z", 2),
        item("y", 2),
    ]
    goal = qualification(count("core", 1, "h"), 0, accepts=frozenset())
    assert least(catalogue([goal], items, [rule("r", ["s"], "h"), rule("q", ["t"], "h")])) == 4


def test_a_source_of_one_lineage_with_what_another_way_gives_is_not_alike() -> None:
    tree = AllOf(NodeId("all"), (count("one", 1, "a", "b"), count("two", 1, "x")))
    items = [
        item("a", 2, studyable=False),
        item("b", 6),
        item("x", 2, studyable=False, lineage="L"),
        item("s", 2, SCHOOL, lineage="L"),
        item("t", 2, SCHOOL),
        item("y", 2, SCHOOL),
    ]
    rules = [rule("r1", ["s"], "a"), rule("r2", ["t"], "a"), rule("r3", ["y"], "x")]
    assert least(catalogue([qualification(tree)], items, rules)) == 4


def test_an_item_of_one_lineage_with_what_another_way_gives_does_not_stand_for_its_recognition() -> None:
    tree = AllOf(NodeId("all"), (count("one", 1, "p", "big"), count("two", 1, "x2")))
    items = [
        item("p", 2, prerequisites=Passed(ItemId("x"))),
        item("big", 9),
        item("x", 2, lineage="L"),
        item("x2", 2, studyable=False, lineage="L"),
        item("s", 2, SCHOOL),
        item("y", 2, SCHOOL),
    ]
    rules = [rule("r1", ["s"], "x"), rule("r3", ["y"], "x2")]
    assert least(catalogue([qualification(tree)], items, rules)) == 6


def test_rules_that_ask_when_find_the_recognitions_of_a_smaller_problem() -> None:
    tree = AllOf(NodeId("all"), (count("core", 1, "h"), count("own", 1, "o")))
    home = Residency("home", ONE, last_units=30 * ONE)
    items = [item("h", 2, studyable=False), item("o"), item("s", 2, SCHOOL), item("t", 2, SCHOOL)]
    goal = qualification(tree, 0, home, accepts=frozenset())
    assert least(catalogue([goal], items, [rule("a1", ["t"], "h"), rule("a2", ["s"], "h")])) == 5


def test_a_term_may_hold_what_the_others_do_not() -> None:
    bank = catalogue([qualification(count("core", 1, "big"), electives=None)], [item("big", 20)])
    assert make_plan(bank, record(), request(load_units=15 * ONE)).status is Status.INFEASIBLE
    assert least(bank, load_units=15 * ONE, loads={"2026-autumn": 20 * ONE}) == 20


ALIKE = catalogue(
    [qualification(count("core", 1, "A", "B", "C"), electives=None)], [item("A"), item("B"), item("C")]
)


def test_a_bound_on_the_fit_leaves_every_member_open() -> None:
    """To later levels, to other plans as good, and to their count."""
    bound = {"fit": 10**6, "length": 3 * ONE}
    old = steady(ALIKE, record(), request(dislikes={"B": 1}, at_most=bound), [ItemId("B")])
    assert [step.item for step in old.plan.steps] == ["B"]
    asked = request(dislikes={"A": 1, "B": 2}, objectives=("length",), at_most={"fit": 10**6})
    found = alternatives(ALIKE, record(), asked, 3)
    assert (len(found.others), found.all_told) == (2, True)
    assert make_plan(ALIKE, record(), replace(asked, count_ties=5)).ties == Ties(3, exact=True)


def no_prover(*_: Any) -> None:
    """As if no proof had been found in time."""


DEAR = catalogue(
    [qualification(count("core", 1, "A", "B"), electives=None)], [item("A", fee=5), item("B", fee=3)]
)


def test_a_plan_that_the_first_solve_found_is_not_lost_where_the_second_has_no_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*given: Any, **more: Any) -> Solution:
        return replace(minimise(*given, **more), outcome=Outcome.FEASIBLE, bound=0)

    def late(*given: Any, **more: Any) -> Solution:
        return Solution(Outcome.UNKNOWN)

    monkeypatch.setattr(make, "prover_of", no_prover)
    monkeypatch.setattr(levels, "minimise", stopped)
    monkeypatch.setattr(levels, "minimise_surely", late)
    plan = make_plan(DEAR, record(), request())
    assert (plan.status, plan.length, plan.lower_bound) == (Status.BOUNDED, 3 * ONE, 0)


def test_a_first_level_that_is_not_proven_ends_the_search_and_stands_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*given: Any, **more: Any) -> Solution:
        return replace(minimise_surely(*given, **more), outcome=Outcome.FEASIBLE, bound=0)

    monkeypatch.setattr(levels, "minimise_surely", stopped)
    plan = make_plan(DEAR, record(), request(objectives=("fee", "length", "terms")))
    assert plan.status is Status.BOUNDED
    assert [level.objective for level in plan.levels] == ["fee", "terms"]
