"""Why do two audits of one requirement differ: which difference of meaning explains each course that differs?

Every course that changes has a reason of its own, shown by where both audits count it in the group; a line has the set
of them. One course without a reason leaves the whole line unexplained, whatever else is true of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

SAME, UNEXPLAINED = "same", "unexplained"
BYPASS, SPLIT, PART, UNUSED = "bypass", "split", "part", "unused"
ASSIGNMENT, ELSEWHERE = "assignment", "elsewhere"
DIFFERENCES = {
    SAME: "the same courses with the same hours, and the same verdict",
    SPLIT: "the peer splits the hours of a course between requirements of one group; here a result counts whole, at"
    " one place (A3), and may bring more than is asked",
    PART: "the peer counts some hours of a course at one requirement of the group and leaves the rest; here the whole"
    " result counts at another one (A3)",
    BYPASS: "the peer bypasses a number of hours; here a substitution lets the whole result serve (B15)",
    UNUSED: "the peer stops when a requirement is full, and counts the hours nowhere in the group; here everything that"
    " fits is credited",
    ASSIGNMENT: "as many hours by other courses, each of which the other audit counts whole at another requirement of"
    " the group: which course serves which requirement is free where both fit",
    ELSEWHERE: "the other audit counts the course whole at another requirement of the group, and both audits fill both"
    " requirements",
    UNEXPLAINED: "a course, or the verdict, differs for none of these",
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
class Pair:
    """Both audits of one requirement."""

    ours: Side
    peers: Side

    @property
    def full(self) -> bool:
        """Whether both say that it is filled."""
        return self.ours.filled and self.peers.filled

    def here(self, course: str) -> tuple[int, int]:
        """The units of the course, ours and the peer's."""
        return self.ours.courses.get(course, 0), self.peers.courses.get(course, 0)


Group: TypeAlias = Mapping[str, Pair]
"""The requirements that share courses, by name."""


def reasons(name: str, group: Group, bypassed: Set[tuple[str, str]]) -> frozenset[str]:
    """Why the audits of this requirement of the group differ; `bypassed` has (course, requirement)."""
    pair = group[name]
    if pair.ours == pair.peers:
        return frozenset({SAME})
    changed = sorted(
        course for course in {*pair.ours.courses, *pair.peers.courses} if len(set(pair.here(course))) > 1
    )
    known = {course: _own(name, course, group, bypassed) for course in changed}
    moved = [course for course, why in known.items() if why is None and _moved(name, course, group)]
    known |= _of_moved(name, moved, group)
    found = frozenset(why for why in known.values() if why is not None)
    # A course for a course changes no verdict.
    judged = pair.ours.filled == pair.peers.filled or found - {ASSIGNMENT, ELSEWHERE}
    return found if None not in known.values() and judged else frozenset({UNEXPLAINED})


def _own(name: str, course: str, group: Group, bypassed: Set[tuple[str, str]]) -> str | None:
    """What explains the course by itself; None where it has to be seen with others."""
    if (course, name) in bypassed:
        return BYPASS
    ours = _places(course, {other: pair.ours for other, pair in group.items()})
    peers = _places(course, {other: pair.peers for other, pair in group.items()})
    if len(peers) > 1:
        return SPLIT
    mine, theirs = group[name].here(course)
    apart = bool(ours and peers) and set(ours).isdisjoint(peers)
    if apart and sum(peers.values()) < sum(ours.values()):
        return PART
    if mine > theirs and group[name].full and set(peers) <= {name}:
        return UNUSED
    return None


def _places(course: str, sides: Mapping[str, Side]) -> dict[str, int]:
    """The units of the course by requirement, where there are any."""
    return {name: side.courses[course] for name, side in sides.items() if side.courses.get(course)}


def _moved(name: str, course: str, group: Group) -> str | None:
    """The other requirement of the group at which the other audit counts as much of the course, and nothing here."""
    mine, theirs = group[name].here(course)
    for other, pair in group.items():
        if other != name and pair.here(course) == (theirs, mine):
            return other
    return None


def _of_moved(name: str, moved: list[str], group: Group) -> dict[str, str]:
    """The reasons of courses that stand elsewhere: as many hours for as many, or full requirements either way."""
    sides = [group[name].here(course) for course in moved]
    if moved and sum(mine for mine, _ in sides) == sum(theirs for _, theirs in sides):
        return dict.fromkeys(moved, ASSIGNMENT)
    return {
        course: ELSEWHERE
        for course in moved
        if group[name].full and group[_moved(name, course, group) or name].full
    }
