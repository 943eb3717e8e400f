"""Every kind of mistake is found at its exact place, costs what it touches, and leaves the rest alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recommender.catalogue import read_directory
from recommender.catalogue.objects import Catalogue
from recommender.rules.prerequisite import NOTHING
from recommender.vocabulary import ItemId
from tests.catalogue.conftest import FILES, Broken, places, the_finding, unread, write

ITEMS, BEFORE, RULES = "items.csv", "prerequisites.jsonl", "rules.jsonl"
VERSION, HEAD, HOMES = "qualifications/accounting.yaml", "catalogue.yaml", "institutions.csv"
GOAL = "open/accounting@2025"


def kept(catalogue: Catalogue) -> set[str]:
    """Ids of everything that is in the catalogue."""
    versions = {one.key for several in catalogue.qualifications.values() for one in several}
    return {*catalogue.institutions, *catalogue.items, *catalogue.rules, *versions}


EVERYTHING = {
    *("open", "craft", "open/acc1", "open/acc2", "open/law", "open/exam", "craft/cert", "open/r1", "open/r2"),
    GOAL,
}


def test_the_tiny_directory_is_good(tiny: Path) -> None:
    loaded = read_directory(tiny)
    assert loaded.findings == ()
    assert loaded.catalogue.unread == ()
    assert kept(loaded.catalogue) == EVERYTHING


# Each: what is changed, where the finding is, what it expects and found, and what is left out as what.
ROWS = {
    "unknown kind": (ITEMS, "acc2,course", "acc2,lecture", 3, "kind", "one of .*course", "'lecture'"),
    "negative credit": (ITEMS, "Accounting 2,3", "Accounting 2,-3", 3, "credits", "0 to", "'-3'"),
    "no whole unit": (ITEMS, "Accounting 2,3", "Accounting 2,1/7", 3, "credits", "1/600", "'1/7'"),
    "no number": (ITEMS, "Accounting 2,3", "Accounting 2,some", 3, "credits", "decimal or n/d", "'some'"),
    "no credit at all": (ITEMS, "Accounting 2,3", "Accounting 2,", 3, "credits", "credit as text", "None"),
    "a number that never ends": (ITEMS, "Law,2.5", "Law,1e999999999", 4, "credits", "decimal", "1e9999"),
    "level in words": (ITEMS, "3,,200", "3,,two", 3, "level", "whole number", "'two'"),
    "negative fee": (ITEMS, "core,30000", "core,-5", 3, "fee", "at least 0", "-5"),
    "life ends before it begins": (ITEMS, "2020-09-01,", "2020-09-01,2020-09-01", 4, "to", "date after", "20"),
    "impossible date": (ITEMS, "2020-09-01,", "2020-02-30,", 4, "from", "YYYY-MM-DD", "'2020-02-30'"),
    "week date": (ITEMS, "2020-09-01,", "2020-W10-1,", 4, "from", "YYYY-MM-DD", "'2020-W10-1'"),
    "unknown issuer": (ITEMS, "acc2,course,open", "acc2,course,shut", 3, "issuer", "institution", "'shut'"),
    "no title": (ITEMS, "中级会计,Accounting 2", ",", 3, "title_zh", "a title", "nothing"),
    "blank in a list": (ITEMS, "core|first", "core||first", 2, "tags", "words", "''"),
    "twice in a list": (ITEMS, "core|first", "core|core", 2, "tags", "each once", "'core' twice"),
    "hours of nothing": (ITEMS, "Certificate,8,64", "Certificate,8,0", 6, "hours", "above 0", "'0'"),
    "long id": (ITEMS, "craft/cert,", "c" * 129 + ",", 6, "id", "more than 128 bytes", "cccc"),
    "too few cells": (ITEMS, "Accounting 2,3,", "Accounting 2,", 3, "row", "14 cells", "13 cells"),
    "too many cells": (ITEMS, "Accounting 2,3,", "Accounting 2,3,9,", 3, "row", "14 cells", "15 cells"),
    "open quote": (ITEMS, "中级会计", '"中级会计', 3, "row", "closed quotes", "unexpected end"),
    "no institution's calendar": (HOMES, "上海,year", "上海,term", 2, "calendar", "one of year", "'term'"),
    "no institution's scheme": (HOMES, "year,point", "year,ects", 3, "scheme", "credit, point", "'ects'"),
    "broken JSON": (RULES, '"need":1,', '"need":1;', 2, "row", "JSON object", "delimiter"),
    "a field twice in JSON": (RULES, '"need":1', '"need":1,"need":2', 2, "row", "JSON object", "twice"),
    "no number in JSON": (RULES, '"need":1', '"need":NaN', 2, "row", "JSON object", "NaN"),
    "unknown field": (RULES, '"need":1', '"need":1,"major":"ACC"', 2, "major", "one of .*need", "'major'"),
    "unknown output": (RULES, '"elective"', '"waiver"', 2, "outputs/0/type", "elective", "'waiver'"),
    "needs too many": (RULES, '"need":1', '"need":3', 2, "need", "at most the 2 sources", "3"),
    "credit as a float": (RULES, '"2"', "2.5", 2, "outputs/0/credits", "as text", "2.5"),
    "unknown status": (RULES, '"need":1', '"status":"new"', 2, "status", "approved", "'new'"),
    "unknown recogniser": (RULES, 'r2","recogniser":"open', 'r2","recogniser":"x', 2, "recogniser", "in", "'x'"),
    "output unknown": (RULES, '"item":"open/acc1"', '"item":"x"', 1, "outputs/0/item", "an item", "'x'"),
    "grade scheme": (
        RULES, '"craft/cert"}]', '"craft/cert","min_grade":{"scheme":"x","mark":"60"}}]', 1,
        "sources/0/min_grade/scheme", "percent, levels", "'x'",
    ),
    "no such mark": (
        RULES, '"craft/cert"}]', '"craft/cert","min_grade":{"scheme":"levels","mark":"60"}}]', 1,
        "sources/0/min_grade/mark", "a mark on levels", "'60'",
    ),
    "unknown requirement": (VERSION, "count_from", "average_of", 12, "requirement/children/0/kind", "n_of", "'av"),
    "a count in words": (VERSION, "least: 2\n", "least: two\n", 14, "requirement/children/0/least", "whole", "two"),
    "unknown limit": (VERSION, "kind: residency", "kind: quota", 22, "limits/1/kind", "one of .*cap", "'quota'"),
    "cap on no node": (VERSION, "{kind: cap", "{within: x, kind: cap", 21, "limits/0/within", "requirement", "'x'"),
    "one id twice": (VERSION, "id: law", "id: core", 8, "requirement", "each id once", "'core' twice"),
    "limit named as the law": (VERSION, "id: home", "id: total", 22, "limits/1/id", "id of its own", "'total'"),
    "cap evaded by a typo": (
        VERSION, "source: {kinds", "source: {issuers: [x], kinds", 21, "limits/0/source/issuers", "inst", "'x'",
    ),
    "unknown awarding institution": (VERSION, "institution: open", "institution: x", 3, "institution", "op", "'x'"),
    "unknown scheme": (VERSION, "award: ass", "scheme: x\naward: ass", 5, "scheme", "credit, point", "'x'"),
    "total of nothing": (VERSION, 'total: "8"', 'total: "0"', 6, "total", "more than 0", "0"),
    "award ends before entry": (VERSION, "2031-07-31", "2024-07-31", 25, "last_award", "not before", "2024"),
    "broken YAML": (VERSION, "children:", "children: [", 12, "row", "YAML", "did not find"),
    "a field twice in YAML": (VERSION, "award: ass", "award: x\naward: ass", 6, "row", "once", "'award' twice"),
    "a field twice deep in YAML": (VERSION, "id: core", "id: x\n    id: core", 14, "row", "once", "'id' twice"),
    "an alias in YAML": (VERSION, "limits:", "limits: *all", 20, "row", "written out", "an alias"),
}  # fmt: skip
LOST = {
    ITEMS: {2: "open/acc1", 3: "open/acc2", 4: "open/law", 6: "craft/cert"},
    RULES: {1: "open/r1", 2: "open/r2"},
    HOMES: {2: "open", 3: "craft"},
}


@pytest.mark.parametrize("case", ROWS)
def test_a_mistake_is_named_with_its_place_and_costs_what_it_touches(case: str, broken: Broken) -> None:
    name, old, new, row, field, expected, found = ROWS[case]
    loaded = broken(name, old, new)
    (finding,) = [one for one in loaded.findings if (one.file, one.row, one.field) == (name, row, field)]
    assert finding.severity == "error"
    assert re.search(expected, finding.expected), finding
    assert re.search(found, finding.found), finding
    assert str(finding) in {one.reason for one in loaded.catalogue.unread}
    lost = GOAL if name == VERSION else LOST[name][row]
    leans_on_it = {"open/acc1": {"open/r1"}, "open": EVERYTHING - {"craft", "craft/cert"}}.get(lost, set())
    assert kept(loaded.catalogue) == EVERYTHING - {lost} - leans_on_it - (
        {"craft/cert"} if lost == "craft" else set()
    )


def test_every_mistake_of_a_row_is_found_at_once(broken: Broken) -> None:
    loaded = broken(ITEMS, "Accounting 2,3,,200,ACC,core,30000", "Accounting 2,-3,x,two,ACC,core,free")
    assert sorted(places(loaded.findings)) == [
        (ITEMS, 3, name) for name in ("credits", "fee", "hours", "level")
    ]


def test_every_mistake_of_a_document_is_found_at_once(broken: Broken) -> None:
    text = "children:\n  - kind: count_from\n    id: core\n    least: 2\n"
    worse = "children:\n  - kind: count_from\n    least: two\n    often: 2\n"
    loaded = broken(VERSION, text, worse)
    assert {one.field.rsplit("/", 1)[1] for one in loaded.findings} == {"id", "least", "often"}
    assert all(one.row in {12, 13, 14} for one in loaded.findings)


# Prerequisites: the item stays, with nothing asked for, and is marked so that planning refuses to use it.
UNREAD_BEFORE = {
    "unknown expression": ('{"any":', '{"some":', 2, "corequisite", {"open/law"}),
    "no grade scheme": ('"percent"', '"letters"', 1, "prerequisite/min_grade/scheme", {"open/acc2"}),
    "mark that is none": ('"60"', '"good"', 1, "prerequisite/min_grade/mark", {"open/acc2"}),
    "nothing said": ('"corequisite":{"any":[{"item":"open/acc1"},{"unknown":"or consent"}]}', '"note":"x"', 2, "note",
                     {"open/law"}),
    "broken off inside an id": (
        'corequisite":{"any":[{"item":"open/acc1"},{"unknown":"or consent"}]}}', 'corequisite":{"item":"open/ac', 2,
        "row", {"open/law", "open/acc1", "open/acc2"},
    ),
    "names no item of ours": (
        '{"item":"open/law","corequisite":{"any":[{"item":"open/acc1"},{"unknown":"or consent"}]}}', "consent", 2,
        "row", {"open/law", "open/acc1", "open/exam", "craft/cert"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREAD_BEFORE)
def test_an_item_whose_prerequisites_were_not_read_is_kept_and_marked(case: str, broken: Broken) -> None:
    old, new, row, field, marked = UNREAD_BEFORE[case]
    loaded = broken(BEFORE, old, new)
    assert places(loaded.findings)[0] == (BEFORE, row, field)
    assert unread(loaded) == dict.fromkeys(marked, "prerequisite")
    assert kept(loaded.catalogue) == EVERYTHING
    for key in marked:
        assert loaded.catalogue.items[ItemId(key)].prerequisites == NOTHING
        assert loaded.catalogue.items[ItemId(key)].corequisites == NOTHING


def test_two_lines_that_say_different_things_of_an_item_are_both_unread(tiny: Path) -> None:
    more = '{"item":"open/acc2","prerequisite":{"item":"open/law"}}\n'
    loaded = read_directory(write(tiny, {BEFORE: FILES[BEFORE] + more}))
    assert places(loaded.findings) == [(BEFORE, 3, "prerequisite")]
    assert unread(loaded) == {"open/acc2": "prerequisite"}


def test_a_line_about_no_known_item_is_said(broken: Broken) -> None:
    loaded = broken(BEFORE, '{"item":"open/acc2"', '{"item":"open/acc9"')
    assert str(the_finding(loaded)).startswith("prerequisites.jsonl:1: item: ")
    assert the_finding(loaded).severity == "error"


def test_a_prerequisite_that_nobody_can_pass_is_kept_with_a_warning(broken: Broken) -> None:
    loaded = broken(BEFORE, '{"item":"open/acc1","min', '{"item":"old/acc1","min')
    finding = the_finding(loaded)
    assert (finding.row, finding.field, finding.severity) == (1, "prerequisite", "warning")
    assert loaded.catalogue.unread == ()
    assert loaded.catalogue.items[ItemId("open/acc2")].prerequisites != NOTHING


def test_a_rule_with_a_source_that_nobody_can_hold_is_kept_with_a_warning(broken: Broken) -> None:
    loaded = broken(RULES, '{"item":"open/exam"}', '{"item":"old/exam"}')
    finding = the_finding(loaded)
    assert (finding.row, finding.field, finding.severity) == (2, "sources/1/item", "warning")
    assert kept(loaded.catalogue) == EVERYTHING


def test_of_two_different_rows_with_one_id_none_is_trusted(broken: Broken) -> None:
    loaded = broken(RULES, '"open/r2"', '"open/r1"')
    assert places(loaded.findings) == [(RULES, 2, "id")]
    assert unread(loaded) == {"open/r1": "rule"}
    assert loaded.catalogue.rules == {}


def test_a_row_that_stands_twice_is_only_a_warning(tiny: Path) -> None:
    loaded = read_directory(write(tiny, {RULES: FILES[RULES] * 2}))
    assert [(one.row, one.field, one.severity) for one in loaded.findings] == [
        (3, "id", "warning"),
        (4, "id", "warning"),
    ]
    assert kept(loaded.catalogue) == EVERYTHING


def test_a_column_that_nobody_knows_is_named_and_so_are_the_rows_that_say_something_in_it(
    broken: Broken,
) -> None:
    """Who may take an item is not executed yet: an item that says so is not planned as if it were open to all."""
    loaded = broken(ITEMS, "hours,level", "who_may_take,level")
    assert places(loaded.findings)[:3] == [(ITEMS, row, "who_may_take") for row in (1, 5, 6)]
    assert "unknown column" in loaded.findings[0].found
    assert {key for key, kind in unread(loaded).items() if kind == "item"} == {"open/exam", "craft/cert"}


@pytest.mark.parametrize(("kind", "flag"), [("experience", "true"), ("unit", "true")])
def test_what_cannot_be_studied_is_not_opened_by_a_cell(kind: str, flag: str, tiny: Path) -> None:
    rows = f"id,kind,issuer,title_en,credits,studyable\nopen/x,{kind},open,X,3,{flag}\n"
    finding = read_directory(write(tiny, {ITEMS: rows})).findings[0]
    assert (finding.file, finding.row, finding.field) == (ITEMS, 2, "studyable")


def test_a_milestone_has_no_credit(tiny: Path) -> None:
    rows = "id,kind,issuer,title_en,credits\nopen/talk,milestone,open,Talk,3\nopen/thesis,milestone,open,Thesis,\n"
    loaded = read_directory(write(tiny, {ITEMS: rows}))
    assert (loaded.findings[0].row, loaded.findings[0].field) == (2, "credits")
    assert loaded.catalogue.items[ItemId("open/thesis")].units_most == 0


def test_a_bad_entry_of_the_head_takes_with_it_what_refers_to_it(broken: Broken) -> None:
    loaded = broken(HEAD, "start: 02-24", "start: 02-29")
    assert places(loaded.findings)[:1] == [(HEAD, 16, "calendars/0/seasons/1/start")]
    assert {key for key, kind in unread(loaded).items() if kind == "institution"} == {"open", "craft"}
    assert kept(loaded.catalogue) == set()


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ('factor: "1/2"', "factor: 0.5", 8, "ratios/0/factor"),
        ("from: point, to: credit", "from: point, to: point", 8, "ratios/0/to"),
        ("from: point, to: credit", "from: ects, to: credit", 8, "ratios/0/from"),
        ("pass_mark: pass}", "pass_mark: passed}", 11, "grade_schemes/1/pass_mark"),
        ("numeric: true", "numeric: false", 10, "grade_schemes/0/marks"),
        ("load:", "loads:", 17, "loads"),
        ('"20"', '"0"', 17, "load"),
        ("titles: {zh: 小学分银行, en: Tiny bank}", "titles: Tiny bank", 3, "titles"),
        ("{id: point, ", "{id: credit, ", 6, "schemes/1"),
    ],
)
def test_a_mistake_in_the_head_is_named_with_its_line(
    old: str, new: str, row: int, field: str, broken: Broken
) -> None:
    assert (HEAD, row, field) in places(broken(HEAD, old, new).findings)
