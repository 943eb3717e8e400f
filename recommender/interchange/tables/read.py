"""How do the lists of institutions, courses and recognitions that a bank keeps in tables become a native catalogue?

A folder of tables, or one workbook. What a table is about its headings say, so neither names of files nor the order
of sheets matter; a table that is none of the three is named. What tables cannot say (grade schemes, calendars, rules of
qualifications) stands in an optional `catalogue.yaml` and `qualifications/` beside them, in the native form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from recommender.errors import InputError, Unreadable
from recommender.interchange.converted import Converted
from recommender.interchange.coverage import Coverage
from recommender.interchange.native import CALENDAR, Json, Native, head, item_id
from recommender.interchange.source import text_of
from recommender.interchange.tables.cells import amount_in, code_in, date_in, plain
from recommender.interchange.tables.headings import Columns, find_columns
from recommender.interchange.tables.sheet import TEXTS, WORKBOOKS, Row, Sheet, sheets_of
from recommender.interchange.tables.words import INSTITUTIONS, ITEMS, RECOGNITIONS

__all__ = ["read"]

KINDS = {
    "": "course",
    "课程": "course",
    "course": "course",
    "证书": "certificate",
    "职业技能等级证书": "certificate",
    "certificate": "certificate",
    "考试": "exam",
    "exam": "exam",
    "经历": "experience",
    "工作经历": "experience",
    "experience": "experience",
}
SEASONS = (("spring", "春"), ("summer", "夏"), ("autumn", "fall", "秋"), ("winter", "冬"))
"""What a season may be called; of a calendar's own names each stands for its group."""
UNKNOWN = "no item of that code"


def read(source: Path) -> Converted:
    """The catalogue in a folder of tables or a workbook.

    Raises:
        Unreadable: a file is no table, or there is no table of institutions, items or recognitions at all.
    """
    maker = _Maker(Native(_head(source)), Coverage())
    tables, strange = _tables(source)
    for sheet in strange:
        maker.counts[f"tables not read: {Path(sheet.place).name}"] += 1
    for form in (INSTITUTIONS, ITEMS, RECOGNITIONS):
        for columns in (one for name, one in tables if name == form.name):
            maker.take(form.name, columns)
    if not maker.native.items and not maker.native.rules:
        raise Unreadable("expected tables of institutions, items or recognitions", place=str(source))
    maker.close()
    found = dict(sorted(maker.counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return Converted(maker.native, maker.coverage, found, versions=tuple(_versions(source)))


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return sorted(one for one in source.glob("*") if one.suffix.lower() in (*TEXTS, *WORKBOOKS))


def _tables(source: Path) -> tuple[list[tuple[str, Columns]], list[Sheet]]:
    """Each table with what it is about, and those that are about nothing known."""
    found: list[tuple[str, Columns]] = []
    strange: list[Sheet] = []
    for sheet in (sheet for file in _files(source) for sheet in sheets_of(file)):
        # Recognitions first, for they too name codes and credit.
        some = ((form.name, find_columns(sheet, form)) for form in (RECOGNITIONS, ITEMS, INSTITUTIONS))
        known = next(((name, columns) for name, columns in some if columns is not None), None)
        if known is None:
            strange.append(sheet)
        else:
            found.append(known)
    return found, strange


def _head(source: Path) -> Json:
    """What catalogue.yaml says beside the tables, else one scheme of credit and one calendar."""
    file = source / "catalogue.yaml"
    if not file.is_file():
        return head("tables", "由表格导入的目录", "A catalogue from tables")
    said = _document(file)
    return head("tables", "由表格导入的目录", "A catalogue from tables") | said


def _versions(source: Path) -> list[Json]:
    folder = source / "qualifications"
    return [_document(file) for file in sorted(folder.glob("*.yaml"))] if folder.is_dir() else []


def _document(file: Path) -> Json:
    try:
        said = yaml.safe_load(text_of(file))
    except yaml.YAMLError as wrong:
        raise Unreadable(f"expected YAML: {wrong}", place=str(file)) from None
    if not isinstance(said, dict):
        raise Unreadable("expected one document of fields", place=str(file))
    return said


@dataclass
class _Maker:
    """The catalogue as far as it is made."""

    native: Native
    coverage: Coverage
    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    """Institutions by id and by name."""
    codes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Items by their code without zeros in front."""

    def take(self, about: str, columns: Columns) -> None:
        """All rows of one table; what a heading says that nobody knows is counted."""
        for heading in columns.unknown:
            self.counts[f"columns not read: {heading}"] += 1
        take = {"institutions": self._institution, "items": self._item, "recognitions": self._recognition}[
            about
        ]
        for row in columns.rows:
            number = self.coverage.clause(
                about, columns.place(row), " ".join(plain(cell) for cell in row.cells)
            )
            try:
                take(columns, row)
                self.coverage.keep(number)
            except InputError as wrong:
                self.coverage.refuse(number, str(wrong), blocks=False)

    def close(self) -> None:
        """Institutions that only other tables name, and what was not decided."""
        self.coverage.close()
        for name in ("institutions", "items", "recognitions"):
            self.counts[name] = {
                "institutions": len(self.native.institutions),
                "items": len(self.native.items),
                "recognitions": len(self.native.rules),
            }[name]

    def _institution(self, columns: Columns, row: Row) -> None:
        ident, zh = code_in(columns.cell(row, "id")), plain(columns.cell(row, "title_zh"))
        en, region = plain(columns.cell(row, "title_en")), plain(columns.cell(row, "region"))
        if not ident:
            raise InputError("expected the code of an institution", place=columns.place(row, "id"))
        if ident in self.names:
            raise InputError(f"{ident!r} stands twice", place=columns.place(row, "id"))
        self._add_institution(ident, zh or en or ident, en, region)

    def _add_institution(self, ident: str, zh: str, en: str = "", region: str = "") -> None:
        calendars = self.native.head.get("calendars") or [CALENDAR]
        schemes = self.native.head["schemes"]
        self.native.institutions.append(
            {
                "id": ident,
                "title_zh": zh,
                "title_en": en,
                "region": region,
                "calendar": calendars[0]["id"],
                "scheme": schemes[0]["id"],
            }
        )
        self.names |= {name: ident for name in (ident, zh, en) if name}

    def _issuer(self, columns: Columns, row: Row, name: str) -> str:
        """The institution that a cell names; one that no table of institutions has is made by its name."""
        said = plain(columns.cell(row, name))
        if not said:
            known = sorted(set(self.names.values()))
            if len(known) == 1:
                return known[0]
            raise InputError("expected an institution", place=columns.place(row, name))
        if said not in self.names:
            self._add_institution(said, said)
            self.counts[f"institutions by name only: {said}"] += 1
        return self.names[said]

    def _item(self, columns: Columns, row: Row) -> None:
        issuer, code = self._issuer(columns, row, "issuer"), code_in(columns.cell(row, "code"))
        if not code:
            raise InputError("expected a code", place=columns.place(row, "code"))
        key = item_id(issuer, code)
        if key in self.native.items:
            raise InputError(f"{key!r} stands twice", place=columns.place(row, "code"))
        kind = KINDS.get(plain(columns.cell(row, "kind")).lower())
        if kind is None:
            expected = ", ".join(name for name in KINDS if name)
            raise InputError(f"expected one of {expected}", place=columns.place(row, "kind"))
        fields = {
            "id": key,
            "kind": kind,
            "issuer": issuer,
            "title_zh": plain(columns.cell(row, "title_zh")) or code,
            "title_en": plain(columns.cell(row, "title_en")),
            "credits": _credits(columns, row, "credits"),
            "hours": _number(columns, row, "hours"),
            "level": _number(columns, row, "level"),
            "subject": plain(columns.cell(row, "subject")),
            "tags": "|".join(_parts(plain(columns.cell(row, "tags")))),
            "fee": _fee(columns, row),
            "seasons": "|".join(self._seasons(columns, row)),
            "from": _day(columns, row, "from"),
            "to": _day(columns, row, "to"),
        }
        self.native.items[key] = {name: value for name, value in fields.items() if value}
        self.codes[_bare(code)].append(key)

    def _seasons(self, columns: Columns, row: Row) -> list[str]:
        """Seasons of the calendar that a cell names: 春秋, spring|autumn."""
        text = plain(columns.cell(row, "seasons")).lower()
        calendars = self.native.head.get("calendars") or [CALENDAR]
        known = [str(season["name"]) for season in calendars[0]["seasons"]]
        group = {name: next((words for words in SEASONS if name in words), (name,)) for name in known}
        found = [name for name in known if any(word in text for word in group[name])]
        if text and not found:
            expected = f"expected seasons of the calendar ({', '.join(known)}), found {text!r}"
            raise InputError(expected, place=columns.place(row, "seasons"))
        return found

    def _recognition(self, columns: Columns, row: Row) -> None:
        recogniser = self._issuer(columns, row, "recogniser")
        said = plain(columns.cell(row, "source"))
        every = _parts(said, "+＋&")
        either = _parts(said, "或|;；") if len(every) == 1 else every
        sources = [self._known(columns, row, "source", one, "source_issuer") for one in either]
        output: Json = {"type": "elective"}
        if plain(columns.cell(row, "target")):
            target = self._known(columns, row, "target", code_in(columns.cell(row, "target")), "recogniser")
            output = {"type": "credit", "item": target}
        if plain(columns.cell(row, "credits")):
            output["credits"] = _credits(columns, row, "credits")
        slots: list[Json] = [{"item": one} for one in sources]
        mark = plain(columns.cell(row, "min_grade"))
        if mark:
            slots = [slot | {"min_grade": self._floor(columns, row, mark)} for slot in slots]
        rule: Json = {
            "id": f"{recogniser}/t{len(self.native.rules) + 1:05}",
            "recogniser": recogniser,
            "sources": slots,
            "outputs": [output],
        }
        if len(every) == 1 and len(either) > 1:
            rule["need"] = 1
        if agreement := plain(columns.cell(row, "agreement")):
            rule["agreement"] = agreement
        span = {name: _day(columns, row, name) for name in ("from", "to")}
        if any(span.values()):
            rule["applied_within"] = {name: day for name, day in span.items() if day}
        self.native.rules.append(rule)

    def _known(self, columns: Columns, row: Row, name: str, code: str, issuer: str) -> str:
        """The item of a code, of the institution that the row names, else of the only one that has it."""
        said = plain(columns.cell(row, issuer))
        own = self.names.get(said)
        if code in self.native.items:
            return code
        having = [key for key in self.codes[_bare(code)] if own is None or key.startswith(f"{own}/")]
        exact = [key for key in having if key.split("/", 1)[1] == code]
        found = exact or having
        if len(found) == 1:
            return found[0]
        what = f"{UNKNOWN}: {code}" if not found else f"several items have the code {code}"
        self.counts[f"unmatched: {f'{said}/' if said else ''}{code}"] += 1
        raise InputError(what, place=columns.place(row, name))

    def _floor(self, columns: Columns, row: Row, mark: str) -> Json:
        schemes = self.native.head.get("grade_schemes") or []
        having = [
            one["id"]
            for one in schemes
            if mark in one.get("marks", ()) or (one.get("numeric") and mark.replace(".", "", 1).isdigit())
        ]
        if len(having) != 1:
            raise InputError(
                f"expected a mark of one grade scheme of catalogue.yaml, found {mark!r}",
                place=columns.place(row, "min_grade"),
            )
        return {"scheme": having[0], "mark": mark}


def _bare(code: str) -> str:
    """A code without the zeros that a spreadsheet eats."""
    return code.lstrip("0") if code.isdigit() else code


def _parts(text: str, signs: str = "|;；、,，") -> list[str]:
    for sign in signs:
        text = text.replace(sign, "\n")
    return [part.strip() for part in text.split("\n") if part.strip()]


def _credits(columns: Columns, row: Row, name: str) -> str:
    said = amount_in(columns.cell(row, name))
    if said.problem:
        raise InputError(said.problem, place=columns.place(row, name))
    return said.value


def _number(columns: Columns, row: Row, name: str) -> str:
    text = code_in(columns.cell(row, name))
    if text and not (text.isascii() and text.isdigit()):
        raise InputError(f"expected a whole number, found {text!r}", place=columns.place(row, name))
    return text


def _fee(columns: Columns, row: Row) -> str:
    """Yuan with at most two decimals become fen."""
    text = plain(columns.cell(row, "fee")).removesuffix("元").replace(",", "").strip()
    if not text:
        return ""
    whole, _, part = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or not (part or "0").isdigit() or len(part) > 2:
        raise InputError(f"expected an amount of money, found {text!r}", place=columns.place(row, "fee"))
    return str(int(whole) * 100 + int(f"{part:0<2}"))


def _day(columns: Columns, row: Row, name: str) -> str:
    cell = columns.cell(row, name)
    if not plain(cell):
        return ""
    said = date_in(cell)
    if said.problem:
        raise InputError(said.problem, place=columns.place(row, name))
    return said.value
