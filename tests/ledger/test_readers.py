"""The conformance suite of ledger readers: every adapter gives the same answers."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import InputError, NotFound
from recommender.ledger import Entry, LedgerReader, Moment, Page, fold, open_ledger
from recommender.vocabulary import LearnerId
from tests.fakes.ledger import FakeLedger
from tests.ledger.conftest import Growing, Opener, written
from tests.ledger.pen import ANN, BO, TODAY, Pen, day, sealed
from tests.ledger.strategies import accounts


def two() -> list[Pen]:
    """Ann has two results, Bo one."""
    ann, bo = Pen(ANN), Pen(BO, region="Jiangsu")
    ann.deposit("river/B", 20)
    ann.deposit("river/A", 10)
    bo.deposit("river/A", 30)
    return [ann, bo]


def test_a_record_is_the_fold_of_the_entries(opened: Opener) -> None:
    ann, bo = two()
    ledger = opened([*ann.new, *bo.new])
    assert ledger.record(ANN, TODAY).results == ann.record().results
    assert ledger.record(BO, TODAY).region == "Jiangsu"
    assert ledger.record(ANN, day(15)).results == ann.record(day(15)).results


def test_entries_are_those_that_were_written_by_number(opened: Opener) -> None:
    ann, bo = two()
    assert opened([*bo.new, *ann.new]).entries(ANN) == tuple(ann.entries())


def test_a_learner_that_is_not_there_is_not_found(opened: Opener) -> None:
    ledger = opened(two()[0].new)
    for ask in (lambda: ledger.record(BO, TODAY), lambda: ledger.entries(BO)):
        with pytest.raises(NotFound, match="there is no learner 'demo/bo'") as caught:
            ask()
        assert (caught.value.what, caught.value.key) == ("learner", BO)


def test_learners_come_in_order_and_page_by_page(opened: Opener) -> None:
    names = [LearnerId(f"demo/{letter}") for letter in "dbac"]
    ledger = opened([new for name in names for new in Pen(name).new])
    assert ledger.learners() == tuple(sorted(names))
    assert ledger.learners(2) == ("demo/a", "demo/b")
    assert ledger.learners(2, LearnerId("demo/b")) == ("demo/c", "demo/d")
    assert ledger.learners(2, LearnerId("demo/d")) == ()


def test_an_empty_ledger_says_so(opened: Opener) -> None:
    ledger = opened([])
    assert (ledger.is_empty(), ledger.count(), ledger.learners()) == (True, 0, ())
    assert list(ledger.histories(TODAY)) == []
    assert ledger.feed() == Page((), ledger.feed().cursor, False)
    assert ledger.snapshot([ANN]) == Moment(ledger.position(), {})
    with pytest.raises(NotFound):
        ledger.record(ANN, TODAY)


def test_position_and_count_tell_how_much_there_is(opened: Opener) -> None:
    ann, bo = two()
    ledger = opened([*ann.new, *bo.new])
    assert (ledger.is_empty(), ledger.count()) == (False, 5)
    assert ledger.record(ANN, TODAY).position == ledger.position() == ledger.snapshot([BO]).position


# --- the feed, and what was recorded at a past position


def whole(ledger: LedgerReader, limit: int, after: str = "") -> list[Entry]:
    """Everything after a cursor, page by page."""
    found: list[Entry] = []
    while (page := ledger.feed(after, limit)).entries:
        assert len(page.entries) <= limit
        found += page.entries
        after = page.cursor
        if not page.more:
            break
    assert ledger.feed(after, limit).entries == ()
    return found


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 1000])
def test_page_by_page_the_feed_gives_every_entry_once_and_accounts_in_order(
    limit: int, opened: Opener
) -> None:
    ann, bo = two()
    found = whole(opened([*ann.new[:1], *bo.new, *ann.new[1:]]), limit)
    assert len(found) == 5
    for pen in (ann, bo):
        assert [entry for entry in found if entry.account == pen.account] == pen.entries()


def test_a_feed_that_was_read_to_its_end_goes_on_with_what_came_since(growing: Growing) -> None:
    ledger, add = growing
    ann, bo = two()
    add(ann.new[:2])
    first = ledger.feed()
    add([*ann.new[2:], *bo.new])
    second = ledger.feed(first.cursor)
    assert [len(one.entries) for one in (first, second)] == [2, 3]
    assert {entry.id for entry in (*first.entries, *second.entries)} == {
        new.id for new in (*ann.new, *bo.new)
    }
    assert ledger.feed(second.cursor) == Page((), second.cursor, False)
    assert ledger.feed(first.cursor) == second, "a cursor stays good"


def test_a_record_at_a_past_position_never_changes(growing: Growing) -> None:
    ledger, add = growing
    ann, _ = two()
    add(ann.new[:2])
    then, before = ledger.position(), ledger.record(ANN, TODAY)
    assert ledger.position() == then, "nothing new is closed, and the position is the same"
    ann.write("result.revoked", 25, result=ann.new[1].id)
    add(ann.new[2:])
    assert ledger.position() != then
    assert ledger.record(ANN, TODAY, then) == before
    now = ledger.record(ANN, TODAY, ledger.position())
    assert now == ledger.record(ANN, TODAY)
    assert [one.item for one in now.results] == ["river/A"]


def test_at_a_position_before_its_first_entry_an_account_is_not_there(growing: Growing) -> None:
    ledger, add = growing
    ann, bo = two()
    add(ann.new)
    then = ledger.position()
    add(bo.new)
    assert ledger.record(BO, TODAY).region == "Jiangsu"
    with pytest.raises(NotFound, match="there is no learner 'demo/bo'"):
        ledger.record(BO, TODAY, then)


def test_at_each_entry_s_place_an_account_is_its_entries_so_far(opened: Opener) -> None:
    ann, bo = two()
    ann.write("result.revoked", 25, result=ann.new[1].id)
    ledger = opened([*ann.new[:2], *bo.new, *ann.new[2:]])
    cursor, seen = "", dict.fromkeys((ANN, BO), 0)
    while (page := ledger.feed(cursor, 1)).entries:
        cursor = page.cursor
        seen[page.entries[0].account] += 1
        for pen in (ann, bo):
            sofar = pen.entries()[: seen[pen.account]]
            if sofar:
                assert ledger.record(pen.account, TODAY, cursor) == fold(pen.account, sofar, TODAY, cursor)
    assert seen == {ANN: 4, BO: 2}


@pytest.mark.parametrize("wrong", ["nonsense", "-1", "1.5x", "99999999999999999999", "99999999.99999999"])
def test_what_is_no_closed_position_of_the_ledger_is_refused(wrong: str, opened: Opener) -> None:
    ledger = opened(two()[0].new)
    with pytest.raises(InputError, match=r"^position: .* is no closed position of this ledger"):
        ledger.record(ANN, TODAY, wrong)
    with pytest.raises(InputError, match=r"^cursor: .* is no closed position of this ledger"):
        ledger.feed(wrong)


@pytest.mark.parametrize("wrong", [0, -1, 10_001])
def test_a_page_has_from_one_to_ten_thousand_entries(wrong: int, opened: Opener) -> None:
    with pytest.raises(InputError, match="limit: expected from 1 to 10,000 entries"):
        opened(two()[0].new).feed("", wrong)


def test_a_moment_holds_the_accounts_asked_for_that_are_there(opened: Opener) -> None:
    ann, bo = two()
    ledger = opened([*ann.new, *bo.new])
    moment = ledger.snapshot([BO, LearnerId("demo/nobody"), ANN, BO])
    assert moment == Moment(ledger.position(), {ANN: tuple(ann.entries()), BO: tuple(bo.entries())})
    assert ledger.snapshot([]).entries == {}


def test_a_moment_of_the_past_is_what_it_was(growing: Growing) -> None:
    ledger, add = growing
    ann, bo = two()
    add(ann.new[:2])
    before = ledger.snapshot([ANN, BO])
    add([*ann.new[2:], *bo.new])
    assert ledger.snapshot([ANN, BO], before.position) == before
    assert ledger.snapshot([ANN, BO]).entries == {ANN: tuple(ann.entries()), BO: tuple(bo.entries())}
    with pytest.raises(InputError, match="position"):
        ledger.snapshot([ANN], "99999")


def test_a_moment_has_at_most_a_thousand_accounts(opened: Opener) -> None:
    ledger = opened(two()[0].new)
    names = [LearnerId(f"demo/{number}") for number in range(1_001)]
    assert ledger.snapshot([*names[:999], ANN]).entries.keys() == {ANN}
    with pytest.raises(InputError, match="learners: expected at most 1,000 accounts, found 1,001"):
        ledger.snapshot(names)


def test_histories_are_in_order_of_time_and_of_learners(opened: Opener) -> None:
    ann, bo = two()
    found = list(opened([*bo.new, *ann.new]).histories(TODAY))
    assert [(one.learner, one.items) for one in found] == [
        (ANN, ("river/A", "river/B")),
        (BO, ("river/A",)),
    ]
    assert found[0].days == (day(10).toordinal(), day(20).toordinal())


def test_histories_end_with_the_day(opened: Opener) -> None:
    ann, bo = two()
    assert [one.items for one in opened([*ann.new, *bo.new]).histories(day(15))] == [("river/A",)]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("consent.changed", {"personalised": False}), ("account.closed", {}), ("account.merged", {"into": ANN})],
)
def test_no_history_without_consent_an_open_account_and_entries_that_are_understood(
    kind: str, payload: dict[str, object], opened: Opener
) -> None:
    ann, bo = two()
    ledger = opened([*ann.new, *_with(bo, kind, payload).new])
    assert [one.learner for one in ledger.histories(TODAY)] == [ANN]
    assert [one.learner for one in ledger.histories(day(39))] == [ANN, BO]


def _with(pen: Pen, kind: str, payload: dict[str, object]) -> Pen:
    pen.write(kind, 40, **payload)
    return pen


def test_histories_leave_out_what_was_revoked_and_keep_what_was_corrected(opened: Opener) -> None:
    pen = Pen()
    gone, kept = pen.deposit("river/A", 10), pen.deposit("river/B", 20)
    pen.write("result.revoked", 30, result=gone)
    pen.write("result.corrected", 30, result=kept, completed=day(15).isoformat())
    (one,) = opened(pen.new).histories(TODAY)
    assert (one.items, one.days) == (("river/B",), (day(15).toordinal(),))


@settings(max_examples=40)
@given(accounts(ANN, most=10), accounts(BO, most=10), st.integers(0, 25).map(day))
def test_the_database_and_the_fold_agree_on_every_account(ann: Pen, bo: Pen, as_of: date) -> None:
    new = [*ann.new, *bo.new]
    fake = FakeLedger(sealed(new))
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(f"sqlite:///{written(Path(folder) / 'ledger.db', new)}")
        assert [ledger.record(one, as_of) for one in (ANN, BO)] == [
            fake.record(one, as_of) for one in (ANN, BO)
        ]
        assert list(ledger.histories(as_of)) == list(fake.histories(as_of))
        ledger.close()
