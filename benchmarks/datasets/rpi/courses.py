"""What does the catalogue say of each course: credits, level, and in which seasons it was given?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.datasets.findings import Import
from benchmarks.datasets.rpi.names import HOME, local_id, subject_and_level
from recommender.interchange.native import SEASONS, Native, amount
from recommender.interchange.source import table

FILE = "courses.csv"


@dataclass(frozen=True, slots=True)
class Course:
    """What later stages have to know of a row."""

    row: int
    requisites: str
    described: bool
    """Whether a catalogue page was found, and not only the timetable."""


def read_courses(source: Path, native: Native, done: Import) -> dict[str, Course]:
    """Write an item for each course; returns the courses by their id in the source."""
    found: dict[str, Course] = {}
    for number, row in table(source / FILE):
        course = row["course_id"]
        if course in found:
            done.odd("duplicate_course", course, "a second row: the first is kept", FILE, number)
            continue
        found[course] = Course(number, row["requisites_raw"].strip(), bool(row["description"].strip()))
        native.items[local_id(course)] = _item(row, number, done)
    done.kept["courses"] = len(found)
    return found


def _item(row: dict[str, str], number: int, done: Import) -> dict[str, str]:
    course = row["course_id"]
    least, most = amount(row["credits_min"]), amount(row["credits_max"])
    if least != most:
        done.odd("credit_range", course, f"{least} to {most}: new study is planned at the most", FILE, number)
    seen = {term.split("-")[0] for term in row["terms_seen"].split("|")}
    seasons = [season for season in SEASONS if season in seen]
    if not seasons:
        done.odd("offering_unknown", course, "no term in which it was given", FILE, number)
    if "even" in row["offer_frequency"] or "odd" in row["offer_frequency"]:
        done.odd("alternate_years", course, row["offer_frequency"], FILE, number)
    named = subject_and_level(course)
    subject, level = named if named else ("", "")
    return {
        "id": local_id(course),
        "kind": "course",
        "issuer": HOME,
        "title_en": row["title"].strip() or row["code"],
        "credits": least,
        "credits_most": most if most != least else "",
        "level": str(level),
        "subject": subject,
        "seasons": "|".join(seasons),
    }
