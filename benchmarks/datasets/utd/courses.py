"""Which courses are there, worth what, and what has to be passed before them?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.datasets.findings import Import
from benchmarks.datasets.utd.names import HOME, LETTERS, local_id, subject_level_hours
from recommender.interchange.native import Json, Native
from recommender.interchange.source import table

FILE = "courses.csv"


def read_courses(source: Path, native: Native, done: Import) -> None:
    """Write an item and its prerequisites for each course."""
    rows: dict[str, tuple[int, dict[str, str]]] = {}
    for number, row in table(source / FILE):
        course = f"{row['subject']} {row['number']}"
        if course in rows:
            done.odd("duplicate_course", course, "a second row: the first is kept", FILE, number)
        else:
            rows[course] = number, row
    done.odd(
        "credit_from_number", "all", "no row states credit: the second digit of the number is the hours", FILE
    )
    for course, (number, row) in rows.items():
        native.items[local_id(course)] = course_item(course, row["title"], done, number)
    for course, (number, row) in rows.items():
        for kind in ("prerequisite", "corequisite"):
            rule = _Tree(native, done, course, number).rule(json.loads(row[f"{kind}s_json"]))
            if rule is not None:
                native.prerequisites.append({"item": local_id(course), kind: rule})
                done.kept[f"{kind} rules"] += 1
    done.kept["courses"] = len(rows)


def course_item(course: str, title: str, done: Import, row: int | None = None) -> dict[str, str]:
    """The item of a course; new study whose credit is not known cannot be planned."""
    item = {"id": local_id(course), "kind": "course", "issuer": HOME, "title_en": title.strip() or course}
    named = subject_level_hours(course)
    if named is None:
        done.odd("course_number_unknown", course, "no credit: closed for new study", FILE, row)
        return item | {"credits": "0", "subject": course.split(" ")[0], "studyable": "false"}
    subject, level, hours = named
    item |= {"subject": subject, "level": str(level), "credits": hours or "0"}
    if hours is None:
        done.odd("variable_credit", course, "hours vary and are not stated: closed for new study", FILE, row)
        item["studyable"] = "false"
    return item


class _Tree:
    """One prerequisite tree; a leaf that is not about courses is unknown (B17)."""

    def __init__(self, native: Native, done: Import, course: str, row: int) -> None:
        self.native, self.done, self.course, self.row = native, done, course, row

    def rule(self, node: Any) -> Json | None:
        """The rule, or None where nothing is asked."""
        if node["type"] == "choice":
            return self.rule(node["choices"])
        if node["type"] == "course":
            return self.passed(node)
        if node["type"] != "collection":
            return self.unknown(node)
        return self.collection(node)

    def passed(self, node: Any) -> Json:
        course = node["class_reference"]
        if course is None or local_id(course) not in self.native.items:
            self.odd(
                "dangling_prerequisite", f"the catalogue lacks {course or 'the course that is referred to'}"
            )
            return {"unknown": f"a course that the catalogue lacks ({course})"}
        rule: Json = {"item": local_id(course)}
        if node.get("minimum_grade"):
            rule["min_grade"] = {"scheme": LETTERS, "mark": node["minimum_grade"]}
        return rule

    def unknown(self, node: Any) -> Json:
        text = ", ".join(f"{value}" for key, value in node.items() if key != "type" and value is not None)
        self.odd("prerequisite_not_about_courses", f"{node['type']}: {text}")
        return {"unknown": f"{node['type']}: {text}"}

    def collection(self, node: Any) -> Json | None:
        asked = [option for option in node["options"] if option["type"] != "limit"]
        for _ in range(len(node["options"]) - len(asked)):
            self.odd("repeat_limit", "how often the course may be repeated is no prerequisite: left out")
        required = node["required"] - (len(node["options"]) - len(asked))
        parts = [self.rule(option) for option in asked]
        if required <= 0 or not parts:
            return None
        if required == len(parts):
            kept = [part for part in parts if part is not None]
            return None if not kept else kept[0] if len(kept) == 1 else {"all": kept}
        if required == 1:
            kept = [part for part in parts if part is not None]
            return {"any": kept} if len(kept) == len(parts) else None
        self.odd("prerequisite_count", f"{required} of {len(parts)} is kept as unknown")
        return {"unknown": json.dumps(node)}

    def odd(self, kind: str, detail: str) -> None:
        self.done.odd(kind, self.course, detail, FILE, self.row)
