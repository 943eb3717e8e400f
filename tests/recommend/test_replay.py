"""Equal keys are equal answers: whatever breaks ties is in the key of every answer that ties can change (D6, E5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recommender.planning import PlanRequest
from recommender.recommend import Bank, build_request, plan_for
from recommender.recommend.alternatives import alternatives_for
from recommender.recommend.steady import steady_for
from recommender.recommend.view import Json
from recommender.recommend.what_if import what_if_for
from recommender.recommend.why import Question, why_for
from tests.recommend.world import ANN, Taste, make_bank

MORE = [{"kind": "load", "credits": "3"}]
ANSWERS: dict[str, Callable[[Bank, PlanRequest], Json]] = {
    "plan": lambda bank, asked: plan_for(bank, ANN, asked, explain=False),
    "alternatives": lambda bank, asked: alternatives_for(bank, ANN, asked, 1),
    "steady": lambda bank, asked: steady_for(bank, ANN, asked, ()),
    "what-if": lambda bank, asked: what_if_for(bank, ANN, asked, MORE),
    "why": lambda bank, asked: why_for(bank, ANN, asked, Question(items=("tax",))),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_in_the_order_of_fit_is_another_answer(name: str) -> None:
    bank = make_bank(Taste())
    asked = {fit: build_request(bank, ANN, personalised=fit) for fit in (True, False)}
    assert asked[True].dislikes
    keys = {fit: ANSWERS[name](bank, request)["replay_key"] for fit, request in asked.items()}
    assert keys[True] != keys[False]
    assert keys[True] == ANSWERS[name](bank, asked[True])["replay_key"]
