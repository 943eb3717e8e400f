"""What the store promises on every database: what was confirmed is there, nothing is written over, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from recommender.errors import Erased, NotFound, Stale
from recommender.store import Store
from recommender.vocabulary import LearnerId
from tests.store.keeping import ANN, ANSWER, BO, KEY, Hands, answer, event

# --- answers


def test_an_answer_is_kept_byte_for_byte_with_all_that_it_rests_on(
    store: Store, opening: Callable[[], Store]
) -> None:
    assert store.keep(ANSWER)
    (found,) = opening().answers(KEY)
    assert replace(found, kept=0) == ANSWER
    assert found.kept == 1_788_220_800_000_000


def test_the_same_answer_is_kept_once(store: Store) -> None:
    assert store.keep(ANSWER)
    assert not store.keep(ANSWER)
    assert len(store.answers(KEY)) == 1


def test_an_answer_that_time_cut_elsewhere_is_kept_beside_the_first_and_comes_first(
    store: Store, hands: Hands
) -> None:
    store.keep(replace(ANSWER, cut=True))
    hands.move(seconds=1)
    store.keep(replace(ANSWER, cut=True, body=b"better"))
    assert [one.body for one in store.answers(KEY)] == [b"better", ANSWER.body]


def test_learners_with_equal_records_have_answers_of_their_own(store: Store) -> None:
    store.keep(ANSWER)
    store.keep(replace(ANSWER, learner=BO, body=b"of bo"))
    assert [one.body for one in store.answers(KEY, BO)] == [b"of bo"]
    assert len(store.answers(KEY)) == 2


def test_a_key_under_which_nothing_is_kept_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="there is no answer 'ff'"):
        store.answers("ff")


def test_answers_are_let_go_after_their_days_and_not_before(store: Store, hands: Hands) -> None:
    store.keep(answer(1))
    hands.move(days=10)
    store.keep(answer(2))
    assert (store.trim(10), store.trim(9)) == (0, 1)
    assert [one.body for one in store.answers(answer(2).key)] == [answer(2).body]
    with pytest.raises(NotFound):
        store.answers(answer(1).key)


# --- plans


def test_a_change_of_a_plan_adds_a_version(store: Store, hands: Hands) -> None:
    store.add_plan("p1", ANN, "ann", '{"steps":[1]}')
    hands.move(seconds=5)
    store.add_plan("p1", ANN, "advisor", '{"steps":[2]}', seen=1)
    found = store.plan("p1")
    assert [(one.version, one.author, one.body) for one in found] == [
        (1, "ann", '{"steps":[1]}'),
        (2, "advisor", '{"steps":[2]}'),
    ]
    assert found[1].made - found[0].made == 5_000_000
    assert store.plans(ANN) == [found[1]]


@pytest.mark.parametrize(("seen", "learner"), [(0, ANN), (2, ANN), (1, BO)])
def test_a_change_to_another_version_or_of_anothers_plan_is_refused(
    seen: int, learner: LearnerId, store: Store
) -> None:
    store.add_plan("p1", ANN, "ann", "{}")
    with pytest.raises(Stale) as refused:
        store.add_plan("p1", learner, "x", "{}", seen=seen)
    assert refused.value.newest == 1
    assert len(store.plan("p1")) == 1


# --- events


def test_events_told_again_are_taken_once_and_a_bad_one_loses_no_other(store: Store) -> None:
    store.add_events([event(1), event(2)])
    taken = store.add_events([event(2), event(1, body='{"other":1}'), event(3)])
    assert (taken.written, taken.repeated, taken.refused) == (1, 1, ("event-1",))
    assert store.events(ANN) == [event(1), event(2), event(3)]


# --- jobs


def test_of_many_workers_that_want_a_job_one_gets_it(store: Store, opening: Callable[[], Store]) -> None:
    store.add_job_state("j", "waiting")
    workers = [opening() for _ in range(4)]

    def take(worker: Store) -> bool:
        try:
            worker.add_job_state("j", "running", seen=1)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, workers)) == [False, False, False, True]
    assert [one.state for one in store.job("j")] == ["waiting", "running"]


# --- forgetting


def test_a_forgotten_learner_leaves_nothing_but_keys_that_say_so(store: Store) -> None:
    _fill(store, ANN)
    store.keep(answer(7, BO))
    assert store.forget(ANN) == {"answers": 2, "plans": 2, "events": 3, "jobs": 1, "backups": 0}
    for key in (answer(1).key, answer(2).key):
        with pytest.raises(Erased, match="was erased"):
            store.answers(key)
    assert (list(store.plans(ANN)), list(store.events(ANN))) == ([], [])
    assert store.answers(answer(7).key)[0].learner == BO


def test_who_shares_a_key_with_a_forgotten_learner_keeps_the_answer(store: Store) -> None:
    store.keep(ANSWER)
    store.keep(replace(ANSWER, learner=BO))
    store.forget(ANN)
    assert [one.learner for one in store.answers(KEY)] == [BO]
    with pytest.raises(Erased):
        store.answers(KEY, ANN)


def test_forgetting_twice_or_somebody_unknown_does_nothing_more(store: Store) -> None:
    _fill(store, ANN)
    store.forget(ANN)
    assert not any(store.forget(ANN).values())
    assert not any(store.forget(BO).values())


def _fill(store: Store, learner: LearnerId) -> None:
    for number in (1, 2):
        store.keep(answer(number, learner))
    store.add_plan("p1", learner, str(learner), "{}")
    store.add_plan("p1", learner, str(learner), '{"more":1}', seen=1)
    store.add_events([event(number, learner) for number in (1, 2, 3)])
    store.add_job_state("j", "waiting", learner=learner)
