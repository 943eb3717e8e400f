"""How does a table of learners' results become entries that a bank can deposit, and what of it matches nothing?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from recommender.catalogue.objects import Catalogue, Item
from recommender.errors import Unreadable
from recommender.interchange.tables.cells import amount_in, code_in, date_in, plain
from recommender.interchange.tables.headings import Columns, find_columns
from recommender.interchange.tables.match import Index, unknown_id
from recommender.interchange.tables.sheet import Row, sheets_of
from recommender.interchange.tables.words import RESULTS
from recommender.ledger.checks import ident
from recommender.ledger.entry import NewEntry, canonical
from recommender.ledger.ids import made_id
from recommender.vocabulary import EntryId, GradeScheme, InstitutionId, ItemId, LearnerId, format_units

__all__ = ["Deposits", "Finding", "read_results"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A row, or a cell of it, that could not be read."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


@dataclass
class Deposits:
    """What came of the tables."""

    entries: list[NewEntry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unmatched: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By code, title and issuer how many rows have an item that the catalogue lacks."""
    matched: Counter[str] = field(default_factory=Counter)
    """By what rows were matched."""
    rows: int = 0
    repeated: int = 0
    """Rows that say again what a row before them says."""
    columns: set[str] = field(default_factory=set)
    """Headings that name nothing we know."""

    def to_json(self) -> dict[str, Any]:
        """As plain data; what matches nothing with the most frequent first."""
        return {
            "rows": self.rows,
            "entries": len(self.entries),
            "repeated": self.repeated,
            "matched_by": dict(sorted(self.matched.items())),
            "unmatched": [
                {"code": code, "title": title, "issuer": issuer, "rows": rows}
                for (code, title, issuer), rows in sorted(
                    self.unmatched.items(), key=lambda pair: (-pair[1], pair[0])
                )
            ],
            "columns_not_read": sorted(self.columns),
            "findings": [{"place": one.place, "problem": one.problem} for one in self.findings],
        }


def read_results(files: Iterable[Path], catalogue: Catalogue, on: date) -> Deposits:
    """The deposits of the tables, dated `on`; each good row is kept, each other one is a finding.

    An entry's id follows from what it says, so that a table that is read again deposits nothing twice.

    Raises:
        Unreadable: a file is no table, or none of its sheets names the columns that a result needs.
    """
    found, reader = Deposits(), _Reader(catalogue, Index.of(catalogue), on)
    known: set[EntryId] = set()
    for file in files:
        sheets = [
            one for one in (find_columns(sheet, RESULTS) for sheet in sheets_of(file)) if one is not None
        ]
        if not sheets:
            raise Unreadable(f"expected columns for {_needed()}, in one of the first rows", place=str(file))
        for columns in sheets:
            found.columns.update(columns.unknown)
            for row in columns.rows:
                found.rows += 1
                _take(found, known, reader.entry(columns, row, found))
    return found


def _needed() -> str:
    return " and ".join(f"{field} ({RESULTS.words[field][0]})" for field in sorted(RESULTS.needed))


def _take(found: Deposits, known: set[EntryId], new: NewEntry | None) -> None:
    if new is None:
        return
    if new.id in known:
        found.repeated += 1
        return
    known.add(new.id)
    found.entries.append(new)


@dataclass(frozen=True)
class _Reader:
    catalogue: Catalogue
    index: Index
    on: date

    def entry(self, columns: Columns, row: Row, found: Deposits) -> NewEntry | None:
        """The deposit of one row; None, with findings, where it cannot be read."""
        problems = [*self._problems(columns, row)]
        if problems:
            found.findings += problems
            return None
        item, key, problem = self._meant(columns, row, found)
        if problem is not None:
            found.findings.append(problem)
            return None
        credits = columns.cell(row, "credits")
        scheme = item.scheme if item is not None else self._scheme(key)
        stated = amount_in(credits).value if plain(credits) else format_units(item.units if item else 0)
        payload = {
            "item": key,
            "credits": stated,
            "scheme": scheme,
            "completed": date_in(columns.cell(row, "completed"), ends=True).value,
            **self._grade(columns, row),
        }
        account = LearnerId(code_in(columns.cell(row, "account")))
        id = made_id(date.fromisoformat(payload["completed"]), f"{account}\n{canonical(payload)}")
        return NewEntry(id, account, "result.deposited", self.on, payload)

    def _meant(
        self, columns: Columns, row: Row, found: Deposits
    ) -> tuple[Item | None, ItemId, Finding | None]:
        """The item of a row, the id under which its result is kept, and why there is none."""
        code, title = code_in(columns.cell(row, "item")), plain(columns.cell(row, "title"))
        said = plain(columns.cell(row, "issuer"))
        issuer = self.index.institution(said)
        # Of an institution that nobody knows no item is known by its name: only a whole id is unmistakable.
        matched = self.index.item(code, title, issuer) if issuer or not said else self.index.whole(code)
        found.matched[matched.how] += 1
        if matched.item is not None:
            return matched.item, matched.item.id, None
        found.unmatched[code, title, said] += 1
        key = unknown_id(code, title, issuer or said)
        if not plain(columns.cell(row, "credits")):
            problem = "expected the credit of an item that the catalogue lacks, found none"
            return None, key, Finding(columns.place(row, "credits"), problem)
        wrong = ident(key)
        return None, key, Finding(columns.place(row, "item"), wrong) if wrong else None

    def _problems(self, columns: Columns, row: Row) -> Iterator[Finding]:
        """Everything that is wrong in the row by itself."""
        account = code_in(columns.cell(row, "account"))
        if problem := ident(account):
            yield Finding(columns.place(row, "account"), problem)
        day = date_in(columns.cell(row, "completed"), ends=True)
        if day.problem:
            yield Finding(columns.place(row, "completed"), day.problem)
        elif date.fromisoformat(day.value) > self.on:
            yield Finding(
                columns.place(row, "completed"), f"expected a day up to {self.on}, found {day.value}"
            )
        if plain(columns.cell(row, "credits")) and (
            problem := amount_in(columns.cell(row, "credits")).problem
        ):
            yield Finding(columns.place(row, "credits"), problem)
        if not plain(columns.cell(row, "item")) and not plain(columns.cell(row, "title")):
            yield Finding(columns.place(row), "expected a code or a name of what was studied, found neither")
        mark = plain(columns.cell(row, "grade"))
        if mark and self._scheme_of(mark) is None:
            known = ", ".join(sorted(self.catalogue.grade_schemes)) or "none"
            problem = f"expected a mark of one grade scheme ({known}), found {mark!r}"
            yield Finding(columns.place(row, "grade"), problem)

    def _grade(self, columns: Columns, row: Row) -> Mapping[str, Any]:
        mark = code_in(columns.cell(row, "grade"))
        scheme = self._scheme_of(mark) if mark else None
        return {} if scheme is None else {"grade": {"scheme": scheme.id, "mark": mark}}

    def _scheme_of(self, mark: str) -> GradeScheme | None:
        """The one scheme that has the mark; None where none or several have it."""
        having = [one for one in self.catalogue.grade_schemes.values() if one.rank(mark) is not None]
        return having[0] if len(having) == 1 else None

    def _scheme(self, key: ItemId) -> str:
        """The scheme of credit of the institution that an id begins with, else the catalogue's first."""
        known = self.catalogue.institutions.get(InstitutionId(key.partition("/")[0]))
        return known.scheme if known is not None else next(iter(self.catalogue.schemes))
