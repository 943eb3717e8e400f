"""Which smallest change shortens the path, and which certificate saves how much: all solved, none left out (D8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from recommender.catalogue.objects import Item
from recommender.errors import CreditpathError, InputError
from recommender.planning.plan import Status
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.certificates import certificates
from recommender.planning.why.changes import (
    BetterGrade,
    Change,
    HasResult,
    InForce,
    MoreLoad,
    Waived,
    changed,
)
from recommender.planning.why.shorten import Search, Target, shorten
from recommender.rules.all_of import AllOf
from recommender.rules.recognition import Source
from recommender.rules.registry import walk
from recommender.vocabulary import ItemId, NodeId, QualificationId, RuleId, RuleStatus
from tests.planning import exhaustive
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    item,
    mark,
    qualification,
    record,
    request,
    result,
    rule,
)

DEGREE = QualificationId("degree")
CORE = count("core", 1, "core")


def searched(case: Case, units: int = 0, terms: int = 0, solves: int = 10_000) -> Search:
    return shorten(case, Target(units, terms), Budget(solves, 60))


def told(found: Search) -> dict[Change, int | None]:
    assert all(len(one.changes) == 1 for one in found.found)
    return {one.changes[0]: one.comparison.shorter for one in found.found}


def test_a_certificate_a_waiver_and_a_proposed_rule_are_all_found() -> None:
    rules = [
        rule("now", ["cert"], "core"),
        rule("later", ["own"], "core", status=RuleStatus.PROPOSED),
        rule("no", ["own"]),
    ]
    items = [item("core", 4), item("cert", 4, SCHOOL, kind="certificate", studyable=False), item("own", 1)]
    case = Case(catalogue([qualification(CORE)], items, rules), record(), request(horizon_years=1))
    found = searched(case, 3 * ONE)
    assert told(found) == {
        HasResult(ItemId("cert")): 4 * ONE,
        HasResult(ItemId("core")): 4 * ONE,
        Waived(DEGREE, NodeId("core")): 4 * ONE,
        InForce(RuleId("later")): 3 * ONE,
    }
    assert (found.singles_complete, found.pairs_complete) == (True, None)


def test_of_several_marks_the_lowest_that_does_it_is_told() -> None:
    rules = [
        rule("r", [Source(ItemId("cert"), mark(80))], "core"),
        rule("s", [Source(ItemId("cert"), mark(90))], 9),
    ]
    case = Case(catalogue([qualification(CORE)], [item("core", 4), item("cert", 5, SCHOOL)], rules),
                record(result("cert", grade=70)), request(horizon_years=1))  # fmt: skip
    assert BetterGrade(ItemId("cert"), mark(80)) in told(searched(case, 4 * ONE))
    assert BetterGrade(ItemId("cert"), mark(90)) not in told(searched(case, 4 * ONE))


def test_a_further_result_has_the_lowest_mark_that_does_it() -> None:
    sources = {"r": mark(80), "s": mark(90)}
    rules = [rule(key, [Source(ItemId("cert"), floor)], "core") for key, floor in sources.items()]
    items = [item("core", 4), item("cert", 5, SCHOOL, studyable=False)]
    goal = qualification(CORE, accepts=frozenset(), electives=None)
    case = Case(catalogue([goal], items, rules), record(), request(horizon_years=1))
    found = told(searched(case, 4 * ONE))
    assert [one.grade for one in found if isinstance(one, HasResult) and one.item == "cert"] == [mark(80)]


def test_what_is_alike_is_solved_once_and_named() -> None:
    names = ["a", "b", "c"]
    world = catalogue(
        [qualification(credits("some", 6, *names), electives=None)], [item(one) for one in names]
    )
    found = searched(Case(world, record(), request(horizon_years=1)), 3 * ONE)
    [row] = [one for one in found.found if isinstance(one.changes[0], HasResult)]
    assert (row.changes, row.alike) == ((HasResult(ItemId("a")),), ("b", "c"))


def test_one_more_course_a_term_saves_terms() -> None:
    goal = qualification(count("core", 2, "a", "b"), load_units=3 * ONE)
    case = Case(catalogue([goal], [item("a"), item("b")]), record(), request(horizon_years=1))
    found = {one.changes[0]: one.comparison.fewer_terms for one in searched(case, terms=1).found}
    assert found[MoreLoad(3 * ONE)] == 1


def test_where_no_single_change_suffices_pairs_are_tried() -> None:
    tree = AllOf(NodeId("all"), tuple(count(one, 1, one) for one in "abc"))
    case = Case(
        catalogue([qualification(tree)], [item(one, 2) for one in "abc"]), record(), request(horizon_years=1)
    )
    found = searched(case, 4 * ONE)
    assert (found.singles_complete, found.pairs_complete) == (True, True)
    two = {frozenset(one.changes) for one in found.found}
    assert frozenset({HasResult(ItemId("a")), HasResult(ItemId("b"))}) in two
    assert all(one.comparison.shorter == 4 * ONE for one in found.found)
    none = searched(case, 5 * ONE)
    assert (none.found, none.pairs_complete) == ((), True)


def test_two_that_are_alike_are_a_pair() -> None:
    tree = AllOf(NodeId("all"), tuple(count(one, 1, "a", "b", "c") for one in ("x", "y")))
    world = catalogue([qualification(tree)], [item(one) for one in "abc"])
    found = searched(Case(world, record(), request(horizon_years=1)), 6 * ONE)
    two = {frozenset(one.changes) for one in found.found}
    assert frozenset({HasResult(ItemId("a")), HasResult(ItemId("b"))}) in two
    assert frozenset({Waived(DEGREE, NodeId("x")), Waived(DEGREE, NodeId("y"))}) in two


def test_a_small_budget_says_that_not_all_was_tried() -> None:
    case = Case(catalogue([qualification(CORE)], [item("core", 4)]), record(), request(horizon_years=1))
    found = searched(case, ONE, solves=1)
    assert not found.singles_complete
    with pytest.raises(InputError, match="expected more than 0 credits or terms"):
        searched(case)


def test_where_there_is_no_path_nothing_can_be_shortened() -> None:
    case = Case(
        catalogue([qualification(CORE)], [item("core", studyable=False)]), record(), request(horizon_years=1)
    )
    assert searched(case, ONE).before.status is Status.INFEASIBLE


SMALL = Family(
    items=(2, 3), results=(0, 1), rules=(0, 1), leaves=(1, 2), conditions=4, prerequisites=3, awards=1
)


@settings(max_examples=15, deadline=None)
@given(tiny_worlds(SMALL))
def test_every_change_saves_what_it_says_and_no_other_is_left_out(world: Tiny) -> None:
    case = Case(world.catalogue, world.record, replace(world.request, horizon_years=1)).shortest()
    found = shorten(case, Target(ONE), Budget(10_000, 60), pairs=False)
    if found.before.length is None:
        return
    assert found.singles_complete
    for one in found.found:
        assert one.comparison.shorter == found.before.length - (_least(changed(case, one.changes)) or 0)
    known = {_about(change) for one in found.found for change in one.changes}
    known |= {("HasResult", key) for one in found.found for key in one.alike}
    for change in _all(case):
        try:
            otherwise = changed(case, (change,))
        except CreditpathError:
            continue
        least = _least(otherwise)
        if least is not None and found.before.length - least >= ONE:
            assert _about(change) in known, change


def _least(case: Case) -> int | None:
    return exhaustive.least(case.catalogue, case.record, case.request)


def _all(case: Case) -> Iterator[Change]:
    """Every single change of the kinds that are searched, with the highest marks that worlds ask for."""
    held = {one.item for one in case.record.results}
    for key in case.catalogue.items:
        for grade in (None, mark(100), mark("A")):
            if key not in held:
                yield HasResult(key, grade)
            elif grade is not None:
                yield BetterGrade(key, grade)
    for goal in case.goals():
        nodes = [node.id for node in walk(goal.requirement) if node is not goal.requirement]
        yield from (Waived(goal.id, key) for key in [*nodes, *(NodeId(one.id) for one in goal.limits)])
    yield from (InForce(key) for key in case.catalogue.rules)


def _about(change: Change) -> tuple[str, str]:
    about = {HasResult: "item", BetterGrade: "item", Waived: "requirement", InForce: "rule"}
    name = about.get(type(change))
    return type(change).__name__, str(getattr(change, name)) if name else ""


def test_certificates_by_what_they_save_with_their_own_study_counted() -> None:
    def cert(key: str, credits: int, **more: Any) -> Item:
        return item(key, credits, SCHOOL, kind="certificate", **more)

    items = [
        item("core", 9),
        cert("dear", 4, study_units=4 * ONE),
        cert("cheap", 1, study_units=ONE),
        cert("closed", 1, studyable=False),
        cert("none", 1),
    ]
    rules = [rule(f"r-{one}", [one], "core") for one in ("dear", "cheap", "closed")]
    goal = qualification(CORE, accepts=frozenset(), electives=None)
    found = certificates(
        Case(catalogue([goal], items, rules), record(), request(horizon_years=1)), Budget(99, 60)
    )
    assert found.complete
    assert [(one.item, one.standing, one.net_units, one.gross_units) for one in found.rows] == [
        ("cheap", "open", 3 * ONE, 4 * ONE),
        ("closed", "closed", ONE, ONE),
        ("dear", "open", -3 * ONE, ONE),
    ]


def test_a_certificate_that_is_held_is_compared_with_not_having_it() -> None:
    items = [item("core", 9), item("cert", 4, SCHOOL, kind="certificate")]
    world = catalogue([qualification(CORE)], items, [rule("r", ["cert"], "core")])
    found = certificates(Case(world, record(result("cert")), request(horizon_years=1)), Budget(99, 60))
    assert [(one.standing, one.net_units) for one in found.rows] == [("held", 9 * ONE)]
