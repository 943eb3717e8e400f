"""What of terms is in proofs: study that no term holds, and periods that are over and full (B8, B19, D5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning import Plan, PlanRequest, make_plan
from recommender.planning.check.proof import proven
from recommender.planning.check.relaxation import relaxation
from recommender.planning.plan import Status
from recommender.rules.sets import ItemSet
from recommender.rules.window import Window
from recommender.vocabulary import Interval, ItemId
from tests.planning.check.point import broken_rows
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

ASKED = request(objectives=("length",), load_units=6 * ONE)
ANY = credits("any", 9, of=ItemSet())
GOAL = qualification(ANY, 0, electives=None)
CERTIFICATE = item("certificate", 9, kind="certificate", study_units=7 * ONE)
BANK = catalogue([GOAL], [CERTIFICATE, *(item(f"i{n}") for n in range(4))])
SPRING = date(2026, 6, 30)
"""Of the year in which study in progress ends."""


def certified(bank: Catalogue, held: Record, asked: PlanRequest, length: int) -> Plan:
    """The plan of so many credits, which no row speaks against, and its proof that none is shorter."""
    plan = make_plan(bank, held, asked)
    ground = relaxation(bank, held, asked)
    assert ground is not None
    assert plan.length == length * ONE
    assert broken_rows(ground, plan) == []
    assert plan.proof is not None
    assert proven(ground, plan.proof) == plan.length
    return plan


def test_what_asks_for_more_than_any_term_holds_is_not_studied() -> None:
    certified(BANK, record(), ASKED, 9)
    certified(BANK, record(), replace(ASKED, load_units=7 * ONE), 7)


def test_one_term_that_holds_more_is_enough() -> None:
    certified(BANK, record(), replace(ASKED, loads={"2027-spring": 7 * ONE}), 7)
    short = replace(ASKED, horizon_years=1)
    certified(BANK, record(), replace(short, loads={"2027-spring": 7 * ONE}), 7)
    certified(BANK, record(), replace(short, loads={"2027-spring": 5 * ONE}), 9)


def test_study_in_progress_may_ask_for_more_than_a_term_holds() -> None:
    certified(BANK, record(running("certificate")), ASKED, 7)


def test_no_plan_has_a_pinned_step_that_no_term_holds() -> None:
    plan = make_plan(BANK, record(), replace(ASKED, pins=frozenset({ItemId("certificate")})))
    assert plan.status is Status.INFEASIBLE
    assert plan.proof is not None


@pytest.mark.parametrize(("per", "length"), [("term", 3), ("year", 6)])
def test_of_a_period_that_is_over_no_more_counts_than_it_may_hold(per: str, length: int) -> None:
    """Six credits held of two terms of one year: all count where a term may have three, and half where the year may."""
    goal = qualification(ANY, 0, Window("w", per, 3 * ONE), electives=None)
    bank = catalogue([goal], [item(f"i{n}") for n in range(4)])
    held = [result("i0", day=date(2025, 6, 30)), result("i1", day=date(2025, 12, 20))]
    certified(bank, record(*held), ASKED, length)


def test_study_in_progress_leaves_less_of_its_period() -> None:
    goal = qualification(ANY, 0, Window("w", "year", 6 * ONE), electives=None)
    bank = catalogue([goal], [item(f"i{n}") for n in range(5)])
    held = [result("i0", day=SPRING), result("i1", day=SPRING)]
    certified(bank, record(*held), ASKED, 3)
    certified(bank, record(*held, running("i2")), ASKED, 6)
    before = [result("i0", day=date(2025, 6, 30)), result("i1", day=date(2025, 6, 30))]
    certified(bank, record(*before, running("i2")), ASKED, 3)


@pytest.mark.parametrize(("year", "length"), [(2024, 9), (2025, 6)])
def test_a_result_of_another_day_than_a_rule_asks_for_is_no_source(year: int, length: int) -> None:
    within = Interval(end=date(year, 12, 31))
    items = [item("cert", 3, SCHOOL, studyable=False), *(item(f"i{n}") for n in range(4))]
    bank = catalogue(
        [qualification(ANY, 0, electives=None)], items, [rule("r", ["cert"], 3, completed_within=within)]
    )
    certified(bank, record(result("cert", day=date(2025, 6, 30))), ASKED, length)
