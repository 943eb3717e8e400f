"""What is saved comes back the same, shares what did not change, and is not trusted when it is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Loaded, load, read_directory, save, storage
from recommender.errors import Unreadable
from recommender.vocabulary import ItemId, RuleId
from tests.catalogue.conftest import FILES, unread, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the catalogue is kept."""
    return tmp_path / "kept" / "catalogue.db"


@pytest.fixture
def loaded(tiny: Path) -> Loaded:
    """The tiny catalogue."""
    return read_directory(tiny)


def ask(file: Path, statement: str, *values: Any) -> list[Any]:
    """Look into the file, or damage it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def test_what_was_saved_comes_back_identical(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    assert load(file) == loaded
    assert list(load(file).catalogue.items) == list(loaded.catalogue.items)


def test_the_small_bank_comes_back_identical(small_bank: Path, file: Path) -> None:
    bank = read_directory(small_bank)
    save(bank, file)
    assert load(file) == bank


def test_findings_and_what_was_unread_come_back_too(tiny: Path, file: Path) -> None:
    bad = FILES["rules.jsonl"] + '{"id":"open/r3"}\n'
    worse = FILES["prerequisites.jsonl"].replace('"60"', '"x"')
    loaded = read_directory(write(tiny, {"rules.jsonl": bad, "prerequisites.jsonl": worse, "x.csv": ""}))
    assert len(loaded.findings) > 2
    assert unread(loaded) == {"open/r3": "rule", "open/acc2": "prerequisite"}
    save(loaded, file)
    assert load(file) == loaded


def test_load_reads_directories_too(tiny: Path, loaded: Loaded) -> None:
    assert load(tiny) == loaded


def test_the_newest_snapshot_is_read_and_shares_what_did_not_change(
    tiny: Path, loaded: Loaded, file: Path
) -> None:
    save(loaded, file)
    before = ask(file, "SELECT count(*) FROM catalogue_object")[0][0]
    changed = read_directory(
        write(tiny, {"items.csv": FILES["items.csv"].replace("Accounting 2", "Accounting II")})
    )
    save(changed, file)
    assert load(file) == changed
    assert ask(file, "SELECT count(*) FROM catalogue_object") == [(before + 1,)]
    assert ask(file, "SELECT count(*) FROM catalogue_snapshot") == [(2,)]


def test_an_object_that_is_gone_is_gone(tiny: Path, loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    save(read_directory(write(tiny, {"rules.jsonl": FILES["rules.jsonl"].splitlines()[0]})), file)
    assert list(load(file).catalogue.rules) == ["open/r1"]


def test_saving_the_same_again_adds_nothing(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    save(load(file), file)
    assert ask(file, "SELECT count(*) FROM catalogue_snapshot") == [(1,)]


def test_a_return_to_an_earlier_content_is_a_new_snapshot(tiny: Path, loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    save(read_directory(write(tiny, {"rules.jsonl": ""})), file)
    save(loaded, file)
    assert load(file) == loaded
    assert ask(file, "SELECT count(*) FROM catalogue_snapshot") == [(3,)]


def test_a_save_that_fails_leaves_no_trace(
    tiny: Path, loaded: Loaded, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(loaded, file)
    changed = read_directory(write(tiny, {"rules.jsonl": ""}))
    whole = storage._bodies

    def half(catalogue: Any) -> Any:
        yield from list(whole(catalogue))[:3]
        yield "item", None, {}  # an id is not null: the database refuses the last row

    monkeypatch.setattr(storage, "_bodies", half)
    with pytest.raises(Unreadable, match="NOT NULL"):
        save(changed, file)
    assert load(file) == loaded
    assert ask(file, "SELECT count(*) FROM catalogue_snapshot") == [(1,)]


DAMAGE = "UPDATE catalogue_object SET body = replace(body, ?, ?) WHERE instr(body, ?)"


def test_content_that_is_not_what_its_hash_says_is_left_out_and_reported(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    ask(file, DAMAGE, "Business Law", "Business Lore", '"id":"open/law"')
    damaged = load(file)
    assert ItemId("open/law") not in damaged.catalogue.items
    assert unread(damaged)["open/law"] == "item"
    first = damaged.findings[0]
    assert (first.file, first.field, first.object_id) == ("catalogue.db", "body", "open/law")
    assert damaged.catalogue.version != loaded.catalogue.version
    assert damaged.catalogue.rules == loaded.catalogue.rules


def test_content_that_is_gone_is_reported(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    ask(file, "DELETE FROM catalogue_object WHERE kind = 'rule' AND instr(body, 'open/r2')")
    damaged = load(file)
    assert unread(damaged) == {"open/r2": "rule"}
    assert list(damaged.catalogue.rules) == ["open/r1"]


def test_a_damaged_version_refuses_its_goal(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    ask(file, DAMAGE, '"8"', '"7"', "residency")
    assert unread(load(file)) == {"open/accounting@2025": "qualification"}


def test_a_manifest_that_lost_a_line_is_noticed(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    ask(file, "DELETE FROM catalogue_member WHERE id = 'open/r2'")
    damaged = load(file)
    assert RuleId("open/r2") not in damaged.catalogue.rules
    assert [one.field for one in damaged.findings] == ["version"]


def test_a_damaged_head_leaves_nothing_to_understand(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    ask(file, DAMAGE, "tiny", "tony", "creditpath-catalogue")
    with pytest.raises(Unreadable, match="head of the catalogue is damaged"):
        load(file)


def test_a_file_without_a_catalogue_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no catalogue at"):
        load(tmp_path / "missing.db")
    (tmp_path / "letter.db").write_text("Dear registrar " * 50, encoding="utf-8")
    with pytest.raises(Unreadable, match="not a database"):
        load(tmp_path / "letter.db")
    ask(tmp_path / "other.db", "CREATE TABLE other (id INTEGER)")
    with pytest.raises(Unreadable, match="holds no catalogue"):
        load(tmp_path / "other.db")


def test_pages_overwritten_in_the_middle_are_no_traceback(small_bank: Path, file: Path) -> None:
    save(read_directory(small_bank), file)
    content = bytearray(file.read_bytes())
    for start in range(4096, len(content), 3 * 4096):
        content[start : start + 64] = b"\xff" * 64
    file.write_bytes(content)
    with pytest.raises(Unreadable):
        load(file)


def test_nothing_is_written_by_loading(loaded: Loaded, file: Path) -> None:
    save(loaded, file)
    before = file.read_bytes()
    load(file)
    assert file.read_bytes() == before
