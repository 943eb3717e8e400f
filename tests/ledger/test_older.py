"""A ledger of an older format is read as it is, and becomes one of today's when it is written to (C1)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recommender.database import copy_file
from recommender.errors import Unavailable
from recommender.ledger import EmbeddedLedger, open_ledger
from recommender.ledger import older as migration
from recommender.ledger.tables import FORMAT
from tests.ledger.conftest import writer, written
from tests.ledger.pen import ANN, TODAY, Pen

FIRST = """
DROP TRIGGER ledger_entry_no_update;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'a ledger entry is never changed'); END;
UPDATE ledger_about SET format = 1;
"""
"""What makes a ledger of today one of format 1, but for what nobody reads."""
ERASED = "UPDATE ledger_entry SET payload = NULL, salt = '', payload_digest = 'x' WHERE number = 2"


@pytest.fixture
def old(tmp_path: Path, pen: Pen) -> Path:
    """A ledger of format 1 with two entries."""
    pen.deposit("river/A", 10)
    path = written(tmp_path / "ledger.db", pen.new)
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST)
    connection.close()
    return path


def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Whatever it answers."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_a_reader_takes_it_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    assert len(open_ledger(str(old)).record(ANN, TODAY).results) == 1
    assert old.read_bytes() == before


def test_a_writer_brings_it_forward_and_every_entry_stays_as_it_was(old: Path, pen: Pen) -> None:
    entries = open_ledger(str(old)).entries(ANN)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        ask(old, ERASED)
    pen.deposit("river/B", 20)
    with writer(old) as ledger:
        assert (ledger.append(pen.new).written, ask(old, "SELECT format FROM ledger_about")) == (
            1,
            [(FORMAT,)],
        )
    after = open_ledger(str(old))
    assert after.entries(ANN)[:2] == entries
    assert len(after.record(ANN, TODAY).results) == 2
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        ask(old, "DELETE FROM ledger_entry")
    ask(old, ERASED)


def test_the_copy_that_was_kept_is_the_ledger_of_before(old: Path, pen: Pen) -> None:
    entries = open_ledger(str(old)).entries(ANN)
    pen.deposit("river/B", 20)
    written(old, pen.new)
    copy_file(migration.backup_of(old, 1), old)
    assert ask(old, "SELECT format FROM ledger_about") == [(1,)]
    assert open_ledger(str(old)).entries(ANN) == entries
    written(old, pen.new)
    assert len(open_ledger(str(old)).record(ANN, TODAY).results) == 2


def test_where_no_copy_can_be_kept_nothing_is_changed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Unavailable("ledger", "the disk is full")

    monkeypatch.setattr(migration, "copy_file", full)
    with pytest.raises(Unavailable, match="the disk is full"):
        EmbeddedLedger(old)
    assert ask(old, "SELECT format FROM ledger_about") == [(1,)]
    assert [one.name for one in old.parent.iterdir() if "backup" in one.name] == []


def test_one_that_dies_in_the_middle_leaves_what_was_there(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def dies(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(migration, "stamp", dies)
    with pytest.raises(Killed):
        EmbeddedLedger(old)
    assert ask(old, "SELECT format FROM ledger_about") == [(1,)]
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        ask(old, ERASED)
