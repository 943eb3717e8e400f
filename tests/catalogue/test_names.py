"""The public names of the catalogue are complete and sorted, and the documents' examples are good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recommender import catalogue
from recommender.catalogue import read_directory
from recommender.catalogue.columns import TABLES
from recommender.catalogue.schemas import KINDS, validator
from tests.suites import ROOT

PAGE = ROOT / "docs" / "catalogue-format.md"


def section(title: str) -> str:
    """The text below a heading."""
    text = PAGE.read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def example(title: str) -> str:
    """The first block of code below a heading."""
    found = re.search(r"```\w+\n(.*?)```", section(title), re.DOTALL)
    assert found
    return found[1]


def test_the_public_names_are_complete_and_sorted() -> None:
    assert list(catalogue.__all__) == sorted(catalogue.__all__)
    assert all(hasattr(catalogue, name) for name in catalogue.__all__)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_documented(table: object) -> None:
    text = section(table.name)  # type: ignore[attr-defined]
    assert [name for name in table.columns if not re.search(rf"\b{name}\b", text)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_schemas_is_documented(kind: str) -> None:
    title = {"catalogue": "catalogue.yaml", "qualification": "qualifications/*.yaml"}.get(kind, f"{kind}s")
    fields = sorted(names(validator(kind).schema))
    # Expressions, sets and conditions are told once, where they are used most.
    told = section(title) + section("prerequisites") + section("qualifications/*.yaml")
    assert [name for name in fields if not re.search(rf"\b{name}\b", told)] == []


def names(schema: object) -> set[str]:
    """Every field that a schema knows, at whatever depth."""
    if isinstance(schema, dict):
        return set(schema.get("properties", {})).union(*(names(part) for part in schema.values()))
    return set().union(*map(names, schema)) if isinstance(schema, list) else set()


def test_the_examples_of_the_page_are_a_catalogue(tmp_path: Path) -> None:
    """All in one directory they read without an error; the warnings are of items that the page does not list."""
    items = example("items") + "".join(
        f"hudong/{code},course,hudong,课,Course,3,,100,ACC,,,,,,,,\n"
        for code in ("ACC101", "ACC301", "ACC390")
    )
    schools = "".join(f"{key},校,School,,two-term,credit\n" for key in ("luye", "jiangnan", "certs"))
    files = {
        "catalogue.yaml": example("catalogue.yaml"),
        "institutions.csv": example("institutions") + schools,
        "items.csv": items,
        "prerequisites.jsonl": example("prerequisites"),
        "rules.jsonl": example("rules"),
        "qualifications/accounting.yaml": example("qualifications/*.yaml"),
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    loaded = read_directory(tmp_path)
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    assert len(loaded.catalogue.rules) == 3
    assert len(loaded.catalogue.qualifications) == 1
