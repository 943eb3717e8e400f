"""How is one rule read from data, so that every mistake names its place and nothing is guessed?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.fields import Fields, RuleDataError
from recommender.vocabulary import ALWAYS, Grade, Interval
from tests.rules.world import refused

DAY = date(2026, 2, 28)
GETTERS = ("text", "ident", "integer", "units", "share", "sub", "each")
JUNK = [None, True, 0.5, -1, "", "?", [], {}, [1], {"a": 1}, date(2026, 1, 1), b"x", {1: 2}, ["x"]]


def get(getter: str, value: Any, *more: Any) -> Any:
    return getattr(Fields({"x": value}, "/rule"), getter)("x", *more)


def test_a_mapping_with_text_keys_is_taken_and_anything_else_is_refused_at_its_place() -> None:
    assert Fields.of({"a": 1}, "/p").data == {"a": 1}
    junk: tuple[object, ...] = (None, [], "text", 3, {1: "a"})
    for value in junk:
        with pytest.raises(RuleDataError, match=r"^/p: expected a mapping, found "):
            Fields.of(value, "/p")


def test_an_error_names_its_place_and_the_root_is_a_slash() -> None:
    with pytest.raises(RuleDataError) as found:
        Fields.of(None, "")
    assert (found.value.path, found.value.message) == ("/", "expected a mapping, found NoneType")
    error = Fields({}, "/a/0").fail("n", "why")
    assert (error.path, error.message, str(error)) == ("/a/0/n", "why", "/a/0/n: why")
    assert Fields({}, "/a/0").fail("", "why").path == "/a/0"


def test_an_unknown_field_is_refused_by_name_with_the_known_ones() -> None:
    refused(lambda f: f.only("a", "b"), {"a": 1, "c": 2}, "/c", "unknown field; known are a, b")
    Fields({"a": 1}).only("a", "b")


def test_a_null_field_is_not_there() -> None:
    given_null = Fields({"a": None, "b": 0})
    assert [given_null.has(name) for name in "abc"] == [False, True, False]


@pytest.mark.parametrize("getter", GETTERS)
def test_a_required_field_that_is_missing_or_null_is_refused(getter: str) -> None:
    more = (lambda f: f,) if getter == "each" else ()
    for data in ({}, {"x": None}):
        refused(lambda f: getattr(f, getter)("x", *more), data, "/x", "found None|NoneType")


@pytest.mark.parametrize("getter", [*GETTERS, "flag", "texts", "titles", "day", "interval", "grade"])
@pytest.mark.parametrize("value", JUNK, ids=repr)
def test_whatever_is_wrong_is_said_at_the_field_and_is_never_a_crash(getter: str, value: Any) -> None:
    said = "/rule/x: said"
    try:
        get(getter, value, *((lambda f: f,) if getter == "each" else ()))
    except RuleDataError as error:
        said = str(error)
    assert re.match(r"/rule/x(/\w+)*: .", said)


def test_text_and_its_default() -> None:
    assert get("text", "a") == "a"
    assert Fields({}).text("x", "other") == "other"


def test_an_id_keeps_the_law_of_ids() -> None:
    assert get("ident", "home/代数") == "home/代数"
    refused(lambda f: f.ident("x"), {"x": "e\u0301"}, "/x", "not in Unicode normal form C")
    refused(lambda f: f.ident("x"), {"x": "a" * 129}, "/x", "longer than 128 bytes")


def test_a_whole_number_has_a_least_and_a_most() -> None:
    assert (get("integer", 0), get("integer", 10**9), get("integer", 2, 2)) == (0, 10**9, 2)
    for value, least in ((1, 2), (-1, 0), (10**9 + 1, 0), (True, 0), (1.0, 0), ("1", 0)):
        with pytest.raises(RuleDataError, match=f"expected a whole number of at least {least}, found"):
            get("integer", value, least)


def test_a_flag_is_true_false_or_absent_and_nothing_that_looks_like_it() -> None:
    assert (get("flag", True), get("flag", False), Fields({}).flag("x")) == (True, False, False)
    for value in ("true", 1, 0, "", None):
        with pytest.raises(RuleDataError, match="expected true or false"):
            get("flag", value)


def test_credit_is_text_or_a_whole_number_and_never_a_float() -> None:
    assert [get("units", value) for value in ("3.5", "1/3", 3, 0)] == [2100, 200, 1800, 0]
    for value in (3.5, 3.0, True, ["3"], "1/7", "three", -1):
        with pytest.raises(RuleDataError, match=r"^/rule/x: "):
            get("units", value)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("2/5", "2/5"),
        ("40%", "2/5"),
        ("0.4", "2/5"),
        ("12.5%", "1/8"),
        ("1/3%", "1/300"),
        ("0", "0"),
        ("100%", "1"),
    ],
)
def test_a_share_is_exact(text: str, share: str) -> None:
    assert get("share", text) == Fraction(share)


@given(st.integers(0, 10**4), st.integers(1, 10**4))
def test_every_fraction_up_to_one_is_read_as_itself(numerator: int, denominator: int) -> None:
    share = Fraction(min(numerator, denominator), denominator)
    assert get("share", str(share)) == get("share", f"{share * 100}%") == share


@pytest.mark.parametrize(
    "value", ["101%", "1.01", "-1/2", "1/0", "1e-9", "1e999999999", "half", "%", "nan", 0.5, 1]
)
def test_anything_else_is_no_share(value: Any) -> None:
    with pytest.raises(RuleDataError, match=r"^/rule/x: expected (a fraction|text)"):
        get("share", value)


def test_a_list_of_texts_is_a_list_even_of_one() -> None:
    assert get("texts", ["b", "a"]) == ("b", "a")
    assert get("texts", []) == get("texts", None) == Fields({}).texts("x") == ()
    for value in ("ab", [1], {"a": 1}, 3):
        with pytest.raises(RuleDataError, match="expected a list of texts"):
            get("texts", value)


def test_each_member_of_a_list_knows_its_own_place() -> None:
    assert get("each", [{"n": 1}, {"n": 2}], lambda f: (f.path, f.integer("n"))) == (
        ("/rule/x/0", 1),
        ("/rule/x/1", 2),
    )
    refused(lambda f: f.each("x", lambda g: g.integer("n")), {"x": [{"n": 1}, {}]}, "/x/1/n", "whole number")
    refused(lambda f: f.each("x", lambda g: g), {"x": [{}, 3]}, "/x/1", "expected a mapping, found int")
    refused(lambda f: f.each("x", lambda g: g, least=2), {"x": [{}]}, "/x", "expected a list of at least 2")
    assert Fields({"x": []}).each("x", lambda g: g, least=0) == ()


def test_titles_are_texts_by_language() -> None:
    assert get("titles", {"zh": "代数", "en": "Algebra"}) == {"zh": "代数", "en": "Algebra"}
    assert Fields({}).titles() == {}
    refused(lambda f: f.titles("x"), {"x": {"en": None}}, "/x/en", "expected text")


def test_a_day_is_written_out_or_is_a_date_already() -> None:
    assert get("day", "2026-02-28") == get("day", DAY) == DAY
    assert Fields({}).day("x") is None
    for value in ("2026-02-29", "28.2.2026", 20260228, datetime(2026, 2, 28, tzinfo=UTC), ""):
        with pytest.raises(RuleDataError, match="expected YYYY-MM-DD"):
            get("day", value)


def test_an_interval_is_half_open_and_may_lack_either_end() -> None:
    assert get("interval", {"from": "2026-02-28", "to": "2026-03-01"}) == Interval(DAY, date(2026, 3, 1))
    assert get("interval", {"from": "2026-02-28"}) == Interval(DAY, None)
    assert get("interval", {"to": "2026-02-28"}) == Interval(None, DAY)
    assert Fields({}).interval("x") == get("interval", {}) == ALWAYS
    refused(
        lambda f: f.interval("x"),
        {"x": {"from": DAY, "to": DAY}},
        "/x/to",
        "expected a date after 2026-02-28",
    )
    refused(lambda f: f.interval("x"), {"x": {"end": DAY}}, "/x/end", "unknown field; known are from, to")


def test_a_grade_is_a_scheme_and_a_mark() -> None:
    assert get("grade", {"scheme": "percent", "mark": "60"}) == Grade("percent", "60")
    assert Fields({}).grade("x") is None
    refused(
        lambda f: f.grade("x"), {"x": {"scheme": "percent", "mark": 60}}, "/x/mark", "expected text, found 60"
    )
    refused(lambda f: f.grade("x"), {"x": {"scheme": "percent"}}, "/x/mark", "expected text")
    refused(
        lambda f: f.grade("x"), {"x": {"scheme": "a", "mark": "b", "rank": 1}}, "/x/rank", "unknown field"
    )
