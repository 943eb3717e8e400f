"""Length is compared with the shortest there is, or not at all: what is best in something else may be longer (D2)."""

from __future__ import annotations

from recommender.explanation import both
from recommender.explanation.whys import explain_effect
from recommender.planning import make_plan, removal_costs
from recommender.planning.plan import Status
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.changes import HasResult
from recommender.planning.why.steps import without_step
from recommender.planning.why.what_if import compared, what_if
from recommender.planning.why.why_not import why_not
from recommender.rules.prerequisite import Passed
from recommender.vocabulary import ItemId
from tests.planning.worlds import ONE, catalogue, count, item, qualification, record, request

QUICK, THEN, APART = ItemId("quick"), ItemId("then"), ItemId("apart")
WORLD = catalogue(
    [qualification(count("core", 1, "quick", "then"), electives=None)],
    [
        item("quick", 5),
        item("first", 1),
        item("then", 2, prerequisites=Passed(ItemId("first"))),
        item("apart", 2),
    ],
)
"""Quick is five credits in one term; first and then are three in two."""
CASE = Case(WORLD, record(), request(horizon_years=1, objectives=("terms", "length")))
PLAN = make_plan(CASE.catalogue, CASE.record, CASE.request)


def test_the_quickest_path_is_not_the_shortest_here() -> None:
    assert (PLAN.status, PLAN.length, PLAN.is_shortest) == (Status.OPTIMAL, 5 * ONE, False)
    assert CASE.shortest().plan().length == 3 * ONE


def test_removals_are_not_told_of_it() -> None:
    assert dict(removal_costs(CASE.catalogue, CASE.record, CASE.request, PLAN, [QUICK])) == {}
    short = CASE.shortest()
    assert removal_costs(short.catalogue, short.record, short.request, short.plan(), [THEN])


def test_a_step_of_it_adds_nothing_to_the_shortest() -> None:
    found = without_step(CASE, PLAN, QUICK, Budget(100, 60))
    assert found is not None
    assert (found.added_units, found.swaps, found.complete) == (0, (), True)


def test_an_item_adds_what_it_adds_to_the_shortest() -> None:
    found = {key: why_not(CASE, PLAN, key, Budget(100, 60)) for key in (THEN, APART)}
    assert (found[THEN].reason, found[THEN].added_units) == ("as_short", 0)
    assert (found[APART].reason, found[APART].added_units) == ("redundant", 2 * ONE)


def test_a_change_is_neither_shorter_nor_longer_there() -> None:
    found = what_if(CASE, (HasResult(ItemId("first")),))
    assert (found.before.length, found.after.length, found.shorter) == (5 * ONE, 2 * ONE, None)
    said = both(explain_effect(found))
    assert said["en"] == "The path that is best in the order asked for takes 2 credits in place of 5 credits."
    assert said["zh"] == "按所求的次序最好的路径，由 5 学分 变为 2 学分。"
    short = what_if(CASE.shortest(), (HasResult(ItemId("first")),))
    assert short.shorter == ONE


def test_a_term_that_is_only_waited_through_is_none_of_those_studied_in() -> None:
    spring = catalogue(CASE.goals(), [item("quick", 5, seasons=["spring"])])
    waited, short = make_plan(spring, record(), CASE.request), CASE.shortest().plan()
    assert (len(waited.terms), waited.busy_terms) == (2, 1)
    assert (len(short.terms), short.busy_terms) == (2, 2)
    assert compared(short, waited).fewer_terms == 1
