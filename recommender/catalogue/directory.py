"""How is a catalogue read from its native directory (docs/catalogue-format.md)?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from recommender.catalogue.assemble import Loaded, Material, assemble
from recommender.catalogue.columns import INSTITUTIONS, ITEMS, PREREQUISITES, RULES, TABLES, Table
from recommender.catalogue.findings import Notes
from recommender.catalogue.rows import Mistake, Row, read_document, read_rows
from recommender.errors import Unreadable

HEAD = "catalogue.yaml"
QUALIFICATIONS = "qualifications"
FORMS = (".csv", ".jsonl", ".yaml")


def read_directory(directory: Path) -> Loaded:
    """Read everything that can be read, and say everything that cannot.

    Raises:
        Unreadable: there is no such directory, or no catalogue.yaml in it that says what it is.
    """
    notes = Notes()
    head = _head(directory)
    material = Material(head)
    material.institutions, _ = _table(directory, INSTITUTIONS, notes)
    material.items, _ = _table(directory, ITEMS, notes)
    material.prerequisites, material.prerequisites_whole = _table(directory, PREREQUISITES, notes)
    material.rules, _ = _table(directory, RULES, notes)
    material.qualifications = list(_qualifications(directory, notes))
    _name_strangers(directory, notes)
    return assemble(material, notes)


def _head(directory: Path) -> Row:
    if not directory.is_dir():
        raise Unreadable(f"there is no catalogue directory {directory}")
    try:
        row = read_document(HEAD, (directory / HEAD).read_bytes())
    except FileNotFoundError:
        raise Unreadable(f"{directory} has no {HEAD}, so it is no catalogue") from None
    except OSError as error:
        raise Unreadable(f"{directory / HEAD} cannot be read: {error.strerror}") from None
    if isinstance(row, Mistake):
        line = "" if row.row.line is None else f":{row.row.line}"
        raise Unreadable(f"{HEAD}{line}: expected {row.expected}, found {row.found}")
    return row


def _table(directory: Path, table: Table, notes: Notes) -> tuple[list[Row], bool]:
    """The rows of all files of a table, and whether nothing of it can be missing."""
    rows: list[Row] = []
    files = [directory / f"{table.name}{form}" for form in FORMS]
    there = [file for file in files if file.is_file()]
    if not there:
        name, expected = f"{table.name}.*", " or ".join(file.name for file in files)
        finding = notes.say(
            Row(name, None, None), "/file", f"{expected} (empty, if there are none)", "no such file"
        )
        if table is not PREREQUISITES:
            notes.leave_out(table.kind, name, str(finding))
        return [], False
    whole = True
    for file in there:
        for one in _content(file, file.name, table):
            if isinstance(one, Row):
                rows.append(one)
                continue
            finding = notes.say(one.row, one.path, one.expected, one.found, kind=table.kind)
            whole = whole and not one.whole
            if table is PREREQUISITES and not one.whole and not one.path:
                rows.append(one.row)
            elif table is not PREREQUISITES and (one.whole or not one.path):
                notes.leave_out(table.kind, one.row.place, str(finding))
    return rows, whole


def _content(file: Path, name: str, table: Table) -> Iterator[Row | Mistake]:
    try:
        content = file.read_bytes()
    except OSError as error:
        yield Mistake(Row(name, None, None), "/file", "a file that can be read", str(error.strerror), True)
        return
    yield from read_rows(name, content, table)


def _qualifications(directory: Path, notes: Notes) -> Iterator[Row]:
    folder = directory / QUALIFICATIONS
    if not folder.is_dir():
        row = Row(f"{QUALIFICATIONS}/", None, None)
        notes.say(
            row,
            "/file",
            "a folder with one file for each version",
            "no such folder",
            severity="warning",
            code="no_qualifications",
        )
        return
    for file in sorted(folder.glob("*.yaml")):
        name = f"{QUALIFICATIONS}/{file.name}"
        one = _document(file, name)
        if isinstance(one, Row):
            yield one
            continue
        key = _seen_id(one.row.text) or name
        finding = notes.say(one.row, one.path, one.expected, one.found, kind="qualification", key=key)
        notes.leave_out("qualification", key, str(finding))


def _document(file: Path, name: str) -> Row | Mistake:
    try:
        return read_document(name, file.read_bytes())
    except OSError as error:
        return Mistake(Row(name, None, None), "/file", "a file that can be read", str(error.strerror), True)


def _seen_id(text: str) -> str:
    """The id and year of a document that is no YAML, where they can be made out, so that its goal can be refused."""
    words: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and name in {"id", "year"}:
            words.setdefault(name, value.strip().strip("'\""))
    return f"{words['id']}@{words.get('year', '')}" if words.get("id") else ""


def _name_strangers(directory: Path, notes: Notes) -> None:
    """Files that nobody reads, by name: one of them may have been meant."""
    known = {HEAD, QUALIFICATIONS, "README.md", *(f"{t.name}{form}" for t in TABLES for form in FORMS)}
    strangers = [one.name for one in directory.iterdir() if one.name not in known]
    folder = directory / QUALIFICATIONS
    if folder.is_dir():
        strangers += [f"{QUALIFICATIONS}/{one.name}" for one in folder.iterdir() if one.suffix != ".yaml"]
    for name in sorted(strangers):
        if not name.rsplit("/", 1)[-1].startswith("."):
            expected = "a file of a catalogue (docs/catalogue-format.md)"
            row = Row(name, None, None)
            found = "one of another name"
            notes.say(row, "/file", expected, found, severity="warning", code="strange_file", name=name)
