"""Which degrees does the national credit bank award, and under which limits (F1)?

Figures of the regulation, restated: bachelor 140 credits with 60 of the major and 30 liberal, associate 80 (45, 15) and
120 (54, 21), at least 18 from accredited courses or part-time enrolment, at most 105, 60 and 90 from one training
institution, at most three certificates (one of them outside the major) or two. That a second bachelor's degree asks for
48 credits of the major was not verified against the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommender.demo.acbs.words import BANK, MAJORS
from recommender.demo.model import Json, Place
from recommender.demo.words.read import FIELDS

YEAR = "2020"
TERM, CALENDAR_YEAR = "24", "42"
"""Most credit from accredited courses and part-time enrolment in a semester, and in a year."""
ACCREDITED = "18"
"""Least credit from accredited courses or part-time enrolment."""
AWARDS = ("02-25", "08-25")
"""Days of the year on which degrees are awarded."""


@dataclass(frozen=True, slots=True)
class Degree:
    """One kind of degree with its figures."""

    slug: str
    zh: str
    en: str
    award: str
    total: int
    major: int
    liberal: int
    one_place: int
    """Most credit from one training institution; 0: not limited."""
    certificates: int
    general: int
    """How many of the certificates may lie outside the major; no limit says so where nothing outside counts anyway."""
    second: bool = False
    """For holders of a bachelor's degree: nothing but credit of the major."""
    majors: tuple[str, ...] = MAJORS


DEGREES = (
    Degree("bachelor", "学士", "Bachelor", "bachelor", 140, 60, 30, 105, 3, 1),
    Degree("associate2", "专门学士（两年）", "Associate, two years", "associate", 80, 45, 15, 60, 2, 1),
    Degree(
        "associate3",
        "专门学士（三年）",
        "Associate, three years",
        "associate",
        120,
        54,
        21,
        90,
        2,
        1,
        majors=("DES",),
    ),
    Degree(
        "second-bachelor",
        "学士（第二学位）",
        "Second bachelor",
        "bachelor",
        48,
        48,
        0,
        0,
        1,
        0,
        True,
        ("CSC", "PSY"),
    ),
    Degree(
        "second-associate",
        "专门学士（第二学位）",
        "Second associate",
        "associate",
        36,
        36,
        0,
        0,
        1,
        0,
        True,
        ("BUS",),
    ),
)


def degree_id(slug: str, major: str) -> str:
    """The id of a degree in a major."""
    return f"{BANK}/{slug}-{major.lower()}"


def qualifications(places: Mapping[str, Place]) -> Iterator[Json]:
    """Every degree in every major, as it stands in the catalogue's files."""
    for degree in DEGREES:
        for major in degree.majors:
            yield _version(degree, major, places)


def _version(degree: Degree, major: str, places: Mapping[str, Place]) -> Json:
    teaching = [key for key, place in places.items() if place.kind in {"training", "university"}]
    zh, en = FIELDS[major]
    return {
        "id": degree_id(degree.slug, major),
        "year": YEAR,
        "institution": BANK,
        "titles": {"zh": f"{zh}{degree.zh}", "en": f"{degree.en} in {en}"},
        "award": degree.award,
        "total": str(degree.total),
        "load": TERM,
        "accepts": [*teaching, *(key for key, place in places.items() if place.kind == "exams")],
        "requirement": {
            "kind": "all_of",
            "id": "all",
            "titles": {"zh": "学位要求", "en": "Requirements"},
            "children": list(_parts(degree, major)),
        },
        "limits": list(_limits(degree, major, places)),
        "awards": list(AWARDS),
    } | ({} if degree.second else {"electives": {"kinds": ["course", "exam", "certificate"]}})


def _parts(degree: Degree, major: str) -> Iterator[Json]:
    yield {
        "kind": "credits_from",
        "id": "major",
        "titles": {"zh": "专业学分", "en": "Credits of the major"},
        "least": str(degree.major),
        "of": {"subjects": [major]},
    }
    if degree.liberal:
        yield {
            "kind": "credits_from",
            "id": "liberal",
            "titles": {"zh": "教养学分", "en": "Liberal credits"},
            "least": str(degree.liberal),
            "of": {"tags": ["liberal"]},
        }
    if degree.second:
        yield {
            "kind": "holds_award",
            "id": "first-degree",
            "titles": {"zh": "已有学位", "en": "A degree held"},
            "award": "bachelor",
        }


def _limits(degree: Degree, major: str, places: Mapping[str, Place]) -> Iterator[Json]:
    training = [key for key, place in places.items() if place.kind == "training"]
    teaching = [key for key, place in places.items() if place.kind in {"training", "university"}]
    certificate: Json = {"kinds": ["certificate"]}
    yield {"kind": "cap", "id": "certificates", "source": certificate, "most_count": degree.certificates}
    if not degree.second:
        yield {
            "kind": "cap",
            "id": "general-certificates",
            "source": certificate,
            "of": {"except": [{"subjects": [major]}]},
            "most_count": degree.general,
        }
    if degree.one_place:
        yield {
            "kind": "cap",
            "id": "one-institution",
            "source": {"issuers": training},
            "each": "issuer",
            "most": str(degree.one_place),
        }
    if not degree.second:
        yield {"kind": "residency", "id": "accredited", "least": ACCREDITED, "institutions": teaching}
    yield {
        "kind": "min_grade",
        "id": "mark-and-attendance",
        "of": {"kinds": ["course"]},
        "grade": {"scheme": "percent", "mark": "60"},
        "measures": {"attendance": "80"},
    }
    windowed: Json = {"kinds": ["course"], "issuers": teaching}
    yield {"kind": "window", "id": "semester", "source": windowed, "per": "term", "most": TERM}
    yield {"kind": "window", "id": "year", "source": windowed, "per": "year", "most": CALENDAR_YEAR}
