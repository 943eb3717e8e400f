"""How is an imported catalogue written down as a native directory?"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any, TypeAlias

import yaml

from recommender.errors import InputError
from recommender.vocabulary import MAX_ID_BYTES, format_units, parse_units

Json: TypeAlias = dict[str, Any]

INSTITUTION_COLUMNS = ("id", "title_zh", "title_en", "region", "calendar", "scheme")
ITEM_COLUMNS = (
    "id", "kind", "issuer", "title_zh", "title_en", "credits", "credits_most", "study_credits", "hours", "level",
    "subject", "tags", "fee", "modes", "languages", "seasons", "from", "to", "studyable", "lineage",
)  # fmt: skip

TABLES = ("catalogue", "institutions", "items", "prerequisites", "rules")
"""The files of a native directory besides its qualifications, in whichever form."""
MAX_FILE_NAME = 50
"""Characters of an id in the name of its file: with four bytes for each, every file system takes it."""
_NOT_IN_FILES = re.compile(r"[^\w.@-]")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_/-]+@[A-Za-z0-9_-]+")
SEASONS = ("spring", "summer", "fall")
CALENDAR: Json = {
    "id": "three-term",
    "seasons": [
        {"name": "spring", "start": "01-08", "end": "05-10"},
        {"name": "summer", "start": "05-20", "end": "08-20"},
        {"name": "fall", "start": "08-28", "end": "12-20"},
    ],
}


@dataclass
class Native:
    """Everything of a native directory, as plain rows and documents."""

    head: Json
    institutions: list[Mapping[str, str]] = field(default_factory=list)
    items: dict[str, Mapping[str, str]] = field(default_factory=dict)
    prerequisites: list[Json] = field(default_factory=list)
    rules: list[Json] = field(default_factory=list)
    qualifications: list[Json] = field(default_factory=list)


def head(ident: str, zh: str, en: str, grade_schemes: Iterable[Json] = ()) -> Json:
    """The catalogue's own description: one scheme of credit, one calendar of three terms."""
    described: Json = {
        "format": "creditpath-catalogue/1",
        "id": ident,
        "titles": {"zh": zh, "en": en},
        "synthetic": False,
        "schemes": [{"id": "credit", "titles": {"zh": "学分", "en": "credit"}}],
        "calendars": [CALENDAR],
    }
    grades = list(grade_schemes)
    return described | ({"grade_schemes": grades} if grades else {})


def institution(ident: str, title: str) -> dict[str, str]:
    """A row of institutions.csv."""
    return {"id": ident, "title_en": title, "calendar": CALENDAR["id"], "scheme": "credit"}


def amount(text: str) -> str:
    """An amount of credit as the format writes it: "4.0" is "4"."""
    return format_units(parse_units(text))


def item_id(institution: str, local: str) -> str:
    """`institution/local`, in normal form; a text that is too long ends in a digest instead of a cut."""
    local = " ".join(unicodedata.normalize("NFC", local).split())
    ident = f"{institution}/{local}"
    if len(ident.encode()) <= MAX_ID_BYTES:
        return ident
    digest = sha256(ident.encode()).hexdigest()[:12]
    return ident.encode()[: MAX_ID_BYTES - 13].decode(errors="ignore").rstrip() + "~" + digest


def new_directory(directory: Path) -> Path:
    """The directory, made; one that already holds files is refused."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InputError("expected a new or empty directory", place=str(directory))
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def write_native(native: Native, directory: Path) -> None:
    """Write every file of the directory."""
    new_directory(directory)
    write_yaml(directory / "catalogue.yaml", native.head)
    _csv(directory / "institutions.csv", INSTITUTION_COLUMNS, native.institutions)
    _csv(directory / "items.csv", ITEM_COLUMNS, native.items.values())
    write_lines(directory / "prerequisites.jsonl", native.prerequisites)
    write_lines(directory / "rules.jsonl", native.rules)
    write_versions(native.qualifications, directory)


def write_versions(versions: Iterable[Json], directory: Path) -> None:
    """A file for each version of a qualification.

    Raises:
        InputError: there is one of that name already; nothing is written over.
    """
    folder = directory / "qualifications"
    folder.mkdir(exist_ok=True)
    for version in versions:
        file = folder / version_file(version["id"], version["year"])
        if file.exists():
            raise InputError(f"there is a version {version['id']}@{version['year']} already", place=str(file))
        write_yaml(file, version)


def version_file(ident: str, year: str) -> str:
    """The file of a version, named after all of its id: `river.accounting@2026.yaml`.

    A name that says less than the id, because of a sign that files do not take or of its length, ends in a digest.
    """
    key = f"{ident}@{year}"
    name = _NOT_IN_FILES.sub("_", key.replace("/", "."))
    if not _PLAIN_KEY.fullmatch(key) or len(name) > MAX_FILE_NAME:
        name = name[:MAX_FILE_NAME] + "~" + sha256(key.encode()).hexdigest()[:12]
    return name + ".yaml"


def copy_native(source: Path, directory: Path) -> None:
    """The files of a native directory as they are."""
    for name in TABLES:
        for file in sorted(source.glob(f"{name}.*")):
            copyfile(file, directory / file.name)
    if (source / "qualifications").is_dir():
        copytree(source / "qualifications", directory / "qualifications")


def _csv(file: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_lines(file: Path, objects: Iterable[Json]) -> None:
    """JSON Lines, an object a line."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for one in objects:
            out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")


class _WrittenOut(yaml.SafeDumper):
    """Without aliases, which the loader does not take: what is said twice is written twice."""

    def ignore_aliases(self, data: object) -> bool:
        """Nothing is an alias."""
        return True


def write_yaml(file: Path, content: Json) -> None:
    """One document; text as it is, and nothing said by reference."""
    text = yaml.dump(content, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False, width=110)
    file.write_text(text, encoding="utf-8", newline="\n")
