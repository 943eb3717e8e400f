"""Has every code of the linter its sentence in both languages, a broken book that shows it and a twin that does not?"""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from recommender.catalogue import Finding, read_directory
from recommender.catalogue.linting import TEXTS, book_of, lint_book, ordered, said
from tests.catalogue.conftest import write
from tests.catalogue.linting.books import BOOKS
from tests.suites import ROOT

DAY = date(2026, 9, 1)
ELSEWHERE = {
    "unsatisfiable",
    "needs_what_cannot_be_studied",
    "not_decided",
    "prerequisite_cycle",
    "prerequisite_cycle_open",
    "chain_cycle",
}
"""Codes that need the graph or the solver: tests/recommend/test_rulebook.py has their books."""


def lint(directory: Path) -> tuple[Finding, ...]:
    """Everything that reading and the checks of the catalogue say."""
    loaded = read_directory(directory)
    return ordered((*loaded.findings, *lint_book(book_of(loaded, DAY))))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_has_a_book_and_every_book_a_code() -> None:
    assert set(BOOKS) | ELSEWHERE == set(TEXTS)
    assert not set(BOOKS) & ELSEWHERE


@pytest.mark.parametrize("code", TEXTS)
def test_a_code_is_said_in_both_languages_with_the_same_values(code: str) -> None:
    words = TEXTS[code]
    assert words.severity in {"error", "warning", "note"}
    assert placeholders(words.zh) == placeholders(words.en)
    assert re.search(r"[\u4e00-\u9fff]", words.zh)
    assert not re.search(r"[\u4e00-\u9fff]", words.en)


def test_every_code_in_the_code_has_words() -> None:
    folders = ("catalogue", "graph", "recommend")
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in sorted((ROOT / "recommender" / folder).rglob("*.py"))
    )
    used = set(re.findall(r"""(?:\bfound\(|\bLook\(|code=)\s*"([a-z_]+)\"""", code))
    assert used <= set(TEXTS)
    words = (ROOT / "recommender" / "catalogue" / "linting" / "words.py").read_text(encoding="utf-8")
    rest = code.replace(words, "")
    assert [one for one in TEXTS if f'"{one}"' not in rest] == []


def test_the_tiny_directory_has_nothing_to_object_to(tiny: Path) -> None:
    assert lint(tiny) == ()


@pytest.mark.parametrize("code", BOOKS)
def test_a_broken_book_shows_its_code_and_the_twin_does_not(code: str, tiny: Path) -> None:
    pair = BOOKS[code]
    directory = write(tiny, pair.broken)
    if code == "no_qualifications":
        (directory / "qualifications").rmdir()
    found = [one for one in lint(directory) if one.code == code]
    assert found, [one.code for one in lint(tiny)]
    one = found[0]
    assert one.severity == TEXTS[code].severity
    assert pair.about in {one.object_id, ""}
    assert one.file
    assert one.field
    for language in ("zh", "en"):
        sentence = said(one, language)
        assert not re.search(r"[{}]", sentence)
        assert all(value in sentence for value in one.values.values() if value not in {"", one.object_id})


@pytest.mark.parametrize("code", BOOKS)
def test_the_healthy_twin_does_not_show_it(code: str, tiny: Path) -> None:
    assert code not in {one.code for one in lint(write(tiny, BOOKS[code].healthy))}
