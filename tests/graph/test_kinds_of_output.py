"""The graph tells alternatives, exemptions, mere prerequisites and chains apart (A3, A7)."""

from __future__ import annotations

from datetime import date

from recommender.graph import credit_graph, neighbourhood, reaching, yields
from recommender.rules.outputs import ExemptionOutput, PrerequisiteOutput
from recommender.rules.recognition import Recognition, Source
from recommender.rules.targets import Learner
from recommender.vocabulary import ItemId
from tests.planning.worlds import SCHOOL, TODAY, catalogue, count, item, qualification, record, result, rule

ITEMS = [
    item("x", 3, SCHOOL),
    item("y", 3, SCHOOL),
    item("unit", 3, SCHOOL, kind="unit"),
    item("a"),
    item("b"),
]
EITHER = tuple(Source(ItemId(name), slot=0) for name in ("x", "y"))


def world(*rules: Recognition):  # type: ignore[no-untyped-def]
    return credit_graph(catalogue([qualification(count("named", 1, "a"), electives=None)], ITEMS, rules))


def edges(graph, around: str) -> set[tuple[str, str, str]]:  # type: ignore[no-untyped-def]
    found = neighbourhood(graph, ItemId(around), 2).edges
    return {(edge.source[1], edge.target[1], edge.role) for edge in found}


def test_alternatives_stand_in_a_clause_of_their_own() -> None:
    graph = world(rule("r", EITHER, "b", need=1))
    assert {
        ("x", "r#0", "source"),
        ("y", "r#0", "source"),
        ("r#0", "r", "part"),
        ("r", "b", "gives"),
    } <= edges(graph, "x")
    assert graph.node(("clause", "r#0")).gate.value == "any"


def test_an_exemption_leads_to_what_names_the_item_and_a_prerequisite_to_the_item() -> None:
    graph = world(rule("r", ["x"], ExemptionOutput(ItemId("a")), PrerequisiteOutput(ItemId("b"))))
    assert {("r", "degree@2026#named", "exempts"), ("r", "b", "opens")} <= edges(graph, "x")
    assert reaching(graph, "degree@2026").rules == {"r"}


def test_a_hub_is_in_reach_of_a_chain_alone() -> None:
    hub = rule("hub", ["x"], "unit", recogniser=SCHOOL)
    assert reaching(world(hub, rule("home", ["unit"], "a")), "degree@2026").rules == {"home"}
    assert reaching(world(hub, rule("home", ["unit"], "a", chain=2)), "degree@2026").rules == {"hub", "home"}


def test_of_alternatives_that_are_held_one_is_used_and_the_other_spare() -> None:
    (found,) = yields(world(rule("r", EITHER, "b", need=1)), record(result("x"), result("y")), TODAY)
    assert ([one.item for one in found.sources], [one.item for one in found.spare]) == (["x"], ["y"])


def test_what_is_too_old_or_for_others_or_taken_away_yields_nothing() -> None:
    have = record(result("x", day=date(2020, 1, 1)), result("a"))
    for more in (
        {"shelf_life_years": 5},
        {"learner": Learner(regions=frozenset({"JS"}))},
        {"withdrawn_by": frozenset({ItemId("a")})},
    ):
        assert yields(world(rule("r", ["x"], "b", **more)), have, TODAY) == ()
    assert len(yields(world(rule("r", ["x"], "b", shelf_life_years=7)), have, TODAY)) == 1
