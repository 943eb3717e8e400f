"""What the entries of one account come to: which results stand, what runs, what was decided, what was taken back?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.errors import NotFound, Quarantined
from recommender.ledger import Record, fold
from recommender.ledger.entry import chain_digest
from recommender.ledger.record import Dropped
from recommender.vocabulary import Grade
from tests.ledger.pen import ANN, TODAY, Pen, day, entry_id


@pytest.fixture
def pen() -> Pen:
    """An open account."""
    return Pen()


def lost(record: Record) -> list[tuple[str, str]]:
    """What was dropped: entry and reason."""
    return [(one.entry, one.reason) for one in record.dropped]


def test_an_account_that_was_only_opened_has_an_empty_record(pen: Pen) -> None:
    assert pen.record() == Record(ANN, TODAY, "1", region="Shanghai")


def test_a_deposit_stands_with_credit_and_grade_of_its_own_date(pen: Pen) -> None:
    key = pen.deposit("river/A", 10, mark="61", credits="2.5")
    (one,) = pen.record().results
    assert (one.entry, one.item, one.units, one.scheme) == (key, "river/A", 1500, "credit")
    assert (one.grade, one.completed) == (Grade("percent", "61"), day(10))


def test_a_mark_below_the_pass_mark_is_not_judged_here(pen: Pen) -> None:
    pen.deposit("river/A", 10, mark="12")
    assert len(pen.record().results) == 1


def test_results_are_in_order_of_completion_however_late_they_were_entered(pen: Pen) -> None:
    late = pen.deposit("river/B", 30)
    early = pen.write(
        "result.deposited", 40, item="river/A", credits="3", scheme="credit", completed=day(5).isoformat()
    )
    assert [one.entry for one in pen.record().results] == [early, late]
    assert pen.record().history() == ("river/A", "river/B")


# --- what becomes of a result


def test_a_correction_replaces_what_it_states_and_leaves_the_rest(pen: Pen) -> None:
    deposit = pen.deposit("river/A", 10, mark="61")
    correction = pen.write("result.corrected", 20, result=deposit, grade={"scheme": "percent", "mark": "91"})
    record = pen.record()
    (one,) = record.results
    assert (one.entry, one.grade, one.units) == (correction, Grade("percent", "91"), 1800)
    assert record.dropped == (Dropped(deposit, one.item, "corrected", 1800, "credit"),)


def test_a_correction_may_take_the_grade_away(pen: Pen) -> None:
    pen.write("result.corrected", 20, result=pen.deposit("river/A", 10), grade=None)
    assert pen.record().results[0].grade is None


def test_what_else_was_measured_stays_until_a_correction_states_it(pen: Pen) -> None:
    deposit = pen.deposit("river/A", 10, measures={"attendance": "70"})
    pen.write("result.corrected", 20, result=deposit, credits="2")
    pen.write("result.corrected", 30, result=deposit, measures={"attendance": "85", "effort": "2.5"})
    pen.write("result.corrected", 40, result=deposit, measures={})
    seen = [pen.record(day(on)).results[0].measures for on in (15, 25, 35, 45)]
    assert seen == [{"attendance": "70"}, {"attendance": "70"}, {"attendance": "85", "effort": "2.5"}, {}]


def test_a_correction_is_not_seen_before_its_day(pen: Pen) -> None:
    deposit = pen.deposit("river/A", 10)
    pen.write("result.corrected", 20, result=deposit, credits="4")
    assert [(one.entry, one.units) for one in pen.record(day(19)).results] == [(deposit, 1800)]
    assert pen.record(day(20)).results[0].units == 2400


def test_a_correction_of_a_correction_is_about_the_same_result(pen: Pen) -> None:
    first = pen.deposit("river/A", 10)
    second = pen.write("result.corrected", 20, result=first, credits="4")
    third = pen.write("result.corrected", 30, result=second, credits="5")
    record = pen.record()
    assert [(one.entry, one.units) for one in record.results] == [(third, 3000)]
    assert lost(record) == [(first, "corrected"), (second, "corrected")]


@pytest.mark.parametrize("names", ["deposit", "correction"])
def test_a_corrected_result_is_revoked_by_either_of_its_entries(names: str, pen: Pen) -> None:
    deposit = pen.deposit("river/A", 10)
    correction = pen.write("result.corrected", 20, result=deposit, credits="4")
    pen.write("result.revoked", 30, result={"deposit": deposit, "correction": correction}[names])
    record = pen.record()
    assert record.results == ()
    assert lost(record) == [(deposit, "corrected"), (correction, "revoked")]


@pytest.mark.parametrize("status", ["revoked", "suspended"])
def test_what_is_revoked_or_suspended_does_not_count(status: str, pen: Pen) -> None:
    key = pen.deposit("river/A", 10)
    pen.write(f"result.{status}", 20, result=key)
    assert pen.record().results == ()
    assert pen.record().dropped == (
        Dropped(key, pen.record(day(19)).results[0].item, status, 1800, "credit"),
    )


@pytest.mark.parametrize("status", ["revoked", "suspended"])
def test_what_is_reinstated_counts_again_from_that_day(status: str, pen: Pen) -> None:
    key = pen.deposit("river/A", 10)
    pen.write(f"result.{status}", 20, result=key)
    pen.write("result.reinstated", 30, result=key)
    assert [len(pen.record(day(n)).results) for n in (15, 25, 35)] == [1, 0, 1]
    assert pen.record().dropped == ()


def test_on_one_day_what_was_recorded_later_is_the_last_word(pen: Pen) -> None:
    key = pen.deposit("river/A", 10)
    pen.write("result.suspended", 20, result=key)
    pen.write("result.reinstated", 20, result=key)
    assert len(pen.record().results) == 1
    pen.write("result.suspended", 20, result=key)
    assert pen.record().results == ()


# --- study


def test_registered_study_runs_until_something_ends_it(pen: Pen) -> None:
    key = pen.write("study.registered", 10, item="river/A")
    assert [(one.entry, one.item, one.since) for one in pen.record().in_progress] == [
        (key, "river/A", day(10))
    ]
    assert pen.record(day(9)).in_progress == ()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("study.withdrawn", "withdrawn"), ("study.failed", "failed"), ("study.completed", None)],
)
def test_study_ends(kind: str, reason: str | None, pen: Pen) -> None:
    start = pen.write("study.registered", 10, item="river/A")
    end = pen.write(kind, 20, item="river/A", registration=start)
    record = pen.record()
    assert (record.in_progress, record.results) == ((), ())
    assert lost(record) == ([(end, reason)] if reason else [])


def test_a_deposit_ends_the_study_that_it_names_and_no_other(pen: Pen) -> None:
    first = pen.write("study.registered", 10, item="river/A")
    second = pen.write("study.registered", 11, item="river/A")
    pen.deposit("river/A", 20, registration=first)
    assert [one.entry for one in pen.record().in_progress] == [second]


def test_a_deposit_that_names_no_study_ends_that_of_its_item_begun_before(pen: Pen) -> None:
    pen.write("study.registered", 10, item="river/A")
    other = pen.write("study.registered", 10, item="river/B")
    pen.deposit("river/A", 20)
    again = pen.write("study.registered", 30, item="river/A")
    assert [one.entry for one in pen.record().in_progress] == [other, again]


# --- recognitions


def test_a_grant_keeps_rule_version_amount_and_sources_of_its_day(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    elective = {"credits": "1/3", "scheme": "credit", "kind": "exam", "subject": "LAW", "level": 200}
    outputs = [{"item": "lake/X", "credits": "2", "scheme": "credit"}, elective | {"tags": ["a", "b"]}]
    key = pen.grant(20, [source], outputs=outputs, agreement="river/G", reuse=True)
    (one,) = pen.record().granted
    assert (one.entry, one.rule, one.rule_version, one.recogniser) == (key, "river/R1", "v1", "river")
    assert (one.sources, one.decided, one.agreement, one.reuse) == ((source,), day(20), "river/G", True)
    assert [(o.item, o.units, o.subject, o.level, o.tags) for o in one.outputs] == [
        ("lake/X", 1200, None, None, ()),
        (None, 200, "LAW", 200, ("a", "b")),
    ]


def test_a_grant_points_to_the_correction_of_its_source(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    pen.grant(20, [source])
    correction = pen.write("result.corrected", 30, result=source, credits="4")
    assert pen.record().granted[0].sources == (correction,)
    assert pen.record().results[0].entry == correction


def test_a_grant_stands_when_its_source_is_revoked(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    pen.grant(20, [source])
    pen.write("result.revoked", 30, result=source)
    assert pen.record().granted[0].sources == (source,)


def test_a_reversed_grant_is_dropped_under_what_it_gave(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    key = pen.grant(20, [source], item="river/X")
    pen.write("recognition.reversed", 30, recognition=key)
    record = pen.record()
    assert record.granted == ()
    assert [(o.entry, o.item, o.reason, o.units) for o in record.dropped] == [
        (key, "river/X", "reversed", 1800)
    ]
    assert len(record.results) == 1
    assert len(pen.record(day(29)).granted) == 1


def test_a_reversed_grant_of_electives_is_dropped_under_its_source(pen: Pen) -> None:
    key = pen.grant(20, [pen.deposit("river/A", 10)], outputs=[{"credits": "2", "scheme": "credit"}])
    pen.write("recognition.reversed", 30, recognition=key)
    assert [(o.item, o.units) for o in pen.record().dropped] == [("river/A", 1200)]


def test_an_application_waits_until_it_is_decided(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    key = pen.write("recognition.applied", 20, rule="river/R1", sources=[source])
    assert [(o.entry, o.rule, o.sources, o.on) for o in pen.record().applied] == [
        (key, "river/R1", (source,), day(20))
    ]
    pen.grant(30, [source])
    assert pen.record().applied == ()
    assert len(pen.record(day(29)).applied) == 1


def test_a_grant_for_other_sources_leaves_the_application_waiting(pen: Pen) -> None:
    one, other = pen.deposit("river/A", 10), pen.deposit("river/B", 10)
    pen.write("recognition.applied", 20, rule="river/R1", sources=[one])
    pen.grant(30, [other])
    assert len(pen.record().applied) == 1


def test_a_decision_that_names_its_application_decides_that_one(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    first = pen.write("recognition.applied", 20, rule="river/R1", sources=[source])
    second = pen.write("recognition.applied", 21, rule="river/R1", sources=[source])
    pen.write("recognition.refused", 30, rule="river/R1", rule_version="v1", application=first)
    assert [one.entry for one in pen.record().applied] == [second]


def test_a_refusal_decides_what_was_applied_for_under_its_rule_and_is_remembered(pen: Pen) -> None:
    source = pen.deposit("river/A", 10)
    pen.write("recognition.applied", 20, rule="river/R1", sources=[source])
    key = pen.write("recognition.refused", 30, rule="river/R1", rule_version="v1")
    later = pen.write("recognition.applied", 40, rule="river/R1", sources=[source])
    record = pen.record()
    assert [one.entry for one in record.applied] == [later]
    assert [(o.entry, o.rule, o.rule_version, o.on) for o in record.refused] == [
        (key, "river/R1", "v1", day(30))
    ]


# --- qualifications, consent, the account itself


def test_of_each_qualification_the_version_pinned_last_holds(pen: Pen) -> None:
    pen.write("enrolment.set", 10, qualification="river/law", year="2024")
    art = pen.write("enrolment.set", 15, qualification="river/art", year="2025")
    law = pen.write("enrolment.set", 20, qualification="river/law", year="2026")
    record = pen.record()
    assert [(o.entry, o.year, o.since) for o in record.enrolments] == [
        (art, "2025", day(15)),
        (law, "2026", day(20)),
    ]
    assert [o.year for o in pen.record(day(12)).enrolments] == ["2024"]


def test_an_award_stands_until_it_is_revoked(pen: Pen) -> None:
    key = pen.write("award.made", 10, qualification="river/law", year="2024")
    pen.write("award.revoked", 20, award=key)
    assert [(o.entry, o.qualification, o.on) for o in pen.record(day(15)).awards] == [
        (key, "river/law", day(10))
    ]
    assert pen.record().awards == ()


def test_the_last_word_on_consent_holds(pen: Pen) -> None:
    pen.write("consent.changed", 10, personalised=False)
    pen.write("consent.changed", 20, personalised=True)
    assert [pen.record(day(n)).personalised for n in (5, 15, 25)] == [True, False, True]


def test_of_one_day_the_word_recorded_last_holds_whatever_its_id(pen: Pen) -> None:
    said = [pen.write("consent.changed", 10, personalised=word) for word in (True, True, True, False)]
    years = ("2022", "2023", "2024", "2025")
    pinned = [pen.write("enrolment.set", 10, qualification="river/law", year=year) for year in years]
    assert max(said) != said[-1]
    assert max(pinned) != pinned[-1]
    assert pen.record().personalised is False
    assert [one.year for one in pen.record().enrolments] == ["2025"]


def test_a_closed_account_has_no_record_from_that_day_on(pen: Pen) -> None:
    pen.deposit("river/A", 10)
    pen.write("account.closed", 20)
    assert len(pen.record(day(19)).results) == 1
    with pytest.raises(NotFound, match="there is no open account 'demo/ann'"):
        pen.record(day(20))


# --- what is not understood is refused, never guessed


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("result.polished", "is not known"),
    ],
)
def test_other_types_are_refused_naming_type_and_entry(kind: str, what: str, pen: Pen) -> None:
    key = pen.write(kind, 10)
    with pytest.raises(Quarantined, match=f"entry {key} of type '{kind}' cannot be executed: .*{what}"):
        pen.record()
    assert pen.record(day(9)).region == "Shanghai"


def test_a_newer_schema_is_refused_even_where_the_chain_is_whole(pen: Pen) -> None:
    newer = replace(pen.entries()[0], schema=2)
    parts = (newer.id, newer.account, newer.number, newer.type, 2, newer.on.isoformat(), newer.recorded)
    newer = replace(newer, digest=chain_digest("", *parts, newer.payload_digest))
    with pytest.raises(Quarantined, match="is of schema 2; this program reads schema 1"):
        fold(ANN, [newer], TODAY, "1")


def test_an_erased_payload_is_not_guessed(pen: Pen) -> None:
    pen.deposit("river/A", 10)
    entries = pen.entries()
    entries[1] = replace(entries[1], payload=None, salt="")
    with pytest.raises(Quarantined, match=f"the payload of entry {entries[1].id} .* was erased"):
        fold(ANN, entries, TODAY, "1")
    assert fold(ANN, entries, day(9), "1").results == ()


def test_a_payload_with_a_field_that_nobody_knows_is_refused(pen: Pen) -> None:
    key = pen.deposit("river/A", 10, expires="2027-01-01")
    with pytest.raises(Quarantined, match=f"entry {key} .*expires: unknown field of result.deposited"):
        pen.record()


def test_a_reference_to_what_the_account_does_not_have_is_refused(pen: Pen) -> None:
    pen.write("result.revoked", 10, result=entry_id(99))
    with pytest.raises(
        Quarantined, match=r"refers in result to .*, which is no result\.corrected or result\.dep"
    ):
        pen.record()


def test_a_reference_to_an_entry_of_another_type_is_refused(pen: Pen) -> None:
    study = pen.write("study.registered", 10, item="river/A")
    pen.write("result.revoked", 20, result=study)
    with pytest.raises(Quarantined, match="refers in result"):
        pen.record()


def test_before_the_account_was_opened_nothing_is_known(pen: Pen) -> None:
    pen.deposit("river/A", 10)
    assert pen.record(date(2020, 1, 1)) == Record(ANN, date(2020, 1, 1), "1")


def test_an_award_names_what_it_was_made_for_by_what_each_result_is_now(pen: Pen) -> None:
    deposit = pen.deposit("river/A", 10)
    grant = pen.grant(20, [deposit])
    award = {"qualification": "river/Q", "year": "2025"}
    pen.write("award.made", 30, **award, uses=[deposit, grant])
    corrected = pen.write("result.corrected", 40, result=deposit, credits="2")
    assert [one.uses for one in pen.record(day(30)).awards] == [(deposit, grant)]
    assert [one.uses for one in pen.record().awards] == [(corrected, grant)]


def test_what_says_nothing_new_leaves_the_digest_as_it_was(pen: Pen) -> None:
    pen.deposit("river/A", 10)
    plain = pen.record()
    assert plain.digest() == Record(ANN, TODAY, "2", plain.results, region="Shanghai").digest()
    measured = replace(plain, results=(replace(plain.results[0], measures={"attendance": "80"}),))
    assert measured.digest() != plain.digest()


# --- waivers and substitutions


WAIVED = {"qualification": "river/Q", "requirement": "r", "kind": "waive", "by": "dean", "why": "practice"}


def waivers(record: Record) -> list[tuple[str, bool]]:
    """Each waiver by its entry, and whether it is granted."""
    return [(one.entry, one.granted) for one in record.waivers]


def test_a_waiver_says_who_when_and_why(pen: Pen) -> None:
    swap = {"kind": "substitute", "item": "river/B", "for": "river/A"}
    pen.write("waiver.granted", 10, **(WAIVED | swap))
    (one,) = pen.record().waivers
    assert (one.by, one.on, one.why, one.item, one.replaces) == (
        "dean",
        day(10),
        "practice",
        "river/B",
        "river/A",
    )


@pytest.mark.parametrize("named", [True, False])
def test_a_grant_takes_the_place_of_its_proposal(named: bool, pen: Pen) -> None:
    proposal = pen.write("waiver.proposed", 10, **WAIVED)
    grant = pen.write("waiver.granted", 20, **WAIVED, **({"proposal": proposal} if named else {}))
    assert waivers(pen.record(day(15))) == [(proposal, False)]
    assert waivers(pen.record()) == [(grant, True)]


def test_a_grant_decides_no_proposal_of_another_content_or_a_later_day(pen: Pen) -> None:
    other = pen.write("waiver.proposed", 10, **(WAIVED | {"requirement": "s"}))
    grant = pen.write("waiver.granted", 20, **WAIVED)
    later = pen.write("waiver.proposed", 30, **WAIVED)
    assert waivers(pen.record()) == [(other, False), (grant, True), (later, False)]


def test_what_is_withdrawn_no_longer_stands_and_its_proposal_is_open_again(pen: Pen) -> None:
    proposal = pen.write("waiver.proposed", 10, **WAIVED)
    grant = pen.write("waiver.granted", 20, **WAIVED)
    pen.write("waiver.withdrawn", 30, waiver=grant)
    assert waivers(pen.record(day(29))) == [(grant, True)]
    assert waivers(pen.record(day(30))) == [(proposal, False)]
    pen.write("waiver.withdrawn", 40, waiver=proposal)
    assert pen.record().waivers == ()
