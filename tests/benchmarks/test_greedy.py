"""Does the greedy placement err only upwards, and where it is known to; is the interval the exact one?"""

from __future__ import annotations

import pytest

from benchmarks.greedy.__main__ import binomial, both, drawn, tell
from benchmarks.greedy.placement import greedy
from recommender.catalogue import Catalogue, read_directory
from recommender.demo.acbs.world import write_catalogue
from recommender.demo.entries import AS_OF
from recommender.planning import GoalRef, make_audit
from recommender.planning.build import build_problem, resolve_goals
from recommender.rules.all_of import AllOf
from recommender.vocabulary import NodeId, QualificationId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the second demo bank."""
    folder = tmp_path_factory.mktemp("acbs")
    write_catalogue(folder)
    return read_directory(folder).catalogue


def test_it_never_asks_for_less_than_the_audit(national: Catalogue) -> None:
    pairs = list(drawn(national, 8, 3))
    assert len(pairs) == 8
    assert all(theirs >= ours for ours, theirs in pairs)


def test_it_prints_how_often_by_how_much_and_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell("histories", [(0, 0), (ONE, 3 * ONE), (ONE, 5 * ONE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 histories"
    assert lines[1].startswith("  greedy overstates 2 (66.7%, 95 % interval ")
    assert lines[2:] == [
        "  by 3.0 credits on average, median 3, at most 4",
        "  greedy understates 0",
        "  0 s of the processor for both",
    ]
    assert tell("histories", [(ONE, 0)]) == 1


def test_a_small_certificate_that_came_first_takes_the_room_of_a_large_one() -> None:
    items = [item("small", 2, SCHOOL, kind="certificate"), item("large", 9, SCHOOL, kind="certificate")]
    rules = [rule("r1", ["small"], 2), rule("r2", ["large"], 9)]
    limit = cap("one", most_count=1, kinds=["certificate"])
    goal = qualification(AllOf(NodeId("root"), (credits("all", 9),)), 9, limit)
    world = catalogue([goal], items, rules)
    held = record(result("small", 2, entry="a"), result("large", 9, entry="b"))
    asked = request()
    problem = build_problem(world, held, asked, resolve_goals(world, held, asked))
    assert (make_audit(world, held, asked).remaining_units, greedy(problem)) == (0, 7 * ONE)


def test_where_nothing_has_to_be_chosen_both_say_the_same(national: Catalogue) -> None:
    goal = GoalRef(QualificationId("acbs/bachelor-csc"), "2020")
    ours, theirs = both(national, record(as_of=AS_OF), goal)
    assert ours == theirs == 140 * ONE


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 10, 0.0, 0.3085), (3, 10, 0.0667, 0.6525), (10, 10, 0.6915, 1.0), (90, 300, 0.2487, 0.3553)],
)
def test_the_interval_is_the_exact_one(successes: int, trials: int, low: float, high: float) -> None:
    assert binomial(successes, trials) == pytest.approx((low, high), abs=5e-4)
