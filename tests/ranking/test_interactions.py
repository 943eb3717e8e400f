"""Ids map both ways, order is kept, repeats count once, and long histories can be cut."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.ranking.interactions import Interactions, ItemIndex
from tests.ranking.conftest import from_rows

ROWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("uvwxyz"), st.integers(0, 9)), min_size=1, max_size=30
)


def named(interactions: Interactions) -> dict[str, list[str]]:
    """Histories by learner, with external ids."""
    return {
        learner: [interactions.index.ids[code] for code in interactions.histories.row(row)]
        for row, learner in enumerate(interactions.learners)
    }


def test_histories_are_in_order_of_time_and_ids_are_text() -> None:
    found = Interactions.from_columns([2, 1, 2, 1], [30, 7, 4, 4], [5, 1, 2, 9], dated=True)
    assert named(found) == {"1": ["7", "4"], "2": ["4", "30"]}
    assert found.times is not None
    assert found.times.tolist() == [1, 9, 2, 5]


def test_equal_instants_keep_the_order_of_the_rows() -> None:
    assert named(from_rows([("a", "z", 1), ("a", "x", 1), ("a", "y", 1)])) == {"a": ["z", "x", "y"]}


def test_of_repeats_the_first_counts_and_the_rest_are_counted() -> None:
    found = from_rows([("a", "x", 3), ("a", "y", 1), ("a", "x", 0), ("b", "x", 5)])
    assert named(found) == {"a": ["x", "y"], "b": ["x"]}
    assert found.repeats == 1


@settings(max_examples=100)
@given(ROWS)
def test_building_agrees_with_a_plain_loop(rows: list[tuple[str, str, int]]) -> None:
    expected: dict[str, list[str]] = {}
    for learner, item, _ in sorted(rows, key=lambda row: (row[0], row[2])):
        taken = expected.setdefault(learner, [])
        if item not in taken:
            taken.append(item)
    assert named(from_rows(rows)) == expected


def test_encoding_leaves_out_unknown_items_and_repeats() -> None:
    index = ItemIndex(("a", "b", "c"))
    assert index.encode(["c", "q", "a", "c"]).tolist() == [2, 0]
    assert index.encode([]).tolist() == []


def test_a_long_history_keeps_its_latest_entries() -> None:
    found = from_rows([("a", item, place) for place, item in enumerate("vwxyz")] + [("b", "v", 0)])
    cut = found.histories.last(2)
    assert [found.index.ids[code] for code in cut.row(0)] == ["y", "z"]
    assert cut.lengths.tolist() == [2, 1]


def test_the_most_taken_items_keep_their_ids() -> None:
    found = from_rows([("a", "x", 0), ("a", "y", 1), ("b", "y", 0), ("b", "z", 1), ("c", "z", 0)])
    few = found.most_taken(2)
    assert few.index.ids == ("y", "z")
    assert named(few) == {"a": ["y"], "b": ["y", "z"], "c": ["z"]}


def test_a_sample_is_drawn_by_seed_and_keeps_whole_histories(ladder: Interactions) -> None:
    one, again, other = ladder.sample(50, 1), ladder.sample(50, 1), ladder.sample(50, 2)
    assert one.learners == again.learners != other.learners
    everyone = named(ladder)
    assert all(everyone[learner] == history for learner, history in named(one).items())
    assert one.times is not None
    assert len(one.times) == len(one.histories.codes)


def test_batches_join_to_the_whole(ladder: Interactions) -> None:
    parts = [part.codes for _, part in ladder.histories.batches(37)]
    assert np.array_equal(np.concatenate(parts), ladder.histories.codes)
