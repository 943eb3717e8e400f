"""How does a record that is handed in, with no ledger, become one that answers can rest on?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from recommender.errors import InputError
from recommender.ledger import RecordFile, read_record_file, record_from_data
from recommender.ledger.record import Record
from recommender.recommend.bank import Bank
from recommender.recommend.request import day_of

PLACE = "record"
MOST_TOLD = 10
"""How many findings one message names."""
MOST_ROWS = 10_000
"""How many rows a record from a stranger has, all its lists together: no learner's has as many."""


def record_from(bank: Bank, data: Mapping[str, Any], as_of: date | None = None) -> Record:
    """The record, or nothing: for callers who send data and cannot be asked whether a part of it will do.

    Raises:
        InputError: it is too long, or there is anything wrong with it; the message names every finding, up to ten.
    """
    rows = sum(len(rows) for rows in data.values() if isinstance(rows, list))
    if rows > MOST_ROWS:
        raise InputError(f"expected at most {MOST_ROWS:,} rows in all, found {rows:,}", place=PLACE)
    found = record_file(bank, data, as_of)
    if found.findings:
        told = "; ".join(str(finding) for finding in found.findings[:MOST_TOLD])
        more = len(found.findings) - MOST_TOLD
        raise InputError(told + (f"; and {more} more" if more > 0 else ""), place=PLACE)
    return found.record


def record_file(bank: Bank, source: Mapping[str, Any] | Path, as_of: date | None = None) -> RecordFile:
    """The record with its good rows, and the findings about the others: from data, or from a file."""
    day = day_of(bank, as_of)
    found = (
        read_record_file(source, day) if isinstance(source, Path) else record_from_data(source, day, PLACE)
    )
    return replace(
        found, record=found.record.passing(bank.catalogue.grade_schemes, bank.catalogue.valid_years)
    )
