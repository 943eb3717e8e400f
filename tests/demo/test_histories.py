"""Are the histories what a bank's would be: in order, lawful, long-tailed, with failures and breaks?"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from recommender.demo.model import World
from recommender.demo.semesters import history_terms, running_term
from recommender.demo.simulate import FAILED, PASSED, RUNNING, WITHDRAWN, Histories, simulate
from tests.demo.conftest import AS_OF


def test_the_terms_lie_before_the_day_and_the_running_one_does_not() -> None:
    terms = history_terms(AS_OF)
    assert len(terms) == 16
    assert all(one.end < two.start for one, two in pairwise(terms))
    assert terms[-1].end < AS_OF <= running_term(AS_OF).end
    assert running_term(date(2026, 11, 24)).label == "2026-autumn"


def test_prerequisites_are_passed_in_earlier_terms_with_the_mark_that_they_ask_for(
    histories: Histories,
) -> None:
    checked = 0
    marks: dict[str, tuple[int, int]] = {}
    learner = -1
    for row in range(len(histories.learner)):
        if histories.learner[row] != learner:
            learner, marks = int(histories.learner[row]), {}
        offer = histories.world.offers[histories.items[histories.item[row]]]
        term = int(histories.term[row])
        for clause in offer.needs:
            checked += 1
            known = [(atom, *marks[atom.code]) for atom in clause if atom.code in marks]
            assert any(when < term and mark >= atom.floor for atom, when, mark in known)
        if histories.outcome[row] == PASSED:
            marks.setdefault(offer.id, (term, int(histories.mark[row])))
    assert checked > 5_000


def test_items_are_taken_only_in_their_seasons_and_lives(histories: Histories) -> None:
    for row in range(0, len(histories.learner), 3):
        offer = histories.world.offers[histories.items[histories.item[row]]]
        term = histories.terms[histories.term[row]]
        assert term.season in offer.seasons
        assert not offer.start or offer.start <= term.start.isoformat()
        assert not offer.end or term.start.isoformat() < offer.end


def test_nothing_is_passed_twice_and_a_lineage_only_once(histories: Histories) -> None:
    passed = histories.outcome == PASSED
    pairs = np.stack([histories.learner[passed], histories.item[passed]], axis=1)
    assert len(np.unique(pairs, axis=0)) == len(pairs)
    lineage = [histories.world.offers[item].lineage or item for item in histories.items]
    keys = {(int(learner), lineage[item]) for learner, item in pairs}
    assert len(keys) == len(pairs)


def test_lengths_have_a_mean_of_twenty_and_a_long_tail(histories: Histories) -> None:
    learners = len(histories.latents)
    results = np.bincount(histories.learner[histories.outcome == PASSED], minlength=learners)
    assert 18 <= results.mean() <= 22
    assert np.median(results) < results.mean()
    assert results.max() > 60
    assert 0.005 < (results == 0).mean() < 0.03


def test_failures_withdrawals_and_study_in_progress_are_there(histories: Histories) -> None:
    counts = np.bincount(histories.outcome, minlength=4) / len(histories.outcome)
    assert 0.015 < counts[FAILED] < 0.06
    assert 0.02 < counts[WITHDRAWN] < 0.05
    assert 0.005 < counts[RUNNING] < 0.04
    assert set(np.unique(histories.term[histories.outcome == RUNNING])) == {len(histories.terms) - 1}


def test_a_fifth_of_the_results_is_on_few_items(histories: Histories) -> None:
    taken = np.sort(np.bincount(histories.item[histories.outcome == PASSED], minlength=len(histories.items)))[
        ::-1
    ]
    few = int((np.cumsum(taken) < 0.2 * taken.sum()).sum())
    assert few < 0.03 * len(histories.items)
    assert (taken > 0).sum() > 0.7 * len(histories.items)


def test_most_learners_have_results_of_one_to_four_institutions(histories: Histories) -> None:
    places = [histories.world.offers[item].place for item in histories.items]
    seen: dict[int, set[str]] = {}
    passed = histories.outcome == PASSED
    for learner, item in zip(histories.learner[passed], histories.item[passed], strict=True):
        seen.setdefault(int(learner), set()).add(places[item])
    counts = np.bincount([len(found) for found in seen.values()])
    assert counts[1:5].sum() > 0.97 * counts.sum()
    assert all(counts[1:5] > 0.02 * counts.sum())


def test_the_same_seed_gives_the_same_histories_and_another_seed_others(world: World) -> None:
    one, two, other = (simulate(world, seed, 200, AS_OF) for seed in (3, 3, 4))
    assert np.array_equal(one.item, two.item)
    assert np.array_equal(one.mark, two.mark)
    assert not np.array_equal(one.item[:500], other.item[:500])


@pytest.mark.parametrize("as_of", [date(2026, 9, 1), date(2026, 3, 2), date(2025, 12, 31)])
def test_nothing_ends_after_the_day(world: World, as_of: date) -> None:
    histories = simulate(world, 5, 100, as_of)
    done = histories.outcome != RUNNING
    assert all(histories.terms[t].end < as_of for t in np.unique(histories.term[done]))
