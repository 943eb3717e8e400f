"""What becomes of the path if a step is taken and fails: how much more study, how many terms, or no path (B22)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings

from recommender.catalogue.objects import Catalogue, Item
from recommender.catalogue.timing import Timing
from recommender.ledger.record import Record, Result
from recommender.planning import PlanRequest, make_plan
from recommender.planning.plan import Plan, Status, Step
from recommender.planning.why.attempted import ATTEMPT, applied_by, begun_by, known_on
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.fails import IfFails, if_fails, studied_otherwise
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed, atoms
from recommender.rules.sets import EVERYTHING
from recommender.vocabulary import ALWAYS, EntryId, Interval, ItemId, NodeId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

BOTH = qualification(count("core", 2, "a", "b"), electives=None)
TWO = catalogue([BOTH], [item("a"), item("b")])


AUTUMN = Interval(None, date(2026, 12, 1))


def failed(
    world: Catalogue, name: str, have: Record | None = None, wish: PlanRequest | None = None
) -> tuple[Plan, IfFails]:
    have, wish = have or record(), wish or request()
    plan = make_plan(world, have, wish)
    found = if_fails(Case(world, have, wish), plan, ItemId(name), Budget(10, 60))
    assert found is not None
    return plan, found


def again(found: IfFails) -> str | None:
    return None if found.again is None else found.again.label


def steps(plan: Plan) -> dict[str, str]:
    return {one.item: plan.terms[one.term].label for one in plan.steps}


def test_a_step_that_can_be_repeated_costs_its_own_study_again_and_a_term() -> None:
    _, found = failed(TWO, "a")
    assert (found.term.label, found.status, found.proof) == ("2026-autumn", Status.OPTIMAL, "certified")
    assert (found.spent_units, found.added_units, found.added_terms) == (3 * ONE, 3 * ONE, 1)
    assert (again(found), found.otherwise, found.settled) == ("2027-spring", False, True)
    assert steps(found.plan) == {ATTEMPT: "2026-autumn", "b": "2026-autumn", "a": "2027-spring"}
    assert studied_otherwise(found, make_plan(TWO, record(), request())) == ((), ())


def test_a_step_with_room_beside_the_rest_costs_no_further_term() -> None:
    narrow = request(loads={"2026-autumn": 3 * ONE}, pin_terms={ItemId("a"): "2026-autumn"})
    plan, found = failed(TWO, "a", wish=narrow)
    assert steps(plan) == {"a": "2026-autumn", "b": "2027-spring"}
    assert (found.added_units, found.added_terms, again(found)) == (3 * ONE, 0, "2027-spring")
    _, found = failed(TWO, "a", wish=replace(narrow, load_units=3 * ONE))
    assert (found.added_units, found.added_terms) == (3 * ONE, 1)


def test_a_step_that_is_offered_once_is_lost_with_its_path() -> None:
    world = catalogue([BOTH], [item("a", life=AUTUMN), item("b")])
    _, found = failed(world, "a")
    assert (found.status, found.added_units, found.added_terms) == (Status.INFEASIBLE, None, None)
    assert (found.proof, found.settled, [one.about for one in found.plan.causes]) == (
        "solver",
        True,
        ["core"],
    )


def test_a_path_is_lost_where_the_time_ends_before_the_step_can_be_taken_again() -> None:
    world = catalogue([BOTH], [item("a", seasons=["spring"]), item("b")])
    assert failed(world, "a", wish=request(horizon_years=1))[1].status is Status.INFEASIBLE
    _, found = failed(world, "a", wish=request(horizon_years=2))
    assert (found.status, found.added_terms) == (Status.OPTIMAL, 2)
    _, found = failed(world, "a", wish=request(by=date(2028, 7, 4)))
    assert found.status is Status.INFEASIBLE


def test_an_equal_alternative_stands_in_where_the_step_would_come_later() -> None:
    world = catalogue(
        [qualification(count("core", 1, "a", "b"), electives=None)],
        [item("a", seasons=["autumn"]), item("b", seasons=["spring"])],
    )
    plan, found = failed(world, "a")
    assert (found.added_units, found.added_terms, again(found)) == (3 * ONE, 1, None)
    assert studied_otherwise(found, plan) == (("b",), ("a",))


def test_a_shorter_way_is_taken_only_where_it_was_open_before_the_step_was_begun() -> None:
    """What could only be studied in the term of the failure is not studied in hindsight."""
    world = catalogue(
        [qualification(count("core", 1, "a", "b", "c"), electives=None)],
        [item("a", 2, life=AUTUMN), item("b", 3, life=AUTUMN), item("c", 7)],
    )
    plan, found = failed(world, "a")
    assert (plan.length, found.added_units) == (2 * ONE, 7 * ONE)
    assert "b" not in steps(found.plan)


def recognising(*more: Item, until: Interval) -> Catalogue:
    """What is held counts as itself for one requirement, or by the rule for the other."""
    goal = qualification(count("one", 1, "a", "core", "c"), accepts=frozenset({SCHOOL}), electives=None)
    goal = replace(goal, requirement=AllOf(NodeId("all"), (goal.requirement, count("two", 1, "x", "d"))))
    items = [item("a", 2, life=AUTUMN), item("core", 9), item("x", 1, SCHOOL), *more]
    return catalogue([goal], items, [rule("r", ["x"], "core", applied_within=until)])


@pytest.mark.parametrize(("until", "added"), [(AUTUMN, 7), (ALWAYS, 3)])
def test_a_recognition_is_not_applied_for_in_hindsight(until: Interval, added: int) -> None:
    world = recognising(item("c", 7), item("d", 3), until=until)
    plan, found = failed(world, "a", record(result("x", 1)))
    assert (steps(plan), plan.applications) == ({"a": "2026-autumn"}, ())
    assert (found.added_units, found.otherwise) == (added * ONE, False)


def test_it_is_told_where_an_application_of_the_plan_would_better_not_have_been_made() -> None:
    goal = qualification(count("one", 1, "core", "c"), accepts=frozenset({SCHOOL}), electives=None)
    goal = replace(goal, requirement=AllOf(NodeId("all"), (goal.requirement, count("two", 1, "x", "a", "d"))))
    items = [item("a", 2, life=AUTUMN), item("core", 9), item("x", 1, SCHOOL), item("c", 7), item("d", 8)]
    world = catalogue([goal], items, [rule("r", ["x"], "core")])
    plan, found = failed(world, "a", record(result("x", 1)))
    assert [one.rule for one in plan.applications] == ["r"]
    assert (found.added_units, found.otherwise) == (7 * ONE, True)
    dearer = replace(world, items={**world.items, "c": item("c", 20)})
    _, found = failed(dearer, "a", record(result("x", 1)))
    assert (found.added_units, found.otherwise) == (8 * ONE, False)


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 8, 1)])
def test_study_in_progress_that_fails_can_be_repeated_from_the_next_term_on(day: date) -> None:
    have, wish = record(running("a"), as_of=day), request(as_of=day)
    plan, found = failed(TWO, "a", have, wish)
    assert (found.term.label, found.added_units, again(found)) == ("2026-autumn", 3 * ONE, "2027-spring")
    assert steps(found.plan)[ATTEMPT] == steps(plan)["a"] == "2026-autumn"
    _, found = failed(TWO, "a", have, replace(wish, exclude=frozenset({ItemId("a")})))
    assert found.status is Status.INFEASIBLE


def test_what_was_studied_beside_the_step_stands_and_what_waits_for_it_waits_longer() -> None:
    lab = item("b", corequisites=Passed(ItemId("a")))
    world = catalogue([BOTH], [item("a"), lab])
    _, found = failed(world, "a")
    assert (steps(found.plan)["b"], found.added_units) == ("2026-autumn", 3 * ONE)
    only = catalogue([qualification(count("core", 1, "b"), electives=None)], [item("a"), lab])
    plan, found = failed(only, "a")
    assert (plan.length, found.added_units, found.added_terms, found.again) == (6 * ONE, 0, 0, None)
    after = catalogue([BOTH], [item("a"), item("b", prerequisites=Passed(ItemId("a")))])
    _, found = failed(after, "a")
    assert (again(found), steps(found.plan)["b"], found.added_terms) == ("2027-spring", "2027-autumn", 1)


def test_a_failed_attempt_counts_nowhere_and_fills_its_term() -> None:
    """Neither as a piece, where anything of anyone counts, nor as too light a term."""
    timing = Timing(load_least_units=6 * ONE)
    anything = qualification(count("core", 3, of=EVERYTHING), accepts=None, timing=timing)
    world = catalogue([anything], [item(name) for name in "abc"])
    wish = request(load_units=6 * ONE)
    plan, found = failed(world, make_plan(world, record(), wish).steps[0].item, wish=wish)
    assert (plan.length, found.added_units, found.status) == (9 * ONE, 3 * ONE, Status.OPTIMAL)


def test_what_is_not_proven_is_called_neither_least_nor_lost() -> None:
    wish = request()
    plan = make_plan(TWO, record(), wish)
    hurried = replace(wish, time_limit=0.0)
    found = if_fails(Case(TWO, record(), hurried), plan, ItemId("a"), Budget(10, 60))
    assert found is not None
    assert found.status in (Status.REFUSED, Status.BOUNDED)
    assert (found.added_units, found.added_terms, found.settled, found.proof) == (None, None, False, "none")
    assert if_fails(Case(TWO, record(), wish), plan, ItemId("a"), Budget(0, 60)) is None
    assert if_fails(Case(TWO, record(), wish), plan, ItemId("c"), Budget(9, 60)) is None


PLAIN = Family(
    items=(2, 5),
    results=(0, 1),
    rules=(0, 0),
    limits=(0, 0),
    leaves=(1, 2),
    prerequisites=4,
    seasons=6,
    awards=0,
    choices=0,
)
BY = date(2027, 7, 31)


def _passed(plan: Plan, world: Tiny) -> Callable[[Step], Result]:
    """A result of a step, at the end of its term and with a mark that meets whatever is asked of it."""

    def made(step: Step) -> Result:
        one = world.catalogue.items[step.item]
        entry, best = EntryId(f"p-{step.item}"), mark("A" if "letters" in schemes_of(world, one.id) else 99)
        return Result(entry, one.id, one.units_most, one.scheme, best, plan.terms[step.term].end)

    return made


def schemes_of(world: Tiny, item: ItemId) -> set[str]:
    """The schemes of the marks that prerequisites and corequisites ask of an item."""
    rules = (rule for one in world.catalogue.items.values() for rule in (one.prerequisites, one.corequisites))
    asked = [atom for rule in rules for atom in atoms(rule) if atom.item == item]
    return {atom.min_grade.scheme for atom in asked if atom.min_grade is not None}


@given(tiny_worlds(PLAIN))
@settings(max_examples=worlds(60))
def test_it_is_as_if_one_asked_again_on_the_day_after_with_all_else_passed(world: Tiny) -> None:
    """The same question put the other way: later, with a result of everything begun but the step."""
    wish = replace(world.request, horizon_years=8, by=BY, objectives=("length", "terms"))
    plan = make_plan(world.catalogue, world.record, wish)
    # A result has one mark, where a step in a plan may be taken to have one on each scale.
    assume(all(len(schemes_of(world, one.item)) <= 1 for one in plan.steps))
    for step in plan.steps[:2]:
        found = if_fails(Case(world.catalogue, world.record, wish), plan, step.item, Budget(10, 60))
        assert found is not None
        day = plan.terms[step.term].end + timedelta(days=1)
        begun = [one for one in plan.steps if one.term <= step.term]
        passed = [one for one in begun if one.item != step.item]
        later = make_plan(
            world.catalogue,
            replace(
                world.record, as_of=day, results=(*world.record.results, *map(_passed(plan, world), passed))
            ),
            replace(wish, as_of=day),
        )
        assert found.status is later.status
        if later.length is not None and plan.length is not None:
            assert found.added_units is not None
            assert plan.length + found.added_units == sum(one.study_units for one in begun) + later.length


WIDE = Family(
    items=(3, 6),
    rules=(0, 2),
    limits=(0, 2),
    prerequisites=3,
    seasons=5,
    lineages=2,
    ledger=4,
    conditions=4,
    goals=1,
    choices=2,
)


@given(tiny_worlds(WIDE))
@settings(max_examples=worlds(100))
def test_nothing_before_the_failure_is_done_in_hindsight(world: Tiny) -> None:
    """In worlds of every kind: what is begun by then is begun, nothing else is, and no other rule is used by then."""
    plan = make_plan(world.catalogue, world.record, world.request)
    for step in plan.steps[:2]:
        found = if_fails(Case(world.catalogue, world.record, world.request), plan, step.item, Budget(9, 60))
        assert found is not None
        assert found.status in (Status.OPTIMAL, Status.INFEASIBLE)
        if found.status is Status.INFEASIBLE:
            continue
        day = known_on(plan, step)
        begun = {one.item: one.term for one in plan.steps if one.item in begun_by(plan, day)}
        del begun[step.item]
        after = {one.item: one.term for one in found.plan.steps if one.item in begun_by(found.plan, day)}
        assert after == {**begun, ATTEMPT: step.term}
        pending = {one.rule for one in world.record.applied}
        assert {one.rule for one in applied_by(found.plan, day)} <= pending | {
            one.rule for one in applied_by(plan, day)
        }
        assert not any("what-if" in claim.key for claim in found.plan.claims)
        assert found.added_units is not None
