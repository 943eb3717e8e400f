"""The peer's learners are audited on the peer's degree, every line is compared, and each difference has its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.peers.compare import Group, Side, _peers, _why, cases, compare, lines_of
from benchmarks.peers.degree import GROUPS, courses, degree, node_id
from benchmarks.section import write_section
from recommender.catalogue import read_directory
from recommender.interchange.converted import Converted, write
from recommender.interchange.coverage import Coverage
from tests.suites import real_data


def test_a_list_of_courses_is_written_subject_by_subject() -> None:
    assert courses("CS 1136 1336, ECS 1100") == ["CS 1136", "CS 1336", "ECS 1100"]


def test_the_degree_of_the_peer_loads_whole(tmp_path: Path) -> None:
    write(Converted(degree(["CS 4V98"]), Coverage()), tmp_path / "native")
    loaded = read_directory(tmp_path / "native")
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    assert len(loaded.catalogue.qualifications) == len(GROUPS) == 7
    names = [node_id(name) for group in GROUPS for name, _, _ in group]
    assert len(set(names)) == len(names) == 19


@pytest.mark.parametrize(
    ("ours", "peers", "why"),
    [
        (Side({"A": 3}, True), Side({"A": 3}, True), "same"),
        (Side({"A": 3}, True), Side({"B": 3}, True), "assignment"),
        (Side({"A": 3}, True), Side({"B": 3}, False), "unexplained"),
        (Side({"A": 3}, True), Side({"B": 4}, True), "unexplained"),
        (Side({"A": 3}, True), Side({"C": 3}, True), "unexplained"),
        (Side({"A": 3, "B": 3}, True), Side({"A": 2}, True), "unused"),
        (Side({"A": 3, "B": 3}, False), Side({"A": 2}, False), "unexplained"),
        (Side({"S": 3}, True), Side({"S": 1}, False), "split"),
        (Side({"P": 3}, True), Side({"P": 1}, True), "bypass"),
    ],
)
def test_a_difference_has_its_reason(ours: Side, peers: Side, why: str) -> None:
    group = Group(spread=frozenset("S"), both=frozenset("AB"))
    assert _why("line", ours, peers, group, {("P", "line")}) == why


def test_a_course_without_hours_is_no_difference() -> None:
    line = {"courses": {"A": 3, "LAB": 0}, "isfilled": True}
    assert _peers(line) == Side({"A": 3 * 600}, True)


def test_a_section_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    file.write_text("# Results\n\n## One\n\nold\n\n## Two\n\nother\n")
    write_section("One", ["new"], file)
    write_section("Three", ["third"], file)
    assert file.read_text() == "# Results\n\n## One\n\nnew\n\n## Two\n\nother\n\n## Three\n\nthird\n"


@pytest.mark.suite("real-data")
def test_the_peer_and_we_agree_on_what_is_missing_and_every_difference_is_explained() -> None:
    data = real_data() / "utd-catalogue-exams-degrees"
    found = {case: compare(data, case) for case in cases(data)}
    assert sorted(found) == ["ezhang", "sguan"]
    for one in found.values():
        assert len(one.lines) == 19
        assert one.missing(True) == one.missing(False) == one.remaining
        assert len(list(lines_of(one))) == 19 + 6
    counts = Counter(line.difference for one in found.values() for line in one.lines)
    assert counts == {"same": 29, "split": 4, "bypass": 1, "unused": 3, "assignment": 1}
    verdicts = [
        (case, line.name)
        for case, one in found.items()
        for line in one.lines
        if line.ours.filled != line.peers.filled
    ]
    assert verdicts == [("ezhang", "Free Electives"), ("ezhang", "Core - Creative Arts (050)")]
