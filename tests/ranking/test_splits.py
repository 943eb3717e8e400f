"""The future never reaches the training part, and nobody is asked without a past."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.ranking.interactions import Histories, Interactions, ItemIndex
from recommender.ranking.models import SlitRecipe
from recommender.ranking.splits import split_at, split_for_validation, split_last
from tests.ranking.conftest import from_rows

WORLD = [
    ("past only", "a", 1),
    ("past only", "b", 4),
    ("both", "a", 2),
    ("both", "b", 5),
    ("both", "c", 7),
    ("future only", "c", 6),
]


def named(index: ItemIndex, histories: Histories) -> list[list[str]]:
    return [[index.ids[code] for code in histories.row(row)] for row in range(len(histories))]


def test_a_global_instant_divides_past_from_future() -> None:
    split = split_at(from_rows(WORLD, dated=True), 5)
    assert named(split.train.index, split.train.histories) == [["a"], [], ["a", "b"]]
    assert named(split.train.index, split.asked) == [["a"]]
    assert named(split.train.index, split.truth) == [["b", "c"]]
    assert split.no_past == 1


def test_the_first_of_the_future_can_be_asked_alone() -> None:
    split = split_at(from_rows(WORLD, dated=True), 5, first_only=True)
    assert named(split.train.index, split.truth) == [["b"]]


def test_a_planted_leak_from_the_future_changes_nothing_that_is_learnt(ladder: Interactions) -> None:
    """If what comes after the instant were read, the planted habit (P0-00 then P3-19) would show in the weights."""
    assert ladder.times is not None
    instant = int(np.median(ladder.times))
    rows = [
        (ladder.learners[row], ladder.index.ids[code], int(when))
        for row, code, when in zip(ladder.histories.rows, ladder.histories.codes, ladder.times, strict=True)
    ]
    planted = rows + [
        (f"L{number:03d}", item, instant + step)
        for number in range(600)
        for step, item in enumerate(("P0-00", "P3-19"))
    ]
    clean, leaky = split_at(ladder, instant), split_at(from_rows(planted, dated=True), instant)
    assert np.array_equal(clean.train.histories.codes, leaky.train.histories.codes)
    recipe = SlitRecipe()
    assert np.array_equal(recipe.fit(clean.train, 1).weights, recipe.fit(leaky.train, 1).weights)
    everything = recipe.fit(from_rows(planted, dated=True), 1)
    assert not np.array_equal(recipe.fit(clean.train, 1).weights, everything.weights)


def test_a_split_by_time_needs_dates() -> None:
    with pytest.raises(ValueError, match="dated"):
        split_at(from_rows(WORLD), 5)


def test_each_learners_last_entries_are_held_out_by_order() -> None:
    rows = [("long", f"i{place}", place) for place in range(10)] + [("short", "i0", 0), ("pair", "i0", 0)]
    split = split_last(from_rows([*rows, ("pair", "i1", 1)]), share=0.2)
    ids = split.train.index
    assert named(ids, split.truth) == [["i8", "i9"], ["i1"]]
    assert named(ids, split.asked) == [[f"i{place}" for place in range(8)], ["i0"]]
    assert split.train.histories.lengths.tolist() == [8, 1, 1]


def test_validation_divides_by_time_where_there_are_dates(ladder: Interactions) -> None:
    assert ladder.times is not None
    split = split_for_validation(ladder, share=0.25)
    assert split.train.times is not None
    assert split.train.times.max() < np.quantile(ladder.times, 0.76)
    assert 0.15 < 1 - len(split.train.times) / len(ladder.times) <= 0.26


def test_validation_falls_back_to_order_when_one_instant_holds_everything() -> None:
    rows = [(learner, item, 5) for learner in "ab" for item in "xyz"]
    assert len(split_for_validation(from_rows(rows, dated=True)).asked) == 2
