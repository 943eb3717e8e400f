"""Every layout that was ever released comes forward with its rows, and its backup brings it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from recommender.database import Connection, text
from recommender.errors import Unavailable
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
def older(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The layout of a store with rows, as a release sees it that has gone on."""
    store.keep(KEPT)
    store.add_plan("p1", ANN, "ann", '{"steps":[1]}')
    store.add_events([event(1)])
    store.close()
    monkeypatch.setattr(layouts_of_store, "NEWEST", "0002")
    monkeypatch.setattr(layouts_of_store, "layouts", _Next)
    return NEWEST


REAL = layouts()


class _Next:
    """The layouts with one more, which does without the states of jobs."""

    def names(self) -> tuple[str, ...]:
        return (NEWEST, "0002")

    def go_to(self, connection: Connection, layout: str) -> None:
        if layout == NEWEST:
            REAL.go_to(connection, layout)
            return
        connection.execute(text("DROP INDEX store_job_learner"))
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{layout}'"))


def test_before_a_migration_everything_is_backed_up_and_one_call_brings_it_back(
    older: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(url) as gone_on:
        assert gone_on.came_from == older
        assert list(gone_on.backups()) == [older]
        gone_on.keep(answer(5))
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

    monkeypatch.setattr(_Next, "go_to", fails)
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
