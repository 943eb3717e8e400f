"""Whatever a rule names has to be there: institutions as well as items and qualifications."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import read_directory
from recommender.catalogue.linting import book_of, lint_book
from tests.catalogue.conftest import write
from tests.catalogue.linting.books import FILES, R1, rules


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"sources": [{"item": "craft/cert", "issued_by": ["crafts"]}]}, "/sources/0/issued_by/0"),
        ({"learner": {"enrolled_at": ["opens"]}}, "/learner/enrolled_at/0"),
        ({"learner": {"enrolled_in": ["open/accountancy"]}}, "/learner/enrolled_in/0"),
        ({"towards": {"qualifications": ["open/accountancy"]}}, "/towards/qualifications/0"),
        ({"withdrawn_by": ["open/gone"]}, "/withdrawn_by/0"),
    ],
)
def test_a_name_of_nothing_is_found_at_its_place(more: dict[str, Any], path: str, tmp_path: Path) -> None:
    line = json.dumps(json.loads(R1) | more, ensure_ascii=False)
    loaded = read_directory(write(tmp_path, FILES | rules(line)))
    found = lint_book(book_of(loaded, date(2026, 9, 1)))
    assert [(one.object_id, one.field) for one in found if one.code == "unknown_reference"] == [
        (json.loads(R1)["id"], path.removeprefix("/"))
    ]
