"""Accounts that were merged have one record, with nothing of it twice; what was erased has none (C1)."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.errors import Erased, Merged, NotFound, Quarantined
from recommender.ledger import Entry, Record, fold
from recommender.ledger.joined import OtherAccounts
from recommender.ledger.reading import read_record
from recommender.vocabulary import LearnerId
from tests.fakes.ledger import FakeLedger
from tests.ledger.conftest import Growing
from tests.ledger.pen import ANN, BO, TODAY, Pen, day
from tests.ledger.strategies import accounts

CY = LearnerId("demo/cy")


def merged(into: Pen, gone: Pen, on: int = 50) -> None:
    """The bank's two entries."""
    gone.write("account.merged", on, into=into.account)
    into.write("account.joined", on, account=gone.account)


def read(*pens: Pen, as_of: date = TODAY, learner: LearnerId = ANN) -> Record:
    return read_record(FakeLedger([one for pen in pens for one in pen.entries()]), learner, as_of)


def lost(record: Record) -> list[tuple[str, str]]:
    return [(one.entry, one.reason) for one in record.dropped]


def test_the_record_is_of_both_from_the_day_of_the_merge_on() -> None:
    ann, bo = Pen(ANN), Pen(BO, region="Beijing")
    one, two = ann.deposit("river/A", 10), bo.deposit("river/B", 5)
    bo.write("enrolment.set", 6, qualification="river/Q", year="2025")
    merged(ann, bo)
    after = read(ann, bo)
    assert [result.entry for result in after.results] == [two, one]
    assert (after.learner, after.region) == (ANN, "Shanghai")
    assert [one.qualification for one in after.enrolments] == ["river/Q"]
    assert [result.entry for result in read(ann, bo, as_of=day(49)).results] == [one]
    assert [result.entry for result in read(ann, bo, as_of=day(49), learner=BO).results] == [two]


def test_the_account_that_ended_says_where_it_went() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    merged(ann, bo)
    with pytest.raises(Merged, match=f"'demo/bo' was merged into 'demo/ann' on {day(50)}") as went:
        read(ann, bo, learner=BO)
    assert (went.value.into, went.value.what) == (ANN, "learner")


def test_a_result_in_both_counts_once_and_what_happens_to_either_happens_to_it() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    kept, copy = ann.deposit("river/A", 10), bo.deposit("river/A", 10)
    merged(ann, bo)
    record = read(ann, bo)
    assert [one.entry for one in record.results] == [kept]
    assert lost(record) == [(copy, "duplicate")]

    revoked = Pen(BO)
    copy = revoked.deposit("river/A", 10)
    revoked.write("result.revoked", 20, result=copy)
    revoked.write("account.merged", 50, into=ANN)
    assert read(ann, revoked).results == ()
    assert lost(read(ann, revoked)) == [(copy, "duplicate"), (kept, "revoked")]


def test_two_attempts_stay_two_and_another_grade_is_another_attempt() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    twice = [ann.deposit("river/A", 10), ann.deposit("river/A", 10)]
    for _ in twice:
        bo.deposit("river/A", 10)
    better = bo.deposit("river/A", 10, mark="95")
    merged(ann, bo)
    assert {one.entry for one in read(ann, bo).results} == {*twice, better}


def test_a_grant_in_both_counts_once_and_takes_the_one_result() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    kept = ann.deposit("river/A", 10)
    grant = ann.grant(20, [kept])
    copy = bo.grant(20, [bo.deposit("river/A", 10)])
    other = bo.grant(21, [bo.new[1].id], item="river/Y")
    merged(ann, bo)
    found = read(ann, bo).granted
    assert [(one.entry, one.sources) for one in found] == [(grant, (kept,)), (other, (kept,))]
    ann.write("recognition.reversed", 60, recognition=grant)
    assert [one.entry for one in read(ann, bo).granted] == [other]
    assert copy not in {one.entry for one in read(ann, bo).dropped if one.reason == "reversed"}


def test_on_one_day_the_account_that_goes_on_has_the_last_word() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    ann.write("consent.changed", 10, personalised=True)
    for _ in range(5):
        bo.write("consent.changed", 10, personalised=False)
    later = Pen(BO)
    later.write("consent.changed", 11, personalised=False)
    later.write("account.merged", 50, into=ANN)
    merged(ann, bo)
    assert read(ann, bo).personalised
    assert not read(ann, later).personalised


def test_what_was_merged_before_comes_along() -> None:
    ann, bo, cy = Pen(ANN), Pen(BO), Pen(CY)
    far = cy.deposit("river/C", 5)
    merged(bo, cy, 20)
    merged(ann, bo, 50)
    assert [one.entry for one in read(ann, bo, cy).results] == [far]
    assert read(ann, bo, cy, as_of=day(30)).results == ()


def test_accounts_that_tell_different_merges_are_refused_by_name() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    ann.write("account.joined", 50, account=BO)
    with pytest.raises(
        Quarantined, match=r"'demo/bo' was joined to 'demo/ann', and says itself by .*: nothing"
    ):
        read(ann, bo)
    bo.write("account.merged", 50, into="demo/cy")
    with pytest.raises(Quarantined, match="and says itself by 2026-09-01: demo/cy"):
        read(ann, bo)
    with pytest.raises(Quarantined, match="'demo/bo', which was joined to it, is not there"):
        read(ann)
    assert read(ann, bo, as_of=day(49)).results == ()


def test_accounts_that_went_into_each_other_are_refused() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    ann.write("account.joined", 10, account=BO)
    bo.write("account.joined", 11, account=ANN)
    bo.write("account.merged", 12, into=ANN)
    with pytest.raises(Quarantined, match="was joined to it twice, or is itself"):
        read(ann, bo)


def test_one_account_alone_is_no_answer() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    merged(ann, bo)
    with pytest.raises(OtherAccounts) as several:
        fold(ANN, ann.entries(), TODAY, "1")
    assert several.value.accounts == {BO}


@given(accounts(ANN, most=8), accounts(BO, most=8), st.integers(0, 30), st.randoms(use_true_random=False))
def test_any_order_and_number_of_deliveries_gives_the_same_merged_record(
    ann: Pen, bo: Pen, until: int, chance: random.Random
) -> None:
    merged(ann, bo, 25)
    mine, theirs = ann.entries(), bo.entries()

    def shuffled(entries: list[Entry]) -> list[Entry]:
        delivered = entries + chance.choices(entries, k=3)
        chance.shuffle(delivered)
        return delivered

    def folded(mine: list[Entry], theirs: list[Entry]) -> Record:
        return fold(ANN, mine, day(until), "1", {BO: theirs})

    assert folded(shuffled(mine), shuffled(theirs)) == folded(mine, theirs)


@given(accounts(ANN, most=8), st.integers(25, 30))
def test_an_account_merged_with_its_own_double_has_the_record_that_it_had(ann: Pen, until: int) -> None:
    alone = ann.record(day(until))
    bo = Pen(BO, opened=None)
    same = {one.id: f"{one.id[:-12]}{'f' * 4}{one.id[-8:]}" for one in ann.new}
    for new in ann.new:
        said = {
            name: same.get(value, value)
            if isinstance(value, str)
            else [same.get(v, v) for v in value]
            if name == "sources"
            else value
            for name, value in new.payload.items()
        }
        bo.new.append(new.__class__(same[new.id], BO, new.type, new.on, said))  # type: ignore[arg-type]
    merged(ann, bo, 25)
    both = fold(ANN, ann.entries(), day(until), "1", {BO: bo.entries()})
    assert both.results == alone.results
    assert len(both.granted) == len(alone.granted)


def test_every_reader_reads_a_merged_account_now_and_as_it_was(growing: Growing) -> None:
    ledger, grow = growing
    ann, bo = Pen(ANN), Pen(BO)
    one, two = ann.deposit("river/A", 10), bo.deposit("river/B", 5)
    bo.deposit("river/A", 10)
    grow([*ann.new, *bo.new])
    before = ledger.position()
    merged(ann, bo)
    grow([bo.new[-1], ann.new[-1]])
    now = read_record(ledger, ANN, TODAY)
    assert [result.entry for result in now.results] == [two, one]
    assert [gone.reason for gone in now.dropped] == ["duplicate"]
    assert read_record(ledger, ANN, TODAY, now.position) == now
    then = read_record(ledger, ANN, TODAY, before)
    assert [result.entry for result in then.results] == [one]
    assert [history.learner for history in ledger.histories(TODAY)] == [ANN]
    with pytest.raises(Merged):
        read_record(ledger, BO, TODAY)


def test_what_was_erased_is_erased_at_every_position(growing: Growing) -> None:
    ledger, grow = growing
    ann = Pen(ANN)
    ann.deposit("river/A", 10)
    grow(ann.new)
    before = ledger.position()
    ann.write("account.erased", 50)
    grow([ann.new[-1]])
    for position in (before, None):
        with pytest.raises(Erased, match="the learner 'demo/ann' was erased"):
            read_record(ledger, ANN, TODAY, position)
    assert list(ledger.histories(TODAY)) == []


# --- erased


def test_an_erased_account_has_no_record_of_any_day() -> None:
    ann = Pen(ANN)
    ann.deposit("river/A", 10)
    ann.write("account.erased", 50)
    for as_of in (day(5), day(20), TODAY):
        with pytest.raises(Erased, match="the learner 'demo/ann' was erased"):
            ann.record(as_of)


def test_an_account_that_was_joined_and_erased_is_refused_in_the_other() -> None:
    ann, bo = Pen(ANN), Pen(BO)
    merged(ann, bo)
    bo.write("account.erased", 60)
    with pytest.raises(Quarantined, match="'demo/bo', which was joined to it, was erased"):
        read(ann, bo)


# --- conversions


def conversion(pen: Pen, on: int, source: str, **more: object) -> str:
    said = {"rule": "river/R1", "rule_version": "v1", "recogniser": "river", "sources": [source]}
    outputs = [{"item": "river/X", "credits": "3", "scheme": "credit"}]
    return pen.write("conversion.posted", on, **said, outputs=outputs, decided=day(20).isoformat(), **more)


def test_a_conversion_without_a_decision_is_the_grant() -> None:
    pen = Pen()
    source = pen.deposit("river/A", 10)
    posted = conversion(pen, 20, source)
    (one,) = pen.record().granted
    assert (one.entry, one.sources, one.outputs[0].item) == (posted, (source,), "river/X")
    pen.write("recognition.reversed", 30, recognition=posted)
    assert pen.record().granted == ()
    assert [one.reason for one in pen.record().dropped] == ["reversed"]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("corrected", [True, False])
def test_a_conversion_of_a_grant_counts_nothing_more(named: bool, corrected: bool) -> None:
    pen = Pen()
    source = pen.deposit("river/A", 10)
    grant = pen.grant(20, [source])
    if corrected:
        source = pen.write("result.corrected", 21, result=source, credits="4")
    posted = conversion(pen, 25, source, **({"recognition": grant} if named else {}))
    assert [one.entry for one in pen.record().granted] == [grant]
    pen.write("award.made", 26, qualification="river/Q", year="2025", uses=[posted])
    assert pen.record().awards[0].uses == (grant,)
    pen.write("recognition.reversed", 30, recognition=posted)
    assert pen.record().granted == ()


def test_a_conversion_after_the_grant_was_taken_back_is_a_new_one() -> None:
    pen = Pen()
    source = pen.deposit("river/A", 10)
    pen.write("recognition.reversed", 22, recognition=pen.grant(20, [source]))
    posted = conversion(pen, 25, source)
    assert [one.entry for one in pen.record().granted] == [posted]


def test_a_closed_account_is_not_merged() -> None:
    pen = Pen()
    pen.write("account.closed", 10)
    with pytest.raises(NotFound, match="there is no open account"):
        pen.record()
