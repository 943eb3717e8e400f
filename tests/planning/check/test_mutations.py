"""Does the checker refuse every plan that one change has made invalid, and pass those that are still valid?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning import make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from tests.planning.check.mutations import MUTATIONS, mutants
from tests.planning.strategies import Family, Tiny, tiny_worlds

FAMILY = Family(
    items=(3, 6),
    rules=(0, 2),
    prerequisites=3,
    seasons=2,
    elsewhere=2,
    lineages=1,
    ledger=3,
    conditions=1,
    goals=1,
    choices=1,
)
LEAST = 2000
"""Mutations that the test must have seen to say anything."""


def test_a_plan_with_one_thing_changed() -> None:
    seen: Counter[str] = Counter()

    @settings(report_multiple_bugs=False)
    @given(tiny_worlds(FAMILY), st.integers(0, 2**32))
    def law(tiny: Tiny, seed: int) -> None:
        plan = make_plan(tiny.catalogue, tiny.record, tiny.request)
        if plan.status is not Status.OPTIMAL:
            return
        plan = replace(plan, awards=())  # the day moves with the steps, and is judged elsewhere
        for name, changed, valid in mutants(tiny, plan, Random(seed)):
            violations = check(tiny.catalogue, tiny.record, tiny.request, changed)
            seen[name] += 1
            seen["accepted" if not violations else "refused"] += 1
            if valid is not None:
                assert (not violations) == valid, (name, changed, violations)
            if not violations:
                assert changed.length is not None
                assert plan.length is not None
                assert changed.length >= plan.length, (name, changed, "shorter than the shortest")

    law()
    assert sum(seen[mutate.__name__] for mutate in MUTATIONS) >= LEAST, seen
    assert all(seen[mutate.__name__] for mutate in MUTATIONS), seen
    assert seen["accepted"] > LEAST // 100, "some changes are harmless, and the checker has to say so"
