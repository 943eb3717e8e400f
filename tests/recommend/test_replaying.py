"""What was answered then is answered again, byte for byte, from the store and from what it stood on (rule 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from recommender.errors import Erased, InputError, NotFound, Unavailable
from recommender.recommend.explaining import explain_change, explained_json
from recommender.recommend.keeping import body_of
from recommender.recommend.replaying import answer_once, computed_again
from recommender.recommend.view import Json
from recommender.vocabulary import LearnerId
from tests.cli import tiny
from tests.counts import worlds
from tests.fakes import postgres
from tests.recommend.replayed import DEPOSIT, Replayed, answered, kept

KINDS = ("plan", "audit", "recommend")
PROGRAMME = tiny.FILES["qualifications/accounting.yaml"]
LESS = {
    "qualifications/accounting.yaml": PROGRAMME.replace('least: "9"', 'least: "6"').replace('"12"', '"9"')
}


@pytest.fixture
def world(tmp_path: Path) -> Replayed:
    """A new one."""
    return Replayed(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_computed_again_byte_for_byte_after_ledger_and_catalogue_went_on(
    kind: str, world: Replayed
) -> None:
    _, told = answered(world.bank(), kind)
    key = kept(world, kind)
    world.append("result.deposited", item="river/acc2", **DEPOSIT)
    world.publish(LESS)
    assert body_of(answered(world.bank(), kind)[1]) != body_of(told)
    with world.store() as store:
        stored = answer_once(store, key)
        assert stored.body == body_of(told)
        again = computed_again(world.bank(), stored)
    assert (again.same, again.body, again.others) == (True, stored.body, {})


@pytest.mark.suite("postgres")
def test_on_postgresql_ledger_and_answers_keep_the_same_promise(tmp_path: Path) -> None:
    with postgres.schema() as ledger, postgres.schema() as answers:
        world = Replayed(tmp_path, ledger, answers)
        key = kept(world, "plan")
        world.append("result.deposited", item="river/acc2", **DEPOSIT)
        later = kept(world, "plan")
        with world.store() as store:
            one, two = answer_once(store, key), answer_once(store, later)
        bank = world.bank()
        assert computed_again(bank, one).same
        assert computed_again(bank, two).same
        found = explained_json(explain_change((bank, bank), one, two))
        assert [cause["cause"] for cause in found["causes"]] == ["entry"]
        bank.ledger.close()


def test_many_answers_are_replayed_after_corrections_of_the_ledger(world: Replayed) -> None:
    count = worlds(10)
    learners = [f"tiny/l{number:04d}" for number in range(count)]
    deposits = {}
    for number, learner in enumerate(learners):
        world.append("account.opened", learner)
        world.append("enrolment.set", learner, qualification=tiny.GOAL, year="2026")
        item = ("river/eng", "river/acc1", "craft/cert", "river/tax")[number % 4]
        deposits[learner] = world.append("result.deposited", learner, item=item, **DEPOSIT)
    keys = {name: kept(world, KINDS[number % 3], name) for number, name in enumerate(learners)}
    for number, learner in enumerate(learners):
        kind = ("corrected", "revoked", "suspended")[number % 3]
        more = {"credits": "1"} if kind == "corrected" else {}
        world.append(f"result.{kind}", learner, on=date(2026, 4, 1), result=deposits[learner], **more)
    bank = world.bank()
    with world.store() as store:
        for number, learner in enumerate(learners):
            stored = answer_once(store, keys[learner])
            assert computed_again(bank, stored).same
            now = body_of(answered(bank, KINDS[number % 3], learner)[1])
            assert now != stored.body, "the correction changes what is answered now"


def test_an_answer_that_is_another_one_now_is_told_place_by_place(world: Replayed) -> None:
    key = kept(world, "plan")
    with world.store() as store:
        stored = answer_once(store, key)
    other = replace(stored, body=stored.body.replace(b'"length":"6"', b'"length":"5"'), code="0.1")
    again = computed_again(world.bank(), other)
    assert not again.same
    assert list(again.differences) == [("/length", "5", "6")]
    assert set(again.others) == {"code"}


def test_learners_with_equal_records_are_told_apart_by_name(world: Replayed) -> None:
    for learner in ("tiny/a", "tiny/b"):
        world.append("account.opened", learner)
    keys = {learner: kept(world, "audit", learner) for learner in ("tiny/a", "tiny/b")}
    assert len(set(keys.values())) == 1
    with world.store() as store:
        with pytest.raises(InputError, match="several learners"):
            answer_once(store, keys["tiny/a"])
        assert b'"learner":"tiny/b"' in answer_once(store, keys["tiny/b"], "tiny/b").body


# --- what cannot be computed again says why


def test_a_forgotten_learner_is_told_as_erased(world: Replayed) -> None:
    key = kept(world, "plan")
    with world.store() as store:
        stored = answer_once(store, key)
        store.forget(LearnerId(tiny.CHEN))
        with pytest.raises(Erased, match=r"the answer .* was erased"):
            answer_once(store, key)
    world.append("account.erased")
    with pytest.raises(Erased, match="the learner 'tiny/chen' was erased"):
        computed_again(world.bank(), stored)


def test_a_key_of_nothing_is_not_found(world: Replayed) -> None:
    with world.store() as store, pytest.raises(NotFound, match="there is no answer"):
        answer_once(store, "0" * 64)


def test_a_missing_version_or_model_is_named(world: Replayed) -> None:
    key = kept(world, "plan")
    with world.store() as store:
        stored = answer_once(store, key)
    with pytest.raises(Unavailable, match="has not kept its version ffff"):
        computed_again(world.bank(), replace(stored, catalogue="f" * 64))
    with pytest.raises(Unavailable, match="stands on the model m7, and here is none"):
        computed_again(world.bank(), replace(stored, model="m7"))
    with pytest.raises(Unavailable, match="another record of 2026-09-01 at position"):
        computed_again(world.bank(), replace(stored, record="f" * 64))


def test_the_bytes_are_those_of_the_answer_without_what_stands_beside_it(world: Replayed) -> None:
    answer: Json = {"length": "3", "title": "会计", "meta": {"seconds": 1.5}}
    assert body_of(answer) == '{"length":"3","title":"会计"}'.encode()
