"""The peer's learners are audited on the peer's degree, every line is compared, and each difference has its reason."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.peers.__main__ import main
from benchmarks.peers.compare import _peers, cases, compare, lines_of
from benchmarks.peers.degree import GROUPS, courses, degree, node_id
from benchmarks.peers.reasons import Group, Pair, Side, reasons
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


def two(ours: Side, peers: Side, ours_else: Side | None = None, peers_else: Side | None = None) -> Group:
    """A group of two requirements: the line, and another one that is as empty as not said otherwise."""
    none = Side({}, False)
    return {"line": Pair(ours, peers), "other": Pair(ours_else or none, peers_else or none)}


@pytest.mark.parametrize(
    ("group", "why"),
    [
        (two(Side({"A": 3}, True), Side({"A": 3}, True)), "same"),
        (two(Side({"A": 3}, True), Side({"A": 3}, False)), "unexplained"),
        # a course for a course
        (
            two(Side({"A": 3}, True), Side({"B": 3}, True), Side({"B": 3}, True), Side({"A": 3}, True)),
            "assignment",
        ),
        (
            two(Side({"A": 3}, False), Side({"B": 3}, False), Side({"B": 3}, True), Side({"A": 3}, True)),
            "assignment",
        ),
        (
            two(Side({"A": 3}, True), Side({"B": 3}, False), Side({"B": 3}, True), Side({"A": 3}, True)),
            "unexplained",
        ),
        (
            two(Side({"A": 3}, True), Side({"B": 4}, True), Side({"B": 4}, True), Side({"A": 3}, False)),
            "unexplained",
        ),
        (
            two(Side({"A": 3}, True), Side({"B": 4}, True), Side({"B": 4}, True), Side({"A": 3}, True)),
            "elsewhere",
        ),
        (
            two(Side({"A": 3}, True), Side({"B": 4}, False), Side({"B": 4}, True), Side({"A": 3}, True)),
            "unexplained",
        ),
        (
            two(Side({"A": 3}, False), Side({}, False), Side({}, True), Side({"A": 3}, True)),
            "unexplained",
        ),
        # what does not stand elsewhere in the other audit
        (two(Side({"A": 3}, True), Side({"C": 3}, True), None, Side({"A": 3}, True)), "unexplained"),
        (
            two(Side({"A": 3}, True), Side({"B": 3}, True), Side({"B": 2}, True), Side({"A": 3}, True)),
            "unexplained",
        ),
        # hours that are left
        (two(Side({"A": 3, "B": 3}, True), Side({"A": 2}, True)), "unused"),
        (two(Side({"A": 3, "B": 3}, False), Side({"A": 2}, False)), "unexplained"),
        (two(Side({"A": 3}, True), Side({"A": 2}, False)), "unexplained"),
        # hours that are divided
        (two(Side({"S": 3}, True), Side({"S": 1}, False), None, Side({"S": 2}, True)), "split"),
        (two(Side({"S": 3}, True), Side({}, False), None, Side({"S": 2}, True)), "part"),
        (two(Side({}, False), Side({"S": 2}, True), Side({"S": 3}, True)), "part"),
        (two(Side({}, False), Side({"S": 3}, True), Side({"S": 2}, True)), "unexplained"),
        (two(Side({"P": 3}, True), Side({"P": 1}, True)), "bypass"),
        # a reason for one course is none for another
        (
            two(Side({"S": 3, "X": 3}, True), Side({"S": 1}, False), None, Side({"S": 2}, True)),
            "unexplained",
        ),
        (two(Side({"P": 3, "X": 3}, False), Side({"P": 1}, False)), "unexplained"),
        (two(Side({"S": 3, "X": 3}, True), Side({"S": 1}, True), None, Side({"S": 2}, True)), "split unused"),
        (two(Side({"P": 3, "X": 3}, True), Side({"P": 1}, True)), "bypass unused"),
        (
            two(
                Side({"S": 3, "A": 3}, True),
                Side({"S": 1, "B": 3}, False),
                Side({"B": 3}, True),
                Side({"S": 2, "A": 3}, True),
            ),
            "split assignment",
        ),
    ],
)
def test_every_course_that_differs_has_its_reason(group: Group, why: str) -> None:
    assert reasons("line", group, {("P", "line"), ("X", "other")}) == frozenset(why.split())


def test_a_course_without_hours_is_no_difference() -> None:
    line = {"courses": {"A": 3, "LAB": 0}, "isfilled": True}
    assert _peers(line) == Side({"A": 3 * 600}, True)


def test_a_section_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    file.write_text("# Results\n\n## One\n\nold\n\n## Two\n\nother\n")
    write_section("One", ["new"], file)
    write_section("Three", ["third"], file)
    assert file.read_text() == "# Results\n\n## One\n\nnew\n\n## Two\n\nother\n\n## Three\n\nthird\n"


@pytest.mark.parametrize("there", [(), ("ezhang",)])
def test_the_section_stays_where_a_case_is_absent(
    there: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A part of the cases is no new state of the section."""
    folder, results = tmp_path / "peer_cases", tmp_path / "RESULTS.md"
    folder.mkdir()
    results.write_text("# Results\n")
    line = {"courses": {}, "hours": 0, "isfilled": False}
    for case in there:
        (folder / f"{case}.json").write_text(json.dumps({"courses": [], "bypasses": []}))
        audit = {name: line for group in GROUPS for name, _, _ in group}
        (folder / f"{case}_output.json").write_text(json.dumps(audit))
    assert main([str(tmp_path), "--results", str(results)]) == (0 if there else 2)
    assert results.read_text() == "# Results\n"
    said = capsys.readouterr()
    assert "did not run: no sguan" in said.err
    assert ("| 19 | *same*" in said.out) is bool(there)


@pytest.mark.suite("real-data")
def test_the_peer_and_we_agree_on_what_is_missing_and_every_difference_is_explained() -> None:
    data = real_data() / "utd-catalogue-exams-degrees"
    found = {case: compare(data, case) for case in cases(data)}
    assert sorted(found) == ["ezhang", "sguan"]
    for one in found.values():
        assert len(one.lines) == 19
        assert one.missing(True) == one.missing(False) == one.remaining
        assert len(list(lines_of(one))) == 19 + 6
    counts = Counter(" ".join(sorted(line.reasons)) for one in found.values() for line in one.lines)
    assert counts == {
        "same": 29,
        "unused": 3,
        "split": 1,
        "part split": 1,
        "elsewhere part split unused": 1,
        "assignment split": 1,
        "assignment": 1,
        "bypass elsewhere": 1,
    }
    verdicts = [
        (case, line.name)
        for case, one in found.items()
        for line in one.lines
        if line.ours.filled != line.peers.filled
    ]
    assert verdicts == [("ezhang", "Free Electives"), ("ezhang", "Core - Creative Arts (050)")]
