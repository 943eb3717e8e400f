"""Does docs/rules.md have every rule kind with no cell empty and no link dead, and every code of the linter?"""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from recommender.catalogue.linting import TEXTS
from recommender.explanation.texts import TEXTS as WORDS
from recommender.rules.registry import KINDS, LIMIT_KINDS, REQUIREMENT_KINDS
from scripts.docs_links import on_page_markdown
from tests.suites import ROOT

FILE = ROOT / "docs" / "rules.md"
PAGE = FILE.read_text(encoding="utf-8")
COLUMNS = ("kind", "language", "audit", "planning", "explanation", "linter", "test")
LINK = re.compile(r"\[[^\]]+\]\(([^)#]+)\)")
OF_ITS_NAME = {
    "language": "recommender/rules",
    "audit": "recommender/planning/check",
    "planning": "recommender/planning/lower",
}
"""Where a kind has a file of its own name, the cell has to lead there."""


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, its header first."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not set("".join(row)) <= {"-", ":"}]


ROWS = {
    row[0].strip("`"): dict(zip(COLUMNS, row, strict=True)) for row in table("Where each kind is done")[1:]
}


def test_the_columns_are_those_that_were_promised() -> None:
    assert tuple(table("Where each kind is done")[0]) == COLUMNS


def test_every_kind_has_a_row_and_every_row_a_kind() -> None:
    assert sorted(ROWS) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_is_empty_and_no_link_is_dead(kind: str) -> None:
    row = ROWS[kind]
    for column in COLUMNS[1:]:
        targets = LINK.findall(row[column])
        assert targets, f"{kind}: {column} has no link"
        for target in targets:
            file = (FILE.parent / target).resolve()
            assert file.is_file(), f"{kind}: {column} leads to {target}, which is not there"
        own = ROOT / OF_ITS_NAME.get(column, "nowhere") / f"{kind}.py"
        if own.is_file():
            assert f"../{own.relative_to(ROOT)}" in targets, f"{kind}: {column} does not lead to {own.name}"
    assert any(f"test_{kind}.py" in target for target in LINK.findall(row["test"])), kind


@pytest.mark.parametrize("kind", [*REQUIREMENT_KINDS, *LIMIT_KINDS])
def test_every_requirement_and_limit_has_words(kind: str) -> None:
    for texts in WORDS.values():
        assert any(key == f"words.{kind}" or key.startswith(f"words.{kind}.") for key in texts), kind


def test_every_code_of_the_linter_is_told_as_it_is_said() -> None:
    told = {row[0].strip("`"): row[1:] for row in table("What the linter says")[1:]}
    assert told == {code: [words.severity, words.en, words.zh] for code, words in TEXTS.items()}


def test_a_link_to_a_source_is_a_path_on_the_site() -> None:
    text = "see [cap](../recommender/rules/cap.py) and [the format](catalogue-format.md)"
    assert on_page_markdown(text) == "see `recommender/rules/cap.py` and [the format](catalogue-format.md)"


def test_what_a_further_result_can_do_is_told_of_every_kind() -> None:
    rows = {row[0].strip("`"): row[1:] for row in table("What a further result can do")[1:]}
    assert sorted(rows) == sorted(KINDS)
    for kind, (told, why, world) in rows.items():
        module = import_module(f"recommender.rules.{kind}")
        assert told == ("never lengthens" if module.MONOTONE else "may lengthen")
        assert why == module.WHY_MONOTONE
        assert all((FILE.parent / target).resolve().is_file() for target in LINK.findall(world)), kind
