"""Which subjects are there, worth what, which are one subject under several numbers, and what do they ask for?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recommender.errors import Unreadable
from recommender.interchange.fireroad.prereqs import SUBJECT, before
from recommender.interchange.native import Native, amount
from recommender.interchange.source import table
from recommender.vocabulary import check_id

FILE = "courses.csv"
HOME = "MIT"
COLUMNS = (
    "number", "title", "units", "level", "prereqs", "same", "old_number", "hass", "gir", "comms", "terms_seen",
)  # fmt: skip
TERMS = {"f": "fall", "s": "spring"}
_NUMBERS = re.compile(r",\s*")


@dataclass
class Subjects:
    """The table by number, with the groups of numbers that are one subject."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    """Number -> the number that stands for its group (joint and renumbered subjects)."""
    now: dict[str, str] = field(default_factory=dict)
    """Earlier number -> the first subject that had it."""
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_tag: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stubs: set[str] = field(default_factory=set)
    """Numbers that only a requirement knows."""
    counts: Counter[str] = field(default_factory=Counter)

    def items(self, number: str) -> list[str]:
        """Every item that is this subject, under whichever number; empty where nobody knows it."""
        return [item_of(one) for one in self.members.get(self.group.get(number, ""), ())]


def item_of(number: str) -> str:
    """The native id of a subject."""
    return f"{HOME}/{number}"


def read_subjects(source: Path, native: Native) -> Subjects:
    """An item for each subject and for each number that it had before, and what it asks for."""
    known = Subjects()
    for at, row in table(source / FILE, COLUMNS):
        _check(row, f"{source / FILE}:{at}")
        known.rows.setdefault(row["number"], row)
    _group(known)
    for number, row in known.rows.items():
        item = _item(number, row, known.group[number], known)
        native.items[item["id"]] = item
        for tag in item.get("tags", "").split("|"):
            known.by_tag[tag].append(item["id"])
    for number, group in known.group.items():
        known.members[group].append(number)
        if number not in known.rows:
            now = native.items[item_of(known.now[number])]
            renumbered = {
                key: now[key] for key in ("title_en", "credits", "level", "subject", "tags") if key in now
            }
            native.items[item_of(number)] = {
                "id": item_of(number), "kind": "course", "issuer": HOME, "studyable": "false", **renumbered,
                "lineage": _lineage(group),
            }  # fmt: skip
            known.counts["earlier numbers"] += 1
    known.counts["subjects"] = len(known.rows)
    _prerequisites(known, native)
    return known


def named(text: str, known: Subjects, native: Native) -> list[str]:
    """The items that a list means; none where its words are no number of a subject, so that they are prose."""
    return known.items(text) or (_stub(text, known, native) if SUBJECT.fullmatch(text) else [])


def _stub(number: str, known: Subjects, native: Native) -> list[str]:
    """The item of a subject that no row describes: a held result counts, new study has no credit to plan with."""
    item = item_of(number)
    if number not in known.stubs:
        known.stubs.add(number)
        known.counts["subjects that only a list names"] += 1
        native.items[item] = {
            "id": item, "kind": "course", "issuer": HOME, "title_en": number, "credits": "0", "studyable": "false",
        }  # fmt: skip
    return [item]


def _group(known: Subjects) -> None:
    """Joint subjects are one, and so are a subject and its earlier number, unless that number is in use again."""
    parent = {number: number for number in known.rows}

    def root(number: str) -> str:
        while parent[number] != number:
            number = parent[number]
        return number

    for number, row in known.rows.items():
        for other in _numbers(row["same"]):
            if other in known.rows:
                parent[max(root(number), root(other))] = min(root(number), root(other))
            else:
                known.counts["joint numbers without a row"] += 1
    for number, row in known.rows.items():
        for old in _numbers(row["old_number"]):
            if old in known.rows:
                known.counts["earlier numbers in use again"] += 1
            else:
                parent.setdefault(old, root(number))
                known.now.setdefault(old, number)
    known.group.update({number: root(number) for number in parent})


def _numbers(cell: str) -> list[str]:
    return [one for one in _NUMBERS.split(cell.strip()) if one]


def _check(row: Mapping[str, str], place: str) -> None:
    """Refuse, by row and column, what is no number of a subject, no amount and no term."""
    try:
        check_id(item_of(row["number"]))
    except ValueError as error:
        raise Unreadable(f"number: {error}", place=place) from None
    if not row["number"].strip():
        raise Unreadable("number: expected that of a subject, found nothing", place=place)
    try:
        amount(row["units"])
    except ValueError as error:
        raise Unreadable(f"units: {error}", place=place) from None
    for one in row["terms_seen"].split("|"):
        if one and one[0] not in TERMS:
            known = ", ".join(TERMS)
            raise Unreadable(
                f"terms_seen: expected terms that begin with one of {known}, found {one!r}", place=place
            )


def _lineage(group: str) -> str:
    return f"{HOME}/subject/{group}"


def _item(number: str, row: dict[str, str], group: str, known: Subjects) -> dict[str, str]:
    tags = [f"GIR:{row['gir']}"] if row["gir"] else []
    tags += [f"HASS-{one}" for one in row["hass"].split("|") if one]
    tags += [row["comms"]] if row["comms"] else []
    tags.append({"U": "undergraduate", "G": "graduate"}.get(row["level"], row["level"]))
    item = {
        "id": item_of(number),
        "kind": "course",
        "issuer": HOME,
        "title_en": row["title"].strip() or number,
        "credits": amount(row["units"]),
        "subject": number.split(".")[0],
        "tags": "|".join(tags),
        "seasons": "|".join(sorted({TERMS[one[0]] for one in row["terms_seen"].split("|") if one})),
        "lineage": _lineage(group),
    }
    if item["credits"] == "0":
        known.counts["subjects whose units are arranged: closed for new study"] += 1
        item["studyable"] = "false"
    return item


def _prerequisites(known: Subjects, native: Native) -> None:
    for number, row in known.rows.items():
        found = before(row["prereqs"], known.items, lambda tag: known.by_tag.get(tag, ()))
        line = {"prerequisite": found.prerequisite, "corequisite": found.corequisite}
        stated = {name: rule for name, rule in line.items() if rule is not None}
        if stated:
            native.prerequisites.append({"item": item_of(number), **stated})
            whole = "unknown" not in str(stated)
            known.counts["prerequisites read whole" if whole else "prerequisites with prose (unknown)"] += 1
