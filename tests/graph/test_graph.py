"""The graph itself: nodes and gates, reach, equivalents, neighbourhoods."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest

from recommender.errors import NotFound
from recommender.graph import (
    CreditGraph,
    Gate,
    Kind,
    credit_graph,
    equivalents,
    gives_alone,
    neighbourhood,
    reaching,
)
from recommender.rules.prerequisite import Either, Every, Passed, Unknown
from recommender.rules.recognition import ElectiveOutput
from recommender.vocabulary import Interval, ItemId, RuleStatus
from tests.graph.world import (
    COLLEGE,
    FREE,
    GOAL,
    SCHOOL,
    TODAY,
    catalogue,
    course,
    marks,
    qualification,
    rule,
)

LOGIC = Passed(ItemId("logic"), marks(70))


def world() -> CreditGraph:
    """Logic is the core; ethics needs logic and (poetry or drama); the school's courses come in by rules."""
    items = [
        course("logic"),
        course("logic-old", lineage="logic", studyable=False),
        course("poetry", subject="HUM"),
        course("drama", subject="HUM"),
        course(
            "ethics",
            subject="HUM",
            prerequisites=Every((LOGIC, Either((Passed(ItemId("poetry")), Passed(ItemId("drama")))))),
        ),
        course("stray"),
        course("s-logic", SCHOOL),
        course("s-craft", SCHOOL),
        course("s-odd", SCHOOL),
    ]
    rules = [
        rule("R-logic", ["s-logic"], ["logic"]),
        rule("R-arts", ["s-craft", "s-odd", "s-logic"], [ElectiveOutput(1800, "HUM")], need=2),
        rule("R-away", ["stray"], ["logic"], recogniser=SCHOOL),
        rule("R-gone", ["stray"], ["logic"], status=RuleStatus.WITHDRAWN),
        rule("R-no", ["stray"], []),
    ]
    return credit_graph(catalogue(items, rules, [qualification(["logic"])]))


def test_gates_tell_all_any_and_k_of_n_apart() -> None:
    graph = world()
    assert graph.node(("rule", "R-logic")).gate is Gate.ALL
    arts = graph.node(("rule", "R-arts"))
    assert (arts.gate, arts.need) == (Gate.K_OF_N, 2)
    clauses = {n.id: n.gate for n in graph.nodes() if n.kind is Kind.CLAUSE}
    assert clauses == {"ethics#before": Gate.ALL, "ethics#before.1": Gate.ANY}


def test_a_prerequisite_that_was_not_understood_stands_there_with_its_words() -> None:
    graph = credit_graph(catalogue([course("x", prerequisites=Unknown("教师同意"))]))
    (clause,) = [n for n in graph.nodes() if n.kind is Kind.CLAUSE]
    assert (clause.gate, clause.text) == (Gate.UNKNOWN, "教师同意")


def test_edges_carry_the_least_mark() -> None:
    grades = {edge.source: edge.grade for edge in world().into(("clause", "ethics#before"))}
    assert grades == {("item", "logic"): "percent 70", ("clause", "ethics#before.1"): ""}


def test_leaves_take_what_counts_as_itself_and_rules_reach_them_with_elective_credit() -> None:
    graph = world()
    into = {edge.source for edge in graph.into(("leaf", f"{GOAL}#humanities"))}
    assert into == {("item", "poetry"), ("item", "drama"), ("item", "ethics"), ("rule", "R-arts")}


def test_an_item_that_is_not_taken_as_itself_reaches_a_leaf_through_its_rule() -> None:
    rules = [rule("R", ["s-a"], ["s-b"])]
    graph = credit_graph(
        catalogue([course("s-a", SCHOOL), course("s-b", SCHOOL)], rules, [qualification(["s-b"])])
    )
    assert {edge.source for edge in graph.into(("leaf", f"{GOAL}#core"))} == {("rule", "R")}
    assert reaching(graph, GOAL).items == {"s-a", "s-b"}


def test_free_electives_are_a_place_of_their_own() -> None:
    graph = credit_graph(catalogue([course("x")], (), [qualification(["y"], electives=True)]))
    assert {edge.source for edge in graph.into(("leaf", f"{GOAL}#{FREE}"))} == {("item", "x")}


def test_nothing_can_be_added_to_a_graph() -> None:
    with pytest.raises(nx.NetworkXError):
        world()._graph.add_edge("a", "b")


def test_what_reaches_a_qualification_goes_through_rules_of_its_own_institution_and_prerequisites() -> None:
    reach = reaching(world(), GOAL)
    assert reach.items == {"logic", "poetry", "drama", "ethics", "s-logic", "s-craft", "s-odd"}
    assert reach.rules == {"R-logic", "R-arts"}


def test_the_reach_of_an_unknown_version_is_an_error_that_names_it() -> None:
    with pytest.raises(NotFound, match="college/arts@1999"):
        reaching(world(), "college/arts@1999")


def test_equivalent_is_what_is_recognised_as_just_the_item_and_its_lineage() -> None:
    graph = world()
    assert equivalents(graph, ItemId("logic"), TODAY) == {"s-logic", "logic-old", "stray"}
    assert equivalents(graph, ItemId("logic"), TODAY, at={COLLEGE}) == {"s-logic", "logic-old"}
    assert gives_alone(graph, ItemId("s-logic"), TODAY) == {"logic"}
    assert gives_alone(graph, ItemId("s-craft"), TODAY) == frozenset()
    assert equivalents(graph, ItemId("s-craft"), TODAY) == frozenset()


def test_a_rule_that_has_ended_or_gives_more_makes_nothing_equivalent() -> None:
    rules = [
        rule("ended", ["a"], ["x"], applied_within=Interval(None, date(2026, 1, 1))),
        rule("more", ["b"], ["x", "y"]),
        rule("together", ["a", "b"], ["x"]),
    ]
    graph = credit_graph(catalogue(map(course, "abxy"), rules))
    assert equivalents(graph, ItemId("x"), TODAY) == frozenset()
    assert equivalents(graph, ItemId("x"), date(2025, 1, 1)) == {"a"}


def test_a_neighbourhood_goes_one_item_far_and_never_cuts_a_rule_from_its_sources() -> None:
    near = neighbourhood(world(), ItemId("s-craft"))
    assert {n.id for n in near.nodes} == {
        "s-craft",
        "s-odd",
        "s-logic",
        "R-arts",
        f"{GOAL}#humanities",
        GOAL,
    }


def test_the_second_step_goes_on_from_the_items_of_the_first_and_never_out_of_a_requirement() -> None:
    far = {n.id for n in neighbourhood(world(), ItemId("s-craft"), 2).nodes}
    assert {"R-logic", "logic"} <= far
    assert "R-away" not in far
    assert "poetry" not in far
    assert {n.id for n in neighbourhood(world(), ItemId("stray"), 0).nodes} == {"stray"}


def test_a_neighbourhood_is_plain_data_with_and_and_or() -> None:
    told = neighbourhood(world(), ItemId("ethics")).as_json()
    gates = {node["id"]: node["gate"] for node in told["nodes"]}
    assert (gates["ethics#before"], gates["ethics#before.1"]) == ("all", "any")
    edge = {
        "source": {"kind": "item", "id": "poetry"},
        "target": {"kind": "clause", "id": "ethics#before.1"},
        "role": "named",
        "grade": "",
    }
    assert edge in told["edges"]
    assert told == neighbourhood(world(), ItemId("ethics")).as_json()


def test_an_item_that_nobody_knows_has_no_neighbourhood() -> None:
    with pytest.raises(NotFound, match="nowhere"):
        neighbourhood(world(), ItemId("nowhere"))
