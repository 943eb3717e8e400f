"""`single_use`: within one qualification an achievement counts once, and once a lineage (A3, B6, B11)."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.registry import read_limit
from recommender.rules.single_use import MONOTONE, WHY_MONOTONE, SingleUse, Use, duplicated, overused
from tests.rules.world import fields, refused

ALGEBRA, NEW_ALGEBRA = "held:algebra", "held:algebra-2"


def use(key: str = ALGEBRA, by: str = "core", lineage: str | None = "algebra", exempt: bool = False) -> Use:
    return Use(key, by, lineage, exempt)


def read(data: object) -> object:
    return read_limit(data, 0)  # type: ignore[arg-type]


def test_every_field_is_read() -> None:
    assert read(fields({"kind": "single_use", "id": "once"})) == SingleUse("once")
    assert SingleUse().id == "single-use"


def test_a_mistake_is_refused_at_its_place() -> None:
    refused(
        read, {"kind": "single_use", "id": "once", "most": 2}, "/most", "unknown field; known are kind, id"
    )
    refused(read, {"kind": "single_use"}, "/id", "expected text, found None")
    refused(read, {"kind": "single_use", "id": 1}, "/id", "expected text, found 1")


def test_one_use_is_inside_and_a_second_of_the_same_achievement_is_outside() -> None:
    assert overused([use(), use(NEW_ALGEBRA)]) == ()
    assert overused([use(), use(by="side")]) == (ALGEBRA,)


def test_as_itself_and_as_a_source_are_two_uses_and_so_are_two_recognitions() -> None:
    assert overused([use(by="core"), use(by="rule-1")]) == (ALGEBRA,)
    assert overused([use(by="rule-1"), use(by="rule-2")]) == (ALGEBRA,)


def test_a_use_by_a_rule_with_reuse_neither_blocks_nor_is_blocked() -> None:
    assert overused([use(), use(by="rule-1", exempt=True), use(by="rule-2", exempt=True)]) == ()
    assert overused([use(), use(by="side"), use(by="rule-1", exempt=True)]) == (ALGEBRA,)


def test_one_member_of_a_lineage_is_inside_and_a_second_is_outside() -> None:
    assert duplicated([use()], []) == ()
    assert duplicated([use(), use(NEW_ALGEBRA)], []) == ("algebra",)


def test_new_study_of_the_lineage_of_what_counts_is_outside_even_of_what_counts_nowhere() -> None:
    assert duplicated([use()], [("new:algebra-2", "algebra")]) == ("algebra",)
    assert duplicated([], [("new:algebra", "algebra"), ("new:algebra-2", "algebra")]) == ("algebra",)
    assert duplicated([use()], [("new:biology", "biology")]) == ()


def test_the_same_achievement_seen_twice_is_one_member_of_its_lineage() -> None:
    assert duplicated([use("new:algebra")], [("new:algebra", "algebra")]) == ()


def test_elective_credit_is_of_no_lineage() -> None:
    assert duplicated([use("out:r#0", lineage=None), use("out:s#0", lineage=None)], [("x", None)]) == ()


def test_what_is_broken_is_named_once_and_in_order() -> None:
    uses = [use("b"), use("a", by="side"), use("b", by="x"), use("a", by="y"), use("a", by="z")]
    assert overused(uses) == ("a", "b")
    assert duplicated([use("b", lineage="z"), use("c", lineage="z"), *uses], []) == ("algebra", "z")


EVERY_USE = [Use(*one) for one in product("abc", "xy", ["k", "l", None], [False, True])]
USES = st.lists(st.sampled_from(EVERY_USE), max_size=6)


@given(USES, st.integers(0, 63))
def test_a_use_left_out_never_hurts(uses: list[Use], mask: int) -> None:
    """So that a further achievement, which may be left unused, never does."""
    assert MONOTONE, WHY_MONOTONE
    kept = [one for i, one in enumerate(uses) if mask >> i & 1]
    assert set(overused(kept)) <= set(overused(uses))
    assert set(duplicated(kept, [])) <= set(duplicated(uses, []))
