"""Does a rounded row hold of every point of whole numbers of which the row itself holds (D5)?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.planning.certificate import Leaf, Name, Proof
from recommender.planning.check.block import Block, Claims
from recommender.planning.check.layout import Layout
from recommender.planning.check.proof import SCALE, proven
from recommender.planning.check.relaxation import relaxation
from recommender.planning.check.rounded import MARK, rounded, rounded_name, rounded_row
from recommender.planning.check.row import Row
from recommender.rules.sets import ItemSet
from tests.planning.check.toy import Toy
from tests.planning.worlds import catalogue, credits, item, qualification, record, request, result

VALUES = st.lists(st.integers(-7, 7), min_size=1, max_size=3)
ROW = Row({"a": 3, "b": 2}, 4)
ROWS = {("kind", "0", "one"): ROW}


def most(row: Row, columns: Sequence[str]) -> dict[str, int]:
    return dict.fromkeys(columns, 2)


@given(VALUES, st.integers(-12, 12), st.integers(1, 8), st.sets(st.integers(0, 2)), st.booleans())
def test_no_point_is_lost(values: list[int], least: int, step: int, turned: set[int], laid: bool) -> None:
    """With the columns in the row itself, or shared with other learners; with some of them turned."""
    columns = [f"c{number}" for number in range(len(values))]
    highs = {columns[number]: 1 + number for number in turned if number < len(columns)}
    terms = dict(zip(columns, values, strict=True))
    layout = Layout([Block(one, 0, 3, 0, (Claims((f"claim {one}",)),)) for one in columns])
    row = Row({}, least, layout.terms(terms)) if laid else Row(terms, least)
    found = rounded(row, step, highs)
    if found is None:
        return
    if laid:
        assert found.common is not None
        assert found.common.values.tolist() == list(found.common.row.values())
        assert found.common.largest == max(map(abs, found.common.row.values()))
    for point in product(*(range(1 + highs.get(one, 4)) for one in columns)):
        if sum(value * many for value, many in zip(values, point, strict=True)) >= least:
            assert sum(found.factor(c) * n for c, n in zip(columns, point, strict=True)) >= found.least


def test_a_rounded_row_shows_what_a_sum_does_not() -> None:
    """5 credits of courses of 3 are two courses."""
    course = Block("study c", 0, 3, 3, (Claims(("c at core",)),))
    core = Row({"c at core": 3}, 5)
    steps = rounded(core, 3, {})
    assert steps is not None
    toy = Toy({("core",): core, ("steps",): steps}, (course,), ())
    assert toy.least() == 6
    assert steps == Row({"c at core": 1}, 2)
    assert proven(toy, Proof((("steps",),), Leaf(((0, 3 * SCALE),)))) == 6


def test_a_turned_column_is_counted_from_its_most() -> None:
    """4 a + 3 b >= 6, at most two a: one of them for one is one b more."""
    assert rounded(Row({"a": 4, "b": 3}, 6), 3, {"a": 2}) == Row({"a": 1, "b": 1}, 2)


def test_a_name_leads_to_its_row() -> None:
    cited = rounded_name(("kind", "0", "one"), 3, {"b": 2})
    assert cited == ("kind", "0", "one", MARK, "3", "b")
    assert (
        rounded_row(cited, ROWS, most) is None
    )  # 4 less the 4 of b is a whole number of steps: nothing is shown
    assert rounded_row(rounded_name(("kind", "0", "one"), 3, {}), ROWS, most) == rounded(ROW, 3, {})
    assert rounded_row(rounded_name(("kind", "0", "one"), 3, {"a": 2}), ROWS, most) == rounded(
        ROW, 3, {"a": 2}
    )


@pytest.mark.parametrize(
    "rest",
    [(), ("0",), ("-3",), ("x",), ("",), ("٣",), ("3", "c"), ("3", "a", "a"), ("9" * 30,), ("3", MARK, "3")],
)
def test_no_other_name_leads_anywhere(rest: Name) -> None:
    assert rounded_row(("kind", "0", "one", MARK, *rest), ROWS, most) is None
    assert rounded_row(("kind", "0", "two", MARK, "3"), ROWS, most) is None


def test_only_what_is_one_achievement_is_turned_together() -> None:
    """Two results, each at two places: each is there once, at either."""
    goal = qualification(credits("any", 3, of=ItemSet()), 9, accepts=None, electives=ItemSet())
    bank = catalogue([goal], [item("i0"), item("i1"), item("i2")])
    ground = relaxation(bank, record(result("i0"), result("i1")), request())
    assert ground is not None
    row = ground.row(("total", "0", "total"))
    assert row is not None
    columns = [f"claim 0 held:e-i{number} {place}" for number in range(2) for place in ("any", "*")]
    assert all(row.factor(column) for column in columns)
    assert list(ground.mosts(row, columns).values()) == [1, 0, 1, 0]
    apart = Row({column: number for number, column in enumerate(columns, 1)}, 1)
    assert list(ground.mosts(apart, columns).values()) == [1, 1, 1, 1]
