"""Of several attempts that no other betters one counts, and no plan may choose another (B21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.planning import make_plan
from recommender.planning.check.kernel import check
from tests.planning.worlds import ONE, catalogue, credits, item, qualification, record, request, result

BANK = catalogue([qualification(credits("core", 2, "a"))], [item("a", 3)])


@pytest.mark.parametrize("marks", [(60, 60), ("B", 60), (None, None)])
def test_the_last_of_the_best_attempts_counts(marks: tuple[int | str | None, int | str | None]) -> None:
    first = result("a", 3, marks[0], entry="first", day=date(2024, 1, 15))
    last = result("a", 2, marks[1], entry="last", day=date(2025, 1, 15))
    have, asked = record(first, last), request()
    plan = make_plan(BANK, have, asked)
    assert [claim.key for claim in plan.claims] == ["held:last"]
    other = replace(plan.claims[0], key="held:first", units=3 * ONE)
    faults = check(BANK, have, asked, replace(plan, claims=(other,), not_counted=()))
    assert any("held:first" in f"{one.rule} {one.subject} {one.message}" for one in faults)
