"""Which of the degree definitions can be said in requirement kinds, and which not?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.datasets.findings import Import
from benchmarks.datasets.utd.courses import course_item
from benchmarks.datasets.utd.names import HOME, local_id
from recommender.errors import Unreadable
from recommender.interchange.native import Json, Native
from recommender.interchange.source import document

FOLDER = "degree_data"
NEXT_ENTRANTS = "2023-08-01"
"""Assumed: when the versions of 2023 open to new entrants."""


class NotMapped(Exception):
    """A part of a degree that no requirement kind says; the message names it."""


def read_degrees(source: Path, native: Native, done: Import) -> None:
    """Write a qualification version for each file that can be said; the others become findings."""
    files = sorted((source / FOLDER).glob("*/*.json"))
    if not files:
        raise Unreadable("no degree definitions", place=str(source / FOLDER))
    slugs = [_slug(file) for file in files]
    seen: dict[tuple[str, str], str] = {}
    for file, slug in zip(files, slugs, strict=True):
        name = f"{FOLDER}/{file.parent.name}/{file.name}"
        data = document(file)
        other = seen.setdefault((data["id"], data["year"]), slug)
        if other != slug:
            done.odd(
                "degree_id_twice", slug, f"{data['display_name']}: the same id and title as {other}", name
            )
        degree = _Degree(data, slug, name, native, done)
        try:
            version = degree.version()
        except NotMapped as missing:
            degree.refuse_all(str(missing))
            done.odd("degree_not_mapped", slug, str(missing), name)
            done.kept["degrees not mapped"] += 1
            continue
        if slugs.count(slug) > 1:
            edge = "from" if version["year"] == "2023" else "to"
            version["entrants"] = {edge: NEXT_ENTRANTS}
        native.qualifications.append(version)
        done.kept["degrees"] += 1


def clauses_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    """(place, text, node) of every clause: each requirement at any depth, and the core curriculum."""
    if "core" in data["requirements"]:
        yield "/core", data["requirements"]["core"], data["requirements"]["core"]
    for number, node in enumerate(data["requirements"]["major"]):
        yield from _nodes(node, f"/major/{number}")


def _nodes(node: Mapping[str, Any], place: str) -> Iterator[tuple[str, str, object]]:
    own = {
        key: value for key, value in node.items() if key not in ("metadata", "requirements", "also_fulfills")
    }
    yield place, ", ".join(f"{key}: {value}" for key, value in own.items()), node
    for name in ("requirements", "also_fulfills"):
        for number, below in enumerate(node.get(name, ())):
            yield from _nodes(below, f"{place}/{name}/{number}")


def _only_courses(node: Mapping[str, Any]) -> bool:
    return all(one["matcher"] == "CourseRequirement" for one in node["requirements"])


def _courses(nodes: Iterable[Any]) -> list[str]:
    return [node["course"] for node in nodes if node["matcher"] == "CourseRequirement"]


def _slug(file: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")


class _Degree:
    """One degree definition."""

    def __init__(self, data: Mapping[str, Any], slug: str, file: str, native: Native, done: Import) -> None:
        self.data, self.slug, self.file, self.native, self.done = data, slug, file, native, done
        about = f"{HOME}/{slug}@{data['year'][:4]}"
        found = list(clauses_of(data))
        self.numbers = [done.coverage.clause(about, f"{file}:{place}", text) for place, text, _ in found]
        self.clauses = {id(node): number for number, (_, _, node) in zip(self.numbers, found, strict=True)}

    def odd(self, kind: str, detail: str) -> None:
        self.done.odd(kind, self.slug, detail, self.file)

    def keep(self, *nodes: object, reason: str = "") -> None:
        for node in nodes:
            self.done.coverage.keep(self.clauses[id(node)], reason)

    def refuse_all(self, reason: str) -> None:
        """A degree that is not written takes all its clauses along."""
        for number in self.numbers:
            self.done.coverage.refuse(number, reason)

    def version(self) -> Json:
        title = self.data["display_name"]
        if "core" in self.data["requirements"]:
            self.odd("core_not_in_source", "only the major part is asked for")
            why = "the file of the core curriculum is not in the source: the title says that this is the major part"
            core = self.clauses[id(self.data["requirements"]["core"])]
            self.done.coverage.refuse(core, why, blocks=False)
            title += ", major part (the core curriculum is not in the source)"
        children = self.children("r", self.data["requirements"]["major"])
        return {
            "id": f"{HOME}/{self.slug}",
            "year": self.data["year"][:4],
            "institution": HOME,
            "titles": {"en": title},
            "award": "bachelor",
            "total": str(self.data["minimum_credit_hours"]),
            "accepts": [],
            "requirement": {"kind": "all_of", "id": "all", "children": children},
            "limits": [],
            "electives": {"kinds": ["course"]},
        }

    def children(self, prefix: str, nodes: Iterable[Any]) -> list[Json]:
        """Every part; the plain courses of a conjunction together."""
        nodes = list(nodes)
        plain = self.items(nodes)
        found = [_count(f"{prefix}-courses", len(plain), {"items": plain})] if plain else []
        for number, node in enumerate(nodes, start=1):
            if node["matcher"] != "CourseRequirement":
                part = self.part(f"{prefix}-{number}", node)
                found += [part] if part else []
        return found

    def part(self, ident: str, node: Any) -> Json | None:
        """One requirement; None where none of its courses exists."""
        title = node["metadata"].get("name")
        made = self.kind(ident, node, node["matcher"])
        if made is not None and title:
            made["titles"] = {"en": title}
        return made

    def kind(self, ident: str, node: Any, matcher: str) -> Json | None:
        self.keep(node)
        if matcher == "AndRequirement":
            children = self.children(ident, node["requirements"])
            return {"kind": "all_of", "id": ident, "children": children} if children else None
        if matcher in ("OrRequirement", "SelectRequirement"):
            return self.some(ident, node["requirements"], node.get("required_count", 1))
        if matcher == "HoursRequirement":
            return self.hours(ident, node)
        if matcher == "FreeElectiveRequirement":
            barred = [{"items": [local_id(course) for course in node["excluded_courses"]]}]
            anything: Json = {"kinds": ["course"]} | ({"except": barred} if node["excluded_courses"] else {})
            return _credits(ident, node["required_hours"], anything)
        if matcher == "CSGuidedElectiveRequirement":
            start = local_id(node["starts_with"])
            items = [*filter(lambda item: item.startswith(start), self.native.items)]
            items += [item for item in self.items(node["also_fulfills"]) if item not in items]
            self.keep(*node["also_fulfills"])
            return _count(ident, node["required_count"], {"items": items})
        if matcher == "PsychologyPrefixesOrCourses":
            items = self.known(node["accepted_courses"])
            either = [{"items": items}, {"subjects": node["accepted_prefixes"]}]
            return _credits(ident, node["required_hours"], {"union": either})
        raise NotMapped(f"no requirement kind says {matcher}")

    def some(self, ident: str, nodes: list[Any], count: int) -> Json | None:
        """So many of the parts: of plain courses a count, else of nested requirements."""
        if all(node["matcher"] == "CourseRequirement" for node in nodes):
            items = self.items(nodes)
            if 0 < len(items) < count:
                self.odd("fewer_members_than_asked", f"{ident}: {count} of {len(items)}")
            return _count(ident, min(count, len(items)), {"items": items}) if items else None
        children = []
        for number, node in enumerate(nodes, start=1):
            if node["matcher"] == "CourseRequirement":
                items = self.items([node])
                part = _count(f"{ident}-{number}", 1, {"items": items}) if items else None
            else:
                part = self.part(f"{ident}-{number}", node)
            children += [part] if part else []
        return (
            {"kind": "n_of", "id": ident, "n": min(count, len(children)), "children": children}
            if children
            else None
        )

    def hours(self, ident: str, node: Any) -> Json | None:
        """Credit from a list of courses and subjects; of a choice inside such a list one course counts (B5)."""
        parts = node["requirements"]
        choices = [p for p in parts if p["matcher"] == "OrRequirement" and _only_courses(p)]
        strange = {p["matcher"] for p in parts if p not in choices} - {
            "CourseRequirement",
            "PrefixBucketRequirement",
        }
        if strange:
            raise NotMapped(f"{', '.join(sorted(strange))} inside a number of hours ({ident})")
        either = [self.items(p["requirements"]) for p in choices]
        items = self.known([*_courses(parts), *(one for p in choices for one in _courses(p["requirements"]))])
        subjects = [p["prefix"] for p in parts if p["matcher"] == "PrefixBucketRequirement"]
        self.keep(*parts, *(one for p in choices for one in p["requirements"]))
        sets: list[Json] = ([{"items": items}] if items else []) + (
            [{"subjects": subjects}] if subjects else []
        )
        if not sets:
            return None
        of = sets[0] if len(sets) == 1 else {"union": sets}
        if not either:
            return _credits(ident, node["required_hours"], of)
        one_of = [
            {"id": f"{ident}-either-{number}", "of": {"items": found}, "most_count": 1}
            for number, found in enumerate(either, start=1)
        ]
        return {"kind": "pool", "id": ident, "of": of, "least": str(node["required_hours"]), "parts": one_of}

    def items(self, nodes: Iterable[Any]) -> list[str]:
        """Native ids of the plain courses that exist, each once."""
        plain = [node for node in nodes if node["matcher"] == "CourseRequirement"]
        self.keep(*plain)
        return self.known(_courses(plain))

    def known(self, courses: Iterable[str]) -> list[str]:
        """Native ids, each once; a course that only a degree names becomes an item whose prerequisites are unknown."""
        found: list[str] = []
        for course in courses:
            if local_id(course) not in self.native.items:
                self.odd("course_only_in_degrees", f"the table of courses lacks {course}")
                self.native.items[local_id(course)] = course_item(course, course, self.done)
                before: Json = {
                    "item": local_id(course),
                    "prerequisite": {"unknown": "not in the table of courses"},
                }
                self.native.prerequisites.append(before)
            if local_id(course) in found:
                self.odd("course_listed_twice", course)
            else:
                found.append(local_id(course))
        return found


def _count(ident: str, least: int, of: Json) -> Json:
    return {"kind": "count_from", "id": ident, "least": least, "of": of}


def _credits(ident: str, least: int, of: Json) -> Json:
    return {"kind": "credits_from", "id": ident, "least": str(least), "of": of}
