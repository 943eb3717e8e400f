"""What does a version still ask once parts of it are waived or substituted (B15)?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recommender.rules.registry import node_data, read_limit, read_requirement
from recommender.rules.waiver import Waiver, effective, has_effect, limits_left
from recommender.vocabulary import EntryId, ItemId, NodeId, QualificationId
from tests.rules.world import fields

CORE = {"kind": "credits_from", "id": "core", "of": {"subjects": ["LAW"]}, "least": "6"}
MATHS = {"kind": "count_from", "id": "maths", "of": {"items": ["m1"]}, "least": 1}
OTHER = {"kind": "count_from", "id": "other", "of": {"items": ["m2"]}, "least": 1}
TREE = read_requirement(
    fields(
        {
            "kind": "all_of",
            "id": "top",
            "children": [CORE, {"kind": "n_of", "id": "either", "n": 1, "children": [MATHS, OTHER]}],
        }
    )
)
CAP = {"kind": "cap", "id": "cap", "source": {"kinds": ["exam"]}, "most": "3"}
INSIDE = CAP | {"id": "inside", "within": "maths"}
LIMITS = tuple(
    read_limit(fields(one), 600)
    for one in (
        CAP,
        INSIDE,
        {"kind": "total", "id": "total", "least": "6"},
        {"kind": "single_use", "id": "law"},
    )
)


def waiver(about: str, **more: Any) -> Waiver:
    kind = "substitute" if "item" in more else "waive"
    day, goal = date(2026, 1, 1), QualificationId("q")
    return Waiver(EntryId("w"), goal, NodeId(about), kind, "dean", "practice", day, **more)


def swapped(about: str, item: str, replaces: str | None = None) -> Waiver:
    return waiver(about, item=ItemId(item), replaces=None if replaces is None else ItemId(replaces))


def shape(*waivers: Waiver) -> Any:
    """Ids of the tree as it is left, nested as it is."""

    def of(node: Any) -> Any:
        return {node["id"]: [of(child) for child in node.get("children", [])]}

    return of(node_data(effective(TREE, waivers)))


def test_without_waivers_the_tree_is_the_same() -> None:
    assert effective(TREE, ()) == TREE
    assert limits_left(LIMITS, TREE, ()) == LIMITS


def test_a_waived_requirement_asks_for_nothing_and_its_neighbours_stay() -> None:
    assert shape(waiver("maths")) == {"top": [{"core": []}, {"either": [{"maths": []}, {"other": []}]}]}
    left = node_data(effective(TREE, [waiver("maths")]))
    assert left["children"][1]["children"][0] == {"id": "maths", "kind": "all_of", "children": []}
    assert left["children"][1]["children"][1]["kind"] == "count_from"


def test_all_below_a_waived_requirement_goes_with_it() -> None:
    assert shape(waiver("either")) == {"top": [{"core": []}, {"either": []}]}
    assert shape(waiver("top")) == {"top": []}


@pytest.mark.parametrize(
    ("about", "left"),
    [
        ("cap", ["inside", "total", "law"]),
        ("maths", ["cap", "total", "law"]),
        ("either", ["cap", "total", "law"]),
        ("core", ["cap", "inside", "total", "law"]),
        ("total", ["cap", "inside", "total", "law"]),
        ("law", ["cap", "inside", "total", "law"]),
    ],
)
def test_limits_go_with_what_they_are_within_and_the_total_and_the_law_stay(
    about: str, left: list[str]
) -> None:
    assert [limit.id for limit in limits_left(LIMITS, TREE, [waiver(about)])] == left


def test_a_substitution_lets_an_item_serve_the_requirement_beside_the_others() -> None:
    left = node_data(effective(TREE, [swapped("maths", "stat", "m1")]))
    assert left["children"][1]["children"][0]["of"] == {"union": [{"items": ["m1"]}, {"items": ["stat"]}]}
    assert left["children"][1]["children"][1] == node_data(TREE)["children"][1]["children"][1]


def test_below_a_requirement_of_several_it_goes_where_what_it_stands_for_is_named() -> None:
    left = node_data(effective(TREE, [swapped("either", "stat", "m2")]))
    assert "union" in left["children"][1]["children"][1]["of"]
    assert "union" not in left["children"][1]["children"][0]["of"]
    assert effective(TREE, [swapped("either", "stat")]) == TREE


def test_two_decisions_about_one_requirement_both_hold() -> None:
    left = effective(TREE, [swapped("maths", "stat"), swapped("maths", "logic")])
    assert "logic" in str(node_data(left))
    assert "stat" in str(node_data(left))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (waiver("maths"), True),
        (waiver("cap"), True),
        (waiver("total"), False),
        (waiver("law"), False),
        (waiver("nowhere"), False),
        (swapped("maths", "stat"), True),
        (swapped("either", "stat", "m2"), True),
        (swapped("either", "stat", "m9"), False),
        (swapped("cap", "stat"), False),
    ],
)
def test_what_names_nothing_of_the_version_has_no_effect(one: Waiver, expected: bool) -> None:
    assert has_effect(one, LIMITS, TREE) is expected
