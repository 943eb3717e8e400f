"""`prerequisite`: what must be passed before (or with) new study of an item (B17)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.prerequisite import (
    MONOTONE,
    NOTHING,
    WHY_MONOTONE,
    Either,
    Every,
    Passed,
    Prerequisite,
    Unknown,
    atoms,
    holds,
    read,
    unknown_texts,
)
from recommender.vocabulary import Grade, ItemId
from tests.rules.world import fields, refused

A, B, C = (Passed(ItemId(name)) for name in "abc")
ITEM_A, ITEM_B = {"item": "a"}, {"item": "b"}


def met(rule: Prerequisite, *passed: Passed) -> bool:
    return holds(rule, lambda one: one in passed)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (ITEM_A, A),
        (
            ITEM_A | {"min_grade": {"scheme": "percent", "mark": "60"}},
            Passed(ItemId("a"), Grade("percent", "60")),
        ),
        ({"all": [ITEM_A, ITEM_B]}, Every((A, B))),
        ({"any": [ITEM_A, ITEM_B]}, Either((A, B))),
        ({"unknown": "as the dean sees fit"}, Unknown("as the dean sees fit")),
        ({"all": [ITEM_A, {"any": [ITEM_B, {"item": "c"}]}]}, Every((A, Either((B, C))))),
    ],
)
def test_every_form_is_read(data: dict[str, Any], rule: Prerequisite) -> None:
    assert read(fields(data)) == rule


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ({}, "", "expected one of item, all, any, unknown, .*fact; found nothing"),
        (
            {"course": "a", "grade": 1},
            "",
            "expected one of item, all, any, unknown, .*fact; found course, grade",
        ),
        (ITEM_A | {"grade": 60}, "/grade", "unknown field; known are item, min_grade"),
        (ITEM_A | {"all": [ITEM_B]}, "/item", "unknown field; known are all"),
        (ITEM_A | {"any": [ITEM_B]}, "/item", "unknown field; known are any"),
        (ITEM_A | {"unknown": "words"}, "/item", "unknown field; known are unknown"),
        ({"item": 7}, "/item", "expected text, found 7"),
        ({"item": " a"}, "/item", "has surrounding blanks or control characters"),
        (ITEM_A | {"min_grade": "60"}, "/min_grade", "expected a mapping, found str"),
        (
            ITEM_A | {"min_grade": {"scheme": "percent", "mark": 60}},
            "/min_grade/mark",
            "expected text, found 60",
        ),
        (ITEM_A | {"min_grade": {"mark": "60"}}, "/min_grade/scheme", "expected text, found None"),
        ({"all": []}, "/all", "expected a list of at least 1"),
        ({"any": "a"}, "/any", "expected a list"),
        ({"any": [ITEM_A, "b"]}, "/any/1", "expected a mapping, found str"),
        ({"all": [ITEM_A, {"any": [ITEM_B, {"items": "c"}]}]}, "/all/1/any/1", "found items"),
        ({"unknown": 3}, "/unknown", "expected text, found 3"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read, data, place, message)


def test_one_item_is_inside_and_another_is_outside() -> None:
    assert met(A, A)
    assert not met(A, B)


def test_a_minimum_grade_is_asked_for_with_the_item() -> None:
    """The caller answers for item and grade together."""
    strict = Passed(ItemId("a"), Grade("percent", "80"))
    assert met(strict, strict)
    assert not met(strict, A)


def test_all_parts_are_inside_and_all_but_one_are_outside() -> None:
    assert met(Every((A, B)), A, B)
    assert not met(Every((A, B)), A)
    assert not met(Every((A, B)), B)


def test_any_part_is_inside_and_none_is_outside() -> None:
    assert met(Either((A, B)), B)
    assert not met(Either((A, B)), C)


def test_nothing_always_holds_and_an_empty_choice_never_does() -> None:
    assert met(NOTHING)
    assert not met(Either(()))


def test_a_text_that_was_not_understood_is_taken_to_hold_and_kept_for_naming() -> None:
    rule = Every((A, Either((B, Unknown("or consent"))), Unknown("and luck")))
    assert met(rule, A)
    assert not met(rule, B)
    assert unknown_texts(rule) == ("or consent", "and luck")


def test_the_items_named_are_listed_in_the_order_of_the_text() -> None:
    assert atoms(Every((B, Either((A, Unknown("x"), C)), A))) == (B, A, C, A)
    assert atoms(Unknown("x")) == atoms(NOTHING) == ()
    assert unknown_texts(A) == ()


RULES = st.recursive(
    st.sampled_from([A, B, C, Unknown("?")]),
    lambda parts: st.builds(
        lambda kind, some: kind(tuple(some)), st.sampled_from([Every, Either]), st.lists(parts, max_size=3)
    ),
    max_leaves=6,
)


@given(RULES, st.sets(st.sampled_from([A, B, C])), st.sampled_from([A, B, C]))
def test_a_further_passed_item_never_hurts(rule: Prerequisite, passed: set[Passed], more: Passed) -> None:
    assert MONOTONE, WHY_MONOTONE
    assert met(rule, *passed, more) >= met(rule, *passed)
