"""Every layout that was ever released comes forward with its rows, and its backup brings it back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.database import Connection, MetaData, Table, insert, text
from recommender.database.migrations import Layouts
from recommender.errors import Erased, Unavailable
from recommender.store import Store, open_store, restore
from recommender.store import layout as layouts_of_store
from recommender.store.layout import NEWEST, VERSION_TABLE, layouts
from recommender.store.store import home_of
from recommender.store.tables import TABLES
from tests.store.keeping import ANN, KEY, answer, event
from tests.store.keeping import ANSWER as KEPT


def test_the_newest_layout_is_the_last_migration() -> None:
    assert layouts().names()[-1] == NEWEST


def test_the_migrations_make_the_tables_that_are_read(store: Store, url: str) -> None:
    home = home_of(url)
    with home.engine.connect() as connection:
        assert layouts().differences(connection, TABLES) == []
    home.close()


def test_a_new_store_needs_no_backup(store: Store) -> None:
    assert store.came_from is None
    assert list(store.backups()) == []


@pytest.mark.parametrize("table", sorted(TABLES.tables))
def test_the_database_itself_refuses_to_change_a_row(table: str, store: Store, url: str) -> None:
    store.keep(KEPT)
    store.add_plan("p", ANN, "ann", "{}")
    store.add_events([event(1)])
    store.add_job_state("j", "waiting", learner=ANN)
    store.forget(ANN)
    store.keep(KEPT)
    store.add_plan("p", ANN, "ann", "{}")
    store.add_events([event(1)])
    store.add_job_state("j", "waiting", learner=ANN)
    column = next(iter(TABLES.tables[table].columns)).name
    home = home_of(url)
    with pytest.raises(Exception, match=f"a row of {table} is never changed"), home.engine.begin() as there:
        there.execute(text(f"UPDATE {table} SET {column} = {column}"))
    home.close()


def test_a_store_of_a_newer_release_is_refused_by_name(
    store: Store, url: str, opening: Callable[[], Store]
) -> None:
    home = home_of(url)
    with home.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    home.close()
    with pytest.raises(Unavailable, match="layout 9999, and this release knows up to"):
        opening()


@pytest.fixture
def older(store: Store, url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The layout of a store with rows, as a release sees it that has gone on."""
    store.keep(KEPT)
    store.add_plan("p1", ANN, "ann", '{"steps":[1]}')
    store.add_events([event(1)])
    store.close()
    known = layouts()
    folder = tmp_path / "migrations"
    shutil.copytree(known.folder / "versions", folder / "versions", ignore=lambda *_: ["__pycache__"])
    (folder / "versions" / "next.py").write_text(NEXT, encoding="utf-8")
    monkeypatch.setattr(layouts_of_store, "NEWEST", "next")
    monkeypatch.setattr(layouts_of_store, "layouts", lambda: Layouts(folder, VERSION_TABLE))
    return NEWEST


NEXT = f"""
from alembic import op
from recommender.database import Column, Text

revision = "next"
down_revision = "{NEWEST}"


def upgrade():
    with op.batch_alter_table("store_event") as table:
        table.add_column(Column("place", Text, nullable=False, server_default=""))
    op.drop_index("store_job_learner", "store_job")
"""


def test_before_a_migration_everything_is_backed_up_and_one_call_brings_it_back(
    older: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(url) as gone_on:
        assert gone_on.came_from == older
        assert list(gone_on.backups()) == [older]
        gone_on.keep(answer(5))
        assert list(gone_on.events(ANN)) == [event(1)]
    restore(url, older)
    monkeypatch.undo()
    with open_store(url) as back:
        assert back.came_from == older
        assert [replace(one, kept=0) for one in back.answers(KEY)] == [KEPT]
        assert list(back.events(ANN)) == [event(1)]
        assert [one.body for one in back.plan("p1")] == ['{"steps":[1]}']
        with pytest.raises(Exception, match="there is no answer"):
            back.answers(answer(5).key)
        assert back.add_plan("p1", ANN, "ann", "{}", seen=1).version == 2


def test_a_migration_that_fails_leaves_the_layout_and_the_rows(
    older: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: object, connection: Connection, layout: str) -> None:
        connection.execute(text("DROP TABLE store_event"))
        raise RuntimeError("no space left")

    monkeypatch.setattr(Layouts, "go_to", fails)
    with pytest.raises(RuntimeError, match="no space"):
        open_store(url)
    monkeypatch.undo()
    with open_store(url) as same:
        assert same.came_from == older
        assert list(same.events(ANN)) == [event(1)]


def test_a_backup_that_was_never_made_is_named(store: Store, url: str) -> None:
    with pytest.raises(Unavailable, match="has no backup of layout 0000"):
        restore(url, "0000")


def test_a_backup_goes_with_whoever_is_forgotten(older: str, url: str) -> None:
    with open_store(url) as gone_on:
        assert gone_on.forget(ANN)["backups"] == 1
        assert list(gone_on.backups()) == []


# --- layouts that were released, with the rows of their day

RELEASED = sorted((Path(__file__).parent / "layouts").glob("*.json"))


def test_every_layout_has_rows_of_its_day() -> None:
    assert [file.stem for file in RELEASED] == list(layouts().names())


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_the_rows_of_every_layout_come_forward(file: Path, url: str) -> None:
    rows = json.loads(file.read_text(encoding="utf-8"))
    home = home_of(url)
    with home.engine.begin() as connection:
        layouts().go_to(connection, file.stem)
        for table, of_table in rows.items():
            made = Table(table, MetaData(), autoload_with=connection)
            for row in of_table:
                given = {
                    name: bytes.fromhex(value) if name == "body" and table == "store_answer" else value
                    for name, value in row.items()
                }
                connection.execute(insert(made).values(**given))
    home.close()
    with open_store(url) as store:
        assert store.came_from == file.stem
        (found,) = store.answers(KEY)
        assert replace(found, kept=0) == KEPT
        assert [one.body for one in store.plan("p1")] == ['{"steps":[1]}', '{"steps":[2]}']
        assert list(store.events(ANN)) == [event(1), event(2)]
        assert [one.state for one in store.job("j")] == ["waiting", "running"]
        with pytest.raises(Erased):
            store.answers(answer(9).key)
