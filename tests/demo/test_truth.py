"""Is there something to learn in the histories, and does the oracle really know it?"""

from __future__ import annotations

import numpy as np
import pytest

from recommender.demo.simulate import PASSED, Histories
from recommender.demo.truth import HistoryState, Passed, Truth, state_before


@pytest.fixture(scope="module")
def truth(histories: Histories) -> Truth:
    """The law behind the shared histories."""
    return Truth(histories.world, histories.terms)


@pytest.fixture(scope="module")
def last_rows(histories: Histories) -> list[int]:
    """The last passed attempt of 900 learners."""
    last = {int(histories.learner[row]): int(row) for row in np.flatnonzero(histories.outcome == PASSED)}
    return list(last.values())[:900]


def test_what_happened_was_always_possible_and_probabilities_sum_to_one(
    histories: Histories, truth: Truth, last_rows: list[int]
) -> None:
    for row in last_rows:
        chances = truth.true_next_probabilities(state_before(histories, row))
        assert histories.items[histories.item[row]] in chances
        assert sum(chances.values()) == pytest.approx(1.0)


def test_the_oracle_is_calibrated(histories: Histories, truth: Truth) -> None:
    """Over all draws, an item is drawn as often as the oracle says: the sum of chances is the number of hits."""
    rows = np.flatnonzero(histories.outcome >= 0)[:: len(histories.outcome) // 1_500]
    expected = spread = 0.0
    hits = 0
    for row in rows:
        chances = truth.true_next_probabilities(state_before(histories, int(row)))
        best = max(chances, key=lambda item: (chances[item], item))
        expected += chances[best]
        spread += chances[best] * (1.0 - chances[best])
        hits += histories.items[histories.item[row]] == best
    assert abs(hits - expected) < 4.0 * np.sqrt(spread)


def test_the_oracle_beats_popularity_clearly(
    histories: Histories, truth: Truth, last_rows: list[int]
) -> None:
    held_out = np.zeros(len(histories.item), dtype=bool)
    held_out[last_rows] = True
    popular = np.bincount(
        histories.item[(histories.outcome == PASSED) & ~held_out], minlength=len(histories.items)
    )
    of_oracle, of_popularity = [], []
    for row in last_rows:
        item = histories.items[histories.item[row]]
        chances = truth.true_next_probabilities(state_before(histories, row))
        of_oracle.append(sum(chance > chances[item] for chance in chances.values()) < 10)
        of_popularity.append(int((popular > popular[histories.item[row]]).sum()) < 10)
    assert np.mean(of_oracle) > 0.45
    assert np.mean(of_oracle) > 5 * np.mean(of_popularity)


def test_passing_a_course_makes_what_follows_it_likelier(truth: Truth) -> None:
    before = HistoryState("hudong", 0, 0, term=2)
    after = HistoryState("hudong", 0, 0, term=2, passed=(Passed("hudong/ACC101", 1, 80),))
    chances, later = truth.true_next_probabilities(before), truth.true_next_probabilities(after)
    assert not {"hudong/ACC201", "hudong/ACC202"} & set(chances)
    followers = [item for item in ("hudong/ACC201", "hudong/ACC202", "hudong/ACC304") if item in later]
    assert followers
    assert "hudong/ACC101" not in later
    assert max(later[item] for item in followers) > 5 / len(later)


def test_a_mark_too_low_opens_nothing(truth: Truth) -> None:
    def chances(mark: int) -> bool:
        passed = (Passed("hudong/ACC101", 1, 80), Passed("hudong/ACC201", 2, mark))
        state = HistoryState("hudong", 0, 0, term=4, passed=passed)  # an autumn
        return "hudong/ACC301" in truth.true_next_probabilities(state)

    assert chances(65)
    assert not chances(64)
