"""The graph as the program tells it: titles beside ids, and every yield with its derivation."""

from __future__ import annotations

import subprocess
import sys

import pytest

from recommender.errors import NotFound
from recommender.recommend import neighbourhood_for, yields_for
from tests.recommend.shape import texts
from tests.recommend.world import ANN, GOAL, NEW, make_bank


def test_a_neighbourhood_has_titles_for_items_and_requirements() -> None:
    told = neighbourhood_for(make_bank(), "acc1")
    titles = {(node["kind"], node["id"]): node["title"] for node in told["nodes"]}
    assert titles["item", "h-acc"]["en"] == "Basic Bookkeeping"
    assert titles["leaf", f"{GOAL}#basics"] == {"zh": "专业基础", "en": "Foundations"}
    assert titles["qualification", GOAL] == {"zh": "会计学", "en": "Accounting"}
    assert titles["rule", "R-1"] == {"zh": "R-1", "en": "R-1"}
    assert ("clause", "acc2#before") in titles


def test_an_unknown_item_is_named() -> None:
    with pytest.raises(NotFound, match="nothing"):
        neighbourhood_for(make_bank(), "nothing")


def test_a_yield_names_its_sources_and_outputs() -> None:
    (one,) = yields_for(make_bank(), ANN)
    assert (one["rule"], one["recogniser_title"]["en"]) == ("R-1", "River University")
    (source,) = one["sources"]
    assert (source["entry"], source["item"], source["min_grade"]) == (
        "e2",
        "h-acc",
        {"scheme": "percent", "mark": "60"},
    )
    assert one["outputs"] == [
        {"item": "acc1", "title": {"zh": "会计基础", "en": "Accounting Basics"}, "credits": "3"}
    ]
    assert one["applied_until"] == "2029-01-01"
    assert all(text["zh"] and text["en"] for _, text in texts(one))


def test_who_holds_nothing_yields_nothing() -> None:
    assert yields_for(make_bank(), NEW) == []


def test_one_graph_serves_a_bank() -> None:
    bank = make_bank()
    assert bank.graph is bank.graph


def test_a_plan_needs_no_graph_library() -> None:
    code = "import sys, recommender.recommend.plan, recommender.recommend.audit; print('networkx' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )
