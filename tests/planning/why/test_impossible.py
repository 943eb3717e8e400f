"""Why is there no path, and what is the least that has to give way (D4)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.why.bounds import CREDIT, PIECES, with_bound
from recommender.planning.why.case import Budget, Case, can_be_met
from recommender.planning.why.impossible import Impossible, why_impossible
from recommender.planning.why.members import members, without
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Passed
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
)

ANY = ItemSet()
SMALL = [item("a"), item("b", issuer=SCHOOL)]
PLENTY = 10_000


def why(world: Catalogue, have: Record | None = None, asked: PlanRequest | None = None) -> Impossible:
    found = why_impossible(
        Case(world, have or record(), asked or request(horizon_years=1)), Budget(PLENTY, 60)
    )
    assert found is not None
    assert found.complete
    return found


def named(found: Impossible) -> list[tuple[str, str]]:
    assert found.conflict.smallest
    return [(one.kind, one.about) for one in found.conflict.members]


def ways(found: Impossible) -> dict[str, tuple[str, int | None, int | None, int | None]]:
    assert all(one.least for one in found.relaxations)
    return {one.member.about: (one.field, one.was, one.now, one.plan.length) for one in found.relaxations}


def test_a_requirement_that_nothing_can_meet_has_to_go() -> None:
    tree = AllOf(NodeId("root"), (count("easy", 1, "a"), count("hard", 2, "a", "nothing")))
    found = why(catalogue([qualification(tree, 3)], SMALL))
    assert named(found) == [("requirement", "hard")]
    assert ways(found) == {"hard": ("least", 2, 0, 3 * ONE)}


def test_a_cap_is_raised_and_a_requirement_lowered_no_further_than_needed() -> None:
    goal = qualification(credits("core", 6, of=ANY), 0, cap("few", 1, transferred=True), accepts=None)
    found = why(catalogue([goal], SMALL))
    assert named(found) == [("requirement", "core"), ("limit", "few")]
    assert ways(found) == {
        "core": ("least_units", 6 * ONE, 3 * ONE, 3 * ONE),
        "few": ("most_units", ONE, 3 * ONE, 6 * ONE),
    }


def test_residency_and_the_total() -> None:
    goal = qualification(count("core", 1, "a"), 3, Residency("home", 4 * ONE))
    assert ways(why(catalogue([goal], [item("a")]))) == {"home": ("least_units", 4 * ONE, 3 * ONE, 3 * ONE)}
    found = why(catalogue([qualification(count("core", 1, "a"), 20)], SMALL))
    assert named(found) == [("limit", "total")]
    assert ways(found) == {"total": ("least_units", 20 * ONE, 3 * ONE, 3 * ONE)}


def test_of_a_choice_the_number_gives_way() -> None:
    tree = NOf(NodeId("two-of"), 2, (count("x", 1, "a"), count("y", 1, "nothing")))
    found = why(catalogue([qualification(tree)], SMALL))
    assert named(found) == [("requirement", "two-of"), ("requirement", "y")]
    assert ways(found) == {"two-of": ("n", 2, 1, 3 * ONE), "y": ("least", 1, 0, 3 * ONE)}


def test_what_the_caller_asks_is_a_member_like_any_other() -> None:
    goal = qualification(count("core", 1, "a"))
    found = why(catalogue([goal], SMALL), asked=request(exclude=["a"], horizon_years=1))
    assert named(found) == [("requirement", "core"), ("exclude", "a")]
    assert ways(found)["a"] == ("", None, None, 3 * ONE)
    here = why(catalogue([goal], SMALL), asked=request(institutions=frozenset({SCHOOL}), horizon_years=1))
    assert ("institutions", "") in named(here)
    items = [item("a", lineage="l"), item("b", lineage="l")]
    pinned = why(
        catalogue([qualification(count("c", 0))], items), asked=request(pins=["a", "b"], horizon_years=1)
    )
    assert named(pinned) == [("pin", "a"), ("pin", "b")]


def test_load_and_horizon_are_raised_to_the_first_that_suffices() -> None:
    names = ["a", "b", "c"]
    world = catalogue([qualification(count("core", 3, *names))], [item(name) for name in names])
    found = why(world, asked=request(load_units=3 * ONE, horizon_years=1))
    assert named(found) == [("requirement", "core"), ("load", ""), ("horizon", "")]
    by_kind = {one.member.kind: (one.unit, one.was, one.now) for one in found.relaxations}
    assert by_kind == {
        "requirement": (PIECES, 3, 2),
        "load": (CREDIT, 3 * ONE, 6 * ONE),
        "horizon": ("years", 1, 2),
    }


def test_what_the_caller_allows_at_most_is_raised_to_the_first_that_suffices() -> None:
    world = catalogue([qualification(count("core", 1, "a"))], [item("a", fee=500)])
    for objective, most, unit, least in (("length", 2 * ONE, CREDIT, 3 * ONE), ("fee", 200, "amount", 500)):
        found = why(world, asked=request(horizon_years=1, at_most={objective: most}))
        assert named(found) == [("requirement", "core"), ("at_most", objective)]
        [row] = [one for one in found.relaxations if one.member.kind == "at_most"]
        assert (row.unit, row.was, row.now, row.least) == (unit, most, least, True)


def test_a_prerequisite_that_is_closed() -> None:
    goal = qualification(count("core", 1, "then"), electives=None)
    items = [item("first", studyable=False), item("then", prerequisites=Passed(ItemId("first")))]
    found = why(catalogue([goal], items))
    assert named(found) == [("requirement", "core"), ("prerequisite", "then")]
    assert ways(found)["then"] == ("", None, None, 3 * ONE)


def test_a_conflict_of_one_is_found_beside_one_of_two() -> None:
    """The first that is met in the order of the text is not always the least."""
    tree = AllOf(NodeId("root"), (credits("core", 6, of=ANY), count("hard", 1, "nothing")))
    goal = qualification(tree, 0, cap("few", 1, transferred=True), accepts=None)
    assert named(why(catalogue([goal], SMALL))) == [("requirement", "hard")]


def test_where_there_is_a_path_there_is_no_reason_why_not() -> None:
    world = catalogue([qualification(count("core", 1, "a"))], SMALL)
    assert why_impossible(Case(world, record(), request()), Budget(PLENTY, 60)) is None


def test_without_a_budget_nothing_is_claimed_to_be_least() -> None:
    goal = qualification(credits("core", 6, of=ANY), 0, cap("few", 1, transferred=True), accepts=None)
    case = Case(catalogue([goal], SMALL), record(), request(horizon_years=1))
    for solves in range(2, 12):
        found = why_impossible(case, Budget(solves, 60))
        if found is not None and not found.complete:
            assert not (found.conflict.smallest and len(found.conflict.members) > 2)
            break
    else:
        pytest.fail("the budget was never too small")


SMALLEST = Family(items=(2, 3), results=(0, 1), leaves=(1, 2), limits=(1, 2), choices=5, awards=0)


@settings(max_examples=12, deadline=None)
@given(tiny_worlds(SMALLEST))
def test_no_conflict_has_fewer_members_and_no_bound_gives_way_less(world: Tiny) -> None:
    case = Case(world.catalogue, world.record, replace(world.request, horizon_years=1)).shortest()
    found = why_impossible(case, Budget(PLENTY, 60))
    if found is None:
        return
    known, size = members(case), len(found.conflict.members)
    for fewer in combinations(known, size - 1):
        assert can_be_met(without(case, [one for one in known if one not in fewer]), 30)
    for one in found.relaxations:
        assert one.plan.length is not None
        if one.unit in (CREDIT, PIECES) and one.member.goal:
            assert one.now is not None
            assert one.was is not None
            for value in _between(one.was, one.now, ONE if one.unit == CREDIT else 1):
                tighter = with_bound(case, one.member.goal, one.member.about, one.field, value)
                assert exhaustive.least(tighter.catalogue, tighter.record, tighter.request) is None


def _between(was: int, now: int, step: int) -> Iterator[int]:
    """The last values on the way from one to the other, the other left out."""
    yield from [*range(was, now, step if now > was else -step)][-2:]
