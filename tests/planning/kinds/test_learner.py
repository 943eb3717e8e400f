"""Who may take an item, and what a prerequisite asks of a learner beside items: open where it is known to be so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Enrolment
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.entry import entry_conditions
from recommender.planning.plan import Plan, Status
from recommender.rules.conditions import Awarded, EnrolledIn
from recommender.rules.learner import Asked, EnrolledAt, EnteredBefore, Stated
from recommender.rules.prerequisite import Either, Every, Passed, Unknown
from recommender.vocabulary import EntryId, ItemId, QualificationId
from tests.planning import exhaustive
from tests.planning.worlds import (
    COLLEGE,
    ONE,
    SCHOOL,
    award,
    catalogue,
    count,
    item,
    qualification,
    record,
    request,
    result,
)

WORK = Stated("years_of_work", Fraction(3))
OTHER = qualification(count("x", 1, "a"), key="other", institution=SCHOOL)


def world(*items: Item) -> Catalogue:
    return catalogue([qualification(count("core", 1, "a", "b")), OTHER], items)


def enrolled(key: str, since: date = date(2025, 3, 1)) -> Enrolment:
    return Enrolment(EntryId(f"n-{key}"), QualificationId(key), "2026", since)


def closed(plan: Plan) -> list[tuple[str, str]]:
    return [(one.about, one.detail) for one in plan.assumptions if one.code == "closed_item"]


@pytest.mark.parametrize(
    ("facts", "length"),
    [({}, 6), ({"years_of_work": "2"}, 6), ({"years_of_work": "3"}, 3), ({"years_of_work": "long"}, 6)],
)
def test_an_item_for_some_is_a_step_only_of_those_of_whom_it_is_known(
    facts: dict[str, str], length: int
) -> None:
    tiny = world(item("a", takers=(WORK,)), item("b", 6))
    asked = request(facts=facts, horizon_years=1)
    plan = make_plan(tiny, record(), asked)
    assert plan.length == length * ONE == exhaustive.least(tiny, record(), asked)
    assert closed(plan) == ([] if length == 3 else [("a", "years_of_work")])


def test_the_checker_refuses_a_step_that_is_closed_to_the_learner() -> None:
    tiny = world(item("a", takers=(WORK,)), item("b", 6))
    plan = make_plan(tiny, record(), request(facts={"years_of_work": "9"}))
    assert any("open only to learners" in str(one) for one in check(tiny, record(), request(), plan))


def test_a_closed_item_that_is_held_counts_and_one_in_progress_goes_on() -> None:
    tiny = world(item("a", takers=(WORK,)))
    assert make_plan(tiny, record(result("a")), request()).length == 0
    assert make_plan(tiny, record(), request()).status is Status.INFEASIBLE
    assert make_plan(tiny, record(), request(pins=["a"])).status is Status.INFEASIBLE
    assert make_audit(tiny, record(), request()).assumptions[0].code == "closed_item"


@pytest.mark.parametrize(
    ("asked", "have", "opens"),
    [
        (EnrolledIn(frozenset({QualificationId("degree")})), record(), True),
        (EnrolledIn(frozenset({QualificationId("other")})), record(), False),
        (EnrolledIn(frozenset({QualificationId("other")})), record(enrolments=(enrolled("other"),)), True),
        (EnrolledAt(frozenset({COLLEGE})), record(), True),
        (EnrolledAt(frozenset({SCHOOL})), record(), False),
        (EnrolledAt(frozenset({SCHOOL})), record(enrolments=(enrolled("other"),)), True),
        (Awarded(frozenset({QualificationId("other")})), record(), False),
        (Awarded(frozenset({QualificationId("other")})), record(award("other", "e")), True),
        (Awarded(award="bachelor"), record(award("other", "e")), True),
        (Awarded(award="master"), record(award("other", "e")), False),
        (EnteredBefore(date(2025, 3, 2)), record(enrolments=(enrolled("other"),)), True),
        (EnteredBefore(date(2025, 3, 1)), record(enrolments=(enrolled("other"),)), False),
        (EnteredBefore(date(2026, 1, 1)), record(), False),
    ],
)
def test_a_prerequisite_may_ask_what_the_ledger_knows(asked: Asked, have: object, opens: bool) -> None:
    tiny = world(item("a", prerequisites=asked), item("b", 6))
    wish = request("degree", horizon_years=1)
    plan = make_plan(tiny, have, wish)  # type: ignore[arg-type]
    assert plan.length == (3 if opens else 6) * ONE == exhaustive.least(tiny, have, wish)  # type: ignore[arg-type]


def test_a_fact_may_stand_beside_an_item_or_in_its_place() -> None:
    either = Either((Passed(ItemId("c")), Stated("exempt")))
    both = Every((Passed(ItemId("c")), Stated("exempt")))
    for rule, without, stated in ((either, 5, 3), (both, 6, 5)):
        tiny = world(item("a", prerequisites=rule), item("b", 6), item("c", 2))
        for facts, length in (({}, without), ({"exempt": "yes"}, stated), ({"exempt": "no"}, without)):
            asked = request(facts=facts, horizon_years=2)
            assert make_plan(tiny, record(), asked).length == length * ONE
            assert exhaustive.least(tiny, record(), asked) == length * ONE


def test_entry_conditions_are_shown_and_never_in_the_way() -> None:
    entry = Every(
        (
            Awarded(award="bachelor"),
            Passed(ItemId("a")),
            Stated("diploma"),
            Unknown("good health"),
            EnrolledIn(frozenset({QualificationId("degree")})),
        )
    )
    goal = qualification(count("core", 1, "b"), entry=entry)
    tiny = catalogue([goal, OTHER], [item("a"), item("b")])
    have, asked = record(award("other", "e-a"), result("a")), request(facts={"diploma": "no"})
    states = [one.state for one in entry_conditions(tiny, have, asked, goal)]
    assert states == ["met", "met", "unmet", "unknown", "unmet"]
    assert make_plan(tiny, have, asked).length == 3 * ONE
    assert [one.state for one in entry_conditions(tiny, record(), request(), goal)][2] == "unknown"
