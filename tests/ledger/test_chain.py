"""Every entry seals those before it: nothing can be changed, left out or doubled without being seen (C1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from recommender.errors import Quarantined
from recommender.ledger.chain import chained
from recommender.ledger.entry import Entry, canonical, seal
from tests.ledger.pen import ANN, BO, Pen


@pytest.fixture
def book() -> list[Entry]:
    """Three entries of one account."""
    pen = Pen()
    pen.deposit("river/A", 10)
    pen.deposit("river/B", 20)
    return pen.entries()


def test_numbers_have_no_gaps_and_each_digest_follows_the_one_before(book: list[Entry]) -> None:
    assert [entry.number for entry in book] == [1, 2, 3]
    assert book[0].follows("")
    assert book[1].follows(book[0].digest)
    assert not book[1].follows("")


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"region": "elsewhere"}},
        {"type": "account.closed"},
        {"recorded": 1},
        {"id": "01900000-0000-7000-8000-00000000ffff"},
        {"account": BO},
        {"number": 2},
        {"schema": 2},
        {"salt": "cd" * 16},
        {"salt": "not hexadecimal"},
        {"digest": "0" * 64},
        {"payload_digest": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_any_part_breaks_the_chain(change: dict[str, object], book: list[Entry]) -> None:
    assert not replace(book[0], **change).follows("")  # type: ignore[arg-type]


def test_a_changed_date_breaks_the_chain(book: list[Entry]) -> None:
    assert not replace(book[0], on=book[0].on + timedelta(days=1)).follows("")


def test_a_payload_can_be_erased_and_the_chain_still_checks(book: list[Entry]) -> None:
    book[1] = replace(book[1], payload=None, salt="")
    assert [entry.number for entry in chained(ANN, book)] == [1, 2, 3]


def test_the_salt_keeps_equal_payloads_apart() -> None:
    new = Pen().new[0]
    one, two = (seal(new, 1, 0, salt, "") for salt in ("ab" * 16, "cd" * 16))
    assert one.payload_digest != two.payload_digest


def test_the_canonical_form_knows_no_order_of_fields() -> None:
    assert canonical({"b": 1, "a": "学分"}) == canonical({"a": "学分", "b": 1}) == '{"a":"学分","b":1}'


def test_a_missing_entry_is_named_by_its_number(book: list[Entry]) -> None:
    with pytest.raises(Quarantined, match=r"account 'demo/ann' is quarantined: entry number 2 is missing"):
        chained(ANN, [book[0], book[2]])


def test_a_missing_first_entry_is_seen(book: list[Entry]) -> None:
    with pytest.raises(Quarantined, match="number 1 is missing"):
        chained(ANN, book[1:])


def test_two_entries_of_one_number_are_seen(book: list[Entry]) -> None:
    other = seal(Pen(region="Jiangsu").new[0], 2, 0, "", book[0].digest)
    twin = replace(other, id=book[2].id)
    with pytest.raises(Quarantined, match="number 2 is there twice"):
        chained(ANN, [*book[:2], twin])


def test_one_id_with_two_contents_is_seen(book: list[Entry]) -> None:
    with pytest.raises(Quarantined, match="delivered with two contents"):
        chained(ANN, [*book, replace(book[1], recorded=5)])


def test_an_entry_of_another_account_is_seen(book: list[Entry]) -> None:
    with pytest.raises(Quarantined, match="is of account 'demo/bo'"):
        chained(ANN, [*book, *Pen(BO).entries()])
