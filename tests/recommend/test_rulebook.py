"""What only the graph or the solver can see of a rule book: a broken book for each code, and its healthy twin."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Finding, Loaded, read_directory
from recommender.catalogue.linting import TEXTS, said
from recommender.recommend.rulebook import finding_json, lint_for
from tests.catalogue.conftest import FILES, write
from tests.catalogue.linting.books import BEFORE, HEAD, ITEMS, RULES, SCALE, VERSION, add, limits, swap
from tests.catalogue.linting.test_close_calls import items
from tests.catalogue.linting.test_codes import ELSEWHERE

DAY = date(2026, 9, 1)
GOAL = "open/accounting@2025"
ACC1_ASKS = '{"item":"open/acc1","prerequisite":{"item":"open/acc2"}}\n'
EXPERIENCE = (
    FILES[ITEMS] + "open/work,experience,open,工作经历,Work,3,,100,WRK,,,,,\n",
    FILES[VERSION].replace("{items: [open/law]}", "{items: [open/work]}"),
)

MANY = FILES[ITEMS] + "".join(f"open/x{n},course,open,课,Course,1,,100,LAW,,,,,\n" for n in range(12))


def of_twelve(need: int) -> str:
    """A rule with so many of twelve sources; of six there are more choices than a planner lists."""
    sources = ",".join(f'{{"item":"open/x{n}"}}' for n in range(12))
    given = '"outputs":[{"type":"elective","credits":"1","subject":"ACC"}]'
    return f'{{"id":"open/many","recogniser":"open","need":{need},"sources":[{sources}],{given}}}\n'


THERE = (
    '{"id":"open/there","recogniser":"open","sources":[{"item":"open/acc1"}],'
    '"outputs":[{"type":"credit","item":"open/law","credits":"3"}]}\n'
)
BACK = (
    '{{"id":"open/back","recogniser":"open","sources":[{{"item":"open/law"}}],"chain":{{"most":2}},'
    '"outputs":[{{"type":"credit","item":"open/acc1","credits":"{}"}}]}}\n'
)


BOOKS: dict[str, tuple[dict[str, str | None], dict[str, str | None], str]] = {
    "unsatisfiable": (
        limits(
            '{kind: cap, id: few, source: {kinds: [course, exam]}, most: "6"}',
            '{kind: cap, id: none, source: {kinds: [certificate]}, most: "1"}',
        ),
        limits(
            '{kind: cap, id: few, source: {kinds: [course, exam]}, most: "9"}',
            '{kind: cap, id: none, source: {kinds: [certificate]}, most: "1"}',
        ),
        GOAL,
    ),
    "needs_what_cannot_be_studied": (
        {ITEMS: EXPERIENCE[0], VERSION: EXPERIENCE[1]},
        {ITEMS: EXPERIENCE[0].replace("open/work,experience", "open/work,course"), VERSION: EXPERIENCE[1]},
        GOAL,
    ),
    "chain_cycle": (
        {RULES: FILES[RULES] + THERE + BACK.format("3.5")},
        {RULES: FILES[RULES] + THERE + BACK.format("3")},
        "open/there",
    ),
    "not_decided": (
        {ITEMS: MANY, RULES: FILES[RULES] + of_twelve(6)},
        {ITEMS: MANY, RULES: FILES[RULES] + of_twelve(12)},
        GOAL,
    ),
    "prerequisite_cycle": (
        {**add(BEFORE, ACC1_ASKS), RULES: ""},
        {**add(BEFORE, ACC1_ASKS.replace("open/acc2", "open/law")), RULES: ""},
        "open/acc1",
    ),
    "prerequisite_cycle_open": (add(BEFORE, ACC1_ASKS), {}, "open/acc1"),
}


def lint(loaded: Loaded) -> tuple[Finding, ...]:
    return lint_for(loaded, DAY, lambda *_: None)


def test_the_books_are_those_that_the_catalogue_alone_cannot_show() -> None:
    assert set(BOOKS) == ELSEWHERE


def test_the_tiny_directory_has_nothing_to_object_to(tmp_path: Path) -> None:
    assert lint(read_directory(write(tmp_path))) == ()


@pytest.mark.parametrize("code", BOOKS)
def test_a_broken_book_shows_its_code_and_its_twin_does_not(code: str, tmp_path: Path) -> None:
    broken, healthy, about = BOOKS[code]
    loaded = read_directory(write(tmp_path / "broken", {**FILES, **broken}))
    assert [one for one in loaded.findings if one.severity == "error"] == []
    (one,) = [one for one in lint(loaded) if one.code == code]
    assert (one.object_id, one.severity) == (about, TEXTS[code].severity)
    assert one.file
    told = finding_json(one)
    assert told["code"] == code
    assert re.search(r"[\u4e00-\u9fff]", told["text"]["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", told["text"]["en"].replace("工作经历", ""))
    twin = read_directory(write(tmp_path / "healthy", {**FILES, **healthy}))
    assert code not in {one.code for one in lint(twin)}


def test_why_nobody_can_complete_a_version_is_said_by_its_rules(tmp_path: Path) -> None:
    loaded = read_directory(write(tmp_path, {**FILES, **BOOKS["unsatisfiable"][0]}))
    (one,) = [one for one in lint(loaded) if one.code == "unsatisfiable"]
    assert "At most 6 credits" in said(one, "en")
    assert "“core” (2 from results" in said(one, "en")
    assert "至多计 6 学分" in said(one, "zh")


def test_an_award_that_is_asked_for_is_brought_along(tmp_path: Path) -> None:
    line = "  - {kind: holds_award, id: first, qualification: open/first}\nlimits:\n"
    first = FILES[VERSION].replace("open/accounting", "open/first")
    files = {**FILES, **swap(VERSION, ("limits:\n", line)), "qualifications/first.yaml": first}
    loaded = read_directory(write(tmp_path, files))
    assert [one.code for one in lint(loaded)] == ["needs_what_cannot_be_studied"]


@pytest.mark.parametrize(
    "asked",
    [
        {"takers": {"other": "consent"}},
        {"takers": {"years_of_work": 3}},
        {"takers": {"enrolled_in": ["open/first"]}},
        {"takers": {"enrolled_at": ["craft"], "years_of_work": 3}},
        {"takers": {"holds_award": {"qualification": "open/first"}, "other": "consent"}},
        {"prerequisite": {"fact": "consent"}},
        {"prerequisite": {"all": [{"fact": "points", "least": "7.5"}, {"fact": "points", "least": "3"}]}},
        {"prerequisite": {"entered_before": "2019-03-04"}},
        {"corequisite": {"enrolled_in": ["open/first"]}},
    ],
    ids=str,
)
def test_what_is_asked_of_the_learner_is_brought_along(asked: dict[str, Any], tmp_path: Path) -> None:
    """Nobody is impossible for being asked for a fact, an enrolment, or a day of entry."""
    takers = {"law": {"takers": asked["takers"]}} if "takers" in asked else {}
    before = "" if takers else json.dumps({"item": "open/law", **asked}) + "\n"
    first = FILES[VERSION].replace("open/accounting", "open/first").replace("{items: [open/law]}", "{}")
    if "craft" in str(asked):
        first = first.replace("institution: open", "institution: craft").replace("[craft]", "[open]")
    files = {**FILES, **items(**takers), BEFORE: before, "qualifications/first.yaml": first}
    loaded = read_directory(write(tmp_path, {name: text for name, text in files.items() if text is not None}))
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    found = [one for one in lint(loaded) if one.object_id == GOAL]
    assert [one.code for one in found] == ["needs_what_cannot_be_studied"]


def test_what_nobody_can_bring_along_stays_impossible(tmp_path: Path) -> None:
    files = {
        **FILES,
        **BOOKS["unsatisfiable"][0],
        BEFORE: json.dumps({"item": "open/law", "prerequisite": {"fact": "x"}}),
    }
    loaded = read_directory(write(tmp_path, files))
    assert "unsatisfiable" in {one.code for one in lint(loaded)}


def test_nobody_entered_before_the_first_of_all_days(tmp_path: Path) -> None:
    before = json.dumps({"item": "open/law", "prerequisite": {"entered_before": "0001-01-01"}})
    found = lint(read_directory(write(tmp_path, {**FILES, BEFORE: before})))
    assert [(one.code, one.object_id) for one in found] == [("unsatisfiable", GOAL)]


@pytest.mark.parametrize(
    ("entrants", "found"),
    [
        ("{to: 0001-01-01}", ["unsatisfiable"]),  # business law opens in 2020
        ("{from: 9999-01-01}", []),
        ("{from: 9999-12-31}", ["unsatisfiable"]),  # no term is left
    ],
)
def test_entrants_at_either_end_of_all_days_do_not_stop_the_linter(
    entrants: str, found: list[str], tmp_path: Path
) -> None:
    entered = swap(VERSION, ("{from: 2025-03-01}", entrants), ("last_award: 2031-07-31\n", ""))
    loaded = read_directory(write(tmp_path, {**FILES, **entered}))
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    assert [one.code for one in lint(loaded)] == found


def test_an_average_is_reached_by_good_marks(tmp_path: Path) -> None:
    """Whoever plans assumes the pass mark; whoever asks whether it can be reached at all assumes the best."""
    files = {**FILES, HEAD: SCALE, **limits('{kind: average, id: mean, scale: gpa, least: "3.5"}')}
    assert lint(read_directory(write(tmp_path, files))) == ()


def test_a_version_that_closes_soon_is_no_impossible_one(tmp_path: Path) -> None:
    soon = FILES[VERSION].replace("{from: 2025-03-01}", "{from: 2025-03-01, to: 2026-01-01}")
    files = {**FILES, VERSION: soon.replace("2031-07-31", "2026-02-01")}
    assert lint(read_directory(write(tmp_path, files))) == ()


def test_courses_that_are_studied_together_are_no_circle(tmp_path: Path) -> None:
    lines = (
        '{"item":"open/acc1","corequisite":{"item":"open/exam"}}\n'
        '{"item":"open/exam","corequisite":{"item":"open/acc1"}}\n'
    )
    loaded = read_directory(write(tmp_path, {**FILES, BEFORE: lines}))
    assert {one.code for one in lint(loaded)} & {"prerequisite_cycle", "prerequisite_cycle_open"} == set()
    strict = lines.replace('"open/exam","corequisite"', '"open/exam","prerequisite"')
    loaded = read_directory(write(tmp_path, {**FILES, BEFORE: strict, RULES: "", ITEMS: _with_sittings()}))
    assert "prerequisite_cycle" in {one.code for one in lint(loaded)}


def _with_sittings() -> str:
    """The items, with examinations that can be sat."""
    return FILES[ITEMS].replace("40,100,ACC,,,,,", "40,100,ACC,,,spring,,")


def test_a_conversion_that_creates_credit_is_found_in_a_stored_catalogue_too(tmp_path: Path) -> None:
    from recommender.catalogue import load, save

    files = {**FILES, **swap(HEAD, ("ratios:\n", 'ratios:\n- {from: credit, to: point, factor: "3"}\n'))}
    save(read_directory(write(tmp_path / "bank", files)), tmp_path / "bank.db")
    (one,) = [one for one in lint(load(tmp_path / "bank.db")) if one.code == "ratio_cycle"]
    assert one.place == "catalogue tiny"
    assert "3/2" in said(one, "en")
