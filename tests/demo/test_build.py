"""A demo bank is made whole or made again, the same from the same seed, and every entry of it is accepted."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.catalogue import load
from recommender.demo import DemoBank, banks, build
from recommender.demo.build import MARKER
from recommender.demo.entries import generate_entries
from recommender.demo.people import PEOPLE
from recommender.errors import InputError
from recommender.ledger import open_ledger
from recommender.vocabulary import LearnerId
from tests.demo.conftest import AS_OF

SMALL = {"learners": 50, "seed": 7, "scale": 0.05}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> DemoBank:
    """50 simulated learners and the named people, over a small catalogue."""
    return build(tmp_path_factory.mktemp("bank"), **SMALL)  # type: ignore[arg-type]


@pytest.fixture
def copy(bank: DemoBank, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    shutil.copytree(bank.directory, tmp_path / "copy")
    return tmp_path / "copy"


def rows(ledger: Path) -> list[tuple[object, ...]]:
    """Everything in a ledger file."""
    connection = sqlite3.connect(ledger)
    found = list(connection.execute("SELECT * FROM ledger_entry ORDER BY position"))
    connection.close()
    return found


def parts(directory: Path, calls: list[tuple[str, int, int]]) -> DemoBank:
    """Build the small bank and note the progress."""
    return build(directory, **SMALL, progress=lambda *told: calls.append(told))  # type: ignore[arg-type]


def test_a_bank_of_one_size_is_made_at_no_other(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--scale: expected 1 for the bank acbs, which has one size"):
        build(tmp_path / "bank", learners=0, scale=0.5, bank="acbs")
    assert not (tmp_path / "bank").exists()


def test_every_generated_entry_is_in_the_ledger(bank: DemoBank) -> None:
    ledger = open_ledger(str(bank.ledger_file))
    catalogue = load(bank.catalogue_file).catalogue
    told = list(generate_entries(catalogue, learners=50, scale=0.05))
    assert bank.entries == ledger.count() == len(told) > 2_000
    assert {entry.account for entry in told} == set(ledger.learners(1_000))
    assert len(ledger.learners(1_000)) == 50 + len(PEOPLE)


def test_every_account_has_a_record_and_the_histories_are_theirs(bank: DemoBank) -> None:
    ledger = open_ledger(str(bank.ledger_file))
    records = [ledger.record(one, bank.as_of) for one in ledger.learners(1_000)]
    told = {one.learner: one.items for one in ledger.histories(bank.as_of)}
    assert bank.as_of == AS_OF
    assert told == {one.learner: one.history() for one in records if one.personalised and one.results}
    assert sum(len(one.results) for one in records) > 600
    assert any(one.in_progress for one in records)


def test_the_named_people_have_the_stories_they_are_known_for(bank: DemoBank) -> None:
    ledger = open_ledger(str(bank.ledger_file))
    known = {
        name: ledger.record(LearnerId(f"demo/{name}"), AS_OF) for name in ("tang-wei", "luo-yi", "wang-lei")
    }
    assert {one.reason for one in known["tang-wei"].dropped} == {"failed", "corrected", "revoked"}
    assert known["luo-yi"].personalised is False
    assert known["wang-lei"].results == ()
    waiting = ledger.record(LearnerId("demo/xu-fang"), AS_OF)
    assert len(waiting.applied) == 1
    assert len(waiting.in_progress) == 3


def test_the_same_seed_gives_the_same_bank_and_progress_is_told_from_nothing_to_all(
    bank: DemoBank, tmp_path: Path
) -> None:
    calls: list[tuple[str, int, int]] = []
    again = parts(tmp_path / "again", calls)
    assert rows(again.ledger_file) == rows(bank.ledger_file)
    assert load(again.catalogue_file).catalogue.version == load(bank.catalogue_file).catalogue.version
    assert (again.directory / MARKER).read_bytes() == (bank.directory / MARKER).read_bytes()
    assert [told for told in calls if told[0] == "catalogue"] == [("catalogue", n, 2) for n in (0, 1, 2)]
    ledger = [told[1:] for told in calls if told[0] == "ledger"]
    assert (ledger[0], ledger[-1]) == ((0, 64), (64, 64))


def test_a_complete_bank_is_used_again_without_any_work(copy: Path, bank: DemoBank) -> None:
    calls: list[tuple[str, int, int]] = []
    before = (copy / "ledger.db").stat().st_mtime_ns
    found = parts(copy, calls)
    assert (found.entries, found.ledger_file) == (bank.entries, copy / "ledger.db")
    assert calls == []
    assert (copy / "ledger.db").stat().st_mtime_ns == before


def test_a_bank_of_another_wish_and_one_that_lost_a_file_are_made_again(copy: Path, bank: DemoBank) -> None:
    other = build(copy, learners=0, seed=7, scale=0.05)
    assert 0 < other.entries < bank.entries
    assert len(open_ledger(str(other.ledger_file)).learners(1_000)) == len(PEOPLE)
    other.catalogue_file.unlink()
    again = build(copy, learners=0, seed=7, scale=0.05)
    assert again.entries == other.entries
    assert again.catalogue_file.is_file()


def test_a_half_made_bank_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = banks.generate_accounts

    def half(*asked: object) -> Iterator[object]:
        for number, account in enumerate(whole(*asked)):
            if number == 5:
                raise KeyboardInterrupt
            yield account

    monkeypatch.setattr(banks, "generate_accounts", half)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, learners=0, seed=7, scale=0.05)
    assert "entries" not in json.loads((tmp_path / MARKER).read_text())
    monkeypatch.undo()
    assert build(tmp_path, learners=0, seed=7, scale=0.05).entries > 0


@pytest.mark.parametrize("name", ["ledger.db", "creditpath.db", "catalogue"])
def test_what_no_demo_bank_put_there_is_not_touched(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match=f"{name}: this is of no demo bank"):
        build(tmp_path, **SMALL)  # type: ignore[arg-type]
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"
