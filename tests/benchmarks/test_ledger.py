"""What the ledger's figures are measured on is a ledger: every chain fits, every payload is what its type says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.ledger import __main__ as command
from benchmarks.ledger.made import EACH, account_of, fill_postgres, fill_sqlite
from benchmarks.ledger.measured import AS_OF, drawn
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import LearnerId
from tests.fakes import postgres


def looked_at(ledger: SqlLedger, entries: int) -> None:
    accounts = ledger.learners(1000)
    assert len(accounts) == entries // EACH
    assert all(len(ledger.record(one, AS_OF).results) == EACH - 1 for one in accounts)
    assert (ledger.count(), ledger.lag().entries) == (entries, 0)
    page = ledger.feed("", 5)
    assert len({entry.account for entry in page.entries}) == 5, "entries of one account lie far apart"


def test_a_file_is_filled_with_a_ledger(tmp_path: Path) -> None:
    fill_sqlite(tmp_path / "ledger.db", 200)
    looked_at(SqlLedger(tmp_path / "ledger.db"), 200)


@pytest.mark.suite("postgres")
def test_a_server_is_filled_with_the_same(tmp_path: Path) -> None:
    fill_sqlite(tmp_path / "ledger.db", 200)
    with postgres.schema() as url:
        fill_postgres(url, 200)
        ledger = SqlLedger(url)
        looked_at(ledger, 200)
        one = LearnerId(account_of(3))
        assert ledger.entries(one) == SqlLedger(tmp_path / "ledger.db").entries(one)
        ledger.close()


def test_every_figure_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ASKED", 10)
    assert command.main(["--entries", "400", "--on", "sqlite"]) == 0
    told = capsys.readouterr().out
    assert "400 entries, 20 of each account" in told
    assert sum(line.startswith("| sqlite |") for line in told.splitlines()) == 3


def test_learners_are_drawn_once_each() -> None:
    assert len(set(drawn(2_000, 100, 1))) == len(drawn(2_000, 100, 1)) == 100
    assert len(drawn(200, 100, 1)) == 10
