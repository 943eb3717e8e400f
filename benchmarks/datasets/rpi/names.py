"""How are the source's ids read: `RPI:CSCI-1100` is `RPI/CSCI-1100`, subject CSCI, level 1100?"""

from __future__ import annotations

import re

HOME = "RPI"
_COURSE = re.compile(r"RPI:([A-Z]{2,4})-(\d{4})")


def local_id(course: str) -> str:
    """The native id of a course or degree of the home institution."""
    return course.replace(":", "/", 1)


def subject_and_level(course: str) -> tuple[str, int] | None:
    """Subject and number of a course id; None where it is no such id (`RPI:BIOL_4620`)."""
    match = _COURSE.fullmatch(course)
    return (match[1], int(match[2])) if match else None


def names_subject_only(course: str) -> bool:
    """Whether a decision's target is elective credit of a subject and level (`RPI:STSO-4000`) by its number."""
    found = subject_and_level(course)
    return found is not None and found[1] % 1000 == 0
