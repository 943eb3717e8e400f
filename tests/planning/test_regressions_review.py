"""Hand-made plans that a review once refused or judged wrongly, each named by its rule (D3, D4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import make_plan
from recommender.planning.plan import Status
from recommender.planning.review import INVALID, VALID, Proposed, Review, review_plan
from recommender.rules.all_of import AllOf
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput
from recommender.rules.residency import Residency
from recommender.vocabulary import Interval, ItemId, NodeId
from tests.planning.worlds import (
    CREDIT,
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

CERT = item("cert", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT)
UNIT = item("unit", 3, SCHOOL, kind="unit", studyable=False, scheme=CREDIT)


def reviewed(bank: Catalogue, have: Record, **terms: int) -> Review:
    """The verdict on items by name in the terms given: 0 is this autumn, 1 next spring."""
    proposed = [Proposed(ItemId(name), term) for name, term in terms.items()]
    return review_plan(bank, have, request(horizon_years=2), proposed)


def faults(found: Review) -> set[tuple[str, str, str]]:
    return {(one.kind, one.subject, one.message) for one in found.violations}


# -- what a plan takes twice -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"lineage": "l"}, ("single_use", "new:a, new:b", "are of one lineage, l, in degree@2026")),
        (
            {"excludes": frozenset({"a"})},
            ("single_use", "new:a, new:b", "exclude each other in degree@2026"),
        ),
    ],
    ids=["lineage", "exclusion"],
)
def test_a_pair_that_counts_once_is_invalid_and_named(more: dict[str, Any], fault: tuple[str, ...]) -> None:
    """The better use of it stands all the same: `a` is claimed, so that nothing else is called missing."""
    first = item("a", lineage=more.get("lineage"))
    bank = catalogue([qualification(count("core", 1, "a"))], [first, item("b", **more), item("c")])
    found = reviewed(bank, record(), a=0, b=1)
    assert (found.verdict, faults(found), found.causes) == (INVALID, {fault}, ())
    assert reviewed(bank, record(), a=0, c=1).verdict == VALID


def test_of_two_under_way_that_exclude_each_other_one_counts_and_the_plan_is_no_worse_for_it() -> None:
    items = [item("a"), item("b", excludes=frozenset({"a"})), item("c")]
    have = record(running("a"), running("b"))
    for least, terms, verdict in ((3, {}, VALID), (6, {}, INVALID), (6, {"c": 1}, INVALID)):
        goal = qualification(credits("core", least, "a", "b"))
        found = reviewed(catalogue([goal], items), have, **terms)
        assert (found.verdict, found.remaining_units) == (verdict, (least - 3) * ONE)
        assert not {one for one in found.violations if one.kind == "single_use"}


def test_a_result_of_one_lineage_with_a_step_gives_way_to_it() -> None:
    items = [item("a", lineage="l"), item("b", lineage="l")]
    bank = catalogue([qualification(count("core", 1, "b"))], items)
    found = reviewed(bank, record(result("a")), b=0)
    assert (found.verdict, found.violations) == (VALID, ())


# -- recognitions in a plan ------------------------------------------------------------------------------------


def by_chain() -> Catalogue:
    """`a` is recognised over a unit of a hub, `b` is studied here, and the last three credits have to be its own."""
    tree = AllOf(NodeId("all"), (count("first", 1, "a"), count("last", 1, "b")))
    goal = qualification(tree, 0, Residency("own", 3 * ONE, last_units=3 * ONE))
    hub = rule("hub", ["cert"], "unit", recogniser=SCHOOL)
    home = rule("home", ["unit"], "a", chain=2)
    spring = item("cert", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT, seasons=["spring"])
    items = [spring, UNIT, item("a", studyable=False), item("b", seasons=["autumn"])]
    return catalogue([goal], items, [hub, home])


def test_what_a_chain_gives_is_earned_when_the_study_below_it_ends() -> None:
    """The certificate of spring is recognised after the autumn before it: `b` has to wait for another autumn."""
    one, two = (make_plan(by_chain(), record(), request(horizon_years=years)) for years in (1, 2))
    assert one.status is Status.INFEASIBLE
    assert (two.length, [(step.item, step.term) for step in two.steps]) == (4 * ONE, [("cert", 1), ("b", 2)])
    assert {one.rule: one.after_term for one in two.applications} == {"hub": 1, "home": 1}


def test_a_reviewed_chain_is_earned_then_too() -> None:
    assert reviewed(by_chain(), record(), cert=1, b=2).verdict == VALID
    found = reviewed(by_chain(), record(), cert=1, b=0)
    assert found.verdict == INVALID
    assert {one.rule for one in found.violations} == {"own"}


def test_a_prerequisite_may_be_met_by_a_recognition() -> None:
    items = [CERT, item("a", studyable=False), item("b", prerequisites=Passed(ItemId("a")))]
    bank = catalogue([qualification(count("core", 1, "b"))], items, [rule("r", ["cert"], "a")])
    for have, terms in ((record(result("cert")), {"b": 0}), (record(), {"cert": 0, "b": 1})):
        found = reviewed(bank, have, **terms)
        assert (found.verdict, found.violations) == (VALID, ())
        assert found.plan is not None
        assert [one.rule for one in found.plan.applications] == ["r"]
    at_once = reviewed(bank, record(), cert=0, b=0)
    assert (at_once.verdict, {one.kind for one in at_once.violations}) == (INVALID, {"prerequisite"})


def test_what_partial_recognition_leaves_over_is_shown_in_a_review() -> None:
    partial = rule("r", ["cert"], CreditOutput(ItemId("a"), 2 * ONE), partial=True)
    goal = qualification(count("core", 1, "a"))
    bank = catalogue([goal], [CERT, item("a", studyable=False)], [partial])
    for have, terms in ((record(result("cert")), {}), (record(), {"cert": 0})):
        found = reviewed(bank, have, **terms)
        assert (found.verdict, found.violations) == (VALID, ())
        assert found.plan is not None
        (left,) = found.plan.not_counted
        assert (left.item, left.units, left.reason, left.detail) == ("cert", ONE, "remainder", "r")


def test_a_recognition_that_is_decided_later_belongs_to_a_review() -> None:
    later = rule("r", ["cert"], "a", applied_within=Interval(date(2027, 1, 16), None))
    bank = catalogue([qualification(count("core", 1, "a"))], [CERT, item("a", studyable=False)], [later])
    found = reviewed(bank, record(result("cert")))
    assert (found.verdict, found.remaining_units) == (VALID, 0)
    assert found.plan is not None
    assert [(one.rule, one.after_term) for one in found.plan.applications] == [("r", 0)]


def test_of_two_sources_the_one_that_is_ready_in_time_is_taken() -> None:
    other = item("other", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT)
    items = [CERT, other, item("a", studyable=False), item("b", prerequisites=Passed(ItemId("a")))]
    bank = catalogue(
        [qualification(count("core", 1, "b"))], items, [rule("r", ["cert", "other"], "a", need=1)]
    )
    for early, late in (("cert", "other"), ("other", "cert")):
        found = reviewed(bank, record(), **{early: 0, late: 1, "b": 1})
        assert (found.verdict, found.violations) == (VALID, ())
        assert found.plan is not None
        assert [one.sources for one in found.plan.applications] == [(f"new:{early}",)]


def test_a_source_that_is_too_old_once_the_other_is_ready_is_not_applied_with() -> None:
    """What is missing is named, and no application that nobody proposed."""
    other = item("other", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT)
    fresh = rule("r", ["cert", "other"], "a", shelf_life_years=1)
    items = [CERT, other, item("a", studyable=False)]
    bank = catalogue([qualification(count("core", 1, "a"))], items, [fresh])
    assert reviewed(bank, record(), cert=0, other=1).verdict == VALID
    found = reviewed(bank, record(), cert=0, other=3)
    assert (found.verdict, {one.kind for one in found.violations}) == (INVALID, {"count_from"})
