"""Each of more than a hundred malformed rule files is refused by name, and nothing else is lost or half loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.catalogue import Loaded, read_directory
from tests.catalogue.conftest import FILES, write
from tests.catalogue.malformed import GOAL, PREREQUISITES, VERSION, Malformed, all_of_them

CASES = all_of_them()
OTHER = FILES[VERSION].replace("open/accounting", "open/healthy")
GOOD = {
    *("open", "craft", "open/acc1", "open/acc2", "open/law", "open/exam", "craft/cert"),
    *("open/r1", "open/r2", GOAL, "open/healthy@2025"),
}


def kept(loaded: Loaded) -> set[str]:
    """Ids of everything that was loaded."""
    catalogue = loaded.catalogue
    versions = {one.key for several in catalogue.qualifications.values() for one in several}
    return {*catalogue.institutions, *catalogue.items, *catalogue.rules, *versions}


def read(case: Malformed, directory: Path) -> Loaded:
    files: dict[str, str | bytes | None] = {
        **FILES,
        "qualifications/healthy.yaml": OTHER,
        case.file: case.content,
    }
    return read_directory(write(directory, files))


def test_there_are_more_than_a_hundred_and_no_two_are_the_same() -> None:
    assert len(CASES) > 100
    assert len({(one.file, one.content) for one in CASES.values()}) == len(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_malformed_file_is_refused_by_its_place_and_costs_nothing_else(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    loaded = read(case, tmp_path)
    errors = [one for one in loaded.findings if one.severity == "error"]
    assert errors, "it was taken for good"
    assert {one.file for one in errors} == {case.file}
    assert any(one.field.startswith(case.field) or case.field.startswith(one.field) for one in errors), [
        str(one) for one in errors
    ]
    first = errors[0]
    assert first.expected
    assert first.found
    assert first.field
    assert first.row is not None or not case.content
    unread = {(one.kind, one.id): one.reason for one in loaded.catalogue.unread}
    assert case.lost in unread
    assert case.file in unread[case.lost]
    lost = set() if case.file == PREREQUISITES else {case.lost[1]}
    if case.lost[1].startswith(("rules.jsonl:2",)):
        lost = {"open/r2"}
    if case.lost == ("qualification", VERSION):
        lost = {GOAL}
    assert kept(loaded) == GOOD - lost, "the good rows are kept, and nothing of the bad one is"
