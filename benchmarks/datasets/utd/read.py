"""In which order is the folder read, so that each part knows what the earlier ones found?"""

from __future__ import annotations

from pathlib import Path

from benchmarks.datasets.findings import Import
from benchmarks.datasets.utd.courses import read_courses
from benchmarks.datasets.utd.degrees import read_degrees
from benchmarks.datasets.utd.exams import FAMILIES, read_exams
from benchmarks.datasets.utd.names import HOME, LETTERS
from recommender.interchange.native import Json, Native, head, institution

TITLE_EN = (
    "University of Texas at Dallas with exam credit (courses and degrees: UTDNebula planner, MIT licence; exam table"
    " without a licence: for measuring only, not to be passed on)"
)
TITLE_ZH = "得克萨斯大学达拉斯分校及其考试学分（课程与学位数据按 MIT 许可；考试表无许可，只供测量，不得转发）"
MARKS = ("F", "D-", "D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A", "A+")


def read(source: Path) -> tuple[Native, Import]:
    """The whole catalogue, and what was odd about it."""
    done = Import()
    letters: Json = {"id": LETTERS, "marks": list(MARKS), "pass_mark": "D-"}
    scores: list[Json] = [
        {"id": family.scheme, "numeric": True, "pass_mark": "1"} for family in FAMILIES.values()
    ]
    native = Native(head("utd", TITLE_ZH, TITLE_EN, [letters, *scores]))
    native.institutions.append(institution(HOME, "University of Texas at Dallas"))
    native.institutions += [institution(family.id, family.title) for family in FAMILIES.values()]
    done.kept["institutions"] = len(native.institutions)
    done.odd("calendar_assumed", HOME, "the source gives no term dates: one calendar of three terms")
    done.odd(
        "pass_mark_not_stated",
        "exams",
        "every score stands in the record; the rules have their own least scores",
    )
    read_courses(source, native, done)
    read_exams(source, native, done)
    read_degrees(source, native, done)
    return native, done
