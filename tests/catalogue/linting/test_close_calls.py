"""Is a rule book told of a mistake once, and only where there is one, in time that grows with the book?"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Finding, read_directory
from recommender.catalogue.linting import book_of, lint_book, recognitions
from recommender.catalogue.linting.supply import supply_of
from tests.catalogue.conftest import FILES, write
from tests.catalogue.linting.books import ITEMS, RULES, VERSION, limits, swap

DAY = date(2026, 9, 1)


def items(**more: Any) -> dict[str, str | None]:
    """The items as lines of JSON, with more in those named by the end of their id."""
    found = []
    for row in csv.DictReader(io.StringIO(FILES[ITEMS] or "")):
        line = {key: row[key] for key in ("id", "kind", "issuer", "credits", "subject")}
        line |= {"titles": {"zh": row["title_zh"], "en": row["title_en"]}}
        line |= {"tags": row["tags"].split("|")} if row["tags"] else {}
        found.append(json.dumps(line | more.get(row["id"].split("/")[1], {}), ensure_ascii=False))
    return {ITEMS: None, "items.jsonl": "\n".join(found) + "\n"}


def told(directory: Path, files: dict[str, str | None]) -> list[Finding]:
    known = {name: text for name, text in {**FILES, **files}.items() if text is not None}
    loaded = read_directory(write(directory, known))
    return [*loaded.findings, *lint_book(book_of(loaded, DAY))]


WINDOW = limits('{kind: window, id: slow, source: {kinds: [course]}, per: term, most: "2"}')


@pytest.mark.parametrize(("least", "narrow"), [("1", False), ("3", True)])
def test_a_window_is_too_narrow_only_for_the_lower_end_of_a_range(
    least: str, narrow: bool, tmp_path: Path
) -> None:
    spread = {"credits": least, "credits_most": "4"}
    files = items(law=spread, acc1=spread, acc2=spread) | WINDOW
    assert ("window_too_narrow" in {one.code for one in told(tmp_path, files)}) is narrow


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"takers": {"enrolled_in": ["open/nothing"]}}, "takers/enrolled_in/0"),
        ({"takers": {"enrolled_at": ["opens"]}}, "takers/enrolled_at/0"),
        ({"prerequisite": {"any": [{"enrolled_in": ["open/nothing"]}]}}, "prerequisite/any/0/enrolled_in/0"),
    ],
)
def test_what_an_item_asks_of_learners_has_to_be_there(
    more: dict[str, Any], path: str, tmp_path: Path
) -> None:
    if "takers" in more:
        files = items(acc1=more)
    else:
        files = swap(VERSION) | {"prerequisites.jsonl": json.dumps({"item": "open/acc1", **more}) + "\n"}
    found = [one for one in told(tmp_path, files) if one.code == "unknown_reference"]
    assert [one.object_id for one in found] == ["open/acc1"]
    assert found[0].values["field"] == path.split("/")[-2]


def test_an_unknown_item_of_a_condition_is_told_once(tmp_path: Path) -> None:
    then = '{kind: credits_from, id: xx, least: "1", of: {items: [open/acc1]}}'
    line = f"  - {{kind: conditional, id: cc, when: {{holds: [x/y]}}, then: {then}}}\nlimits:\n"
    found = told(tmp_path, swap(VERSION, ("limits:\n", line)))
    assert [one.code for one in found if "x/y" in str(one)] == ["unknown_item"]


def test_rules_with_sources_of_their_own_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 30
    more = "".join(f"craft/x{n},certificate,craft,证,C,1,,100,LAW,,,,,\n" for n in range(many))
    output = {"type": "elective", "credits": "1", "subject": "ACC"}
    lines = [
        {"id": f"open/x{n}", "recogniser": "open", "sources": [{"item": f"craft/x{n}"}], "outputs": [output]}
        for n in range(many)
    ]
    files = {ITEMS: FILES[ITEMS] + more, RULES: "".join(json.dumps(one) + "\n" for one in lines)}
    loaded = read_directory(write(tmp_path, FILES | files))
    compared: list[object] = []

    def verdict(*rules: object) -> str:
        compared.append(rules)
        return ""

    monkeypatch.setattr(recognitions, "_verdict", verdict)
    assert list(recognitions.check(book_of(loaded, DAY))) == []
    assert compared == []


def test_the_supply_of_a_version_is_worked_out_once(tmp_path: Path) -> None:
    book = book_of(read_directory(write(tmp_path, FILES)), DAY)
    (version,) = book.versions
    assert supply_of(book, version) is supply_of(book, version)
