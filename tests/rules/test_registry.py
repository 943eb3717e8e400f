"""Which rule kinds exist, and how is a tree of requirements read, walked and evaluated?"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from hypothesis import given

from recommender import rules
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.claims import Claim
from recommender.rules.conditional import Conditional
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.fields import RuleDataError
from recommender.rules.holds_award import HoldsAward
from recommender.rules.n_of import NOf
from recommender.rules.pool import Pool
from recommender.rules.registry import (
    KINDS,
    LIMIT_KINDS,
    REQUIREMENT_KINDS,
    check_tree,
    evaluate_tree,
    leaf_ids,
    leaves,
    read_limit,
    read_requirement,
    walk,
)
from recommender.rules.residency import Residency
from recommender.rules.sharing import Sharing
from recommender.rules.shelf_life import ShelfLife
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.rules.window import Window
from tests.rules.world import (
    CORE,
    CREDIT,
    FURTHER,
    SIDE,
    SOME_CLAIMS,
    claim,
    elsewhere,
    fields,
    refused,
    without,
)

CORE_DATA = {"kind": "credits_from", "id": "core", "of": {}, "least": 6}
SIDE_DATA = {"kind": "count_from", "id": "side", "of": {}, "least": 1}
LAST_DATA = SIDE_DATA | {"id": "last"}
TREE: dict[str, Any] = {
    "kind": "all_of",
    "id": "top",
    "children": [CORE_DATA, {"kind": "n_of", "id": "either", "n": 1, "children": [SIDE_DATA, LAST_DATA]}],
}
ROOT = read_requirement(fields(TREE))


def test_every_file_with_a_kind_is_named_and_nothing_else_is() -> None:
    modules = [
        importlib.import_module(f"recommender.rules.{m.name}") for m in pkgutil.iter_modules(rules.__path__)
    ]
    kinds = [module.KIND for module in modules if hasattr(module, "KIND")]
    assert sorted(KINDS) == sorted(kinds)
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_called_as_its_file_and_says_whether_it_is_monotone_and_why(kind: str) -> None:
    module = importlib.import_module(f"recommender.rules.{kind}")
    assert kind == module.KIND
    assert isinstance(module.MONOTONE, bool)
    assert len(module.WHY_MONOTONE.split()) > 3


@pytest.mark.parametrize(
    ("kind", "own", "expected"),
    [
        ("all_of", {"children": [CORE_DATA]}, AllOf),
        ("n_of", {"n": 1, "children": [CORE_DATA]}, NOf),
        ("credits_from", {"of": {}, "least": 1}, CreditsFrom),
        ("count_from", {"of": {}, "least": 1}, CountFrom),
        (
            "conditional",
            {"when": {"holds": ["i"]}, "then": CORE_DATA, "else": SIDE_DATA},
            Conditional,
        ),
        ("holds_award", {"award": "associate"}, HoldsAward),
        ("pool", {"of": {}, "parts": [{"id": "y", "of": {}, "least": 1}]}, Pool),
    ],
)
def test_every_requirement_kind_is_read_by_its_own_file(
    kind: str, own: dict[str, Any], expected: type
) -> None:
    assert kind in REQUIREMENT_KINDS
    assert isinstance(read_requirement(fields({"kind": kind, "id": "x"} | own)), expected)


@pytest.mark.parametrize(
    ("kind", "own", "expected"),
    [
        ("total", {"least": "1"}, Total("x", 600)),
        ("cap", {"source": {}, "most_share": "1/2"}, 50),
        ("residency", {"least_share": "1/2"}, Residency("x", 50)),
        ("shelf_life", {"years": 5, "from": "award"}, ShelfLife("x", 60, "award")),
        ("sharing", {"any": True}, Sharing("x")),
        ("single_use", {}, SingleUse("x")),
        ("window", {"source": {}, "per": "term", "most": "24"}, Window("x", "term", 14400)),
    ],
)
def test_every_limit_kind_is_read_by_its_own_file_with_shares_of_the_total(
    kind: str, own: dict[str, Any], expected: object
) -> None:
    assert kind in LIMIT_KINDS
    found = read_limit(fields({"kind": kind, "id": "x"} | own), total_units=100)
    assert (found.most_units if isinstance(found, Cap) else found) == expected


def test_an_unknown_kind_is_refused_by_name_at_its_place() -> None:
    deep = TREE | {"children": [CORE_DATA, CORE_DATA | {"kind": "average"}]}
    refused(
        read_requirement,
        deep,
        "/children/1/kind",
        "unknown requirement kind 'average'; known are all_of, n_of",
    )
    refused(read_requirement, without(CORE_DATA, "kind"), "/kind", "expected text, found None")
    refused(
        lambda f: read_limit(f, 1),
        {"kind": "door"},
        "/kind",
        "unknown limit kind 'door'; known are total",
    )


@pytest.mark.parametrize("kind", [*LIMIT_KINDS, "prerequisite", "recognition"])
def test_only_a_requirement_stands_in_a_tree(kind: str) -> None:
    refused(read_requirement, {"kind": kind, "id": "x"}, "/kind", f"unknown requirement kind '{kind}'")


@pytest.mark.parametrize("kind", REQUIREMENT_KINDS)
def test_no_requirement_stands_among_the_limits(kind: str) -> None:
    refused(lambda f: read_limit(f, 1), {"kind": kind, "id": "x"}, "/kind", f"unknown limit kind '{kind}'")


def test_a_tree_is_walked_parents_first_in_the_order_of_the_text() -> None:
    assert [node.id for node in walk(ROOT)] == ["top", "core", "either", "side", "last"]
    assert [leaf.id for leaf in leaves(ROOT)] == ["core", "side", "last"]
    assert leaf_ids(ROOT) == {"core", "side", "last"}
    core, either = ROOT.children if isinstance(ROOT, AllOf) else ()
    assert leaf_ids(core) == {"core"}
    assert leaf_ids(either) == {"side", "last"}


def test_two_nodes_of_one_id_are_refused_wherever_they_stand() -> None:
    check_tree(ROOT)
    twice = TREE | {"children": [CORE_DATA, TREE["children"][1], LAST_DATA]}
    with pytest.raises(RuleDataError, match="the id 'last' stands twice in one tree"):
        check_tree(read_requirement(fields(twice)))
    with pytest.raises(RuleDataError, match="'top'"):
        check_tree(read_requirement(fields(TREE | {"children": [CORE_DATA | {"id": "top"}]})))


def test_the_learner_who_serves_every_branch_is_inside_and_without_one_is_outside() -> None:
    core = [claim("algebra"), claim("biology")]
    assert evaluate_tree(ROOT, [*core, claim("chemistry", place=SIDE)]).satisfied
    assert not evaluate_tree(ROOT, core).satisfied
    assert not evaluate_tree(ROOT, [core[0], claim("chemistry", place=SIDE)]).satisfied


def test_the_status_has_the_shape_of_the_tree() -> None:
    found = evaluate_tree(ROOT, [claim(units=4 * CREDIT, place=CORE)])
    assert [child.node for child in found.children] == ["core", "either"]
    assert [child.node for child in found.children[1].children] == ["side", "last"]
    assert (found.have_units, found.missing_units, found.missing_count) == (2400, 1200, 2)


@given(SOME_CLAIMS, FURTHER)
def test_a_further_achievement_never_hurts_a_tree(claims: list[Claim], more: Claim) -> None:
    before = evaluate_tree(ROOT, claims)
    assert evaluate_tree(ROOT, [*claims, elsewhere(more)]) == before
    assert evaluate_tree(ROOT, [*claims, more]).satisfied >= before.satisfied
