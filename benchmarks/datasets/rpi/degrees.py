"""How does a degree template become a requirement tree, and what of it cannot be met by any course known?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.datasets.findings import Import
from benchmarks.datasets.rpi.names import HOME, local_id, subject_and_level
from recommender.interchange.native import Json, Native
from recommender.interchange.source import document

FILE = "qualifications.json"
UNSTATED_TOTAL = 124
"""The usual total where a template states none, as in the published planner cases on these degrees."""


def read_degrees(source: Path, courses: Collection[str], native: Native, done: Import) -> None:
    """Write one qualification version for each degree."""
    for number, degree in enumerate(document(source / FILE), start=1):
        native.qualifications.append(_Degree(degree, number, courses, done).version())
    done.kept["degrees"] = len(native.qualifications)


def clauses_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    """(place, text, node) of every clause of a template: each course, list, wildcard and track."""

    def below(nodes: Iterable[Mapping[str, Any]], place: str) -> Iterator[tuple[str, str, object]]:
        for number, one in enumerate(nodes):
            text = ", ".join(f"{key}: {value}" for key, value in one.items() if key != "children")
            yield f"{place}/{number}", text, one
            yield from below(one.get("children", ()), f"{place}/{number}")

    yield from below(data["requirements"], "/requirements")
    for number, track in enumerate(data.get("one_of_tracks") or ()):
        yield f"/one_of_tracks/{number}", f"track: {track['name']}", track
        yield from below(track["requirements"], f"/one_of_tracks/{number}")


class _Degree:
    """One degree, with the place for findings."""

    def __init__(self, data: Mapping[str, Any], number: int, courses: Collection[str], done: Import) -> None:
        self.data, self.number, self.courses, self.done = data, number, courses, done
        self.id = data["qualification_id"]
        found = list(clauses_of(data))
        about = f"{local_id(self.id)}@{data['year']}"
        self.clauses = {
            id(node): done.coverage.clause(about, f"{FILE}:{number}{place}", text)
            for place, text, node in found
        }

    def keep(self, node: object) -> None:
        self.done.coverage.keep(self.clauses[id(node)])

    def refuse(self, node: object, why: str, *, blocks: bool) -> None:
        self.done.coverage.refuse(self.clauses[id(node)], why, blocks=blocks)

    def odd(self, kind: str, detail: str) -> None:
        self.done.odd(kind, self.id, detail, FILE, self.number)

    def version(self) -> Json:
        parts = [*self.parts("", self.data["requirements"]), *self.tracks()]
        return {
            "id": local_id(self.id),
            "year": str(self.data["year"]),
            "institution": HOME,
            "titles": {"en": self.data["name"]},
            "award": self.data["award"],
            "total": str(self.total()),
            "accepts": [],
            "requirement": {"kind": "all_of", "id": "all", "children": parts},
            "limits": [],
            "electives": {"kinds": ["course"]},
        }

    def total(self) -> int:
        stated = self.data["stated_total_credits"]
        if stated is None:
            self.odd("total_not_stated", f"{UNSTATED_TOTAL} taken")
            return UNSTATED_TOTAL
        return int(stated)

    def parts(self, prefix: str, requirements: Iterable[Mapping[str, Any]]) -> Iterator[Json]:
        """The single required courses together, then every list."""
        named = self.known([r for r in requirements if r["type"] == "course"], offer=False)
        if named:
            yield _count(f"{prefix}required", "Required courses", len(named), {"items": named})
        lists = [r for r in requirements if r["type"] == "n_of"]
        for number, one in enumerate(lists, start=1):
            yield from self.choice(f"{prefix}list-{number}", one)

    def choice(self, node: str, one: Mapping[str, Any]) -> Iterator[Json]:
        """So many distinct members of a list of courses and of all courses of a subject from a level on."""
        named = self.known([child for child in one["children"] if child["type"] == "course"], offer=True)
        wilds = [child for child in one["children"] if child["type"] == "wildcard"]
        wild = [(c["subject"], c["level_min"]) for c in wilds]
        members = set(named)
        for child, (subject, level) in zip(wilds, wild, strict=True):
            fit = {local_id(c) for c in self.courses if _within(c, subject, level)}
            members |= fit
            self.keep(child)
            if not fit:
                self.odd("wildcard_without_members", f"{one['name']}: {subject} from {level}")
        asked = one["n"]
        if asked is None:
            self.odd("list_without_number", f"left out: {one['name']}, {len(members)} members")
            for clause in (one, *one["children"]):
                self.refuse(clause, "a list that does not say how many: it is left out", blocks=True)
            return
        n = min(asked, len(members))
        if n < asked:
            self.odd("fewer_members_than_asked", f"{one['name']}: {asked} of {len(members)}")
            self.refuse(one, f"asks for {n} of {asked}: the catalogue has no more", blocks=True)
        self.keep(one)
        sets: list[Json] = [{"items": named}] if named else []
        sets += [{"subjects": [subject], "level_from": level} for subject, level in wild]
        if n:
            yield _count(node, one["name"], n, sets[0] if len(sets) == 1 else {"union": sets})
        else:
            self.odd("list_without_members", one["name"])

    def tracks(self) -> Iterator[Json]:
        """One of the tracks; a track whose text was not read cannot be asked for."""
        children = []
        for number, track in enumerate(self.data.get("one_of_tracks") or (), start=1):
            parts = list(self.parts(f"track-{number}-", track["requirements"]))
            if parts:
                self.keep(track)
                titles = {"en": track["name"]}
                children.append(
                    {"kind": "all_of", "id": f"track-{number}", "titles": titles, "children": parts}
                )
            else:
                self.odd("track_without_requirements", track["name"])
                self.refuse(track, "a track whose text was not read: an alternative left out", blocks=False)
        if children:
            yield {"kind": "n_of", "id": "track", "titles": {"en": "Track"}, "n": 1, "children": children}

    def known(self, nodes: Iterable[Mapping[str, Any]], *, offer: bool) -> list[str]:
        """Native ids of the courses that exist, each once; `offer`: they are alternatives."""
        found: list[str] = []
        for node in nodes:
            course = node["course"]
            if course not in self.courses:
                self.odd("unknown_leaf_course", f"left out: the catalogue lacks {course}")
                self.refuse(node, "left out: the catalogue lacks it", blocks=not offer)
                continue
            self.keep(node)
            if local_id(course) in found:
                self.odd("course_listed_twice", course)
            else:
                found.append(local_id(course))
        return found


def _within(course: str, subject: str, level: int) -> bool:
    named = subject_and_level(course)
    return named is not None and named[0] == subject and named[1] >= level


def _count(node: str, title: str, least: int, of: Json) -> Json:
    return {"kind": "count_from", "id": node, "titles": {"en": title}, "least": least, "of": of}
