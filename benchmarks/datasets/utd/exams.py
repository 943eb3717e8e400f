"""Which exam scores give which credit: AP, IB, A and AS levels, CLEP?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.datasets.findings import Import
from benchmarks.datasets.utd.courses import course_item
from benchmarks.datasets.utd.names import HOME, local_id
from recommender.interchange.native import Json, Native, item_id
from recommender.interchange.source import document

FILE = "testCreditInfo.json"
_PART = re.compile(r"(?:([A-Z]{2,4}) )?(\d)(\d{3}|---)")


@dataclass(frozen=True, slots=True)
class Family:
    """One family of exams: its issuer and the scheme of its scores."""

    id: str
    title: str
    scheme: str


FAMILIES = {
    "AP": Family("AP", "Advanced Placement", "ap-score"),
    "IB": Family("IB", "International Baccalaureate", "ib-score"),
    "A & AS Level": Family("GCE", "GCE A and AS levels", "gce-score"),
    "CLEP": Family("CLEP", "College-Level Examination Program", "clep-score"),
}


def read_exams(source: Path, native: Native, done: Import) -> None:
    """Write each exam as an item, and a rule for each way in which its credit can be claimed."""
    for code, exam in document(source / FILE).items():
        family = FAMILIES.get(exam["testType"])
        if family is None:
            done.odd("exam_family_unknown", code, f"left out: {exam['testType']}", FILE)
            continue
        item = item_id(family.id, code)
        native.items[item] = {
            "id": item,
            "kind": "exam",
            "issuer": family.id,
            "title_en": exam["examName"],
            "credits": "0",
            "studyable": "false",
        }
        done.kept[f"exams: {exam['testType']}"] += 1
        ways = alternatives(exam["utdEquivalencyCourses"])
        if len(ways) > 1:
            done.odd("alternative_credit", code, f"{len(ways)} rules, of which one can be used", FILE)
        for number, way in enumerate(ways, start=1):
            ending = f"-{number}" if len(ways) > 1 else ""
            rule = {
                "id": f"{item_id(HOME, f'{family.id}-{code}')}{ending}",
                "recogniser": HOME,
                "sources": [
                    {"item": item, "min_grade": {"scheme": family.scheme, "mark": str(exam["minScore"])}}
                ],
                "outputs": _outputs(code, exam, way, native, done),
            }
            native.rules.append(rule)
            done.kept["exam rules"] += 1


def alternatives(text: str) -> list[list[tuple[str, str]]]:
    """`MATH 2312 AND 1325 OR 2413` as ways of (subject, number); a number without a subject has the one before."""
    found: list[list[tuple[str, str]]] = []
    subject = ""
    for way in re.split(r"\s+OR\s+", text.strip()):
        parts: list[tuple[str, str]] = []
        for part in re.split(r"\s*,\s*|\s+AND\s+", way):
            match = _PART.fullmatch(part)
            if match is None:
                raise ValueError(f"{text!r}: {part!r} is no course")
            subject = match[1] or subject
            parts.append((subject, match[2] + match[3]))
        found.append(parts)
    return found


def _outputs(code: str, exam: Any, way: list[tuple[str, str]], native: Native, done: Import) -> list[Json]:
    hours = int(exam["maxClaimableHours"])
    named = [f"{subject} {number}" for subject, number in way if "-" not in number]
    for course in named:
        if local_id(course) not in native.items:
            done.odd("target_outside_catalogue", code, course, FILE)
            native.items[local_id(course)] = course_item(course, "", done) | {"studyable": "false"}
    given = sum(int(native.items[local_id(course)]["credits"]) for course in named)
    subjects = [(subject, number[0]) for subject, number in way if "-" in number]
    outputs: list[Json] = [{"type": "credit", "item": local_id(course)} for course in named]
    if len(way) == 1 and len(named) == 1:
        outputs[0]["credits"] = str(hours)
    rest = max(0, hours - given)
    for subject, level in subjects:
        outputs.append(
            {
                "type": "elective",
                "subject": subject,
                "level": 1000 * int(level),
                "credits": f"{rest}/{len(subjects)}" if rest % len(subjects) else str(rest // len(subjects)),
            }
        )
    if given > hours:
        done.odd("more_than_claimable", code, f"{given} hours of courses, {hours} claimable", FILE)
    elif given < hours and not subjects and len(named) > 1:
        done.odd("less_than_claimable", code, f"{given} hours of courses, {hours} claimable", FILE)
    return outputs
