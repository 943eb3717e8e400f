"""`n_of`: at least n of the children must be satisfied; n = 1 is any-of (B1)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.claims import NodeResult
from recommender.rules.n_of import MONOTONE, WHY_MONOTONE, NOf, evaluate
from recommender.rules.registry import NOBODY, read_requirement
from recommender.vocabulary import NodeId
from tests.rules.world import SCIENCE_DATA, fields, refused, without

CHILDREN = [{"kind": "count_from", "id": f"c{i}", "of": SCIENCE_DATA, "least": 1} for i in range(3)]
DATA = {"kind": "n_of", "id": "some", "titles": {"en": "Two of three"}, "n": 2, "children": CHILDREN}


def result(satisfied: bool, missing: int = 0) -> NodeResult:
    return NodeResult(NodeId("child"), satisfied, have_units=100, missing_units=missing)


def judged(n: int, *children: NodeResult) -> NodeResult:
    return evaluate(NOf(NodeId("some"), n, ()), children, (), NOBODY)


def test_every_field_is_read() -> None:
    node = read_requirement(fields(DATA))
    assert isinstance(node, NOf)
    assert (node.id, node.n, node.titles) == ("some", 2, {"en": "Two of three"})
    assert [child.id for child in node.children] == ["c0", "c1", "c2"]


def test_n_may_be_all_of_the_children() -> None:
    node = read_requirement(fields(DATA | {"n": 3}))
    assert isinstance(node, NOf)
    assert node.n == 3


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (DATA | {"least": 1}, "/least", "unknown field; known are kind, id, titles, n, children"),
        (DATA | {"n": 4}, "/n", "expected at most the 3 children, found 4"),
        (DATA | {"n": 0}, "/n", "a whole number of at least 1, found 0"),
        (DATA | {"n": "2"}, "/n", "expected a whole number of at least 1, found '2'"),
        (DATA | {"n": True}, "/n", "expected a whole number"),
        (DATA | {"n": 2.0}, "/n", "expected a whole number"),
        (without(DATA, "n"), "/n", "found None"),
        (without(DATA, "children"), "/children", "expected a list of at least 1, found None"),
        (without(DATA, "id"), "/id", "expected text"),
        (DATA | {"titles": ["en"]}, "/titles", "expected a mapping"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read_requirement, data, place, message)


def test_the_learner_with_n_children_is_inside_and_with_one_fewer_is_outside() -> None:
    assert judged(2, result(True), result(False), result(True)).satisfied
    assert not judged(2, result(True), result(False), result(False)).satisfied


def test_any_of_is_an_n_of_one() -> None:
    assert judged(1, result(False), result(True)).satisfied
    assert not judged(1, result(False), result(False)).satisfied


def test_what_is_missing_is_that_of_the_cheapest_children() -> None:
    found = judged(2, result(False, 900), result(False, 300), result(True))
    assert (found.missing_units, found.missing_count) == (300, 1)
    assert (found.have_units, found.have_count) == (300, 1)
    assert judged(2, result(False, 900), result(False, 300), result(False, 500)).missing_units == 800


def test_nothing_is_missing_once_enough_children_are_satisfied() -> None:
    found = judged(1, result(True), result(False, 900), result(True))
    assert (found.missing_units, found.missing_count, found.have_count) == (0, 0, 2)


@given(st.lists(st.booleans(), min_size=1, max_size=5), st.integers(0, 4), st.integers(1, 5))
def test_another_satisfied_child_never_hurts(children: list[bool], which: int, n: int) -> None:
    assert MONOTONE, WHY_MONOTONE
    better = [satisfied or i == which % len(children) for i, satisfied in enumerate(children)]
    assert judged(n, *map(result, better)).satisfied >= judged(n, *map(result, children)).satisfied
