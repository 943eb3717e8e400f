"""An imported block is executed: for each construct a learner just inside and one just outside."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from recommender.catalogue import read_directory
from recommender.interchange import scribe
from recommender.interchange.converted import write
from recommender.ledger.record import Record, Result
from recommender.planning import GoalRef, PlanRequest, make_audit
from recommender.vocabulary import EntryId, Grade, ItemId, LearnerId, QualificationId
from tests.interchange.bank import block, write_bank

DAY, LATER = date(2026, 6, 1), date(2026, 7, 1)
CASES = {
    "a list": (["6 Credits in ACC 1@"], "6 Credits", "ACC101 ACC102", "ACC101 ACC201"),
    "an exception": (["1 Class in ACC 1@ Except ACC 101"], "3 Credits", "ACC102", "ACC101"),
    "an exception by an attribute": (
        ["3 Credits in @ @ Except @ @ (With Attribute = LAB)"], "3 Credits", "ACC101", "AUD201",
    ),
    "a course included": (["2 Classes in ACC 1@ Including ACC 201"], "6 Credits", "ACC101 ACC201", "ACC101 ACC102"),
    "each of a list": (["2 Classes in ACC 101 + 102"], "6 Credits", "ACC101 ACC102", "ACC101 ACC201"),
    "a subset at least": (
        ["6 Credits in ACC @ MinCredits 3 in ACC 3@"], "6 Credits", "ACC101 ACC301", "ACC101 ACC102",
    ),
    "a subset at most": (
        ["6 Credits in ACC @ MaxClasses 1 in ACC 1@"], "6 Credits", "ACC101 ACC201", "ACC101 ACC102",
    ),
    "a group": (
        ["1 Group in (6 Credits in TAX @ Label t) or (6 Credits in AUD @ Label a) Label g"], "6 Credits",
        "TAX201 TAX202", "TAX201 AUD201",
    ),
    "a condition": (
        ["If (Passed ENG 101) Then (3 Credits in TAX @) Else (6 Credits in TAX @)"], "3 Credits",
        "ENG101 TAX201", "ENG102 TAX201",
    ),
    "a choice": (
        ["1 Group in (3 Credits in TAX @ Label t) or (3 Credits in AUD @ Label a) Label g",
         "If (Chose t) Then (3 Credits in ENG @)"], "3 Credits", "AUD201", "TAX201",
    ),
    "a milestone": (["NonCourse 1 in (THESIS)", "3 Credits in ACC @"], "3 Credits", "THESIS ACC101", "ACC101 ACC102"),
    "disciplines at least": (["6 Credits in @ @"], "6 Credits MinSpread 2", "ACC101 TAX201", "ACC101 ACC102"),
    "one discipline": (["6 Credits in @ @ SameDisc Label a"], "6 Credits", "ACC101 ACC102", "ACC101 TAX201"),
    "most in a discipline": (
        ["6 Credits in @ @ MaxPerDisc 3 Credits Label a"], "6 Credits", "ACC101 TAX201", "ACC101 ACC102",
    ),
    "a least mark": (["6 Credits in ACC @ MinGrade 70"], "6 Credits", "ACC101 ACC102", "ACC101 ACC102:65"),
    "pass and fail": (
        ["6 Credits in ACC @"], "6 Credits MaxPassFail 1 Class", "ACC101 ACC102:P", "ACC101:P ACC102:P",
    ),
    "an average": (["6 Credits in ACC @"], "6 Credits MinGPA 2.5", "ACC101:75 ACC102:60", "ACC101:60 ACC102:60"),
    "sharing": (
        ["1 Class in ACC @ Share 1 Class with (b) Label a", "1 Class in ACC 101 Label b"], "3 Credits",
        "ACC101", "ACC201",
    ),
    "residency": (["6 Credits in ACC @"], "6 Credits MinRes 3 Credits", "ACC101 sea/ACC150", "sea/ACC150 sea/ACC160"),
    "residency by number": (
        ["6 Credits in ACC @"], "6 Credits MinRes 2 Classes",
        "ACC101 ACC102 sea/ACC150", "ACC101 sea/ACC150 sea/ACC160",
    ),
    "residency of the last": (
        ["6 Credits in ACC @"], "6 Credits LastRes 3 OF 3 Credits", "sea/ACC150 ACC101", "ACC101 sea/ACC150",
    ),
    "transfer": (
        ["6 Credits in ACC @"], "6 Credits MaxTransfer 1 Class", "ACC101 sea/ACC150", "sea/ACC150 sea/ACC160",
    ),
    "no exclusion": (
        ["1 Class in ACC @ NonExclusive 1 Class with (b) Label a", "1 Class in ACC 101 Label b"], "3 Credits",
        "ACC101", "ACC201",
    ),
    "at the institution itself": (
        ["3 Credits in ACC @ (With DWResident = Y)"], "3 Credits", "ACC101", "sea/ACC150",
    ),
    "with a mark": (["3 Credits in ACC @ (With DWPassFail = N)"], "3 Credits", "ACC101", "ACC101:P"),
    "where it comes from": (
        ["3 Credits in ACC @ (With DWTransfer = N)"], "3 Credits", "ACC101", "sea/ACC150",
    ),
    "no sharing": (["1 Class in ACC @ Label a", "1 Class in ACC 101 Label b"], "3 Credits", "ACC101 ACC201", "ACC101"),
    "the total": (["3 Credits in ACC @"], "9 Credits", "ACC101 TAX201 ENG101", "ACC101 TAX201"),
}  # fmt: skip


def met(folder: Path, rules: list[str], header: str, held: str) -> bool:
    """Whether a learner with these results meets all of the block, requirements and limits."""
    out = folder / "out"
    if not out.exists():
        done = scribe.read(write_bank(folder / "in", a=block(*rules, header=header)))
        assert done.coverage.answer()["refused"] == []
        write(done, out)
    loaded = read_directory(out)
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    results = []
    for number, name in enumerate(held.split()):  # each a day later than the one before
        course, _, mark = name.partition(":")
        item = loaded.catalogue.item(ItemId(course if "/" in course else f"river/{course}"))
        grade = Grade("pass-fail" if mark == "P" else "percent", mark or "80")
        results.append(
            Result(EntryId(f"e-{course}"), item.id, item.units, "credit", grade, DAY + timedelta(number))
        )
    record = Record(LearnerId("a/b"), LATER, "file", results=tuple(results))
    audit = make_audit(loaded.catalogue, record, PlanRequest((GoalRef(QualificationId("river/acc")),), LATER))
    (goal,) = audit.goals
    return goal.requirements.status == "met" and all(one.satisfied for one in goal.limits)


@pytest.mark.parametrize("case", CASES)
def test_one_is_inside_and_one_is_outside(case: str, tmp_path: Path) -> None:
    rules, header, inside, outside = CASES[case]
    assert met(tmp_path, rules, header, inside)
    assert not met(tmp_path, rules, header, outside)
