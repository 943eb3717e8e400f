"""What does a course number say?  In Texas its first digit is the level and its second the credit hours."""

from __future__ import annotations

import re

HOME = "UTD"
LETTERS = "letters"
_NUMBER = re.compile(r"([A-Z]{2,5}) (\d)([\dVv])\d{2}")


def local_id(course: str) -> str:
    """The native id of `CS 1200`."""
    return f"{HOME}/{course}"


def subject_level_hours(course: str) -> tuple[str, int, str | None] | None:
    """Subject, level and hours of `CS 1200`; hours None where they vary (`CS 4V98`); None for another pattern."""
    match = _NUMBER.fullmatch(course)
    if match is None:
        return None
    return match[1], 1000 * int(match[2]), match[3] if match[3].isdigit() else None
