"""Where do the two audits of one learner differ, and by which difference of meaning?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.datasets.utd.names import local_id
from benchmarks.peers.degree import GROUPS, degree, group_id, node_id
from recommender.catalogue import Catalogue, read_directory
from recommender.errors import InputError
from recommender.interchange.converted import Converted, write
from recommender.interchange.coverage import Coverage
from recommender.interchange.source import document
from recommender.ledger.record import Record, Result
from recommender.planning import GoalRef, PlanRequest, make_audit
from recommender.planning.plan import Status
from recommender.planning.standing import MET, RequirementStatus
from recommender.rules.waiver import SUBSTITUTE, Waiver
from recommender.vocabulary import (
    UNITS_PER_CREDIT,
    EntryId,
    ItemId,
    LearnerId,
    NodeId,
    QualificationId,
    format_units,
)

FOLDER = "peer_cases"
DAY = date(2023, 6, 1)
SAME, UNEXPLAINED = "same", "unexplained"
DIFFERENCES = {
    SAME: "the same courses with the same hours, and the same verdict",
    "split": "the peer splits the hours of a course between requirements of one group; here a result counts whole, at"
    " one place (A3), and may bring more than is asked",
    "bypass": "the peer bypasses a number of hours; here a substitution lets the whole result serve (B15)",
    "unused": "the peer stops when a requirement is full; here everything that fits is credited",
    "assignment": "as many hours and the same verdict by other courses, which the other audit uses elsewhere in the"
    " group: which course serves which requirement is free where both fit",
    UNEXPLAINED: "none of these",
}
"""Why a line differs."""


@dataclass(frozen=True, slots=True)
class Side:
    """One audit's word on one requirement: units of each course that serves it."""

    courses: Mapping[str, int]
    filled: bool

    @property
    def units(self) -> int:
        return sum(self.courses.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement, as both audits say it."""

    name: str
    need: int
    ours: Side
    peers: Side
    difference: str


@dataclass(frozen=True, slots=True)
class Group:
    """What the audits do with the courses of a group of requirements."""

    spread: frozenset[str]
    """Courses that the peer counts at several of them."""
    both: frozenset[str]
    """Courses that both audits count at some of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One learner: every line, and what is missing in all by each."""

    case: str
    lines: tuple[Line, ...]
    remaining: int
    """Units still missing by our audit."""

    def missing(self, peers: bool) -> int:
        """Units missing over the lines, as one of the two audits has them."""
        sides = [(line.need, line.peers if peers else line.ours) for line in self.lines]
        return sum(max(0, need - side.units) for need, side in sides)


def cases(data: Path) -> list[str]:
    """The learners of whom the peer published an audit."""
    found = sorted((data / FOLDER).glob("*_output.json"))
    return [file.name.removesuffix("_output.json") for file in found]


def compare(data: Path, case: str) -> Comparison:
    """Audit one learner, and lay the peer's audit beside it."""
    asked, expected = (
        document(data / FOLDER / f"{case}.json"),
        document(data / FOLDER / f"{case}_output.json"),
    )
    catalogue = _catalogue([course["name"] for course in asked["courses"]])
    goals = tuple(GoalRef(QualificationId(group_id(number))) for number in range(len(GROUPS)))
    audit = make_audit(catalogue, _record(case, asked), PlanRequest(goals, DAY))
    if audit.status is not Status.OPTIMAL:
        raise InputError(f"the audit is {audit.status}: {audit.causes}", place=case)
    found = {node.node: node for goal in audit.goals for node in goal.requirements.children}
    bypassed = {(one["course"], one["requirement"]) for one in asked["bypasses"]}
    lines = []
    for group in GROUPS:
        names = [one[0] for one in group]
        spread, both = _split(expected, names), _used_by_both(found, expected, names)
        for name, hours, _ in group:
            ours, peers = _ours(found[NodeId(node_id(name))]), _peers(expected[name])
            why = _why(name, ours, peers, Group(spread, both), bypassed)
            lines.append(Line(name, hours * UNITS_PER_CREDIT, ours, peers, why))
    return Comparison(case, tuple(lines), audit.remaining_units)


def _catalogue(held: list[str]) -> Catalogue:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "native"
        write(Converted(degree(held), Coverage()), out)
        return read_directory(out).catalogue


def _record(case: str, asked: Mapping[str, Any]) -> Record:
    """The courses as results, and each bypass as a substitution that was granted."""
    results = [
        Result(
            EntryId(f"{case}-{number:03d}"),
            ItemId(local_id(course["name"])),
            course["hours"] * UNITS_PER_CREDIT,
            "credit",
            None,
            DAY,
        )
        for number, course in enumerate(asked["courses"])
    ]
    waivers = [
        Waiver(
            EntryId(f"{case}-bypass-{number}"),
            QualificationId(group_id(_group_of(one["requirement"]))),
            NodeId(node_id(one["requirement"])),
            SUBSTITUTE,
            "advisor",
            "bypass of the peer's case",
            DAY,
            item=ItemId(local_id(one["course"])),
        )
        for number, one in enumerate(asked["bypasses"])
    ]
    return Record(LearnerId(case), DAY, "file", results=tuple(results), waivers=tuple(waivers))


def _group_of(requirement: str) -> int:
    return next(number for number, group in enumerate(GROUPS) if any(one[0] == requirement for one in group))


def _ours(status: RequirementStatus) -> Side:
    courses: dict[str, int] = {}
    for row in status.claims:
        name = str(row.item).split("/", 1)[1]
        courses[name] = courses.get(name, 0) + row.units
    return Side(_with_hours(courses), status.status == MET)


def _peers(line: Mapping[str, Any]) -> Side:
    courses = {name: hours * UNITS_PER_CREDIT for name, hours in line["courses"].items()}
    return Side(_with_hours(courses), line["isfilled"])


def _with_hours(courses: Mapping[str, int]) -> dict[str, int]:
    """A course without hours serves nothing, whether an audit names it or not."""
    return {name: units for name, units in courses.items() if units}


def _split(expected: Mapping[str, Any], names: list[str]) -> frozenset[str]:
    seen = [course for name in names for course in expected[name]["courses"]]
    return frozenset(course for course in seen if seen.count(course) > 1)


def _used_by_both(
    found: Mapping[NodeId, RequirementStatus], expected: Mapping[str, Any], names: list[str]
) -> frozenset[str]:
    ours = {course for name in names for course in _ours(found[NodeId(node_id(name))]).courses}
    return frozenset(ours.intersection(course for name in names for course in _peers(expected[name]).courses))


def _why(name: str, ours: Side, peers: Side, group: Group, bypassed: set[tuple[str, str]]) -> str:
    if ours == peers:
        return SAME
    changed = {
        course
        for course in {*ours.courses, *peers.courses}
        if ours.courses.get(course) != peers.courses.get(course)
    }
    if any((course, name) in bypassed for course in changed):
        return "bypass"
    if changed & group.spread:
        return "split"
    kept = all(units <= ours.courses.get(course, 0) for course, units in peers.courses.items())
    if kept and peers.filled and ours.filled:
        return "unused"
    if changed <= group.both and (ours.units, ours.filled) == (peers.units, peers.filled):
        return "assignment"
    return UNEXPLAINED


def lines_of(one: Comparison) -> Iterator[str]:
    """The comparison as a table."""
    yield f"### {one.case}"
    yield ""
    yield "| requirement | asked | ours | peer | ours filled | peer filled | only ours | only the peer's | why |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for line in one.lines:
        more, less = _beyond(line.ours, line.peers), _beyond(line.peers, line.ours)
        cells = (
            line.name,
            format_units(line.need),
            format_units(line.ours.units),
            format_units(line.peers.units),
            "yes" if line.ours.filled else "no",
            "yes" if line.peers.filled else "no",
            more,
            less,
            line.difference,
        )
        yield "| " + " | ".join(cells) + " |"
    ours, peers = format_units(one.missing(False)), format_units(one.missing(True))
    yield ""
    yield f"Missing over all lines: ours {ours} hours, the peer {peers}."


def _beyond(mine: Side, other: Side) -> str:
    differ = {course: units - other.courses.get(course, 0) for course, units in mine.courses.items()}
    return ", ".join(
        f"{course}: {format_units(units)}" for course, units in sorted(differ.items()) if units > 0
    )
