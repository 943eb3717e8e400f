"""A small source in the shape of the RPI files: one row for each kind of decision, and for each oddity."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.datasets import rpi
from benchmarks.datasets.command import convert
from benchmarks.datasets.findings import Import
from recommender.catalogue import Loaded, read_directory

COURSES = """\
course_id,institution_id,code,title,credits_min,credits_max,terms_seen,offer_frequency,requisites_raw,description
RPI:MATH-1010,RPI,MATH-1010,Calculus I,4.0,4.0,fall-2023|spring-2024,,None.,About limits
RPI:MATH-1020,RPI,MATH-1020,Calculus II,4.0,4.0,spring-2024,,Prerequisite: MATH 1010.,About series
RPI:MATH-1020,RPI,MATH-1020,Calculus II again,3.0,3.0,spring-2024,,,About series
RPI:MATH-4100,RPI,MATH-4100,Linear Algebra,4.0,4.0,fall-2023,Fall term odd-numbered years.,,About matrices
RPI:MATH-4940,RPI,MATH-4940,Readings,1.0,6.0,fall-2023,,Permission of instructor.,About books
RPI:CSCI-1100,RPI,CSCI-1100,Computing,4.0,4.0,,,,About programs
RPI:CSCI-2500,RPI,CSCI-2500,Organization,4.0,4.0,fall-2023,,after CSCI 1100 or the like,About circuits
RPI:CSCI-4000,RPI,CSCI-4000,Seminar,3.0,3.0,fall-2023,,CSCI 1100 or MATH 9999,About papers
RPI:CSCI-4100,RPI,CSCI-4100,Learning,3.0,3.0,fall-2023,,CSCI 2500 and then some,About learning
RPI:PHYS-1200,RPI,PHYS-1200,Physics II,4.0,4.0,spring-2024,,MATH 9999,About fields
RPI:STSO-2500,RPI,STSO-2500,History,4.0,4.0,fall-2023,,,About the past
RPI:ADMN-1030,RPI,ADMN-1030,Orientation,0.0,0.0,fall-2023,,,
"""
PREREQUISITES = (
    ("RPI:MATH-1020", "prereq", {"course": "RPI:MATH-1010"}, True),
    ("RPI:CSCI-4000", "prereq", {"or": [{"course": "RPI:CSCI-1100"}, {"course": "RPI:MATH-9999"}]}, True),
    ("RPI:CSCI-4100", "prereq", {"course": "RPI:CSCI-2500"}, False),
    ("RPI:PHYS-1200", "prereq", {"and": [{"course": "RPI:MATH-1010"}, {"course": "RPI:MATH-9999"}]}, True),
    ("RPI:PHYS-1200", "coreq", {"course": "RPI:MATH-1020"}, True),
    ("RPI:GONE-1000", "prereq", {"course": "RPI:MATH-1010"}, True),
)
DECISIONS = """\
rule_id,from_institution,from_items,from_credits,to_institution,to_courses,to_credits,kind,n_from,n_to,to_in_catalogue
D01,X001,MAT 1 CALCULUS,3.0,RPI,RPI:MATH-1010,4.0,course,1,1,True
D02,X001,HIS 1 ROME,3.0,RPI,RPI:STSO-2000,,subject-elective,1,1,
D03,X001,ENG 1 DRAWING,5.0,RPI,RPI:STSO-2500|RPI:STSO-1000,4.0,mixed,1,2,
D04,X001,CHE 1 SAFETY,1.0,RPI,,,not-transferable,1,1,
D05,X001,STA 1 STATISTICS,4.0,RPI,RPI:MATH-4100,4.0,other,1,2,
D06,X001,CIS 1 PROGRAMS | CIS 2 DATA,7.0,RPI,RPI:CSCI-1100,4.0,course,2,1,True
D07,X001,ENV 1 SCIENCE | ENV 2 LABORATORY,4.0,RPI,RPI:ERTH-1000,,subject-elective,2,1,
D08,X001,MAT 1 CALCULUS | MAT 2 MORE CALCULUS,7.0,RPI,RPI:MATH-1010|RPI:MATH-1020,8.0,course,2,2,True
D09,X002,LA 1 ALGEBRA,2.0,RPI,RPI:MATH-2012,2.0,course,1,1,False
D10,X002,EC 1 MONEY | EC 2 MARKETS,8.0,RPI,RPI:ECON-1000|RPI:ECON-1300,,mixed,2,2,
D11,X002,SPA 1 SPANISH,,RPI,RPI:LANG-1000,,subject-elective,1,1,
D12,X002,PHY 1 PHYSICS,4.0,RPI,RPI:PHYS-1200,4.0,course,1,1,True
D13,X002,PHY 1 PHYSICS,4.0,RPI,,,not-transferable,1,1,
D14,X002,WRI 1 WRITING,3.0,RPI,RPI:WRIT-1000,,subject-elective,1,1,
D15,X002,WRI 1 WRITING,4.0,RPI,RPI:STSO-2500,4.0,course,1,1,True
D16,X002,EGR 2 ORIENTATION | EGR 2 ORIENTATION,1.0,RPI,RPI:MATH-4940,6.0,course,2,1,True
D17,X002,WRI 1 WRITING SEMINAR,3.0,RPI,RPI:WRIT-1000,,subject-elective,1,1,
D18,X002,ART 1 DRAWING,3.0,RPI,RPI:ARTS-1000,,by-committee,1,1,
"""
INSTITUTIONS = "institution_id,name\nRPI,Rensselaer\nX001,Adelphi\nX002,Siena\n"


def course(code: str) -> dict[str, str]:
    """A leaf of a degree template."""
    return {"type": "course", "course": f"RPI:{code}"}


def some(n: int | None, *children: object, name: str = "List") -> dict[str, object]:
    """A list of a degree template."""
    return {"type": "n_of", "name": name, "n": n, "children": list(children)}


def wildcard(subject: str, level: int) -> dict[str, object]:
    """Any course of a subject from a level on."""
    return {"type": "wildcard", "subject": subject, "level_min": level}


def degree(
    code: str, total: int | None, requirements: list[object], tracks: object = None
) -> dict[str, object]:
    """A degree template."""
    return {
        "qualification_id": f"RPI:{code}",
        "name": code.title(),
        "institution_id": "RPI",
        "award": "bachelor",
        "year": 2024,
        "stated_total_credits": total,
        "requirements": requirements,
        **({"one_of_tracks": tracks} if tracks else {}),
    }


DEGREES = [
    degree("SMALL", 20, [course("MATH-1010"), course("MATH-1020"), some(1, wildcard("CSCI", 4000))]),
    degree(
        "ODD",
        None,
        [
            course("ADMN-1030"),
            course("ADMN-1030"),
            course("MATH_1010"),
            some(None, name="pick several"),
            some(3, course("MATH-4100"), wildcard("MATH", 4500)),
            some(1, wildcard("ARTS", 1000), name="Art"),
        ],
        [
            {"name": "Theory", "requirements": [course("CSCI-4100")]},
            {"name": "Practice", "requirements": [some(1, course("MATH-1010"), course("STSO-2500"))]},
            {"name": "Empty", "requirements": []},
        ],
    ),
]


@dataclass(frozen=True)
class Imported:
    """The small source, as the importer and then the loader saw it."""

    done: Import
    loaded: Loaded
    directory: Path
    source: Path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The small source, imported and read."""
    folder = tmp_path_factory.mktemp("rpi")
    source, out = folder / "source", folder / "native"
    source.mkdir()
    (source / "courses.csv").write_text(COURSES)
    (source / "equivalences.csv").write_text(DECISIONS)
    (source / "institutions.csv").write_text(INSTITUTIONS)
    (source / "qualifications.json").write_text(json.dumps(DEGREES))
    fields = ("course_id", "kind", "expr", "confident")
    lines = [json.dumps(dict(zip(fields, one, strict=True))) for one in PREREQUISITES]
    (source / "prerequisites.jsonl").write_text("\n".join(lines) + "\n")
    done = convert(rpi.read, source, out)
    return Imported(done, read_directory(out), out, source)
