"""Someone changes the file behind the ledger's back: the account is quarantined by name, and no other (C1)."""

from __future__ import annotations

import json
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from recommender.errors import Quarantined
from recommender.ledger import open_ledger
from tests.ledger.conftest import written
from tests.ledger.pen import ANN, BO, TODAY, Pen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger in which Ann has two results and Bo one."""
    ann, bo = Pen(ANN), Pen(BO)
    ann.deposit("river/A", 10)
    ann.deposit("river/B", 20)
    bo.deposit("river/A", 10)
    return written(tmp_path / "ledger.db", [*ann.new, *bo.new])


def tamper(path: Path, statement: str, *values: object) -> None:
    """Do it with full powers, the triggers taken away first."""
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement, values).rowcount == 1
    connection.close()


WHERE = "WHERE account = 'demo/ann' AND number = 2"
BETTER = json.dumps(
    {
        "completed": "2025-01-11",
        "credits": "30",
        "grade": {"mark": "100", "scheme": "percent"},
        "item": "river/A",
        "scheme": "credit",
    },
    separators=(",", ":"),
)
FORGERIES = {
    "another payload": f"UPDATE ledger_entry SET payload = '{BETTER}' {WHERE}",
    "a payload that is no JSON": f"UPDATE ledger_entry SET payload = '{{' {WHERE}",
    "the same payload otherwise spaced": f"UPDATE ledger_entry SET payload = ' ' || payload {WHERE}",
    "another date": f"UPDATE ledger_entry SET valid_on = '2020-01-01' {WHERE}",
    "no date": f"UPDATE ledger_entry SET valid_on = 'yesterday' {WHERE}",
    "another type": f"UPDATE ledger_entry SET type = 'study.failed' {WHERE}",
    "another salt": f"UPDATE ledger_entry SET salt = '00' {WHERE}",
    "a salt that is none": f"UPDATE ledger_entry SET salt = 'zz' {WHERE}",
    "another digest": f"UPDATE ledger_entry SET digest = 'abc' {WHERE}",
    "another number": f"UPDATE ledger_entry SET number = 7 {WHERE}",
    "a number that is none": f"UPDATE ledger_entry SET number = 'two' {WHERE}",
    "another instant": f"UPDATE ledger_entry SET recorded = 5 {WHERE}",
    "another schema": f"UPDATE ledger_entry SET schema = 2 {WHERE}",
    "no payload": f"UPDATE ledger_entry SET payload = NULL {WHERE}",
    "moved from another account": "UPDATE ledger_entry SET account = 'demo/ann', number = 4"
    " WHERE account = 'demo/bo' AND number = 2",
    "a deleted middle": f"DELETE FROM ledger_entry {WHERE}",
    "a deleted beginning": "DELETE FROM ledger_entry WHERE account = 'demo/ann' AND number = 1",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_quarantines_its_account_and_no_other(forgery: str, path: Path) -> None:
    tamper(path, forgery)
    ledger = open_ledger(str(path))
    with pytest.raises(Quarantined, match="account 'demo/ann' is quarantined: ") as caught:
        ledger.record(ANN, TODAY)
    assert caught.value.account == ANN
    assert ledger.record(BO, TODAY).learner == BO
    assert ledger.learners() == (ANN, BO)
    assert ANN not in [one.learner for one in ledger.histories(TODAY)]


def test_without_a_forgery_both_accounts_answer(path: Path) -> None:
    ledger = open_ledger(str(path))
    assert [len(ledger.record(one, TODAY).results) for one in (ANN, BO)] == [2, 1]
    assert [one.learner for one in ledger.histories(TODAY)] == [ANN, BO]


def test_an_erased_payload_keeps_the_chain_but_not_the_answers(path: Path) -> None:
    ledger = open_ledger(str(path))
    digest = ledger.entries(ANN)[1].payload_digest
    tamper(path, f"UPDATE ledger_entry SET payload = NULL, salt = '', payload_digest = ? {WHERE}", digest)
    entries = ledger.entries(ANN)
    assert entries[1].payload is None
    assert all(two.follows(one.digest) for one, two in pairwise(entries))
    with pytest.raises(Quarantined, match=r"the payload of entry .* was erased"):
        ledger.record(ANN, TODAY)


def test_a_cut_off_end_needs_an_anchor_outside(path: Path) -> None:
    """The chain cannot know of what came last: docs/ledger.md says to publish the last digests."""
    tamper(path, "DELETE FROM ledger_entry WHERE account = 'demo/ann' AND number = 3")
    assert len(open_ledger(str(path)).record(ANN, TODAY).results) == 1
