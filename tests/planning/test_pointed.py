"""What is told of a plan does not hang on the part of the question in which it was found."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.planning import make, make_plan
from recommender.planning.plan import Plan
from recommender.planning.pointed import part_of
from recommender.planning.problem import Problem
from recommender.rules.n_of import NOf
from recommender.vocabulary import NodeId
from tests.planning.worlds import ONE, catalogue, count, item, qualification, record, request

CHEAP, DEAR = item("A", 1), item("B", 3, fee=5)
BANK = catalogue([qualification(count("core", 1, "A", "B"), electives=None)], [CHEAP, DEAR])


def levels(plan: Plan) -> list[tuple[str, int]]:
    return [(one.objective, one.value) for one in plan.levels]


@pytest.mark.parametrize(
    ("dislikes", "last"), [({}, []), ({"A": 700}, [("fit", 700 * ONE)])], ids=["plain", "with a ranking"]
)
def test_a_level_of_no_fee_is_told_though_what_has_a_fee_is_too_dear_to_be_looked_at(
    dislikes: dict[str, int], last: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request(dislikes=dislikes)
    found = make_plan(BANK, record(), asked)
    assert levels(found) == [("length", ONE), ("terms", 1), ("fee", 0), *last]
    monkeypatch.setattr(make, "prover_of", lambda *_: None)
    assert levels(make_plan(BANK, record(), asked)) == levels(found)


def test_where_the_part_has_no_path_that_is_shown_least_the_whole_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a program that points at the dear item alone, then its plan is not taken for the best."""

    def astray(problem: Problem, items: Any) -> Problem:
        return part_of(problem, {"B"})  # type: ignore[arg-type]

    monkeypatch.setattr("recommender.planning.pointed.part_of", astray)
    found = make_plan(BANK, record(), request())
    assert [step.item for step in found.steps] == ["A"]
    assert found.levels[0].proof == "certified"


@pytest.mark.parametrize("least", [0, 1])
def test_in_fewer_terms_too_the_least_fee_is_that_of_the_whole(least: int) -> None:
    """Given more ways of one length than the program lets in, then the cheapest of the soonest is found among all."""
    soon = [item(f"e{n:02}", 4, fee=150 - n, seasons=["autumn"]) for n in range(50)]
    every = [*soon, item("late", 4, fee=least, seasons=["spring"])]
    one_of = NOf(NodeId("top"), 1, tuple(count(f"of {one.id}", 1, one.id) for one in every))
    found = make_plan(catalogue([qualification(one_of)], every), record(), request())
    assert levels(found) == [("length", 4 * ONE), ("terms", 1), ("fee", 101)]
