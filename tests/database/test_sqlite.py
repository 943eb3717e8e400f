"""A file is opened for writing or for reading, and what is opened for reading cannot be written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from recommender import database
from recommender.database import (
    Column,
    DatabaseError,
    ForeignKey,
    Integer,
    IntegrityError,
    MetaData,
    Table,
    Text,
    failures_of,
    func,
    insert,
    insert_new,
    read_only,
    select,
    text,
    writable,
)
from recommender.errors import Unavailable

METADATA = MetaData()
PLACES = Table("place", METADATA, Column("id", Integer, primary_key=True), Column("name", Text))
ROOMS = Table(
    "room", METADATA, Column("id", Integer, primary_key=True), Column("place", ForeignKey("place.id"))
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database of one place."""
    path = tmp_path / "some folder" / "ünï?.db"
    engine = writable(path)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(PLACES), [{"id": 1, "name": "here"}])
    engine.dispose()
    return path


def count(path: Path) -> int:
    """How many places a reader sees."""
    engine = read_only(path)
    with engine.connect() as connection:
        found = connection.execute(select(func.count()).select_from(PLACES)).scalar_one()
    engine.dispose()
    return found


def test_what_was_written_can_be_read(file: Path) -> None:
    assert file.is_file()
    assert count(file) == 1


@pytest.mark.parametrize(
    "statement", ["INSERT INTO place VALUES (2, 'x')", "DELETE FROM place", "DROP TABLE place"]
)
def test_a_reader_cannot_write(file: Path, statement: str) -> None:
    engine = read_only(file)
    with engine.connect() as connection, pytest.raises(DatabaseError, match="readonly"):
        connection.execute(text(statement))
    assert count(file) == 1


def test_a_reader_cannot_take_its_word_back(file: Path) -> None:
    """Even a connection that switched the pragma off has a file that was opened for reading only."""
    engine = read_only(file)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA query_only")).scalar_one() == 1
        connection.execute(text("PRAGMA query_only=OFF"))
        with pytest.raises(DatabaseError, match="readonly"):
            connection.execute(text("DELETE FROM place"))


def test_a_reader_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"there is no ledger at .*missing\.db") as caught:
        read_only(tmp_path / "missing.db", "ledger")
    assert caught.value.what == "ledger"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opened", [read_only, writable])
def test_a_file_that_is_no_database_is_said_at_once(tmp_path: Path, opened: object) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear registrar, " * 100, encoding="utf-8")
    with pytest.raises(Unavailable, match="not a database"):
        opened(path, "ledger")  # type: ignore[operator]
    assert path.read_text(encoding="utf-8").startswith("Dear registrar")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(Unavailable, match="cannot be written"):
        writable(tmp_path / "taken" / "x.db", "ledger")


def test_foreign_keys_hold(file: Path) -> None:
    with writable(file).begin() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(ROOMS), [{"id": 1, "place": 99}])


def test_a_transaction_is_all_or_nothing_and_so_are_its_tables(file: Path) -> None:
    engine = writable(file)

    def fails() -> None:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            connection.execute(insert(PLACES), [{"id": 2, "name": "there"}])
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_schema")).scalars().all()
    assert "half" not in names
    assert count(file) == 1


def test_a_reader_does_not_wait_for_a_writer(file: Path) -> None:
    with writable(file).begin() as connection:
        connection.execute(insert(PLACES), [{"id": 2, "name": "there"}])
        assert count(file) == 1
    assert count(file) == 2


def test_a_row_that_is_there_already_is_left_alone(file: Path) -> None:
    with writable(file).begin() as connection:
        written = connection.execute(
            insert_new(PLACES), [{"id": 1, "name": "changed"}, {"id": 2, "name": "new"}]
        )
        names = connection.execute(select(PLACES.c.name).order_by(PLACES.c.id)).scalars().all()
    assert names == ["here", "new"]
    assert written.rowcount == 1


def test_threads_share_an_engine(file: Path) -> None:
    engine = read_only(file)
    seen: list[int] = []

    def look() -> None:
        with engine.connect() as connection:
            seen.append(connection.execute(select(func.count()).select_from(PLACES)).scalar_one())

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 8


def test_what_the_database_reports_becomes_one_sentence(file: Path) -> None:
    engine = read_only(file)
    with (
        pytest.raises(Unavailable, match="no such table: nowhere"),
        failures_of("ledger", file),
        engine.connect() as connection,
    ):
        connection.execute(text("SELECT * FROM nowhere"))


def test_the_public_names_are_complete_and_sorted() -> None:
    assert list(database.__all__) == sorted(database.__all__)
    assert all(hasattr(database, name) for name in database.__all__)
