"""Recognised credit as the basis of another recognition: only where a rule says so, and only so far (A7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Granted, GrantedOutput, Record
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Standing, Status
from recommender.rules.all_of import AllOf
from recommender.rules.outputs import CreditOutput, ElectiveOutput
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import Recognition, Source
from recommender.vocabulary import EntryId, Interval, ItemId, NodeId, RuleId
from tests.planning import exhaustive
from tests.planning.worlds import (
    COLLEGE,
    CREDIT,
    ONE,
    SCHOOL,
    TODAY,
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

CERT = item("cert", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT)
UNIT = item("unit", 3, SCHOOL, kind="unit", studyable=False, scheme=CREDIT)
OTHER = item("unit2", 3, SCHOOL, kind="unit", studyable=False, scheme=CREDIT)
ITEMS = [CERT, UNIT, OTHER, item("a", 3), item("b", 3)]
NAMED = count("named", 1, "a")
HUB = rule("hub", ["cert"], "unit", recogniser=SCHOOL)
HOME = rule("home", ["unit"], "a", chain=2)


def world(*rules: Recognition, requirement: Any = NAMED, items: Any = ITEMS, total: int = 0) -> Catalogue:
    return catalogue([qualification(requirement, total)], items, rules)


def planned(world: Catalogue, have: Record, **more: Any) -> Plan:
    """A plan that the checker takes, as short as any."""
    asked = request(horizon_years=1, **more)
    plan = make_plan(world, have, asked)
    assert plan.length == exhaustive.least(world, have, asked)
    return plan


def test_a_unit_of_a_hub_is_the_basis_of_a_recognition_at_home() -> None:
    have = record(result("cert"))
    plan = planned(world(HUB, HOME), have)
    assert plan.length == 0
    found = {one.rule: (one.sources, one.outputs, one.standing) for one in plan.applications}
    assert found == {
        "hub": (("held:e-cert",), (), Standing.AVAILABLE),
        "home": (("out:hub#0",), ("out:home#0",), Standing.AVAILABLE),
    }
    assert make_audit(world(HUB, HOME), have, request()).remaining_units == 0


def test_chaining_is_off_unless_the_rule_allows_it() -> None:
    have = record(result("cert"))
    assert planned(world(HUB, replace(HOME, chain=1)), have).length == 3 * ONE
    plan = make_plan(world(HUB, HOME), have, request(horizon_years=1))
    broken = check(world(HUB, replace(HOME, chain=1)), have, request(horizon_years=1), plan)
    assert any("is the end of a chain" in one.message for one in broken)


def test_a_chain_is_no_longer_than_the_rule_allows() -> None:
    second = rule("second", ["unit"], "unit2", recogniser=SCHOOL, chain=2)
    have = record(result("cert"))
    for most, length in ((2, 3), (3, 0)):
        last = rule("last", ["unit2"], "a", chain=most)
        assert planned(world(HUB, second, last), have).length == length * ONE


def test_units_come_from_recognition_alone_and_a_certificate_is_studied_for_them() -> None:
    plan = planned(world(HUB, HOME), record())
    assert ([step.item for step in plan.steps], plan.length) == (["cert"], ONE)
    assert {one.standing for one in plan.applications} == {Standing.STUDY}
    assert len({one.after_term for one in plan.applications}) == 1


def test_what_a_hub_gives_is_no_credit_at_home_without_a_further_recognition() -> None:
    have = record(result("cert"))
    anything = count("some", 1, of=credits("x", 0).of)
    assert planned(world(HUB, requirement=anything), have).length == ONE * 3
    later = item("later", 3, prerequisites=Passed(ItemId("unit")))
    closed = world(HUB, HOME, requirement=count("last", 1, "later"), items=[*ITEMS, later])
    assert make_plan(closed, have, request()).status is Status.INFEASIBLE


def test_a_cycle_does_not_support_itself() -> None:
    there = rule("there", ["b"], "a", chain=9)
    back = rule("back", ["a"], "b", chain=9)
    plan = planned(world(there, back), record())
    assert (plan.length, plan.applications) == (3 * ONE, ())
    lies = make_plan(world(rule("there", ["b"], "a"), back), record(result("b")), request(horizon_years=1))
    round_trip = replace(lies, applications=(replace(lies.applications[0], sources=("out:back#0",)),))
    assert check(world(there, back), record(result("b")), request(horizon_years=1), round_trip)


def test_a_result_is_used_once_over_a_chain() -> None:
    both = AllOf(NodeId("all"), (NAMED, credits("more", 3, of=credits("x", 0).of)))
    beside = rule("beside", ["cert"], ElectiveOutput(3 * ONE))
    have = record(result("cert"))
    assert planned(world(HUB, HOME, beside, requirement=both), have).length == 3 * ONE
    again = replace(HUB, reuse=True)
    assert planned(world(again, HOME, beside, requirement=both), have).length == 0


def test_an_output_is_used_once() -> None:
    two = AllOf(NodeId("all"), (NAMED, count("b", 1, "b")))
    other = rule("other", ["unit"], "b", chain=2)
    have = record(result("cert"))
    assert planned(world(HUB, HOME, other, requirement=two), have).length == 3 * ONE
    assert planned(world(HUB, HOME, replace(other, reuse=True), requirement=two), have).length == 0
    pair = rule("hub", ["cert"], "unit", "unit2", recogniser=SCHOOL)
    apart = rule("other", ["unit2"], "b", chain=2)
    assert planned(world(pair, HOME, apart, requirement=two), have).length == 0


def test_a_recognised_source_has_no_grade_and_the_first_result_keeps_its_dates() -> None:
    have = record(result("cert", 3, 90, day=date(2025, 1, 15)))
    graded = rule("home", [Source(ItemId("unit"), mark(60))], "a", chain=2)
    assert planned(world(HUB, graded), have, exclude=["cert"]).length == 3 * ONE
    for end, length in ((date(2025, 1, 16), 0), (date(2025, 1, 15), 3)):
        dated = replace(HOME, completed_within=Interval(None, end))
        assert planned(world(HUB, dated), have, exclude=["cert"]).length == length * ONE
    for years, length in ((2, 0), (1, 3)):
        assert (
            planned(world(HUB, replace(HOME, shelf_life_years=years)), have, exclude=["cert"]).length
            == length * ONE
        )


def test_each_recognition_of_a_chain_waits_for_the_one_before() -> None:
    after = Interval(date(2027, 1, 16), None)
    plan = planned(world(replace(HUB, applied_within=after), HOME), record(result("cert")))
    assert {one.rule: one.after_term for one in plan.applications} == {"hub": 0, "home": 0}
    early = replace(HOME, applied_within=Interval(None, date(2027, 1, 16)))
    assert planned(world(replace(HUB, applied_within=after), early), record(result("cert"))).length == 3 * ONE


def hub_grant(home: str = SCHOOL, name: str = "hub", entry: str = "g") -> Granted:
    output = GrantedOutput(ItemId("unit"), 3 * ONE, CREDIT)
    return Granted(EntryId(entry), RuleId(name), "1", home, (EntryId("e-cert"),), (output,), TODAY)  # type: ignore[arg-type]


def test_a_unit_in_the_ledger_is_a_basis_too_and_its_result_is_used_with_it() -> None:
    have = record(result("cert"), hub_grant())
    plan = planned(world(HUB, HOME), have, exclude=["cert"])
    assert (plan.length, [one.sources for one in plan.applications]) == (0, [("granted:g#0",)])
    both = AllOf(NodeId("all"), (NAMED, credits("more", 3, of=credits("x", 0).of)))
    beside = rule("beside", ["cert"], ElectiveOutput(3 * ONE))
    assert planned(world(HUB, HOME, beside, requirement=both), have, exclude=["cert"]).length == 3 * ONE
    assert planned(world(HUB, replace(HOME, chain=1)), have, exclude=["cert"]).length == 3 * ONE
    last = rule("last", ["unit2"], "a", chain=2)
    second = rule("second", ["unit"], "unit2", recogniser=SCHOOL, chain=2)
    assert planned(world(second, last), have, exclude=["cert"]).length == 3 * ONE
    longer = replace(last, chain=3)
    assert planned(world(second, longer), have, exclude=["cert"]).length == 0


def test_of_two_grants_of_one_result_one_is_used() -> None:
    both = AllOf(NodeId("all"), (NAMED, count("b", 1, "b")))
    second = replace(
        hub_grant(name="hub2", entry="h"), outputs=(GrantedOutput(ItemId("unit2"), ONE, CREDIT),)
    )
    other = rule("other", ["unit2"], "b", chain=2)
    have = record(result("cert"), hub_grant(), second)
    assert planned(world(HOME, other, requirement=both), have, exclude=["cert"]).length == 3 * ONE


def test_what_the_home_recognised_with_the_same_result_closes_the_unit() -> None:
    used = replace(
        hub_grant(name="old", entry="h"),
        recogniser=COLLEGE,
        outputs=(GrantedOutput(None, ONE, CREDIT),),
    )
    have = record(result("cert"), hub_grant(), used)
    assert planned(world(HOME), have, exclude=["cert"]).length == 3 * ONE


@pytest.mark.parametrize("kind", ["certificate", "exam"])
def test_an_award_without_a_load_counts_as_much_as_a_chain_gives(kind: str) -> None:
    bare = [item("cert", 1, SCHOOL, kind=kind, scheme=CREDIT), UNIT, item("a", 2), item("b", 3)]
    big = rule("home", ["unit"], CreditOutput(ItemId("a"), 2 * ONE), chain=2)
    plan = planned(world(HUB, big, items=bare), record(), exclude=["a"])
    assert (plan.length, [step.study_units for step in plan.steps]) == (2 * ONE, [2 * ONE])


@st.composite
def worlds(draw: Any) -> tuple[Catalogue, Record]:
    def pick(*some: Any) -> Any:
        return draw(st.sampled_from(some))

    lineage = pick(None, "l")
    items = [
        item("cert", 3, SCHOOL, kind="certificate", study_units=ONE, scheme=CREDIT),
        replace(UNIT, lineage=pick(None, lineage)),
        item("a", 3, lineage=lineage),
        item("b", 2, prerequisites=pick(Passed(ItemId("a")), Passed(ItemId("unit")), Passed(ItemId("cert")))),
    ]
    names = ("cert", "unit", "a", "b")
    rules = []
    for number in range(pick(2, 2, 3)):
        source, target = draw(st.permutations(names))[:2]
        given = pick(
            CreditOutput(ItemId(target), 2 * ONE), CreditOutput(ItemId(target)), ElectiveOutput(2 * ONE)
        )
        more: dict[str, Any] = {
            "chain": pick(1, 2, 2, 3),
            "reuse": pick(False, False, True),
            "applied_within": pick(Interval(), Interval(), Interval(date(2027, 1, 16), None)),
            "shelf_life_years": pick(None, None, 1),
            "recogniser": pick(SCHOOL, COLLEGE),
        }
        rules.append(rule(f"r{number}", [source], given, **more))
    both = AllOf(NodeId("t"), (count("n", 1, "a"), credits("m", 2, "b", "cert")))
    tree = pick(count("n", 1, "a"), count("n", 1, "b"), both)
    held = pick((), ("cert",), ("cert", "a"), ("a",))
    days = (date(2024, 1, 1), date(2026, 6, 30))
    have: list[Any] = [result(name, pick(2, 3), day=pick(*days)) for name in held]
    if "cert" in held and pick(True, False):
        # What a grant at home has used is closed to every rule, one with `reuse` too.
        homes = (SCHOOL,) if any(one.reuse for one in rules) else (SCHOOL, COLLEGE)
        have.append(hub_grant(pick(*homes), "old"))
    return catalogue([qualification(tree, pick(0, 4))], items, rules), record(*have)


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_the_planner_finds_what_trying_everything_finds(drawn: tuple[Catalogue, Record]) -> None:
    goal, have = drawn
    asked = request(horizon_years=1)
    plan = make_plan(goal, have, asked)
    assert plan.length == exhaustive.least(goal, have, asked)
