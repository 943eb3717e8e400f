"""What can be read and still looks wrong is a warning, and nothing is left out for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.catalogue import read_directory
from recommender.catalogue.linting import book_of, lint_book
from recommender.vocabulary import ItemId
from tests.catalogue.conftest import FILES, Broken, the_finding, write

VERSION, RULES = "qualifications/accounting.yaml", "rules.jsonl"


@pytest.mark.parametrize(
    ("old", "new", "row", "field", "expected"),
    [
        ('least: "2"', 'least: "20"', 19, "requirement/children/1/of", "at least 20 credits in all"),
        ("[open/law]", "[open/law, x/y]", 19, "requirement/children/1/of/items", "items of this catalogue"),
        ("accepts: [craft]", "accepts: [crafts]", 7, "accepts", "institution of this catalogue"),
    ],
)
def test_a_version_that_asks_for_what_is_not_there(
    old: str, new: str, row: int, field: str, expected: str, broken: Broken
) -> None:
    loaded = broken(VERSION, old, new)
    finding = the_finding(loaded)
    assert (finding.file, finding.row, finding.field, finding.severity) == (VERSION, row, field, "warning")
    assert expected in finding.expected
    assert loaded.catalogue.unread == ()


def test_a_set_by_attributes_may_be_met_by_elective_credit(tiny: Path) -> None:
    """Rule r2 gives elective credit, which an empty set by subject may be waiting for; without it nothing is."""
    text = FILES[VERSION].replace("{items: [open/law]}", "{subjects: [ART]}")
    assert read_directory(write(tiny, {VERSION: text})).findings == ()
    finding = the_finding(read_directory(write(tiny, {RULES: ""})))
    assert (finding.row, finding.expected) == (19, "a set with something in it")
    finding = the_finding(
        read_directory(write(tiny, {VERSION: FILES[VERSION].replace("least: 2", "least: 3")}))
    )
    assert (finding.row, finding.expected, finding.found) == (15, "at least 3 items", "2")


def test_a_season_that_never_comes(broken: Broken) -> None:
    finding = the_finding(broken("items.csv", "30000,spring", "30000,summer"))
    assert (finding.row, finding.field, finding.severity) == (3, "seasons", "warning")
    assert finding.found == "'summer'"


def test_a_rule_that_ends_before_any_result_could_fit(broken: Broken) -> None:
    old = '"applied_within":{"to":"2030-01-01"}'
    loaded = broken(RULES, old, old + ',"completed_within":{"from":"2030-01-01"}')
    finding = the_finding(loaded)
    assert (finding.row, finding.field, finding.severity) == (2, "applied_within/to", "warning")


def test_two_versions_open_on_one_day(tiny: Path) -> None:
    other = FILES[VERSION].replace('"2025"', '"2024"').replace("2025-03-01", "2024-03-01")
    finding = the_finding(read_directory(write(tiny, {"qualifications/b.yaml": other})))
    assert finding.field == "entrants"
    assert finding.found == "open/accounting@2024 beside open/accounting@2025"


TREE_KINDS = """{kind: all_of, id: either, children: [
    {kind: conditional, id: if, when: {any: [{holds: [WHEN]}, {chose: law}]}, then:
      {kind: pool, id: pool, of: {items: [open/law]}, parts: [{id: part, of: {items: [PART]}, least_count: 1}]}},
    {kind: credits_from, id: law, of: {items: [open/law]}, least: "2"}]}"""


@pytest.mark.parametrize(
    ("when", "part", "field"),
    [
        ("open/law", "open/law", None),
        ("x/y", "open/law", "requirement/children/1/children/0/when"),
        ("open/law", "x/y", "requirement/children/1/children/0/then/parts/0/of"),
    ],
)
def test_conditions_and_parts_of_pools_are_looked_at_in_their_place(
    when: str, part: str, field: str | None, broken: Broken
) -> None:
    old = '- kind: credits_from\n    id: law\n    least: "2"\n    of: {items: [open/law]}'
    new = "- " + TREE_KINDS.replace("WHEN", when).replace("PART", part)
    loaded = broken(VERSION, old, new)
    assert [one.field for one in loaded.findings] == ([field] if field else [])
    assert loaded.catalogue.unread == ()


def test_a_sharing_law_between_what_is_no_requirement_refuses_the_version(broken: Broken) -> None:
    law = "- {kind: sharing, id: double, between: [[core, nowhere]]}\n"
    loaded = broken(VERSION, "limits:\n", f"limits:\n{law}")
    finding = the_finding(loaded)
    assert (finding.field, finding.severity) == ("limits/0/between/0", "error")
    assert [one.kind for one in loaded.catalogue.unread] == ["qualification"]
    assert broken(VERSION, "limits:\n", f"limits:\n{law.replace('nowhere', 'law')}").findings == ()


def test_exclusions_are_read_and_one_of_nothing_is_looked_at(tiny: Path) -> None:
    head, first, second, *rest = FILES["items.csv"].splitlines()

    def items(*cells: str) -> str:
        lines = [
            f"{head},excludes",
            f"{first},{cells[0]}",
            f"{second},{cells[1]}",
            *(f"{one}," for one in rest),
        ]
        return "\n".join(lines) + "\n"

    loaded = read_directory(write(tiny, {"items.csv": items("open/law|open/exam", "")}))
    assert loaded.findings == ()
    assert loaded.catalogue.items[ItemId("open/acc1")].excludes == {"open/law", "open/exam"}
    assert loaded.catalogue.exclusions == {
        frozenset({"open/acc1", "open/law"}), frozenset({"open/acc1", "open/exam"})
    }  # fmt: skip
    finding = the_finding(read_directory(write(tiny, {"items.csv": items("x/y", "")})))
    assert (finding.row, finding.field, finding.severity, finding.found) == (2, "excludes", "warning", "x/y")
    loaded = read_directory(write(tiny, {"items.csv": items("", "open/acc2")}))
    assert [one.id for one in loaded.catalogue.unread if one.kind == "item"] == ["open/acc2"]


@pytest.mark.parametrize(
    ("bound", "total", "codes"),
    [
        ("", "2.5", []),
        ("", "3", ["set_too_small"]),
        ("repeatable_times:3", "7.5", []),
        ("repeatable_times:3", "8", ["set_too_small"]),
        ("repeatable_credits:6", "6", []),
        ("repeatable_credits:6", "6.5", ["set_too_small"]),
    ],
)
def test_of_what_may_be_repeated_there_is_more_than_one(
    bound: str, total: str, codes: list[str], tiny: Path
) -> None:
    column, _, cell = bound.partition(":")
    head, *rows = FILES["items.csv"].splitlines()
    lines = [f"{head},{column or 'excludes'}"]
    lines += [f"{row},{cell if row.startswith('open/law') else ''}" for row in rows]
    text = FILES[VERSION].replace('least: "2"', f'least: "{total}"')
    loaded = read_directory(write(tiny, {"items.csv": "\n".join(lines) + "\n", VERSION: text}))
    assert [one.code for one in loaded.findings] == codes


def test_residency_that_only_repeats_can_reach_is_in_reach(tiny: Path) -> None:
    def codes(cell: str, least: str) -> list[str]:
        head, *rows = FILES["items.csv"].splitlines()
        lines = [f"{head},repeatable_times"]
        lines += [f"{row},{cell if row.startswith('open/law') else ''}" for row in rows]
        start = FILES[VERSION].index("limits:\n") + len("limits:\n")
        rest = FILES[VERSION][FILES[VERSION].index("electives") :]
        limit = f'- {{kind: residency, id: home, least: "{least}"}}\n'
        text = FILES[VERSION][:start] + limit + rest
        loaded = read_directory(write(tiny, {"items.csv": "\n".join(lines) + "\n", VERSION: text}))
        found = lint_book(book_of(loaded, date(2026, 9, 1)))
        return [one.code for one in found if one.code == "residency_out_of_reach"]

    assert codes("", "11.5") == []
    assert codes("", "12") == ["residency_out_of_reach"]
    assert codes("3", "16.5") == []
    assert codes("3", "17") == ["residency_out_of_reach"]
