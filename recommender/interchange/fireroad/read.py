"""In which order is the folder read: subjects first, then every list over them, each list a qualification?"""

from __future__ import annotations

from pathlib import Path

from recommender.errors import Unreadable
from recommender.interchange.converted import Converted
from recommender.interchange.coverage import Coverage
from recommender.interchange.fireroad.lists import RequirementList
from recommender.interchange.fireroad.overlaps import overlaps
from recommender.interchange.fireroad.shape import checked
from recommender.interchange.fireroad.subjects import HOME, Subjects, named, read_subjects
from recommender.interchange.native import Json, Native, head, institution
from recommender.interchange.source import document

FOLDER = "requirements"
YEAR = "2026"
"""The lists state no year: they are those of the day on which they were fetched."""
AWARDS = {"major": "bachelor", "minor": "minor", "master": "master", "meng": "master", "neet": "certificate"}
TITLE_EN = "Massachusetts Institute of Technology: subjects and requirement lists"
TITLE_ZH = "麻省理工学院：课程与培养要求清单"


def read(source: Path) -> Converted:
    """The whole catalogue, and what became of every clause of every list.

    Raises:
        Unreadable: a file is missing or not what it should be, or there is no list.
    """
    coverage = Coverage()
    native = Native(head("mit", TITLE_ZH, TITLE_EN))
    native.institutions.append(institution(HOME, "Massachusetts Institute of Technology"))
    known = read_subjects(source, native)
    # A copy is called "minor1 2.json": the name without a number comes first, and is kept.
    files = sorted((source / FOLDER).glob("*.json"), key=lambda file: file.stem.split(" "))
    if not files:
        raise Unreadable("there are no requirement lists", place=str(source / FOLDER))
    seen: dict[bytes, str] = {}
    for file in files:
        version = _version(file, known, native, coverage)
        first = seen.setdefault(file.read_bytes(), file.name)
        if first == file.name:
            native.qualifications.append(version)
        else:
            known.counts["lists that stand twice, written once"] += 1
    known.counts["requirement lists"] = len(files)
    coverage.close()
    return Converted(native, coverage, dict(known.counts))


def _version(file: Path, known: Subjects, native: Native, coverage: Coverage) -> Json:
    """One list; what it leaves unsaid is named in it, so that nobody plans by the rest."""
    data = checked(document(file), file.name)
    about = f"{HOME}/{file.stem}"
    reader = RequirementList(about, file.name, coverage, lambda one: named(one, known, native))
    tree = reader.tree(data)
    version: Json = {
        "id": about,
        "year": YEAR,
        "institution": HOME,
        "titles": {"en": data.get("title") or file.stem},
        "award": next((AWARDS[one] for one in AWARDS if file.stem.startswith(one)), "requirement"),
        # A list states no total of its own: the least amount there is asks for nothing beyond the tree.
        "total": "1/600",
        "requirement": tree or {"kind": "all_of", "id": "all", "children": []},
        "limits": [{"kind": "sharing", "id": "sharing", "any": True}]
        if tree and overlaps(tree, lambda tag: known.by_tag.get(tag, ()))
        else [],
    }
    unread = coverage.unread(about)
    return version | ({"unread": unread} if unread else {})
