"""A ledger on PostgreSQL: read with no right to more, never changed, and refused where its places mean nothing."""

from __future__ import annotations

import builtins
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from recommender.database import postgres as database
from recommender.errors import Quarantined, Unavailable
from recommender.ledger import EmbeddedLedger, open_ledger
from recommender.ledger.alarms import Alarm
from recommender.ledger.sql import SqlLedger
from tests.ledger.conftest import settled, written
from tests.ledger.hands import INSERT, Hand, row
from tests.ledger.pen import ANN, BO, TODAY, Pen

pytestmark = pytest.mark.suite("postgres")


@pytest.fixture
def url(schema: str, pen: Pen) -> str:
    """A ledger in which Ann has one result."""
    pen.deposit("river/A", 10)
    return written(schema, pen.new)


def as_reader(url: str) -> str:
    """The same place, as a role that may select from the ledger's tables and nothing else."""
    name = "creditpath_reader"
    with Hand(url) as hand:
        ((schema,),) = hand.ask("SELECT current_schema()")
        if not hand.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", name):
            hand.connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'reader'")
        hand.connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        hand.connection.execute(f"GRANT SELECT ON ledger_entry, ledger_about TO {name}")
        hand.commit()
    return make_url(url).set(username=name, password="reader").render_as_string(hide_password=False)


def test_a_role_that_may_only_select_is_enough_to_read_everything(url: str) -> None:
    ledger = settled(SqlLedger(as_reader(url)))
    assert len(ledger.record(ANN, TODAY).results) == 1
    assert ledger.learners() == (ANN,)
    assert len(ledger.feed().entries) == ledger.count() == 2
    assert [one.learner for one in ledger.histories(TODAY)] == [ANN]
    assert ledger.snapshot([ANN]).position == ledger.position()
    with pytest.raises(Unavailable, match="permission denied"):
        EmbeddedLedger(as_reader(url)).append(Pen(BO).new)


def test_a_reader_has_no_means_to_write_whatever_its_role_may_do(url: str) -> None:
    reader = SqlLedger(url)
    for statement in ("INSERT INTO ledger_about VALUES (7)", "CREATE TABLE mine (x int)"):
        with (
            pytest.raises(Exception, match="read-only transaction"),
            reader._engine.connect() as connection,
        ):
            connection.exec_driver_sql(statement)
        raw = reader._engine.raw_connection()
        raw.driver_connection.read_only = None  # type: ignore[union-attr]  # even if the transaction does not say so
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            raw.driver_connection.execute(statement)  # type: ignore[union-attr]
        raw.invalidate()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE ledger_entry SET payload = '{}' WHERE number = 2", "never changed"),
        ("UPDATE ledger_entry SET xid = xid + 1 WHERE number = 2", "never changed"),
        ("UPDATE ledger_entry SET payload = NULL WHERE number = 2", "never changed"),
        ("DELETE FROM ledger_entry WHERE number = 2", "never deleted"),
        ("TRUNCATE ledger_entry", "never deleted"),
        (
            "INSERT INTO ledger_entry SELECT * FROM ledger_entry ON CONFLICT (id) DO UPDATE SET payload = '{}'",
            "cannot insert a non-DEFAULT value",
        ),
        (
            "INSERT INTO ledger_entry OVERRIDING SYSTEM VALUE SELECT * FROM ledger_entry"
            " ON CONFLICT (id) DO UPDATE SET payload = '{}'",
            "the place of a ledger entry is that of its transaction",
        ),
    ],
)
def test_the_database_itself_refuses_to_change_or_forget(statement: str, sentence: str, url: str) -> None:
    with Hand(url) as hand:
        before = hand.ask("SELECT * FROM ledger_entry")
        with pytest.raises(psycopg.DatabaseError, match=sentence):
            hand.connection.execute(statement)
        hand.abort()
        assert hand.ask("SELECT * FROM ledger_entry") == before


def test_nobody_can_put_an_entry_where_readers_have_been_already(url: str) -> None:
    late = row(Pen(BO).entries()[0])
    with Hand(url) as hand:
        stated = INSERT.replace("(id,", "(xid, id,").replace("VALUES (", "VALUES (3, ")
        with pytest.raises(psycopg.IntegrityError, match="the place of a ledger entry"):
            hand.connection.execute(stated, late)


def test_a_ledger_moved_to_a_server_that_has_not_counted_so_far_is_refused(url: str) -> None:
    with Hand(url) as hand:
        hand.connection.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        hand.connection.execute("UPDATE ledger_entry SET xid = xid + 1000000 WHERE number = 2")
        hand.commit()
    with pytest.raises(Unavailable, match="was moved to a server that counts transactions from an earlier"):
        SqlLedger(url)


def test_each_account_that_cannot_be_trusted_is_told_once_with_how_many_there_are(url: str) -> None:
    other = Pen(BO)
    other.deposit("river/B", 5)
    written(url, other.new)
    with Hand(url) as hand:
        hand.connection.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        hand.connection.execute("UPDATE ledger_entry SET payload = '{}' WHERE number = 2")
        hand.commit()
    alarms: list[Alarm] = []
    ledger = settled(SqlLedger(url, alarms.append))
    for _ in range(2):
        with pytest.raises(Quarantined):
            ledger.record(ANN, TODAY)
    assert list(ledger.histories(TODAY)) == []
    assert [(one.kind, one.account, one.count) for one in alarms] == [
        ("quarantine", ANN, 1),
        ("quarantine", BO, 2),
    ]
    assert "account 'demo/ann' is quarantined" in alarms[0].text


# --- opening


def test_a_database_without_a_ledger_is_none_and_stays_so(schema: str) -> None:
    with pytest.raises(Unavailable, match="is no ledger"):
        open_ledger(schema)
    with Hand(schema) as hand:
        assert hand.ask("SELECT 1 FROM pg_tables WHERE schemaname = current_schema()") == []


def test_a_ledger_of_a_newer_format_is_refused(url: str) -> None:
    with Hand(url) as hand:
        hand.connection.execute("UPDATE ledger_about SET format = 3")
        hand.commit()
    for opening in (open_ledger, EmbeddedLedger):
        with pytest.raises(Unavailable, match="is a ledger of format 3"):
            opening(url)


def test_a_server_that_does_not_answer_is_told_in_one_line_without_the_password() -> None:
    with pytest.raises(Unavailable) as caught:
        open_ledger("postgresql://bank:secret@127.0.0.1:1/ledger")
    assert str(caught.value).startswith(
        "the ledger postgresql://bank:***@127.0.0.1:1/ledger cannot be used: "
    )
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_the_driver_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "psycopg":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unavailable, match=r"pip install 'creditpath\[postgres\]'"):
        open_ledger("postgresql://bank/ledger")


def _end_its_connection(ledger: SqlLedger, url: str) -> None:
    """As when the server restarts between two questions."""
    with ledger._engine.connect() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with Hand(url) as hand:
        assert hand.ask("SELECT pg_terminate_backend(%s, 5000)", pid) == [(True,)]


def test_a_connection_that_lay_about_and_is_gone_is_not_noticed(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "UNUSED_SECONDS", 0)
    ledger = settled(SqlLedger(url))
    before = ledger.record(ANN, TODAY)
    _end_its_connection(ledger, url)
    assert ledger.record(ANN, TODAY) == before


def test_one_that_goes_while_it_is_used_is_told_and_made_anew(url: str) -> None:
    ledger = settled(SqlLedger(url))
    before = ledger.record(ANN, TODAY)
    _end_its_connection(ledger, url)
    with pytest.raises(Unavailable, match=r"the ledger postgresql:.* cannot be used: "):
        ledger.record(ANN, TODAY)
    assert ledger.record(ANN, TODAY) == before
