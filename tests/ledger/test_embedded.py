"""The reference ledger takes what is right, once, and never lets go of it or changes it (C1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from recommender.errors import InputError, Unavailable
from recommender.ledger import EmbeddedLedger, NewEntry, open_ledger
from recommender.ledger.embedded import Appended
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import EntryId, LearnerId
from tests.ledger.conftest import settled, written
from tests.ledger.pen import ANN, BO, TODAY, Pen, day, entry_id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger is, where only a file will do."""
    return tmp_path / "var" / "ledger.db"


@pytest.fixture
def ledger(place: str) -> Iterator[EmbeddedLedger]:
    """An empty ledger."""
    with EmbeddedLedger(place) as opened:
        yield opened


def read(place: str) -> SqlLedger:
    """The ledger, when all of it is closed."""
    return settled(SqlLedger(place))


def test_the_same_entries_twice_are_harmless(ledger: EmbeddedLedger, place: str, pen: Pen) -> None:
    pen.deposit("river/A", 10)
    assert ledger.append(pen.new) == Appended(2, 0)
    pen.deposit("river/B", 20)
    assert ledger.append(pen.new) == Appended(1, 2)
    assert ledger.append([*pen.new, *pen.new]) == Appended(0, 6)
    assert read(place).count() == 3


def test_an_entry_twice_in_one_call_is_written_once(ledger: EmbeddedLedger, pen: Pen) -> None:
    assert ledger.append([*pen.new, *pen.new]) == Appended(1, 1)


def test_the_order_of_fields_makes_no_other_content(ledger: EmbeddedLedger, pen: Pen) -> None:
    pen.deposit("river/A", 10)
    ledger.append(pen.new)
    turned = [replace(new, payload=dict(reversed(new.payload.items()))) for new in pen.new]
    assert ledger.append(turned) == Appended(0, 2)


@pytest.mark.parametrize(
    "change", [{"payload": {"region": "Zhejiang"}}, {"on": day(3)}, {"type": "account.closed", "payload": {}}]
)
@pytest.mark.parametrize("together", [True, False])
def test_the_same_id_with_other_content_is_refused_by_name(
    together: bool, change: dict[str, Any], ledger: EmbeddedLedger, pen: Pen
) -> None:
    other = replace(pen.new[0], **change)
    if not together:
        ledger.append(pen.new)
    with pytest.raises(InputError, match=f"^entry {other.id}: .*this id and other content"):
        ledger.append([*pen.new, other] if together else [other])


@pytest.mark.parametrize("together", [True, False])
def test_the_id_of_another_accounts_entry_is_refused_by_name(
    together: bool, ledger: EmbeddedLedger, place: str, pen: Pen
) -> None:
    stolen = replace(pen.new[0], account=BO)
    if not together:
        ledger.append(pen.new)
    with pytest.raises(InputError, match=f"^entry {stolen.id}: .*this id and other content"):
        ledger.append([*pen.new, stolen] if together else [stolen])
    assert read(place).count() == (0 if together else 1)


def test_one_wrong_entry_and_none_of_the_call_is_written(
    ledger: EmbeddedLedger, place: str, pen: Pen
) -> None:
    pen.deposit("river/A", 10)
    pen.write("result.revoked", 20, result=entry_id(99))
    with pytest.raises(InputError):
        ledger.append(pen.new)
    assert read(place).is_empty()
    assert ledger.append(pen.new[:2]) == Appended(2, 0)


def test_many_entries_in_one_call_are_one_chain(ledger: EmbeddedLedger, place: str, pen: Pen) -> None:
    for number in range(12_000):  # more than are written at one time
        pen.write("consent.changed", number % 500, personalised=number % 2 == 0)
    other = Pen(BO).new
    assert ledger.append([*pen.new[:6_000], *other, *pen.new[6_000:]]).written == 12_002
    assert read(place).record(ANN, TODAY).personalised is False
    assert read(place).count() == 12_002


def test_numbers_and_digests_go_on_in_the_next_call_and_after_opening_again(place: str, pen: Pen) -> None:
    for number in range(3):
        pen.deposit("river/A", number)
        with EmbeddedLedger(place) as ledger:
            ledger.append(pen.new[-2:] if number == 0 else pen.new[-1:])
    assert len(read(place).record(ANN, TODAY).results) == 3


def test_every_entry_has_a_salt_of_its_own(ledger: EmbeddedLedger, place: str, pen: Pen) -> None:
    ledger.append([*pen.new, *Pen(BO).new])
    reader = read(place)
    salts = {entry.salt for one in (ANN, BO) for entry in reader.entries(one)}
    assert len(salts) == 2
    assert all(len(bytes.fromhex(salt)) == 16 for salt in salts)


# --- what is refused, each in one sentence with its place


def later(**more: Any) -> NewEntry:
    """A revocation of the tests' second entry, with something changed."""
    right = NewEntry(entry_id(50), ANN, "result.revoked", day(50), {"result": entry_id(2, ANN)})
    return replace(right, **more)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (later(id="7"), "entry 7, id: expected a UUIDv7 in lower case as id, found '7'"),
        (later(id=entry_id(50).replace("-7", "-4")), "expected a UUIDv7"),
        (later(account=""), "account: an id must not be empty"),
        (later(account=3), "account: expected an id as text, found 3"),
        (later(account="demo/cy"), "account: there is no account 'demo/cy'; open it first"),
        (later(on=datetime(2026, 1, 1)), r"on: expected a date, found datetime"),  # noqa: DTZ001
        (later(on="2026-01-01"), "on: expected a date, found '2026-01-01'"),
        (later(type="result.polished"), "the type 'result.polished' is not known"),
        (later(type="account.opened", payload={}), "account: the account 'demo/ann' is open already"),
        (later(payload=None), "expected the payload as a mapping, found NoneType"),
        (later(payload={}), "result: is missing in result.revoked"),
        (later(payload={"result": entry_id(2, ANN), "by": "me"}), "by: unknown field of result.revoked"),
        (later(payload={"result": entry_id(9)}), "result: expected a result.corrected or result.deposited"),
        (later(payload={"result": entry_id(1, ANN)}), "this account, and .* is account.opened"),
        (later(on=day(9)), f"result: .* is of {day(10)}, after this entry's date {day(9)}"),
        (later(payload={"result": entry_id(2, ANN), "reason": "\ud800"}), "payload: .*no canonical JSON"),
    ],
)
def test_what_is_wrong_is_named(wrong: NewEntry, sentence: str, ledger: EmbeddedLedger, pen: Pen) -> None:
    pen.deposit("river/A", 10)
    ledger.append(pen.new)
    with pytest.raises(InputError, match=sentence) as caught:
        ledger.append([wrong])
    assert str(caught.value).startswith(f"entry {wrong.id}")
    assert "\n" not in str(caught.value)


def test_the_right_one_is_taken(ledger: EmbeddedLedger, pen: Pen) -> None:
    pen.deposit("river/A", 10)
    ledger.append(pen.new)
    assert ledger.append([later()]) == Appended(1, 0)


def test_every_source_must_be_a_result_of_this_account(ledger: EmbeddedLedger, pen: Pen) -> None:
    own, other = pen.deposit("river/A", 10), Pen(BO)
    foreign = other.deposit("river/A", 10)
    pen.write("recognition.applied", 20, rule="river/R1", sources=[own, foreign])
    with pytest.raises(InputError, match=f"sources: .*{foreign}"):
        ledger.append([*other.new, *pen.new])


def test_a_closed_account_takes_no_more(ledger: EmbeddedLedger, pen: Pen) -> None:
    pen.write("account.closed", 10)
    ledger.append(pen.new)
    pen.deposit("river/A", 5)
    with pytest.raises(InputError, match="account: the account 'demo/ann' is closed"):
        ledger.append(pen.new)


# --- what was written stays


@pytest.fixture
def raw(path: Path, pen: Pen) -> Iterator[sqlite3.Connection]:
    """The file of a ledger with two entries, opened with full powers by someone else's program."""
    pen.deposit("river/A", 10)
    connection = sqlite3.connect(written(path, pen.new))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE ledger_entry SET payload = '{}' WHERE number = 2", "never changed"),
        ("UPDATE ledger_entry SET position = 9 WHERE number = 2", "never changed"),
        ("DELETE FROM ledger_entry WHERE number = 2", "never deleted"),
        ("DELETE FROM ledger_entry", "never deleted"),
        (
            "INSERT OR REPLACE INTO ledger_entry SELECT position, id, account, number, type, schema, valid_on,"
            " recorded, '{}', salt, payload_digest, digest FROM ledger_entry WHERE number = 2",
            "never replaced",
        ),
        (
            "REPLACE INTO ledger_entry SELECT 9, 'x', account, number, type, schema, valid_on,"
            " recorded, '{}', salt, payload_digest, digest FROM ledger_entry WHERE number = 2",
            "never replaced",
        ),
    ],
)
def test_the_file_itself_refuses_to_change_or_forget(
    statement: str, sentence: str, raw: sqlite3.Connection
) -> None:
    before = list(raw.execute("SELECT * FROM ledger_entry"))
    with pytest.raises(sqlite3.IntegrityError, match=sentence):
        raw.execute(statement)
    assert list(raw.execute("SELECT * FROM ledger_entry")) == before
    assert len(before) == 2


def test_a_reader_has_no_means_to_write(path: Path, raw: sqlite3.Connection) -> None:
    reader = open_ledger(str(path))
    assert not hasattr(reader, "append")
    with (
        pytest.raises(Exception, match="readonly database"),
        reader._engine.connect() as connection,  # type: ignore[attr-defined]
    ):
        connection.exec_driver_sql("INSERT INTO ledger_about VALUES (7)")


def test_one_learner_is_an_indexed_read(raw: sqlite3.Connection) -> None:
    query = "SELECT * FROM ledger_entry WHERE account = 'demo/ann' ORDER BY number"
    ((*_, plan),) = raw.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert plan.startswith("SEARCH ledger_entry USING INDEX")


# --- opening


@pytest.mark.parametrize("url", ["{}/nowhere.db", "sqlite:///{}/nowhere.db"])
def test_where_there_is_no_ledger_this_is_said(url: str, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"there is no ledger at .*nowhere\.db") as caught:
        open_ledger(url.format(tmp_path))
    assert caught.value.what == "ledger"
    assert list(tmp_path.iterdir()) == []


def test_another_database_is_no_ledger(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(Unavailable, match="is no ledger"):
        open_ledger(str(tmp_path / "other.db"))


def test_a_text_file_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("hello, this is no database at all\n" * 50)
    with pytest.raises(Unavailable, match="ledger"):
        open_ledger(str(tmp_path / "ledger.db"))


def test_a_ledger_of_a_newer_layout_is_refused_for_reading_and_writing(path: Path) -> None:
    written(path, [])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE ledger_about SET format = 3")
    for opening in (open_ledger, EmbeddedLedger):
        with pytest.raises(Unavailable, match="is a ledger of format 3"):
            opening(str(path))


def test_a_ledger_elsewhere_needs_an_adapter(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no adapter reads mysql:// ledgers"):
        open_ledger("mysql://bank/ledger")


def test_a_relative_url_names_a_relative_path(path: Path, pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    written(path, pen.new)
    monkeypatch.chdir(path.parent)
    assert open_ledger("sqlite:///ledger.db").learners() == (LearnerId("demo/ann"),)
    assert open_ledger(f"sqlite:///{path}").learners() == (LearnerId("demo/ann"),)
    assert EntryId(pen.new[0].id) == open_ledger("ledger.db").entries(ANN)[0].id
