"""`recognition`: which results give which credit at which institution (A3-A7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest

from recommender.rules.outputs import Law, Rounding
from recommender.rules.recognition import (
    MONOTONE,
    WHY_MONOTONE,
    CreditOutput,
    ElectiveOutput,
    Recognition,
    Source,
    data,
    output_path,
    read,
    source_fits,
    source_path,
    usable_on,
    years_later,
)
from recommender.vocabulary import (
    DEFAULT_ASSURANCE,
    Assurance,
    Grade,
    GradeScheme,
    InstitutionId,
    Interval,
    ItemId,
    ItemKind,
    RuleId,
    RuleStatus,
)
from tests.rules.world import fields, refused, without

FIRST, LAST, AFTER = date(2026, 3, 1), date(2026, 8, 31), date(2026, 9, 1)
SPRING = Interval(FIRST, AFTER)
WITHIN = {"from": "2026-03-01", "to": "2026-09-01"}
PERCENT = {"percent": GradeScheme("percent", (), "60", numeric=True)}
SHORT = {
    "id": "r1",
    "recogniser": "home",
    "sources": [{"item": "craft/cert"}],
    "outputs": [{"type": "credit", "item": "home/algebra"}],
}
SOURCES = [{"item": "craft/cert", "min_grade": {"scheme": "percent", "mark": "75"}}, {"item": "craft/log"}]
ELECTIVE: dict[str, Any] = {
    "type": "elective",
    "credits": "10/3",
    "subject": "MATH",
    "level": 200,
    "tags": ["lab"],
    "item_kind": "exam",
    "titles": {"en": "Mathematics, 200 level"},
}
FULL = {
    "id": "r1",
    "recogniser": "home",
    "agreement": "pact",
    "assurance": "statutory",
    "status": "proposed",
    "sources": SOURCES,
    "need": 1,
    "completed_within": WITHIN,
    "applied_within": {"from": "2026-09-01"},
    "outputs": [{"type": "credit", "item": "home/algebra", "credits": "2.5"}, ELECTIVE],
    "reuse": True,
    "note": "by letter",
    "titles": {"zh": "互认"},
}


def rule(**changes: Any) -> Recognition:
    return replace(read(fields(SHORT)), **changes)


def with_output(**changes: Any) -> dict[str, Any]:
    return SHORT | {"outputs": [ELECTIVE | changes]}


def test_every_field_is_read() -> None:
    elective = ElectiveOutput(2000, "MATH", 200, frozenset({"lab"}), ItemKind.EXAM, ELECTIVE["titles"])
    assert read(fields(FULL)) == Recognition(
        RuleId("r1"),
        InstitutionId("home"),
        (Source(ItemId("craft/cert"), Grade("percent", "75")), Source(ItemId("craft/log"))),
        1,
        (CreditOutput(ItemId("home/algebra"), 1500), elective),
        Assurance.STATUTORY,
        RuleStatus.PROPOSED,
        "pact",
        SPRING,
        Interval(AFTER, None),
        True,
        "by letter",
        {"zh": "互认"},
    )


def test_what_is_left_out_has_its_default_and_all_sources_are_needed() -> None:
    found = read(fields(without(FULL, "need")))
    assert found.need == 2
    short = rule()
    assert (short.assurance, short.status) == (Assurance.AGREEMENT, RuleStatus.APPROVED)
    assert (short.agreement, short.reuse, short.note, short.titles) == (None, False, "", {})
    assert short.completed_within.is_open
    assert short.applied_within.is_open
    assert short.outputs == (CreditOutput(ItemId("home/algebra"), None),)


def test_elective_credit_may_state_nothing_at_all() -> None:
    found = read(fields(SHORT | {"outputs": [{"type": "elective"}]}))
    assert found.outputs == (ElectiveOutput(None, None, None, frozenset(), ItemKind.COURSE),)


def test_a_refusal_on_record_has_no_outputs_and_says_so() -> None:
    assert read(fields(without(SHORT, "outputs") | {"refusal": True})).is_refusal
    assert read(fields(SHORT | {"refusal": True, "outputs": []})).is_refusal
    assert not rule().is_refusal


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (SHORT | {"ratio": "1/2"}, "/ratio", "unknown field; known are id, recogniser, agreement"),
        (without(SHORT, "id"), "/id", "expected text"),
        (SHORT | {"recogniser": 5}, "/recogniser", "expected text, found 5"),
        (SHORT | {"agreement": ["pact"]}, "/agreement", "expected text"),
        (SHORT | {"assurance": "sure"}, "/assurance", "expected one of statutory, agreement, .*found 'sure'"),
        (SHORT | {"status": "old"}, "/status", "expected one of proposed, approved, .*found 'old'"),
        (without(SHORT, "sources"), "/sources", "expected a list of at least 1"),
        (SHORT | {"sources": []}, "/sources", "expected a list of at least 1"),
        (SHORT | {"sources": [{"item": "a"}, {"item": "a"}]}, "/sources", "expected each source item once"),
        (SHORT | {"sources": [{"item": "a", "grade": 60}]}, "/sources/0/grade", "unknown field"),
        (SHORT | {"sources": [{"item": "a", "min_grade": 60}]}, "/sources/0/min_grade", "expected a mapping"),
        (SHORT | {"need": 2}, "/need", "expected at most the 1 sources, found 2"),
        (SHORT | {"need": 0}, "/need", "expected a whole number of at least 1"),
        (SHORT | {"need": "1"}, "/need", "expected a whole number"),
        (SHORT | {"completed_within": "2026"}, "/completed_within", "expected a mapping"),
        (SHORT | {"applied_within": {"until": "2026-09-01"}}, "/applied_within/until", "unknown field"),
        (SHORT | {"applied_within": {"from": "2026-9-1"}}, "/applied_within/from", "expected YYYY-MM-DD"),
        (SHORT | {"reuse": "yes"}, "/reuse", "expected true or false, found 'yes'"),
        (SHORT | {"note": 7}, "/note", "expected text, found 7"),
        (SHORT | {"titles": "R"}, "/titles", "expected a mapping"),
        (SHORT | {"refusal": "no"}, "/refusal", "expected true or false"),
        (SHORT | {"refusal": True}, "/outputs", "expected outputs, or `refusal: true` without any"),
        (without(SHORT, "outputs"), "/outputs", "expected outputs, or `refusal: true` without any"),
        (
            SHORT | {"outputs": [{"type": "waiver"}]},
            "/outputs/0/type",
            "unknown output type 'waiver'; known",
        ),
        (SHORT | {"outputs": [{"type": "credit"}]}, "/outputs/0/item", "expected text"),
        (
            SHORT | {"outputs": [{"type": "credit", "item": "a", "tags": []}]},
            "/outputs/0/tags",
            "unknown field",
        ),
        (
            with_output(item="a"),
            "/outputs/0/item",
            "unknown field; known are type, credits, credits_by, ratio",
        ),
        (with_output(credits=2.5), "/outputs/0/credits", "expected an amount of credit as text"),
        (with_output(subject=1), "/outputs/0/subject", "expected text, found 1"),
        (with_output(level="200"), "/outputs/0/level", "expected a whole number"),
        (with_output(tags="lab"), "/outputs/0/tags", "expected a list of texts"),
        (
            with_output(item_kind="lecture"),
            "/outputs/0/item_kind",
            "expected one of course, .*found 'lecture'",
        ),
        (with_output(titles=[]), "/outputs/0/titles", "expected a mapping"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read, data, place, message)


@pytest.mark.parametrize(
    ("day", "usable"), [(FIRST, True), (LAST, True), (AFTER, False), (date(2026, 2, 28), False)]
)
def test_an_application_is_decided_within_the_dates_of_the_rule(day: date, usable: bool) -> None:
    assert usable_on(rule(applied_within=SPRING), day, DEFAULT_ASSURANCE) is usable
    assert usable_on(rule(completed_within=SPRING), day, DEFAULT_ASSURANCE)


@pytest.mark.parametrize("status", RuleStatus)
def test_only_an_approved_rule_is_usable(status: RuleStatus) -> None:
    assert usable_on(rule(status=status), FIRST, DEFAULT_ASSURANCE) is (status == "approved")


@pytest.mark.parametrize("assurance", Assurance)
def test_only_an_assurance_that_the_caller_allows_is_usable(assurance: Assurance) -> None:
    one = rule(assurance=assurance)
    assert usable_on(one, FIRST, DEFAULT_ASSURANCE) is (assurance in ("statutory", "agreement"))
    assert usable_on(one, FIRST, frozenset({assurance}))
    assert not usable_on(one, FIRST, frozenset(Assurance) - {assurance})


def test_a_refusal_is_never_usable() -> None:
    assert not usable_on(rule(outputs=()), FIRST, frozenset(Assurance))


def fits(mark: str | None, on: date = FIRST, scheme: str = "percent") -> bool:
    source = Source(ItemId("craft/cert"), Grade("percent", "75"))
    grade = None if mark is None else Grade(scheme, mark)
    return source_fits(rule(completed_within=SPRING), source, grade, on, PERCENT)


def test_a_result_with_the_least_grade_is_inside_and_just_below_is_outside() -> None:
    assert fits("75")
    assert not fits("74.9")


def test_a_result_of_the_first_day_is_inside_and_of_the_day_of_the_end_is_outside() -> None:
    assert fits("75", FIRST)
    assert fits("75", LAST)
    assert not fits("75", AFTER)
    assert not fits("75", date(2026, 2, 28))


def test_no_grade_and_a_grade_of_another_scheme_do_not_reach_a_least_grade() -> None:
    assert not fits(None)
    assert not fits("99", scheme="letters")


def test_without_a_least_grade_any_result_of_the_dates_will_do_whenever_it_is_applied_for() -> None:
    one = rule(applied_within=SPRING)
    assert source_fits(one, one.sources[0], None, date(1990, 1, 1), {})


def test_allowing_more_assurance_and_a_better_grade_never_hurt() -> None:
    assert not MONOTONE, WHY_MONOTONE
    several = [frozenset(some) for n in range(5) for some in combinations(Assurance, n)]
    for fewer, more in product(several, several):
        if fewer <= more:
            assert usable_on(rule(), FIRST, more) >= usable_on(rule(), FIRST, fewer)
    by_mark = [fits(str(mark)) for mark in range(101)]
    assert by_mark == sorted(by_mark)


def out(**more: Any) -> dict[str, Any]:
    return SHORT | {"outputs": [{"type": "credit", "item": "a"} | more]}


ROUNDED = {"to": "0.5", "law": "half_up", "on": "sum"}
WHOLE: dict[str, Any] = {
    "id": "r1",
    "recogniser": "home",
    "sources": [
        {"any": [{"item": "x"}, {"item": "y", "level_from": 200, "issued_by": ["school"]}]},
        {"item": "z"},
    ],
    "need": 1,
    "outputs": [{"type": "elective", "ratio": "2/3", "rounding": ROUNDED}],
    "choice": [
        [{"type": "credit", "item": "a", "prerequisite": False}],
        [
            {"type": "exemption", "item": "b"},
            {"type": "prerequisite", "item": "b"},
            {
                "type": "credit",
                "item": "a",
                "credits_by": [{"award": "bachelor", "credits": "20"}, {"major": "ACC", "credits": "4"}],
                "prerequisite": {"min_grade": {"scheme": "letters", "mark": "C-"}},
            },
        ],
    ],
    "partial": True,
    "shelf_life_years": 5,
    "towards": {"awards": ["bachelor"], "majors": ["ACC", "LAW"]},
    "learner": {"regions": ["JS"], "enrolled_at": ["home"], "enrolled_in": ["home/acc"]},
    "withdrawn_by": ["c"],
    "chain": {"most": 3},
}


def test_every_clause_is_read_and_written_down_again() -> None:
    one = read(fields(WHOLE))
    assert data(one) == WHOLE | {"assurance": "agreement", "status": "approved"} | {
        "outputs": [WHOLE["outputs"][0] | {"item_kind": "course"}]
    }
    assert read(fields(data(one))) == one
    assert [len(slot) for slot in one.slots] == [2, 1]
    assert [number for number, _ in one.given(0)] == [0, 1]
    assert [number for number, _ in one.given(1)] == [0, 2, 3, 4]
    assert [output_path(one, number) for number in (0, 1, 4)] == ["/outputs/0", "/choice/0/0", "/choice/1/2"]
    assert [source_path(one, source) for source in one.sources] == [
        "/sources/0/any/0",
        "/sources/0/any/1",
        "/sources/1",
    ]


@pytest.mark.parametrize(
    ("stated", "place", "message"),
    [
        (SHORT | {"sources": [{"any": [{"item": "x"}]}]}, "/sources/0/any", "at least 2"),
        (SHORT | {"sources": [{"any": [{"item": "x"}, {"item": "x"}]}]}, "/sources", "each source item once"),
        (SHORT | {"sources": [{"any": [{"item": "x"}, {"item": "y"}]}], "need": 2}, "/need", "at most the 1"),
        (SHORT | {"choice": [[{"type": "exemption", "item": "a"}]]}, "/choice", "at least 2 options"),
        (SHORT | {"choice": [[], [{"type": "exemption", "item": "a"}]]}, "/choice/0", "at least 1"),
        (SHORT | {"shelf_life_years": 0}, "/shelf_life_years", "at least 1"),
        (SHORT | {"withdrawn_by": ["craft/cert"]}, "/withdrawn_by", "other items than the sources"),
        (SHORT | {"towards": {}}, "/towards", "at least one value"),
        (SHORT | {"towards": {"majors": []}}, "/towards", "at least one value"),
        (SHORT | {"towards": {"colour": ["x"]}}, "/towards/colour", "unknown field"),
        (SHORT | {"learner": {"age": 30}}, "/learner/age", "unknown field"),
        (SHORT | {"chain": {"most": 1}}, "/chain/most", "at least 2"),
        (SHORT | {"chain": {"length": 2}}, "/chain/length", "unknown field"),
        (SHORT | {"chain": True}, "/chain", "expected a mapping"),
        (out(ratio="0"), "/outputs/0/ratio", "a ratio over 0"),
        (out(ratio="1/0"), "/outputs/0/ratio", "a ratio over 0"),
        (out(ratio="2/3", credits="1"), "/outputs/0/ratio", "found both"),
        (out(rounding=ROUNDED), "/outputs/0/rounding", "a ratio beside it"),
        (out(ratio="2/3", rounding=ROUNDED | {"law": "near"}), "/outputs/0/rounding/law", "half_even"),
        (out(ratio="2/3", rounding=ROUNDED | {"on": "all"}), "/outputs/0/rounding/on", "result, sum"),
        (out(ratio="2/3", rounding=ROUNDED | {"to": "0"}), "/outputs/0/rounding/to", "more than 0"),
        (out(credits_by=[]), "/outputs/0/credits_by", "at least 1"),
        (out(credits_by=[{"credits": "1"}]), "/outputs/0/credits_by/0", "one of qualification"),
        (
            out(credits_by=[{"award": "x", "major": "y", "credits": "1"}]),
            "/outputs/0/credits_by/0",
            "found award, major",
        ),
        (out(credits_by=[{"award": "x", "credits": "1"}] * 2), "/outputs/0/credits_by", "each target once"),
        (out(prerequisite="no"), "/outputs/0/prerequisite", "expected a mapping"),
        (out(prerequisite={}), "/outputs/0/prerequisite/min_grade", "expected a mark"),
        (
            SHORT | {"outputs": [{"type": "exemption", "item": "a", "credits": "3"}]},
            "/outputs/0/credits",
            "unknown field",
        ),
    ],
)
def test_a_mistake_in_a_clause_is_refused_at_its_place(
    stated: dict[str, Any], place: str, message: str
) -> None:
    refused(read, stated, place, message)


@pytest.mark.parametrize(
    ("law", "rounded"),
    [
        ("down", [0, 0, 0, 600, 600]),
        ("up", [0, 600, 600, 600, 1200]),
        ("half_up", [0, 0, 600, 600, 1200]),
        ("half_even", [0, 0, 0, 600, 1200]),
    ],
)
def test_a_rounding_law_takes_a_neighbouring_step(law: str, rounded: list[int]) -> None:
    one = Rounding(600, Law(law), False)
    assert [one.of(Fraction(units)) for units in (0, 200, 300, 600, 900)] == rounded


def test_in_later_years_the_29_of_february_is_the_28th() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_later(date(2024, 3, 1), 4) == date(2028, 3, 1)
