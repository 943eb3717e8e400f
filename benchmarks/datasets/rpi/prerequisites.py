"""What has to be passed before a course?  What was not parsed is unknown, never "none" (B17)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.datasets.findings import Import
from benchmarks.datasets.rpi.courses import FILE as COURSES
from benchmarks.datasets.rpi.courses import Course
from benchmarks.datasets.rpi.names import local_id
from recommender.interchange.native import Json, Native
from recommender.interchange.source import lines

FILE = "prerequisites.jsonl"
KINDS = {"prereq": "prerequisite", "coreq": "corequisite"}
_NONE = re.compile(r"(prerequisites?:?\s*)?none\.?", re.IGNORECASE)
_NAMES_A_COURSE = re.compile(r"\b[A-Z]{4}[ -]?\d{4}\b")


def read_prerequisites(source: Path, courses: Mapping[str, Course], native: Native, done: Import) -> None:
    """Write a line for each course that states, or may state, something."""
    parsed: set[str] = set()
    for number, line in lines(source / FILE):
        course = line["course_id"]
        parsed.add(course)
        if course not in courses:
            done.odd("prerequisite_of_unknown_course", course, "left out", FILE, number)
            continue
        kind, rule = KINDS[line["kind"]], _Expression(courses, course, number, done).rule(line["expr"])
        done.kept[f"{kind} rules, {'confident' if line['confident'] else 'not confident'}"] += 1
        if not line["confident"]:
            done.odd("prerequisite_not_confident", course, f"{kind} kept as unknown", FILE, number)
            rule = {"unknown": courses[course].requisites or str(line["expr"])}
        native.prerequisites.append({"item": local_id(course), kind: rule})
    for course, known in courses.items():
        if course not in parsed:
            _unparsed(course, known, native, done)


def _unparsed(course: str, known: Course, native: Native, done: Import) -> None:
    """A text without a parse is unknown; so is a course of which only the timetable is known."""
    text = known.requisites
    if _NONE.fullmatch(text) or (not text and known.described):
        return
    if not text:
        kind, text = "prerequisite_not_published", "no catalogue page was found"
    elif _NAMES_A_COURSE.search(text):
        kind = "prerequisite_not_parsed"
    else:
        kind = "prerequisite_not_about_courses"
    done.odd(kind, course, text, COURSES, known.row)
    native.prerequisites.append({"item": local_id(course), "prerequisite": {"unknown": text}})


class _Expression:
    """One expression; a course that the catalogue lacks is dangling."""

    def __init__(self, courses: Mapping[str, Course], course: str, row: int, done: Import) -> None:
        self.courses, self.course, self.row, self.done = courses, course, row, done

    def rule(self, expr: Mapping[str, Any]) -> Json:
        if "and" in expr:
            return {"all": [self.rule(part) for part in expr["and"]]}
        if "or" in expr:
            # Nobody can hold a course that does not exist: it is no way out, unless nothing else is left.
            parts = [self.rule(part) for part in expr["or"]]
            known = [part for part in parts if "unknown" not in part]
            return {"any": known} if known else parts[0]
        course = expr["course"]
        if course in self.courses:
            return {"item": local_id(course)}
        self.done.odd("dangling_prerequisite", self.course, f"the catalogue lacks {course}", FILE, self.row)
        return {"unknown": f"{course}, which the catalogue lacks"}
