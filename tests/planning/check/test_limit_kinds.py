"""Does each limit kind pass the plan that sits on it, and refuse it one unit further (A8, B7, B9)?"""

from __future__ import annotations

from dataclasses import replace

from recommender.rules.cap import SourceSelector
from recommender.rules.recognition import ElectiveOutput, Recognition, Source
from recommender.vocabulary import ItemId, ItemKind, NodeId, RuleId
from tests.planning.check.material import COLLEGE, CREDIT, SCHOOL
from tests.planning.check.world import World, broken, said


def test_total(world: World) -> None:
    assert world.limit("total", least_units=20 * CREDIT).check() == ()
    assert broken(world.limit("total", least_units=20 * CREDIT + 1)) == {("total", "total")}


def test_total_is_missed_without_one_elective(world: World) -> None:
    short = world.without_claim("granted:g1#0")
    assert broken(short) == {("total", "total")}
    assert "17 credits are claimed, expected at least 20" in said(short)


def test_cap_on_credits_looks_at_what_recognised_credit_comes_from(world: World) -> None:
    assert world.limit("certificates", most_units=8 * CREDIT).check() == ()
    assert broken(world.limit("certificates", most_units=8 * CREDIT - 1)) == {("cap", "certificates")}


def test_cap_on_the_number_within_a_part(world: World) -> None:
    assert world.limit("recognised-major", most_count=1).check() == ()
    assert broken(world.limit("recognised-major", most_count=0)) == {("cap", "recognised-major")}


def test_cap_within_a_part_leaves_the_rest_alone(world: World) -> None:
    everywhere = world.limit("recognised-major", within=None)
    assert broken(everywhere) == {("cap", "recognised-major")}
    assert "out:R-cert#0" in said(everywhere)
    whole = world.limit("recognised-major", within=NodeId("programme"), most_count=2)
    assert whole.check() == ()


def test_cap_within_a_part_that_does_not_exist(world: World) -> None:
    assert broken(world.limit("recognised-major", within=NodeId("nowhere"))) == {("cap", "recognised-major")}


def test_cap_by_issuer_and_transfer(world: World) -> None:
    selectors = (
        SourceSelector(issuers=frozenset({SCHOOL})),
        SourceSelector(transferred=True),
        SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE}), recognised=True),
    )
    for source in selectors:
        assert world.limit("certificates", source=source).check() == ()
        over = world.limit("certificates", source=source, most_units=8 * CREDIT - 1)
        assert broken(over) == {("cap", "certificates")}


def test_cap_by_agreement(world: World) -> None:
    pact = world.rule("R-badge", agreement="pact").limit(
        "certificates", source=SourceSelector(agreements=frozenset({"pact"})), most_units=2 * CREDIT
    )
    assert pact.check() == ()
    assert broken(pact.limit("certificates", most_units=2 * CREDIT - 1)) == {("cap", "certificates")}


def test_a_granted_recognition_with_no_known_source_is_transferred(world: World) -> None:
    unknown = world.without_result("e-old").limit("certificates", source=SourceSelector(transferred=True))
    assert unknown.check() == ()
    assert broken(unknown.limit("certificates", most_units=8 * CREDIT - 1)) == {("cap", "certificates")}


def test_residency(world: World) -> None:
    assert world.limit("home", least_units=12 * CREDIT).check() == ()
    assert broken(world.limit("home", least_units=12 * CREDIT + 1)) == {("residency", "home")}


def test_residency_elsewhere_is_none_here(world: World) -> None:
    assert broken(world.limit("home", institutions=frozenset({SCHOOL}))) == {("residency", "home")}
    assert world.limit("home", institutions=frozenset({COLLEGE, SCHOOL})).check() == ()


def test_a_granted_recognition_comes_from_experience_where_nothing_tells(world: World) -> None:
    shown = SourceSelector(kinds=frozenset({ItemKind.EXPERIENCE}))
    unknown = world.without_result("e-old").limit("certificates", source=shown, most_units=3 * CREDIT)
    assert unknown.check() == ()
    assert broken(unknown.limit("certificates", most_units=3 * CREDIT - 1)) == {("cap", "certificates")}


def test_where_the_sources_are_gone_the_rule_tells_what_they_were(world: World) -> None:
    old = Recognition(RuleId("R-old"), COLLEGE, (Source(ItemId("old-cert")),), 1, (ElectiveOutput(CREDIT),))
    gone = replace(world, rules={**world.rules, "R-old": old}).without_result("e-old")
    assert gone.check() == ()
    assert broken(gone.limit("certificates", most_units=8 * CREDIT - 1)) == {("cap", "certificates")}
