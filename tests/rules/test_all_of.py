"""`all_of`: every child must be satisfied (B1)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.all_of import MONOTONE, WHY_MONOTONE, AllOf, evaluate
from recommender.rules.claims import NodeResult
from recommender.rules.registry import NOBODY, read_requirement
from recommender.vocabulary import NodeId
from tests.rules.world import SCIENCE_DATA, fields, refused, without

CHILD = {"kind": "count_from", "id": "one", "of": SCIENCE_DATA, "least": 1}
OTHER_CHILD = {"kind": "credits_from", "id": "two", "of": SCIENCE_DATA, "least": "3"}
DATA = {
    "kind": "all_of",
    "id": "both",
    "titles": {"zh": "两项", "en": "Both"},
    "children": [CHILD, OTHER_CHILD],
}


def result(satisfied: bool, units: int = 0, missing: int = 0) -> NodeResult:
    return NodeResult(NodeId("child"), satisfied, have_units=units, missing_units=missing)


def judged(*children: NodeResult) -> NodeResult:
    return evaluate(AllOf(NodeId("both"), ()), children, (), NOBODY)


def test_every_field_is_read() -> None:
    node = read_requirement(fields(DATA))
    assert isinstance(node, AllOf)
    assert (node.id, node.titles) == ("both", {"zh": "两项", "en": "Both"})
    assert [child.id for child in node.children] == ["one", "two"]


def test_titles_may_be_left_out() -> None:
    node = read_requirement(fields(without(DATA, "titles")))
    assert node.titles == {}


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"n": 1}, "/n", "unknown field; known are kind, id, titles, children"),
        ({"id": None}, "/id", "expected text"),
        ({"id": 7}, "/id", "expected text, found 7"),
        ({"titles": "Both"}, "/titles", "expected a mapping, found str"),
        ({"titles": {"en": 3}}, "/titles/en", "expected text, found 3"),
        ({"children": []}, "/children", "expected a list of at least 1"),
        ({"children": "one"}, "/children", "expected a list"),
        ({"children": ["one"]}, "/children/0", "expected a mapping, found str"),
        ({"children": [CHILD, OTHER_CHILD | {"least": 3.0}]}, "/children/1/least", "as text such as '3.5'"),
        (
            {"children": [CHILD | {"kind": "some_of"}]},
            "/children/0/kind",
            "unknown requirement kind 'some_of'",
        ),
    ],
)
def test_a_mistake_is_refused_at_its_place(change: dict[str, Any], place: str, message: str) -> None:
    refused(read_requirement, DATA | change, place, message)


def test_the_learner_with_every_child_is_inside_and_without_one_of_them_is_outside() -> None:
    assert judged(result(True), result(True)).satisfied
    assert not judged(result(True), result(False)).satisfied
    assert not judged(result(False), result(True)).satisfied


def test_the_status_adds_up_the_children() -> None:
    found = judged(result(True, units=1800), result(False, units=600, missing=1200), result(False, missing=5))
    assert (found.have_units, found.missing_units) == (2400, 1205)
    assert (found.have_count, found.missing_count) == (1, 2)
    assert len(found.children) == 3


@given(st.lists(st.booleans(), min_size=1, max_size=5), st.integers(0, 4))
def test_another_satisfied_child_never_hurts(children: list[bool], which: int) -> None:
    assert MONOTONE, WHY_MONOTONE
    better = [satisfied or i == which % len(children) for i, satisfied in enumerate(children)]
    assert judged(*map(result, better)).satisfied >= judged(*map(result, children)).satisfied
