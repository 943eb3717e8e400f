"""Which answers a service keeps, and for how long."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recommender.errors import NotFound, Unavailable
from recommender.ledger.record import Record
from recommender.recommend import Bank, build_request, plan_for
from recommender.recommend.keeping import Keeper, is_cut
from recommender.recommend.question import Question, of_plan
from recommender.recommend.record import read_record
from recommender.recommend.view import Json
from recommender.store import Store, open_store
from tests.cli import tiny
from tests.recommend.replayed import Replayed
from tests.store.keeping import Hands

PROVEN = {"objective": "length", "proof": "certified"}


@pytest.mark.parametrize(
    ("answer", "cut"),
    [
        ({"status": "optimal", "levels": [PROVEN, {**PROVEN, "proof": "solver"}]}, False),
        ({"status": "bounded", "levels": [PROVEN]}, True),
        ({"status": "optimal", "levels": [PROVEN, {**PROVEN, "proof": "none"}]}, True),
        ({"status": "infeasible", "levels": []}, False),
        ({"items": []}, False),
    ],
)
def test_an_answer_is_cut_where_something_was_not_proven(answer: Json, cut: bool) -> None:
    assert is_cut(answer) is cut


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Bank, Record, Question, Json]:
    """One answer."""
    bank = Replayed(tmp_path).bank()
    record = read_record(bank, tiny.CHEN, None)
    request = build_request(bank, record)
    return bank, record, of_plan(request), plan_for(bank, record, request)


def test_what_is_older_than_its_days_goes_when_the_service_starts(
    asked: tuple[Bank, Record, Question, Json], tmp_path: Path
) -> None:
    hands, key = Hands(), asked[3]["replay_key"]
    with open_store(str(tmp_path / "kept.db"), hands) as store:
        Keeper(store, "all", 30).keep(*asked)
        hands.at += timedelta(days=30)
        Keeper(store, "all", 30)
        assert store.answers(key)
        hands.at += timedelta(seconds=1)
        Keeper(store, "all", 30)
        with pytest.raises(NotFound):
            store.answers(key)


def test_a_store_that_fails_is_logged_and_in_nobodys_way(
    asked: tuple[Bank, Record, Question, Json], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Full(Store):
        def keep(self, answer: Any) -> bool:
            raise Unavailable("store", "the disk is full")

    store = open_store(str(tmp_path / "kept.db"))
    store.__class__ = Full
    keeper = Keeper(store, "all", 30)
    keeper.keep(*asked)
    assert keeper.problem == "the disk is full"
    store.__class__ = Store
    keeper.keep(*asked)
    assert keeper.problem == ""
    assert "an answer was not kept: the disk is full" in caplog.text
    store.close()
