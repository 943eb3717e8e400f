"""Public rule systems encoded whole: the linter has nothing to object to, and every rule reads back from its text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.catalogue import read_directory
from recommender.catalogue.canonical import item_data, qualification_data
from recommender.catalogue.linting import said
from recommender.catalogue.rules_data import rule_data
from recommender.explanation.whole import whole_item, whole_qualification, whole_rule
from recommender.recommend.rulebook import lint_for
from tests.explanation.test_whole import check
from tests.suites import ROOT

FOLDERS = sorted((ROOT / "tests" / "fixtures" / "rules").glob("*/catalogue"))


def test_there_are_fixtures() -> None:
    assert len(FOLDERS) > 5


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_nothing_in_it_is_wrong(folder: Path) -> None:
    found = lint_for(read_directory(folder), date(2026, 9, 1), lambda *_: None)
    assert [f"{one.place}: {said(one, 'en')}" for one in found if one.severity != "note"] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_rule_of_it_reads_back_whole(folder: Path) -> None:
    catalogue = read_directory(folder).catalogue
    for versions in catalogue.qualifications.values():
        for version in versions:
            check(whole_qualification(catalogue, version), qualification_data(version), catalogue)
    for rule in catalogue.rules.values():
        check(whole_rule(catalogue, rule), rule_data(rule), catalogue)
    for item in list(catalogue.items.values())[::5]:
        check(whole_item(catalogue, item), item_data(item), catalogue)
