"""What is said of a step that fails says no more than is known, and whose word it is (D4, B22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.explanation import render
from recommender.explanation.fails import explain_if_fails
from recommender.planning.certificate import Leaf, Proof
from recommender.planning.plan import Level, Plan, Status, Step, TermPlan
from recommender.planning.why.fails import IfFails
from recommender.vocabulary import ItemId
from tests.planning.worlds import ONE, catalogue, item

AUTUMN = TermPlan(0, "2026-autumn", "autumn", date(2026, 9, 1), date(2027, 1, 15), (), 0)
WORLD = catalogue([], [item("a"), item("b")])
STEP = Step(ItemId("a"), 3 * ONE, 3 * ONE, 0, "new")
PLAN = Plan(Status.OPTIMAL, (), "credit", 3 * ONE, 3 * ONE, (STEP,), terms=(AUTUMN,))


def then(status: Status, length: int | None, proof: str = "solver", **more: object) -> IfFails:
    levels = () if length is None else (Level("length", length, length, proof),)
    plan = replace(PLAN, status=status, length=length, levels=levels)
    known = length is not None and status is Status.OPTIMAL
    added = length - 3 * ONE if known and length is not None else None
    made = IfFails(AUTUMN, status, 3 * ONE, added, 1 if known else None, plan)
    return replace(made, **more)  # type: ignore[arg-type]


def said(found: IfFails) -> str:
    return " ".join(render(one, "en", strict=True) for one in explain_if_fails(found, PLAN, WORLD))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (then(Status.OPTIMAL, 6 * ONE, "certified"), "at least 3 credits more than planned"),
        (then(Status.OPTIMAL, 6 * ONE, "certified"), "asks for less then is proven"),
        (then(Status.OPTIMAL, 6 * ONE), "asks for less then is the solver's word"),
        (then(Status.OPTIMAL, 3 * ONE), "at least as much as planned"),
        (then(Status.OPTIMAL, 2 * ONE), "can be 1 credit less than planned"),
        (then(Status.OPTIMAL, 6 * ONE, added_terms=0), "ends in the same term"),
        (then(Status.OPTIMAL, 6 * ONE, added_terms=-2), "ends 2 terms sooner"),
        (then(Status.OPTIMAL, 6 * ONE, added_terms=None), "How many terms later it ends was not settled"),
        (then(Status.OPTIMAL, 6 * ONE, again=AUTUMN), "taken again in Autumn 2026"),
        (then(Status.OPTIMAL, 6 * ONE, otherwise=True), "This holds only if"),
        (then(Status.INFEASIBLE, None), "the path is lost"),
        (then(Status.INFEASIBLE, None), "That there is none is the solver's word"),
        (
            then(Status.BOUNDED, 9 * ONE),
            "6 credits more in all was found; that none asks for less is not proven",
        ),
        (then(Status.REFUSED, None), "was not settled"),
    ],
)
def test_as_much_is_said_as_is_known(found: IfFails, words: str) -> None:
    assert words in said(found)


def test_what_is_not_proven_is_called_neither_least_nor_lost() -> None:
    for status, length in ((Status.BOUNDED, 9 * ONE), (Status.REFUSED, None)):
        told = said(then(status, length))
        assert [word for word in ("at least", "lost", "shortest", "is proven") if word in told] == []


def test_a_lost_path_with_a_proof_says_so() -> None:
    found = then(Status.INFEASIBLE, None)
    proven = replace(found, plan=replace(found.plan, proof=Proof((), Leaf(()))))
    assert "That there is none is proven." in said(proven)
