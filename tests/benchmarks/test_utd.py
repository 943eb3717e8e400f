"""Exam scores become recognitions with least grades, prerequisite trees keep their unknowns, odd degrees are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.datasets import utd
from benchmarks.datasets.command import convert
from benchmarks.datasets.findings import Import
from benchmarks.datasets.utd.exams import alternatives
from recommender.catalogue import Catalogue, read_directory
from recommender.rules.prerequisite import Either, Every, Passed, Unknown
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Source
from recommender.vocabulary import Grade

CREDIT = 600


def exam(kind: str, least: int, hours: int, courses: str) -> dict[str, object]:
    return {
        "testType": kind,
        "examName": "An exam",
        "minScore": least,
        "maxScore": 7,
        "maxClaimableHours": hours,
        "utdEquivalencyCourses": courses,
    }


EXAMS = {
    "BY": exam("AP", 5, 8, "BIOL 2311, BIOL 2111"),
    "LT": exam("AP", 5, 6, "LANG 1311, LANG 2---"),
    "PC": exam("CLEP", 58, 3, "MATH 1314 OR 2312"),
    "MUS": exam("IB", 4, 3, "MUSI 1306"),
    "SAT": exam("SAT", 700, 3, "MATH 1314"),
}


def of(*options: object, required: int | None = None) -> dict[str, object]:
    return {
        "type": "collection",
        "options": list(options),
        "required": len(options) if required is None else required,
    }


def passed(course: str | None, grade: str | None = None) -> dict[str, object]:
    return {"type": "course", "class_reference": course} | ({"minimum_grade": grade} if grade else {})


LIMIT = {"type": "limit", "max_hours": 9}
CONSENT = {"type": "consent", "granter": "instructor"}
COURSES = {
    ("BIOL", "2311"): of(),
    ("BIOL", "2111"): of(passed("BIOL 2311", "C")),
    ("BIOL", "3301"): of(passed("BIOL 2311"), CONSENT, required=1),
    ("BIOL", "4V98"): of(LIMIT),
    ("LANG", "1311"): of(passed(None)),
    ("MATH", "1314"): of(
        {"type": "choice", "choices": of(passed("MATH 2312"), passed("BIOL 2311"), required=1)}
    ),
    ("MATH", "2312"): of(passed("BIOL 2311"), passed("BIOL 2111"), passed("BIOL 3301"), required=2),
    ("MILS", "180"): of(),
}


def leaf(course: str) -> dict[str, object]:
    return {"matcher": "CourseRequirement", "course": course, "metadata": {"id": course}}


def node(matcher: str, *parts: object, **more: object) -> dict[str, object]:
    return {"matcher": matcher, "metadata": {"id": "x", "name": matcher}, "requirements": list(parts), **more}


FREE = {
    "matcher": "FreeElectiveRequirement",
    "metadata": {"id": "f"},
    "required_hours": 3,
    "excluded_courses": [],
}
PREFIX = {"matcher": "PrefixBucketRequirement", "metadata": {"id": "p"}, "prefix": "MATH"}
CHOICE = node("OrRequirement", leaf("BIOL 2311"), leaf("BIOL 2111"))
MAPPED = [
    node("AndRequirement", leaf("BIOL 2311"), leaf("BIOL 9999"), node("OrRequirement", leaf("BIOL 2111"))),
    node("HoursRequirement", leaf("BIOL 3301"), PREFIX, required_hours=6),
    node("SelectRequirement", leaf("MATH 1314"), leaf("MATH 2312"), required_count=2),
    FREE,
    node("HoursRequirement", leaf("BIOL 3301"), CHOICE, required_hours=5),
]
NOT_MAPPED = [node("HoursRequirement", node("AndRequirement", leaf("BIOL 2311")), required_hours=3)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Import, Catalogue]:
    source = tmp_path_factory.mktemp("utd")
    (source / "testCreditInfo.json").write_text(json.dumps(EXAMS))
    rows = ["subject,number,title,credit_hours,class_level,prerequisites_json,corequisites_json"]
    for (subject, number), tree in COURSES.items():
        cells = [json.dumps(one).replace('"', '""') for one in (tree, of())]
        rows.append(f'{subject},{number},A course,,,"{cells[0]}","{cells[1]}"')
    rows.append(rows[1])
    (source / "courses.csv").write_text("\n".join(rows) + "\n")
    for name, major in (("Biology(BS)", MAPPED), ("Trade(BS)", NOT_MAPPED)):
        _degree(source, name, major)
    out = source / "native"
    done = convert(utd.read, source, out)
    loaded = read_directory(out)
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    return done, loaded.catalogue


def _degree(source: Path, name: str, major: list[object]) -> None:
    folder = source / "degree_data" / "2022"
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "id": name,
        "display_name": name,
        "year": "2022-2023",
        "minimum_credit_hours": 20,
        "requirements": {"core": "@import ./core.json", "major": major},
    }
    (folder / f"{name}.json").write_text(json.dumps(data))


def test_a_score_is_a_least_grade_on_the_scheme_of_its_family(made: tuple[Import, Catalogue]) -> None:
    rule = made[1].rules["UTD/AP-BY"]
    assert rule.sources == (Source("AP/BY", Grade("ap-score", "5")),)
    assert rule.outputs == (CreditOutput("UTD/BIOL 2311"), CreditOutput("UTD/BIOL 2111"))


def test_credit_of_a_subject_is_what_the_named_courses_leave(made: tuple[Import, Catalogue]) -> None:
    _, elective = made[1].rules["UTD/AP-LT"].outputs
    assert elective == ElectiveOutput(3 * CREDIT, "LANG", 2000)


def test_a_choice_of_credit_is_several_rules_of_one_source(made: tuple[Import, Catalogue]) -> None:
    rules = [rule for rule in made[1].rules.values() if rule.sources[0].item == "CLEP/PC"]
    assert [rule.id for rule in rules] == ["UTD/CLEP-PC-1", "UTD/CLEP-PC-2"]
    assert [rule.outputs[0].item for rule in rules if isinstance(rule.outputs[0], CreditOutput)] == [
        "UTD/MATH 1314",
        "UTD/MATH 2312",
    ]


def test_a_number_without_a_subject_has_the_subject_before_it() -> None:
    assert alternatives("MATH 2312 AND 1325 OR 2413, PHYS 1---") == [
        [("MATH", "2312"), ("MATH", "1325")],
        [("MATH", "2413"), ("PHYS", "1---")],
    ]
    with pytest.raises(ValueError, match="is no course"):
        alternatives("anything at all")


def test_hours_and_level_come_from_the_number(made: tuple[Import, Catalogue]) -> None:
    item = made[1].items["UTD/BIOL 3301"]
    assert (item.units_most, item.level, item.subject, item.studyable) == (3 * CREDIT, 3000, "BIOL", True)
    for code in ("BIOL 4V98", "MILS 180"):
        assert not made[1].items[f"UTD/{code}"].studyable


def test_prerequisites_keep_grades_choices_and_unknowns(made: tuple[Import, Catalogue]) -> None:
    items = made[1].items

    def before(code: str) -> object:
        return items[f"UTD/{code}"].prerequisites

    one = Passed("UTD/BIOL 2311")
    assert before("BIOL 2111") == Passed("UTD/BIOL 2311", Grade("letters", "C"))
    assert before("BIOL 3301") == Either((one, Unknown("consent: instructor")))
    assert before("BIOL 4V98") == Every(())
    assert isinstance(before("LANG 1311"), Unknown)
    assert before("MATH 1314") == Either((Passed("UTD/MATH 2312"), one))
    assert isinstance(before("MATH 2312"), Unknown)


def test_a_degree_is_written_as_far_as_it_maps(made: tuple[Import, Catalogue]) -> None:
    done, catalogue = made
    assert list(catalogue.qualifications) == ["UTD/biology-bs"]
    (version,) = catalogue.qualifications["UTD/biology-bs"]
    assert "core curriculum is not in the source" in version.titles["en"]
    kinds = [type(child).__name__ for child in version.requirement.children]
    assert kinds == ["AllOf", "CreditsFrom", "CountFrom", "CreditsFrom", "Pool"]
    assert done.kept["degrees not mapped"] == 1


def test_of_a_choice_inside_a_number_of_hours_one_course_counts(made: tuple[Import, Catalogue]) -> None:
    (version,) = made[1].qualifications["UTD/biology-bs"]
    pool = version.requirement.children[4]
    assert (pool.least_units, [part.most for part in pool.parts]) == (5 * CREDIT, [1])
    assert pool.parts[0].of.items == {"UTD/BIOL 2311", "UTD/BIOL 2111"}
    assert pool.of.items == {"UTD/BIOL 3301", "UTD/BIOL 2311", "UTD/BIOL 2111"}


def test_a_course_that_only_a_degree_names_is_an_item_with_unknown_prerequisites(
    made: tuple[Import, Catalogue],
) -> None:
    item = made[1].items["UTD/BIOL 9999"]
    assert (item.studyable, item.prerequisites) == (True, Unknown("not in the table of courses"))


def test_every_clause_of_a_degree_is_kept_or_named(made: tuple[Import, Catalogue]) -> None:
    made[0].coverage.close()
    counts = {about: tuple(one.values()) for about, one in made[0].coverage.answer()["about"].items()}
    assert counts == {"UTD/biology-bs@2022": (18, 17, 1, 0), "UTD/trade-bs@2022": (4, 0, 4, 4)}


FOUND = {
    "alternative_credit": ["PC"],
    "calendar_assumed": ["UTD"],
    "core_not_in_source": ["biology-bs", "trade-bs"],
    "course_number_unknown": ["MILS 180"],
    "course_only_in_degrees": ["biology-bs"],
    "credit_from_number": ["all"],
    "dangling_prerequisite": ["LANG 1311"],
    "degree_not_mapped": ["trade-bs"],
    "duplicate_course": ["BIOL 2311"],
    "exam_family_unknown": ["SAT"],
    "less_than_claimable": ["BY"],
    "pass_mark_not_stated": ["exams"],
    "prerequisite_count": ["MATH 2312"],
    "prerequisite_not_about_courses": ["BIOL 3301"],
    "repeat_limit": ["BIOL 4V98"],
    "target_outside_catalogue": ["MUS"],
    "variable_credit": ["BIOL 4V98"],
}


def test_every_oddity_is_a_finding_and_nothing_else_is(made: tuple[Import, Catalogue]) -> None:
    found: dict[str, list[str]] = {}
    for oddity in made[0].oddities:
        found.setdefault(oddity.kind, []).append(oddity.about)
    assert {kind: sorted(about) for kind, about in found.items()} == FOUND
