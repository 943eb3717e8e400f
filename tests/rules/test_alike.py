"""What no text can tell apart is of one sort; what some set can tell apart is not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.alike import Alike
from recommender.rules.breadth import Breadth
from recommender.rules.claims import Attributes
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, ItemId, ItemKind

SMALL = st.sampled_from(["a", "b", "c"])
LEVELS = st.none() | st.integers(0, 5)


@st.composite
def looks(draw: st.DrawFn) -> Attributes:
    return Attributes(
        draw(st.none() | SMALL.map(ItemId)),
        draw(SMALL.map(InstitutionId)),
        draw(st.sampled_from(list(ItemKind)[:2])),
        draw(st.none() | SMALL),
        draw(LEVELS),
        draw(st.frozensets(SMALL, max_size=2)),
    )


@st.composite
def sets(draw: st.DrawFn, depth: int = 2) -> ItemSet:
    parts = st.lists(sets(depth - 1), max_size=2).map(tuple) if depth else st.just(())
    some = st.frozensets(SMALL, max_size=1)
    return ItemSet(
        draw(some.map(lambda found: frozenset(map(ItemId, found)))),
        draw(some.map(lambda found: frozenset(map(InstitutionId, found)))),
        draw(st.frozensets(st.sampled_from(list(ItemKind)[:2]), max_size=1)),
        draw(some),
        draw(LEVELS),
        draw(LEVELS),
        draw(some),
        draw(parts),
        draw(parts),
        draw(parts),
    )


@given(sets(), looks(), looks())
def test_two_of_one_sort_are_in_the_same_sets(some: ItemSet, one: Attributes, other: Attributes) -> None:
    """Given a set of any depth, then of two achievements of one sort both are in it or neither."""
    alike = Alike(some)
    if alike.in_sets(one) == alike.in_sets(other):
        assert (one in some) == (other in some)


ONE = Attributes(ItemId("x"), InstitutionId("i"), ItemKind.COURSE, "A", 101, frozenset({"t"}))
"""Nothing of it is in any text below."""


def test_what_stands_in_no_text_makes_no_sort() -> None:
    """Given texts that name other things, then ids, subjects, tags and levels between bounds make no difference."""
    alike = Alike((ItemSet(subjects=frozenset({"B"}), level_from=100, level_to=199),))
    other = replace(ONE, item=ItemId("y"), subject="C", level=198, tags=frozenset({"u"}))
    assert alike.in_sets(ONE) == alike.in_sets(other)
    assert alike.in_sets(ONE) != alike.in_sets(replace(ONE, level=200))
    assert alike.in_sets(ONE) != alike.in_sets(replace(ONE, level=99))
    assert alike.in_sets(ONE) != alike.in_sets(replace(ONE, level=None))
    assert alike.in_sets(ONE) != alike.in_sets(replace(ONE, subject="B"))


def test_a_limit_that_goes_by_each_level_tells_every_level_apart() -> None:
    """Given a breadth by level, then levels that no set tells apart are two sorts to the rules."""
    next_level = replace(ONE, level=102)
    by_level, by_subject = Alike(Breadth("some", by="level")), Alike(Breadth("some", by="subject"))
    assert by_level.in_rules(ONE) != by_level.in_rules(next_level)
    assert by_subject.in_rules(ONE) == by_subject.in_rules(next_level)
    assert by_subject.in_rules(ONE) != by_subject.in_rules(replace(ONE, subject="B"))
