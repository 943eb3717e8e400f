"""How is a catalogue kept in a database: objects by the hash of their content, snapshots as manifests of hashes?

An object that did not change is not stored again. What comes out is checked against its hash, and read by the same
readers as the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from recommender.catalogue.assemble import Loaded, Material, assemble
from recommender.catalogue.canonical import (
    canonical,
    digest,
    head_data,
    head_of,
    institution_data,
    item_data,
    qualification_data,
)
from recommender.catalogue.directory import read_directory
from recommender.catalogue.findings import Notes
from recommender.catalogue.objects import Catalogue, Finding
from recommender.catalogue.rows import Row
from recommender.catalogue.rules_data import rule_data
from recommender.database import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    failures_of,
    func,
    insert,
    insert_new,
    inspect,
    read_only,
    select,
    writable,
)
from recommender.errors import NotFound, Unavailable, Unreadable

T = TypeVar("T")

_TABLES = MetaData()
_OBJECT = Table(
    "catalogue_object",
    _TABLES,
    Column("kind", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("body", Text, nullable=False),
)
_SNAPSHOT = Table(
    "catalogue_snapshot",
    _TABLES,
    Column("number", Integer, primary_key=True),
    Column("version", Text, nullable=False),
)
_MEMBER = Table(
    "catalogue_member",
    _TABLES,
    Column("snapshot", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
)
_NOTE = Table(
    "catalogue_note",
    _TABLES,
    Column("snapshot", Integer, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
"""Findings and unread objects of a snapshot, as JSON."""


def save(loaded: Loaded, into: Path) -> None:
    """Add a snapshot to a SQLite file, made when missing; all of it or nothing. One equal to the newest adds nothing.

    Raises:
        Unreadable: the file cannot be written, or is no SQLite file.
    """
    try:
        engine = writable(into, "catalogue")
        with failures_of("catalogue", into), engine.begin() as connection:
            _TABLES.create_all(connection)
            _add(connection, loaded)
        engine.dispose()
    except Unavailable as error:
        raise Unreadable(str(error)) from error


def load(path: Path, version: str | None = None) -> Loaded:
    """The newest snapshot of a SQLite file, or a native directory as `read_directory` does.

    With a `version` it is the newest snapshot of that version: a file keeps all that were ever saved in it, a directory
    what it holds now.

    An object whose content is not what its hash says is left out and reported.

    Raises:
        NotFound: there is a catalogue, and not this version of it.
        Unreadable: there is nothing at the path, or no catalogue in it.
    """
    if path.is_dir():
        found = read_directory(path)
        if version not in (None, found.catalogue.version):
            raise NotFound("catalogue version", str(version))
        return found
    return _read(path, lambda connection: _loaded(connection, path, version))


def versions_between(path: Path, first: str, last: str) -> tuple[str, ...]:
    """The versions after the first up to the last, as they were saved in a file; the last alone where they were not."""
    if path.is_dir():
        return (last,)
    saved = _read(path, _versions)
    if first not in saved or last not in saved:
        return (last,)
    start, end = saved.index(first), len(saved) - 1 - saved[::-1].index(last)
    between = saved[start + 1 : end + 1]
    return tuple(dict.fromkeys(between)) if between else (last,)


def _versions(connection: Connection) -> list[str]:
    return list(connection.execute(select(_SNAPSHOT.c.version).order_by(_SNAPSHOT.c.number)).scalars())


def _read(path: Path, how: Callable[[Connection], T]) -> T:
    try:
        engine = read_only(path, "catalogue")
        try:
            with failures_of("catalogue", path), engine.connect() as connection:
                return how(connection)
        finally:
            engine.dispose()
    except Unavailable as error:
        raise Unreadable(str(error)) from error


def _add(connection: Connection, loaded: Loaded) -> None:
    catalogue = loaded.catalogue
    number = connection.execute(select(func.coalesce(func.max(_SNAPSHOT.c.number), 0))).scalar_one()
    bodies = [("finding", asdict(one)) for one in loaded.findings]
    bodies += [("unread", {"kind": u.kind, "key": u.id, "reason": u.reason}) for u in catalogue.unread]
    notes = [
        {"what": what, "ordinal": place, "body": canonical(body)} for place, (what, body) in enumerate(bodies)
    ]
    if _same(connection, number, catalogue.version, notes):
        return
    objects, members = [], []
    for kind, key, data in _bodies(catalogue):
        body = canonical(data)
        objects.append({"kind": kind, "hash": digest(body), "body": body})
        members.append({"snapshot": number + 1, "kind": kind, "id": key, "hash": digest(body)})
    connection.execute(insert(_SNAPSHOT), [{"number": number + 1, "version": catalogue.version}])
    connection.execute(insert_new(_OBJECT), objects)
    connection.execute(insert(_MEMBER), members)
    if notes:
        connection.execute(insert(_NOTE), [note | {"snapshot": number + 1} for note in notes])


def _same(connection: Connection, number: int, version: str, notes: list[dict[str, Any]]) -> bool:
    """Whether the newest snapshot says exactly this already."""
    newest = connection.execute(select(_SNAPSHOT.c.version).where(_SNAPSHOT.c.number == number)).scalar()
    if newest != version:
        return False
    rows = connection.execute(select(_NOTE.c.what, _NOTE.c.body).where(_NOTE.c.snapshot == number))
    return sorted(map(tuple, rows)) == sorted((note["what"], note["body"]) for note in notes)


def _bodies(catalogue: Catalogue) -> Iterator[tuple[str, str, dict[str, Any]]]:
    head = head_of(catalogue)
    yield "catalogue", catalogue.id, head_data(head)
    yield from (("institution", key, institution_data(one)) for key, one in catalogue.institutions.items())
    yield from (("item", key, item_data(one)) for key, one in catalogue.items.items())
    yield from (("rule", key, rule_data(one)) for key, one in catalogue.rules.items())
    for versions in catalogue.qualifications.values():
        yield from (("qualification", one.key, qualification_data(one)) for one in versions)


def _loaded(connection: Connection, path: Path, version: str | None) -> Loaded:
    if not inspect(connection).has_table(_SNAPSHOT.name):
        raise Unreadable(f"{path} holds no catalogue")
    query = select(_SNAPSHOT).order_by(_SNAPSHOT.c.number.desc()).limit(1)
    if version is not None:
        query = query.where(_SNAPSHOT.c.version == version)
    newest = connection.execute(query).first()
    if newest is None and version is not None:
        raise NotFound("catalogue version", version)
    if newest is None:
        raise Unreadable(f"{path} holds no catalogue yet")
    notes = Notes()
    stored = tuple(Finding(**one) for one in _notes(connection, newest.number, "finding"))
    for one in _notes(connection, newest.number, "unread"):
        notes.leave_out(**one)
    by_kind, hashes = _members(connection, newest.number, path, notes)
    loaded = assemble(_material(by_kind, path), notes, hashes)
    if loaded.catalogue.version == newest.version:
        return Loaded(loaded.catalogue, stored)
    place = Row(path.name, None, None)
    notes.say(
        place, "/version", f"a snapshot {newest.version[:12]}", f"one of {loaded.catalogue.version[:12]}"
    )
    # The warnings of a whole snapshot are stored with their places in the files; those of a damaged one are echoes.
    return Loaded(loaded.catalogue, stored + tuple(one for one in notes.findings if one.severity == "error"))


def _members(
    connection: Connection, number: int, path: Path, notes: Notes
) -> tuple[dict[str, list[Row]], dict[tuple[str, str], str]]:
    """The rows of a snapshot by kind, and their hashes; what is not what its hash says is left out."""
    same = (_OBJECT.c.kind == _MEMBER.c.kind) & (_OBJECT.c.hash == _MEMBER.c.hash)
    query = (
        select(_MEMBER.c.kind, _MEMBER.c.id, _MEMBER.c.hash, _OBJECT.c.body)
        .select_from(_MEMBER.outerjoin(_OBJECT, same))
        .where(_MEMBER.c.snapshot == number)
        .order_by(_MEMBER.c.kind, _MEMBER.c.id)
    )
    by_kind: dict[str, list[Row]] = {}
    hashes: dict[tuple[str, str], str] = {}
    place = Row(path.name, None, None)
    for kind, key, stated, body in connection.execute(query):
        actual = digest(body) if isinstance(body, str) else ""
        if actual == stated:
            hashes[kind, key] = stated
            by_kind.setdefault(kind, []).append(Row(path.name, None, json.loads(body)))
        else:
            found = f"content with the hash {actual[:12]}" if actual else "nothing that can be read"
            expected = f"content with the hash {stated[:12]}"
            finding = notes.say(place, "/body", expected, found, kind=kind, key=key)
            notes.leave_out(kind, key, str(finding))
    return by_kind, hashes


def _notes(connection: Connection, number: int, what: str) -> Iterator[dict[str, Any]]:
    query = select(_NOTE.c.body).where(_NOTE.c.snapshot == number, _NOTE.c.what == what)
    for body in connection.execute(query.order_by(_NOTE.c.ordinal)).scalars():
        yield json.loads(body)


def _material(by_kind: Mapping[str, list[Row]], path: Path) -> Material:
    heads = by_kind.get("catalogue", [])
    if not heads:
        raise Unreadable(f"{path}: the head of the catalogue is damaged, so nothing in it can be understood")
    material = Material(heads[0], by_kind.get("institution", []))
    for row in by_kind.get("item", []):
        data = dict(row.data or {})
        before = {name: data.pop(name) for name in ("prerequisite", "corequisite") if name in data}
        material.items.append(Row(row.file, None, data))
        if before:
            material.prerequisites.append(Row(row.file, None, {"item": data["id"]} | before))
    material.rules = by_kind.get("rule", [])
    material.qualifications = by_kind.get("qualification", [])
    return material
