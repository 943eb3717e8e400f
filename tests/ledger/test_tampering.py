"""Someone changes the file behind the ledger's back: the account is quarantined by name, and no other (C1)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from itertools import pairwise

import psycopg
import pytest

from recommender.errors import Quarantined
from recommender.ledger import fold
from recommender.ledger.sql import SqlLedger
from tests.ledger.conftest import settled, written
from tests.ledger.hands import Hand
from tests.ledger.pen import ANN, BO, TODAY, Pen


@pytest.fixture
def two(place: str) -> str:
    """A ledger in which Ann has two results and Bo one."""
    ann, bo = Pen(ANN), Pen(BO)
    ann.deposit("river/A", 10)
    ann.deposit("river/B", 20)
    bo.deposit("river/A", 10)
    return written(place, [*ann.new, *bo.new])


def read(place: str) -> SqlLedger:
    """The ledger, when all of it is closed."""
    return settled(SqlLedger(place))


def tamper(place: str, statement: str, *values: object) -> None:
    """Do it with full powers, the triggers taken away first."""
    if place.startswith("postgresql"):
        with Hand(place) as hand:
            hand.connection.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
            assert hand.connection.execute(statement.replace("?", "%s"), values).rowcount == 1
            hand.commit()
        return
    with sqlite3.connect(place) as connection:
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
def test_a_forgery_quarantines_its_account_and_no_other(forgery: str, two: str) -> None:
    if "number = 'two'" in forgery and two.startswith("postgresql"):
        with pytest.raises(psycopg.DataError):  # there a number is one
            tamper(two, forgery)
        return
    tamper(two, forgery)
    ledger = read(two)
    with pytest.raises(Quarantined, match="account 'demo/ann' is quarantined: ") as caught:
        ledger.record(ANN, TODAY)
    assert caught.value.account == ANN
    assert ledger.record(BO, TODAY).learner == BO
    assert ledger.learners() == (ANN, BO)
    assert ANN not in [one.learner for one in ledger.histories(TODAY)]
    moment = ledger.snapshot([ANN, BO])
    assert fold(BO, moment.entries[BO], TODAY, "") == replace(ledger.record(BO, TODAY), position="")
    with pytest.raises(Quarantined):
        fold(ANN, moment.entries[ANN], TODAY, "")
    fed = [entry for entry in ledger.feed().entries if entry.account == BO]
    assert fed == [*moment.entries[BO]], "the others' entries go on coming"


def test_without_a_forgery_both_accounts_answer(two: str) -> None:
    ledger = read(two)
    assert [len(ledger.record(one, TODAY).results) for one in (ANN, BO)] == [2, 1]
    assert [one.learner for one in ledger.histories(TODAY)] == [ANN, BO]


def test_an_erased_payload_keeps_the_chain_but_not_the_answers(two: str) -> None:
    ledger = read(two)
    digest = ledger.entries(ANN)[1].payload_digest
    tamper(two, f"UPDATE ledger_entry SET payload = NULL, salt = '', payload_digest = ? {WHERE}", digest)
    entries = ledger.entries(ANN)
    assert entries[1].payload is None
    assert all(two.follows(one.digest) for one, two in pairwise(entries))
    with pytest.raises(Quarantined, match=r"the payload of entry .* was erased"):
        ledger.record(ANN, TODAY)


def change(place: str, statement: str, *values: object) -> None:
    """Do it as any program may, the triggers in force."""
    if place.startswith("postgresql"):
        with Hand(place) as hand:
            hand.connection.execute(statement.replace("?", "%s"), values)
            hand.commit()
        return
    with sqlite3.connect(place) as connection:
        connection.execute(statement, values)
    connection.close()


ERASED = "UPDATE ledger_entry SET payload = NULL, salt = '', payload_digest = ?"


def test_the_database_lets_a_payload_be_erased_with_its_salt_and_nothing_else_with_it(two: str) -> None:
    before = read(two).entries(ANN)
    for also in (", valid_on = '2020-01-01'", ", digest = 'abc'", ", recorded = 5", ", account = 'demo/cy'"):
        with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="never changed"):
            change(two, f"{ERASED}{also} {WHERE}", before[1].payload_digest)
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="never changed"):
        change(two, f"UPDATE ledger_entry SET payload = NULL, payload_digest = 'a' {WHERE}")
    change(two, f"{ERASED} {WHERE}", before[1].payload_digest)
    after = read(two).entries(ANN)
    assert after[1] == replace(before[1], payload=None, salt="")
    assert all(two.follows(one.digest) for one, two in pairwise(after))
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="never changed"):
        change(two, f"UPDATE ledger_entry SET payload = '{BETTER}', salt = 'ab' {WHERE}")


def test_a_cut_off_end_needs_an_anchor_outside(two: str) -> None:
    """The chain cannot know of what came last: docs/ledger.md says to publish the last digests."""
    tamper(two, "DELETE FROM ledger_entry WHERE account = 'demo/ann' AND number = 3")
    assert len(read(two).record(ANN, TODAY).results) == 1
