"""The whole ledger in columns is the whole ledger: every entry once, in the order of positions, nothing changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.ledger import arrow
from recommender.ledger.entry import canonical
from recommender.ledger.erasing import erase
from recommender.ledger.rows import entry_of
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import EntryId, LearnerId
from tests.ledger.conftest import settled, written
from tests.ledger.hands import Hand
from tests.ledger.pen import ANN, BO, TODAY, Pen


def rows(ledger: SqlLedger) -> list[dict[str, object]]:
    """All of them."""
    return [row for batch in ledger.batches() for row in batch.to_pylist()]


@pytest.fixture
def ledger(place: str) -> SqlLedger:
    """Two accounts, with what a text may hold."""
    ann, bo = Pen(ANN), Pen(BO, region="")
    for number in range(40):
        ann.deposit(f"江/{number}", number, mark='he said "80",\tand\nleft\\N')
    written(place, [*ann.new, *bo.new])
    erase(place, BO, TODAY)
    return settled(SqlLedger(place))


def test_every_entry_is_there_once_as_it_was_written(
    ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow, "SIZE", 7)
    found = rows(ledger)
    entries = ledger.feed("", 1000).entries
    width = len(found[0]) - 11
    assert [entry_of(tuple(row.values())[width:]) for row in found] == list(entries)
    said = [None if entry.payload is None else canonical(entry.payload) for entry in entries]
    assert [row["payload"] for row in found] == said
    erased = [(row["salt"], row["payload_digest"] is None) for row in found if row["payload"] is None]
    assert erased == [("", False)], "an empty text is not nothing at all"
    assert all(row["payload_digest"] is None for row in found if row["payload"] is not None)
    assert len(found) == 43


def test_an_empty_ledger_has_no_batches(place: str) -> None:
    assert rows(SqlLedger(written(place, []))) == []


@pytest.mark.suite("postgres")
def test_what_is_not_closed_is_not_there(schema: str) -> None:
    ann, bo = Pen(ANN), Pen(BO)
    ledger = settled(SqlLedger(written(schema, ann.new)))
    with Hand(schema) as idle, Hand(schema) as busy:
        idle.ask("SELECT pg_current_xact_id()")
        busy.put(bo.entries())
        busy.commit()
        assert [row["account"] for row in rows(ledger)] == [ANN]


def test_the_numbers_are_numbers(ledger: SqlLedger) -> None:
    (batch, *_) = ledger.batches()
    kinds = {field.name: str(field.type) for field in batch.schema}
    assert {kinds.pop(name) for name in ("number", "schema", "recorded")} == {"int64"}
    assert [kinds[name] for name in ("id", "account", "valid_on", "payload", "salt", "digest")] == [
        "string"
    ] * 6


def test_who_stops_early_can_go_on_with_other_questions(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "SIZE", 50)
    pens = [Pen(LearnerId(f"demo/{number}")) for number in range(4_000)]
    ids = (EntryId(f"01900000-0000-7000-8000-{number:012x}") for number in range(4_000))
    written(place, [replace(pen.new[0], id=id) for pen, id in zip(pens, ids, strict=True)])
    ledger = settled(SqlLedger(place))
    for _ in range(3):
        batches = ledger.batches()
        assert next(batches).num_rows == 50
        batches.close()  # type: ignore[attr-defined]
        assert ledger.count() == 4_000
