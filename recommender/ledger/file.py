"""What record does a file or a request hand in, where there is no ledger?

The format is `creditpath-record/1`. A row that cannot be read becomes a finding, and the others are kept; a result that
cannot be read is also listed as dropped, `unreadable`, so that it is not forgotten. Rows may stand in any order.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from recommender.errors import InputError, Unreadable
from recommender.ledger.document import read_document
from recommender.ledger.file_rows import (
    AWARD,
    ENROLMENT,
    GRANTED,
    IN_PROGRESS,
    RESULT,
    WAIVER,
    RowKind,
    named_item,
)
from recommender.ledger.record import (
    Award,
    Dropped,
    Enrolment,
    Granted,
    InProgress,
    Record,
    Result,
)
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.waiver import Waiver
from recommender.vocabulary import EntryId, LearnerId

__all__ = ["FORMAT", "RecordFile", "RecordFinding", "read_record_file", "record_from_data"]

Row = TypeVar("Row", Result, InProgress, Granted, Enrolment, Award, Waiver)
Fit: TypeAlias = Callable[[Fields, Row], Row]

FORMAT = "creditpath-record/1"
_LISTS = ("results", "in_progress", "granted", "enrolments", "awards", "waivers")
_TOP = ("format", "learner", "region", "personalised", *_LISTS)


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """One row that could not be read: where, what was expected, what was found."""

    place: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record that was handed in, and what of it could not be read."""

    record: Record
    findings: tuple[RecordFinding, ...]


def read_record_file(path: Path, as_of: date) -> RecordFile:
    """The record in a JSON or YAML file, as of a day: what is dated later is not seen.

    Raises:
        Unreadable: there is no such file, or it is no JSON or YAML.
        InputError: it is not a record of this format, or has a field that nobody knows.
    """
    content = read_document(path)
    if not isinstance(content, Mapping):
        raise Unreadable(f"expected a mapping with the fields {', '.join(_TOP)}", place=str(path))
    return record_from_data(content, as_of, str(path))


def record_from_data(data: Mapping[str, Any], as_of: date, place: str = "record") -> RecordFile:
    """The record in plain data, as of a day; `place` is what findings and errors call it.

    Raises:
        InputError: it is not a record of this format, or has a field that nobody knows.
    """
    try:
        top = Fields.of(data, "")
        top.only(*_TOP)
        if top.has("format") and top.text("format") != FORMAT:
            raise top.fail("format", f"expected {FORMAT}, found {top.data['format']!r}")
        learner = LearnerId(top.ident("learner") if top.has("learner") else "")
        region = top.text("region") if top.has("region") else ""
        personalised = top.flag("personalised") if top.has("personalised") else True
        lists = {name: _list(top, name) for name in _LISTS}
    except RuleDataError as error:
        raise InputError(error.message, place=f"{place}: {error.path}") from None
    reading = _Reading(place, as_of)
    results = reading.rows(RESULT, lists["results"])
    granted = reading.granted(lists["granted"], results)
    return RecordFile(
        Record(
            learner,
            as_of,
            "file",
            results,
            reading.rows(IN_PROGRESS, lists["in_progress"]),
            granted,
            enrolments=reading.rows(ENROLMENT, lists["enrolments"]),
            awards=reading.awards(lists["awards"], results, granted),
            dropped=tuple(sorted(reading.dropped, key=lambda one: one.entry)),
            waivers=reading.rows(WAIVER, lists["waivers"]),
            region=region,
            personalised=personalised,
        ),
        tuple(sorted(reading.findings, key=lambda one: one.place)),
    )


def _list(top: Fields, name: str) -> Sequence[object]:
    value = top.data.get(name)
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise top.fail(name, f"expected a list, found {type(value).__name__}")
    return value


class _Reading:
    """Reads the lists of one record; what cannot be read is collected."""

    def __init__(self, place: str, as_of: date) -> None:
        self.place, self.as_of = place, as_of
        self.findings: list[RecordFinding] = []
        self.dropped: list[Dropped] = []
        self.taken: set[str] = set()

    def rows(
        self, kind: RowKind[Row], rows: Sequence[object], fit: Fit[Row] | None = None
    ) -> tuple[Row, ...]:
        """What the rows say up to the day, in canonical order; `fit` may refuse a row or complete it."""
        named: list[Row] = []
        unnamed: list[Row] = []
        for number in sorted(range(len(rows)), key=lambda n: _canonical(rows[n])):
            try:
                row = Fields.of(rows[number], f"/{kind.name}/{number}")
                one = kind.read(row)
                one = fit(row, one) if fit else one
                if row.has("id"):
                    named.append(replace(one, entry=self._take(row)))
                else:
                    unnamed.append(one)
            except RuleDataError as error:
                self._refuse(kind, rows[number], error)
        # Ids that are stated come first, so that one made here gives way to them.
        named += [replace(one, entry=self._make(kind, one)) for one in unnamed]
        seen = (one for one in named if kind.when(one) <= self.as_of)
        return tuple(sorted(seen, key=lambda one: (kind.when(one), one.entry)))

    def granted(self, rows: Sequence[object], results: Sequence[Result]) -> tuple[Granted, ...]:
        """Recognitions, each source found by the id of a result or, where that is clear, by its item."""
        ids = {one.entry for one in results} | {lost.entry for lost in self.dropped}
        named = _Named(ids, results)
        return self.rows(
            GRANTED, rows, lambda row, one: replace(one, sources=named(row, "sources", one.sources))
        )

    def awards(
        self, rows: Sequence[object], results: Sequence[Result], granted: Sequence[Granted]
    ) -> tuple[Award, ...]:
        """Awards, with what each was made for, found in the same way; a recognition by its id alone."""
        ids = {one.entry for one in results} | {one.entry for one in granted}
        ids |= {lost.entry for lost in self.dropped}
        named = _Named(ids, results)
        return self.rows(AWARD, rows, lambda row, one: replace(one, uses=named(row, "uses", one.uses)))

    def _take(self, row: Fields) -> EntryId:
        id = row.ident("id")
        if id in self.taken:
            raise row.fail("id", f"expected an id that no other row has, found {id!r}")
        self.taken.add(id)
        return EntryId(id)

    def _make(self, kind: RowKind[Row], one: Row) -> EntryId:
        """An id from what the row says: the same in any order of the rows."""
        base = f"{kind.name}:{kind.subject(one)}@{kind.when(one)}"
        id = next(name for n in count(1) if (name := base if n == 1 else f"{base}#{n}") not in self.taken)
        self.taken.add(id)
        return EntryId(id)

    def _refuse(self, kind: RowKind[Row], row: object, error: RuleDataError) -> None:
        self.findings.append(RecordFinding(f"{self.place}: {error.path}", *_wording(error)))
        if kind.name == RESULT.name:
            entry = f"unreadable:{hashlib.sha256(_canonical(row).encode()).hexdigest()[:16]}"
            self.dropped.append(Dropped(self._stated(row) or EntryId(entry), named_item(row), "unreadable"))

    def _stated(self, row: object) -> EntryId | None:
        """The id that a row states, where no other has it."""
        id = row.get("id") if isinstance(row, Mapping) else None
        if not isinstance(id, str) or not id or id in self.taken:
            return None
        self.taken.add(id)
        return EntryId(id)


class _Named:
    """Finds the entries that a row names by their ids or, where only one result has it, by an item."""

    def __init__(self, ids: Set[EntryId], results: Sequence[Result]) -> None:
        self.ids = ids
        self.by_item: dict[str, list[EntryId]] = {}
        for one in results:
            self.by_item.setdefault(one.item, []).append(one.entry)

    def __call__(self, row: Fields, field: str, names: Sequence[EntryId]) -> tuple[EntryId, ...]:
        found: list[EntryId] = []
        for name in names:
            hits = [name] if name in self.ids else self.by_item.get(name, [])
            if len(hits) != 1:
                what = f"{len(hits)} results of it" if hits else "none"
                raise row.fail(field, f"expected the id or item of one result here, found {name!r}: {what}")
            found += hits
        return tuple(found)


def _canonical(row: object) -> str:
    try:
        return json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
    except TypeError:
        return repr(row)  # names of fields that are no texts cannot be put in order


_WORDINGS = (
    (re.compile(r"unknown field; known are (?P<expected>.+)"), "one of "),
    (re.compile(r"expected (?P<expected>.+?), found (?P<found>.+)", re.DOTALL), ""),
    (re.compile(r"(?:id )?(?P<found>.+) is not (?P<expected>.+)", re.DOTALL), ""),
    (re.compile(r"(?P<found>.+) is outside (?P<expected>.+)", re.DOTALL), "an amount within "),
)


def _wording(error: RuleDataError) -> tuple[str, str]:
    """What was expected, and what was found instead."""
    for pattern, before in _WORDINGS:
        if match := pattern.fullmatch(error.message):
            parts = {name: part.replace("; expected", ",") for name, part in match.groupdict().items()}
            return before + parts["expected"], parts.get(
                "found", f"the unknown field {error.path.rsplit('/', 1)[1]!r}"
            )
    return "something else", error.message
