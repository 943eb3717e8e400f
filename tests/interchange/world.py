"""A small catalogue and a record that has something of everything, for what goes out and comes in again."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from recommender.catalogue import Catalogue, read_directory
from recommender.ledger import Record, record_from_data
from tests.cli import tiny
from tests.interchange.papers import TODAY

RESULTS: list[dict[str, Any]] = [
    {
        "id": "r1",
        "item": "river/eng",
        "credits": "3",
        "scheme": "credit",
        "completed": "2026-01-10",
        "grade": {"scheme": "percent", "mark": "82"},
        "measures": {"attendance": "92.5"},
    },
    {"id": "r2", "item": "craft/cert", "credits": "1/3", "scheme": "credit", "completed": "2026-03-01"},
    {"id": "r3", "item": "elsewhere/码 <1>", "credits": "2.25", "scheme": "ects", "completed": "2025-12-31"},
]
DATA: dict[str, Any] = {
    "format": "creditpath-record/1",
    "learner": "bank/a",
    "results": RESULTS,
    "in_progress": [{"item": "river/tax", "since": "2026-02-24"}],
    "granted": [
        {
            "rule": "river/r1",
            "recogniser": "river",
            "sources": ["r2"],
            "outputs": [
                {"item": "river/acc1", "credits": "3", "scheme": "credit"},
                {"credits": "1", "scheme": "credit", "subject": "ACC"},
                {"type": "exemption", "item": "river/law"},
            ],
            "decided": "2026-03-05",
        }
    ],
    "enrolments": [{"qualification": "river/accounting", "year": "2026", "since": "2026-01-02"}],
    "awards": [{"qualification": "river/accounting", "year": "2026", "on": "2026-07-01"}],
}


@cache
def catalogue() -> Catalogue:
    """The tiny catalogue of the tests of the command line."""
    with tempfile.TemporaryDirectory() as folder:
        return read_directory(tiny.write(Path(folder))).catalogue


def record(**changes: Any) -> Record:
    """The record, or some of it."""
    found = record_from_data(DATA | changes, TODAY)
    assert found.findings == ()
    return found.record
