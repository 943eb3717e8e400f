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
from benchmarks.peers.reasons import DIFFERENCES, Pair, Side, reasons
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
PUBLISHED = ("ezhang", "sguan")
"""The learners of whom the peer published an audit."""
DAY = date(2023, 6, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement, as both audits say it."""

    name: str
    need: int
    ours: Side
    peers: Side
    reasons: frozenset[str]
    """Why they differ, of each course that does; see `DIFFERENCES`."""


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
    """The learners whose record and published audit are both there."""
    folder = data / FOLDER
    return [
        case
        for case in PUBLISHED
        if (folder / f"{case}.json").is_file() and (folder / f"{case}_output.json").is_file()
    ]


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
        pairs = {
            name: Pair(_ours(found[NodeId(node_id(name))]), _peers(expected[name])) for name, _, _ in group
        }
        for name, hours, _ in group:
            why = reasons(name, pairs, bypassed)
            lines.append(Line(name, hours * UNITS_PER_CREDIT, pairs[name].ours, pairs[name].peers, why))
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
            ", ".join(reason for reason in DIFFERENCES if reason in line.reasons),
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
