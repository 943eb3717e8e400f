"""A cohort of one programme shares states as it was drawn to, and the figures say how many plans that saved."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from benchmarks.planner.cohort import FOR_ONE, Cohort, apart, throughput
from benchmarks.planner.programme import programme
from benchmarks.planner.sources import Sources
from benchmarks.planner.table import cohorts
from recommender.planning import GoalRef
from recommender.vocabulary import QualificationId
from tests.planning.worlds import SCHOOL, catalogue, count, item, qualification, rule

NAMES = [f"s{number:02}" for number in range(40)]
GOAL = qualification(count("core", 2, "a", "b"), electives=None)
RULES = [rule(f"r{name}", [name], "a" if name < "s20" else "b") for name in NAMES]
BANK = catalogue([GOAL], [item("a"), item("b"), *(item(name, 3, SCHOOL) for name in NAMES)], RULES)
GOALS = (GoalRef(QualificationId("degree")),)


def figures(draw: Any) -> Any:
    sources = cast(Sources, SimpleNamespace(rpi=BANK))
    return throughput(Cohort("one", GOALS, draw, FOR_ONE), sources, 40, 1, 60.0)


def test_learners_of_a_programme_are_drawn_the_same_each_time_and_share_ways() -> None:
    drawn = programme(BANK, 40, 1)
    assert drawn == programme(BANK, 40, 1)
    assert drawn != programme(BANK, 40, 2)
    states = [frozenset(one.item for one in record.results) for record in drawn]
    assert len(set(states)) < len(states)


def test_what_is_reused_is_told() -> None:
    together, alone = figures(programme), figures(apart)
    assert (together["learners"], together["failed"], together["refused_by_check"]) == (40, 0, 0)
    assert together["reused_share"] > alone["reused_share"]
    lines = cohorts({"cohorts": {"one": together}})
    assert f"| {together['reused_share']:.0%} |" in lines[-1]
