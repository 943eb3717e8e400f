"""The conformance suite of ledger readers: every adapter gives the same answers."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import NotFound
from recommender.ledger import open_ledger
from recommender.vocabulary import LearnerId
from tests.fakes.ledger import FakeLedger
from tests.ledger.conftest import Opener, written
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
    assert (ledger.is_empty(), ledger.count(), ledger.position(), ledger.learners()) == (True, 0, "0", ())
    assert list(ledger.histories(TODAY)) == []
    with pytest.raises(NotFound):
        ledger.record(ANN, TODAY)


def test_position_and_count_tell_how_much_there_is(opened: Opener) -> None:
    ann, bo = two()
    ledger = opened([*ann.new, *bo.new])
    assert (ledger.is_empty(), ledger.count(), ledger.position()) == (False, 5, "5")
    assert ledger.record(ANN, TODAY).position == "5"


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
    [("consent.changed", {"personalised": False}), ("account.closed", {}), ("account.merged", {})],
)
def test_no_history_without_consent_an_open_account_and_entries_that_are_understood(
    kind: str, payload: dict[str, object], opened: Opener
) -> None:
    ann, bo = two()
    if kind == "account.merged":
        ledger = FakeLedger(sealed([*ann.new, *_with(bo, kind, payload).new]))  # no writer takes this type
    else:
        ledger = opened([*ann.new, *_with(bo, kind, payload).new])  # type: ignore[assignment]
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
